"""What is in the output: tables, their columns, and what each column is.

Strategy: the tables of a dossier are those of every export, so that a reader of one knows the other; those that only an
archive has stand here. A type is a word, so that the columns can be read without pyarrow.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

from twosource.rendering.exports.tables import COLUMNS as EXPORTED
from twosource.rendering.exports.tables import Kind

if TYPE_CHECKING:
    import pyarrow as pa

TEXT, TEXTS, WHOLE, TRUTH, MOMENT = Kind.TEXT, Kind.TEXTS, Kind.WHOLE, Kind.TRUTH, Kind.MOMENT
SHARE: Final = "share"  # 0 to 1
KEYS: Final = "keys"  # a list of 64-bit numbers

_PLACE: Final = {
    "sha256": TEXT,  # of the page's bytes, as they were unpacked
    "file": TEXT,  # the input that it stands in
    "record": WHOLE,  # which record or line of it, from 0
    "offset": WHOLE,  # at which byte of the file the record's gzip member begins; null where there is none
}
_REPORT: Final = {
    "id": TEXT,  # as the input gives it; of a WARC record made from its WARC-Record-ID
    "outlet": TEXT,  # as the page names it
    "url": TEXT,
    "title": TEXT,
    "byline": TEXT,
    "published": TEXT,  # as it is known: a day, or a time (ISO 8601)
    "credit": TEXT,  # what the page says of where its words come from beside the byline
    "language": TEXT,
    "subjects": TEXTS,
    "text": TEXT,  # final: all offsets are code points into it
    "revision": WHOLE,  # how many states of it were met
    "other_ids": TEXTS,  # ids of its other states
}

TABLES: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType(
    {
        "reports": {
            **_REPORT,
            "published_at": MOMENT,  # `published` as a point in time: a bare day is its first moment
            "story": TEXT,  # null: a template, or a report of no window
            "copy_of": TEXT,  # id of the first report with the very same words, where it is not this one
            "template": TRUTH,  # one of very many machine-made reports of one outlet: in no story, and not read
            **_PLACE,
        },
        "stories": {
            "story": TEXT,
            "title": TEXT,  # of one of its reports
            **dict.fromkeys(("reports", "texts", "outlets", "origins"), WHOLE),  # Counts
            "first": MOMENT,  # publication of its first and last dated report
            "last": MOMENT,
            "topics": TEXTS,
            "left_out": WHOLE,  # its last reports that its dossier leaves out, where there are too many
        },
        "speakers": {
            "story": TEXT,
            "speaker_key": TEXT,
            "speaker": TEXT,
            "speaker_kind": TEXT,
            "times": WHOLE,  # attributions to this speaker
            "outlets": WHOLE,  # that have one, those that are named
        },
        "copies": {
            "story": TEXT,
            "copy": WHOLE,  # numbers the groups of a story that share text
            "kind": TEXT,  # verbatim or rewritten
            "share": SHARE,  # of the shortest report's words that stand in another of the group
            "report": TEXT,
        },
        **{name: EXPORTED[name] for name in ("statements", "passages", "quotes", "differences", "attributions")},
        "rejected": {
            "file": TEXT,
            "record": WHOLE,
            "offset": WHOLE,
            "url": TEXT,
            "kind": TEXT,  # damaged, refused (holds no report), field (kept without it), repeated (id), skipped (day)
            "reason": TEXT,  # the name of the error
            "problem": TEXT,
        },
    }
)
"""All that is written, by table."""

DOSSIER_TABLES: Final = tuple(name for name in TABLES if name not in {"reports", "rejected"})

EXTRACTED: Final[Mapping[str, str]] = MappingProxyType(
    {
        **_REPORT,
        "published_at": MOMENT,
        "media": TEXT,  # JSON
        "earlier": TEXT,  # JSON
        **_PLACE,
        "at": WHOLE,  # numbers the report: its chunk, then its row
        "words": TEXT,  # a digest, equal for reports with the very same words; of short texts null
        "context": TEXT,  # a digest of all that voices look at
        "names": KEYS,  # digests of its id and address: states of one report have one in common
        "runs": KEYS,  # a bottom-k sketch of its runs of words (MinHash, Broder 1997), for its outlet alone
    }
)
"""A report between the stages."""


def schema(columns: Mapping[str, str]) -> pa.Schema:
    """The columns as Arrow has them."""
    import pyarrow as pa  # noqa: PLC0415 - an extra

    types: Mapping[str, Any] = {
        TEXT: pa.string(),
        TEXTS: pa.list_(pa.string()),
        WHOLE: pa.int64(),
        TRUTH: pa.bool_(),
        MOMENT: pa.timestamp("us", tz="UTC"),
        SHARE: pa.float64(),
        KEYS: pa.list_(pa.int64()),
    }
    return pa.schema([(name, types[kind]) for name, kind in columns.items()])
