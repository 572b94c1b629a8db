"""EDGE: all SQL. Pages, reports, stories, voices, corrections and briefs that outlive a run.

    pages ─┐                                                            ┌─▶ searching ─▶ reports and where they say it
    reports┴─▶ keeping ─▶ SQLite or PostgreSQL ─▶ rows ─▶ values again ─┼─▶ transfer  ─▶ one file, and back
                │                                                       ├─▶ checking  ─▶ what does not fit together
                └─▶ indexing (terms)                                    └─▶ retention ─▶ what is let go

Strategy: values in, values out; one function a need, each given the `Database`. The statements are written once, in the
SQL that both databases speak; where they differ (bytes, full text, locks, backup) `sqlite` and `postgres` hold the
difference. Whoever writes is alone (`Database.write`), for as long as a few hundred rows take.

No judgement lives here: what a report is, which reports are one story and who says what come from the verbs.

Where what is:

    the database   `opening`, `database` (what both keep), `sqlite`, `postgres`, `schema`
    values, rows   `rows`, `packing`, `texts`, `places`
    what is kept   `keeping`, `material`, `storylines`, `dossiers`; `gathered`, `edits`, `regroupings`, `acts`
    what is shown  `appearances`, `glances`, `spoken`, `nearby`, `staleness`, `backlog`
    search         `query`, `terms`, `indexing`, `searching`, by `fts5` or `tsearch`
    readers        `accounts`, `notes`, `subscribers`, `sends`; apps: `entries`, `marks`, `unread`, `synced`; `webhooks`
    care           `transfer` (`exporting`, `importing`), `checking`, `retention`
"""

from twosource.store.database import Database
from twosource.store.opening import open_store

__all__ = ["Database", "open_store"]
