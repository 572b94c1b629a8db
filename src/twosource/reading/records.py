"""One JSON line → Report.

Strategy: a record is machine-made, so it is held to its form (UTF-8, one JSON object, `id` and `text` a must), but
only the field that is wrong is lost where the report can do without it: one that has a title alone is its title. The
text is kept to the code point: others hold offsets into it. Lone surrogates, which no encoding can carry, become
U+FFFD one for one.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import date

from twosource.errors import BadField, EmptyPage, InputError, Malformed, MissingField, TooDeep, TooLarge
from twosource.model import Enclosure, Report
from twosource.reading.feed import MOST_MEDIA
from twosource.reading.feedfields import MAX_ADDRESS, address, string
from twosource.reading.published import stated
from twosource.reading.subjects import subjects

RECORD_TYPE = "application/jsonl"  # what a page is called that is one line of JSON Lines
MOST_BYTES = 10**15  # of a file, as `feedxml` has it
MAX_TEXT = 1_000_000  # characters: thirty times the longest report of the public sets (33,672)
TEXTS = ("outlet", "url", "title", "byline", "credit", "language")
SURROGATE = re.compile("[\ud800-\udfff]")


def record(content: bytes, name: str) -> Iterator[Report | InputError]:
    """The report of one JSON line, before it an error for each field that had to be dropped.

    Args:
        content: one JSON object in UTF-8.
        name: where the line stands, for errors.
    """
    try:
        found = _parsed(content, name)
        report_id, text = _id(found, name), _text(found, name)
    except InputError as error:
        yield error
        return
    day, problem = _published(found, name)
    texts, problems = _texts(found, name)
    given = found.get("subjects") or []
    if not isinstance(given, list):
        problems.append(BadField(name, "subjects are not a list", "give a list of texts; read without them"))
        given = []
    if not text.strip():
        if "title" not in texts:
            yield EmptyPage(name, "the text is empty", 'give the article\'s words as "text"')
            return
        text = texts["title"]
        remedy = "give the article's words; read with its title as its text"
        problems.append(BadField(name, "the text is empty", remedy))
    yield from [*problems, *([problem] if problem else [])]
    yield Report(
        id=report_id,
        text=text,
        published=day,
        outlet=texts.get("outlet"),
        url=texts.get("url"),
        title=texts.get("title"),
        byline=texts.get("byline"),
        credit=texts.get("credit"),
        language=texts.get("language"),
        subjects=subjects(given, texts.get("outlet")),
        media=_media(found.get("media")),
    )


def _media(given: object) -> tuple[Enclosure, ...]:
    """The files that come with a report, as `read` writes them; what is none of these is left out."""
    found = []
    for one in given[:MOST_MEDIA] if isinstance(given, list) else ():
        if isinstance(one, dict) and (url := address(_text_in(one, "url"))):
            lasts, size = (_count_in(one, name) for name in ("duration", "bytes"))
            found.append(Enclosure(url, _text_in(one, "type"), _text_in(one, "title"), lasts, size))
    return tuple(found)


def _text_in(one: Mapping[str, object], name: str) -> str | None:
    value = one.get(name)
    return string(_sound(value[:MAX_ADDRESS])) if isinstance(value, str) else None


def _count_in(one: Mapping[str, object], name: str) -> int | None:
    value = one.get(name)
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < MOST_BYTES else None


def _parsed(content: bytes, name: str) -> Mapping[str, object]:
    try:
        found = json.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise Malformed(name, f"not UTF-8 (byte {error.start})", "encode it as UTF-8") from error
    except RecursionError as error:
        raise TooDeep(name, "JSON nested too deep", "give one flat object a line") from error
    except ValueError as error:
        raise Malformed(name, f"not JSON ({error})", "give one JSON object a line") from error
    if not isinstance(found, dict):
        raise Malformed(name, f"a JSON {type(found).__name__}, not an object", "give one JSON object a line")
    return found


def _id(found: Mapping[str, object], name: str) -> str:
    value = found.get("id")
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if not isinstance(value, str) or not value.strip():
        raise MissingField(name, "no id", 'give each report an "id" of its own')
    return _sound(value)


def _text(found: Mapping[str, object], name: str) -> str:
    value = found.get("text")
    if not isinstance(value, str):
        raise MissingField(name, "no text", 'give the article\'s words as "text"')
    if len(value) > MAX_TEXT:
        raise TooLarge(name, f"a text of {len(value):,} characters, over {MAX_TEXT:,}", "cut it into reports")
    return _sound(value)


def _texts(found: Mapping[str, object], name: str) -> tuple[dict[str, str], list[InputError]]:
    texts: dict[str, str] = {}
    problems: list[InputError] = []
    for field in TEXTS:
        value = found.get(field)
        if isinstance(value, str):
            if sound := _sound(value).strip():
                texts[field] = sound
        elif value is not None:
            problems.append(BadField(name, f"{field} is not a text", "give it in quotes; read without it"))
    return texts, problems


def _published(found: Mapping[str, object], name: str) -> tuple[date | None, InputError | None]:
    value = found.get("published")
    if value is None or value == "":
        return None, None
    parsed = stated(value) if isinstance(value, str) else None
    if parsed is None:
        return None, BadField(
            name, f"published {value!r} is no date", "write it as 2026-03-14 or in ISO 8601; read without"
        )
    return parsed, None


def _sound(text: str) -> str:
    return SURROGATE.sub("\ufffd", text)
