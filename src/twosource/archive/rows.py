"""Report ⇄ row. Pure: what goes in comes out equal."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any, Final

from twosource.grouping.revisions import keys
from twosource.grouping.stories import LEAST_COPY_WORDS
from twosource.model import Enclosure, Report, Revision, moment
from twosource.store.rows import dumps, holdable

Row = dict[str, Any]
PLAIN: Final = ("id", "outlet", "url", "title", "byline", "credit", "language", "text", "revision")


def row(report: Report) -> Row:
    """The columns of a report that follow from itself. Lone surrogates, which no file can hold, become U+FFFD."""
    report = holdable(report)
    own = list(keys(report))
    return {
        **{name: getattr(report, name) for name in PLAIN},
        "published": report.published.isoformat() if report.published else None,
        "published_at": moment(report.published),
        "subjects": list(report.subjects),
        "other_ids": list(report.other_ids),
        "media": dumps([asdict(one) for one in report.media]) if report.media else None,
        "earlier": dumps([_revision(one) for one in report.earlier]) if report.earlier else None,
        "words": _words(report.text),
        "context": _digest(dumps([report.text, report.title, report.outlet])),
        "names": sorted(_number(key) for key in own if not _is_run(key)),
        "runs": sorted(_number(key) for key in own if _is_run(key)),
    }


def report_of(row: Mapping[str, Any]) -> Report:
    """The report that a row was made of."""
    return Report(
        **{name: row[name] for name in PLAIN},
        published=_published(row["published"]),
        subjects=tuple(row["subjects"]),
        other_ids=tuple(row["other_ids"]),
        media=tuple(Enclosure(**one) for one in json.loads(row["media"] or "[]")),
        earlier=tuple(_earlier(one) for one in json.loads(row["earlier"] or "[]")),
    )


def _revision(one: Revision) -> Row:
    return {**asdict(one), "published": one.published.isoformat() if one.published else None}


def _earlier(one: Row) -> Revision:
    return Revision(**{**one, "published": _published(one["published"])})


def _published(text: str | None) -> date | None:
    if text is None:
        return None
    return date.fromisoformat(text) if "T" not in text else datetime.fromisoformat(text)


def _words(text: str) -> str | None:
    """Equal for texts that grouping takes for copies (`grouping.stories.copy_of`)."""
    words = text.split()
    return _digest(" ".join(words)) if len(words) >= LEAST_COPY_WORDS else None


def _is_run(key: object) -> bool:
    return isinstance(key, tuple) and isinstance(key[1], int)


def _number(key: object) -> int:
    text: str | Sequence[object] = key if isinstance(key, str) else list(key) if isinstance(key, tuple) else str(key)
    return int.from_bytes(hashlib.blake2b(dumps(text).encode(), digest_size=8).digest(), "big", signed=True)


def _digest(text: str) -> str:
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()
