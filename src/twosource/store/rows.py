"""Values ⇄ rows and JSON, the same in both databases and in exports. Pure.

Strategy: what goes in comes out equal. Text that a database cannot hold (U+0000, lone surrogates) becomes U+FFFD one
for one before anything else is done with it, so that offsets stay and both databases hold the same. A digest is over
all that an outlet gave of a report, so that one which comes again is known, and one that was altered behind our back
too.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields, replace
from datetime import UTC, date, datetime
from typing import Any, Final

from twosource.model import Attribution, Directness, Enclosure, Report, Revision, Span, Speaker, SpeakerKind
from twosource.store.places import place

Json = dict[str, Any]
LONGEST_KEY: Final = 400  # characters of a key of an index, which in PostgreSQL holds 2,704 bytes
TEXTS: Final = ("id", "outlet", "url", "title", "byline", "credit", "language", "text")
_UNHOLDABLE: Final = re.compile("[\x00\ud800-\udfff]")


def dumps(value: object) -> str:
    """JSON in one form: equal values, equal text."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def sound(text: str) -> str:
    """`text` as every database can hold it, with as many characters."""
    return _UNHOLDABLE.sub("\ufffd", text)


def holdable(report: Report) -> Report:
    """The report with each of its texts as every database can hold it."""
    given: Json = {name: getattr(report, name) for name in TEXTS}
    changed: Json = {name: sound(text) for name, text in given.items() if text and _UNHOLDABLE.search(text)}
    media = tuple(replace(one, **_sound_texts(one)) for one in report.media)
    return replace(report, subjects=tuple(map(sound, report.subjects)), media=media, **changed)


def _sound_texts(one: Enclosure) -> Json:
    told: Json = {name: getattr(one, name) for name in ("url", "type", "title")}
    return {name: sound(text) for name, text in told.items() if text}


# --- reports ----------------------------------------------------------------------------------------------------------


def report_json(report: Report) -> Json:
    found: Json = {name: getattr(report, name) for name in TEXTS}
    published = report.published.isoformat() if report.published else None
    return {**found, "published": published, "subjects": list(report.subjects)}


def media_json(media: Sequence[Enclosure]) -> list[Json]:
    return [asdict(one) for one in media]


def media_of(body: Sequence[Mapping[str, Any]]) -> tuple[Enclosure, ...]:
    """Files of their JSON; addresses of another kind than http and https are none.

    Raises:
        KeyError, TypeError, ValueError: it was made by nothing of ours.
    """
    found = tuple(Enclosure(**{field.name: one[field.name] for field in fields(Enclosure)}) for one in body)
    return tuple(one for one in found if one.url.startswith(("http://", "https://")))


def report_of(body: Mapping[str, Any], revision: int = 1, earlier: tuple[Revision, ...] = ()) -> Report:
    """A report of its JSON.

    Raises:
        KeyError, TypeError, ValueError: it was made by nothing of ours.
    """
    found = {name: body[name] for name in TEXTS}
    if not isinstance(found["id"], str) or not isinstance(found["text"], str):
        raise TypeError("id and text are texts")
    subjects = tuple(map(str, body["subjects"]))
    return Report(
        **found, published=published_of(body["published"]), subjects=subjects, revision=revision, earlier=earlier
    )


def report_of_row(row: Mapping[str, Any], earlier: tuple[Revision, ...] = ()) -> Report:
    """A report of its row.

    Raises:
        TypeError, ValueError: the row was changed by nothing of ours.
    """
    return report_of({**row, "subjects": json.loads(row["subjects"])}, row["revision"], earlier)


def revision_of(report: Report) -> Revision:
    return Revision(report.id, report.text, report.title, report.published)


def published_of(text: str | None) -> date | None:
    """The day, or the moment where the text tells a time of day."""
    if text is None:
        return None
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)


def stamp(when: datetime) -> str:
    """A moment in UTC, to the second, so that stamps compare as moments do."""
    return when.astimezone(UTC).isoformat(timespec="seconds")


def outlet_key(name: str) -> str:
    """What an outlet is known by in the tables that dossiers fill."""
    return sound(name.casefold())[:LONGEST_KEY]


def digest(report: Report) -> str:
    """SHA-256 of all that the outlet gave, but for media, whose addresses change with each visit at some."""
    return hashlib.sha256(dumps(report_json(report)).encode()).hexdigest()


def content(report: Report) -> str:
    """SHA-256 of all but id, address and date: by it a state of a report is known under the name of the first."""
    given = {name: value for name, value in report_json(report).items() if name not in {"id", "url", "published"}}
    return hashlib.sha256(dumps(given).encode()).hexdigest()


def report_row(report: Report, number: int) -> Json:
    """The columns of a report that follow from itself."""
    own = {"number": number, "place": place(report.published, number), "revision": report.revision}
    given = {**report_json(report), "subjects": dumps(report.subjects)}
    return {**given, **own, "size": len(report.text.encode()), "digest": digest(report), "content": content(report)}


# --- attributions -----------------------------------------------------------------------------------------------------


def attributions_json(found: tuple[Attribution, ...]) -> list[Json]:
    return [asdict(attribution) for attribution in found]


def attributions_of(body: list[Json]) -> tuple[Attribution, ...]:
    """Attributions of their JSON.

    Raises:
        KeyError, TypeError, ValueError: it was made by nothing of ours, or by an older version of it.
    """
    return tuple(_attribution(one) for one in body)


def _attribution(body: Json) -> Attribution:
    if body.keys() != {field.name for field in fields(Attribution)}:
        raise KeyError("the fields of another version")
    speaker = dict(body["speaker"])
    speaker |= {"kind": SpeakerKind(speaker["kind"]), "roles": tuple(speaker["roles"])}
    return Attribution(
        **{
            **body,
            **{name: tuple(Span(*span) for span in body[name]) for name in ("content", "cue", "source")},
            "kind": Directness(body["kind"]),
            "speaker": Speaker(**speaker),
            "anonymity": Span(*body["anonymity"]) if body["anonymity"] else None,
        }
    )


def spans_of(attribution: Attribution) -> tuple[Span, ...]:
    """Every span of it."""
    why = (attribution.anonymity,) if attribution.anonymity else ()
    return (*attribution.content, *attribution.cue, *attribution.source, *why)
