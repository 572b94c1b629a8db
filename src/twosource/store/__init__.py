"""EDGE: all SQL. Pages, reports, stories, voices, corrections and briefs that outlive a run.

    pages ─┐                                                            ┌─▶ searching ─▶ reports and where they say it
    reports┴─▶ keeping ─▶ SQLite or PostgreSQL ─▶ rows ─▶ values again ─┼─▶ transfer  ─▶ one file, and back
                │                                                       ├─▶ checking  ─▶ what does not fit together
                └─▶ indexing (terms)                                    └─▶ retention ─▶ what is let go

Strategy: values in, values out; one function a need, each given the `Database`. The statements are written once, in the
SQL that both databases speak; where they differ (bytes, full text, locks, backup) `sqlite` and `postgres` hold the
difference. Whoever writes is alone (`Database.write`), for as long as a few hundred rows take.

No judgement lives here: what a report is, which reports are one story and who says what come from the verbs.
"""

from twosource.store.database import Database
from twosource.store.opening import open_store

__all__ = ["Database", "open_store"]
