"""What an export holds, in: each line looked at, then kept where the store lacks it.

An import is cut into short transactions and may be run again after it was cut off: what is there already stays as it
is, and nothing comes twice. Numbers of reports are kept where they are free. What the lines are is told by `transfer`.
"""

from __future__ import annotations

import base64
import gzip
import json
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import BinaryIO, Final

from twosource.errors import BadField, Malformed, StoreRefused, TooLarge, Truncated
from twosource.store import accounts, edits, notes, regroupings, subscribers, synced
from twosource.store.database import Database, Row, batches, listed
from twosource.store.dossiers import keep_exported
from twosource.store.gathered import keep_items
from twosource.store.indexing import reindex
from twosource.store.keeping import INSERT_MEDIA, INSERT_REVISION, Kept, give_numbers, insert, keep_pages, last_number
from twosource.store.material import KEEP_ATTRIBUTIONS, KEEP_BRIEF, KEEP_CORRECTION, KEEP_FEED, put_members
from twosource.store.places import MOST_REPORTS
from twosource.store.rows import Json, dumps, media_json, media_of, report_of, report_row
from twosource.store.transfer import FORMS, VERSION, Lines, only

LONGEST_LINE: Final = 64_000_000
"""Bytes of a line: a page of 10 MB, which is the limit of reading, in base64, and revisions of 1 MB with room."""


def is_export(path: Path) -> bool:
    """Whether the file opens as an export does. A file that cannot be read is none."""
    try:
        with path.open("rb") as stream:
            if stream.read(2) != b"\x1f\x8b":
                return False
            stream.seek(0)
            with gzip.GzipFile(fileobj=stream) as packed:
                return packed.readline(200).startswith(b'{"twosource":"export"')
    except (OSError, EOFError, zlib.error):
        return False


def read_export(database: Database, stream: BinaryIO, name: str, advance: Callable[[str], None]) -> Kept:
    """Keep all that an export holds and the store lacks.

    Raises:
        InputError: the file is damaged, cut off or of another version; what came before that is kept.
    """
    total = Kept()
    for kind, batch in _runs(_lines(stream, name)):
        try:
            with database.write():
                total += _READERS[kind](database, batch)
        except (KeyError, TypeError, ValueError, AttributeError, BadField, StoreRefused) as error:
            raise Malformed(name, f"a {kind} that no export has ({error!r})", "export it again") from error
        for _ in batch:
            advance(kind)
    return total


def _lines(stream: BinaryIO, name: str) -> Lines:
    """The lines between the first and the last, each of a known kind."""
    try:
        with gzip.GzipFile(fileobj=stream) as packed:
            yield from _checked(packed, name)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise Truncated(name, f"damaged gzip ({error})", "copy or export it again, and import that") from error


def _checked(packed: gzip.GzipFile, name: str) -> Lines:
    head = _parsed(packed.readline(LONGEST_LINE), name)
    if head.get("version") != VERSION or head.get("twosource") != "export":
        raise Malformed(name, f"not an export of version {VERSION}", "update TwoSource, or export it again")
    count = 0
    while line := packed.readline(LONGEST_LINE + 1):
        if len(line) > LONGEST_LINE:
            raise TooLarge(name, f"a line of over {LONGEST_LINE:,} bytes", "export it again")
        found = _parsed(line, name)
        if found.get("kind") == "end" and found.get("lines") == count:
            if packed.read(1):  # and the checksum behind it is looked at
                raise Malformed(name, "goes on after its last line", "export it again")
            return
        if wrong := _wrong(found):
            raise Malformed(name, f"after {count:,} lines one with {wrong}", "export it again, or update TwoSource")
        count += 1
        yield found
    raise Truncated(name, f"ends after {count:,} lines without its last", "copy or export it again, and import that")


def _wrong(line: Json) -> str | None:
    """What of a line is not as an export has it."""
    kind = line.get("kind")
    if not isinstance(kind, str) or kind not in FORMS:
        return f"kind {str(kind)[:40]!r}"
    wrong = [name for name, form in FORMS[kind].items() if not isinstance(line.get(name), form)]
    if not wrong and kind == "story":
        wrong += ["reports"] * any(not isinstance(report, str) for report in line["reports"])
    wrong += [name for name, value in line.items() if isinstance(value, int) and not 0 <= value <= MOST_REPORTS]
    return f"no good {wrong[0]}" if wrong else None


def _parsed(line: bytes, name: str) -> Json:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise Malformed(name, f"a line that is no JSON ({error})", "export it again") from error
    if not isinstance(found, dict):
        raise Malformed(name, "a line that is no JSON object", "export it again")
    return found


def _runs(lines: Iterable[Json]) -> Iterator[tuple[str, list[Json]]]:
    """Lines that follow one another and are of one kind, a transaction's worth at a time."""
    for batch in batches(lines):
        run: list[Json] = []
        for line in batch:
            if run and line["kind"] != run[0]["kind"]:
                yield run[0]["kind"], run
                run = []
            run.append(line)
        yield run[0]["kind"], run


def _keep_pages(database: Database, found: Sequence[Json]) -> Kept:
    rows = []
    for one in found:
        content = zlib.compress(base64.b64decode(one["content"], validate=True)) if one["content"] is not None else None
        row = {**only(one, "sha256 name url content_type fetched"), "headers": dumps(one["headers"])}
        rows.append({**row, "content": content, "size": len(content or b"")})
    keep_pages(database, rows)
    return Kept()


def _keep_reports(database: Database, found: Sequence[Json]) -> Kept:
    """Reports whose id is free, each with what it was before. One that is there stays as it is."""
    reports = [report_of(one["report"], one["revision"]) for one in found]
    held = set(_held(database, [report.id for report in reports]))
    last, rows, revisions, media = last_number(database), [], [], []
    for one, report in zip(found, reports, strict=True):
        if report.id in held:
            continue
        held.add(report.id)
        last = max(last + 1, int(one["number"]))
        rows.append({**report_row(report, last), **only(one, "page added"), "digest": one["digest"]})
        if one.get("media"):
            media.append({"report": last, "body": dumps(media_json(media_of(one["media"])))})
        for was in one["earlier"]:
            body = dumps(was["report"])
            revisions.append({**only(was, "revision digest page added"), "report": last, "body": body})
    give_numbers(database, last)
    insert(database, rows)
    database.run(INSERT_REVISION, revisions)
    database.run(INSERT_MEDIA, media)
    reindex(database, [row["number"] for row in rows])
    return Kept(new=len(rows), known=len(found) - len(rows))


def _keep_attributions(database: Database, found: Sequence[Json]) -> Kept:
    """Those of reports that the store holds as the export does, and that nothing has read yet."""
    which, values = listed("i", [one["id"] for one in found])
    unread = (
        f"SELECT number, id, content FROM reports WHERE id IN {which}"
        " AND NOT EXISTS (SELECT 1 FROM attributions WHERE report = number)"
    )
    held = {(row["id"], row["content"]): row["number"] for row in database.rows(unread, values)}
    rows = [
        {"report": held[one["id"], one["content"]], **only(one, "tagger content"), "body": dumps(one["body"])}
        for one in found
        if (one["id"], one["content"]) in held
    ]
    database.run(KEEP_ATTRIBUTIONS, rows)
    reindex(database, sorted({row["report"] for row in rows}))
    return Kept()


def _keep_stories(database: Database, found: Sequence[Json]) -> Kept:
    """Stories of reports that are in none yet: what this store grouped stays."""
    for one in found:
        for batch in batches(one["reports"]):
            held = _held(database, batch)
            members = [{"report": held[i]["number"], "story": one["id"]} for i in batch if i in held]
            which, values = listed("n", [row["report"] for row in members])
            taken = database.rows(f"SELECT report FROM memberships WHERE report IN {which}", values) if members else []
            free = [row for row in members if row["report"] not in {t["report"] for t in taken}]
            put_members(database, {row["report"]: row["story"] for row in free})
    return Kept()


def _keep_dossiers(database: Database, found: Sequence[Json]) -> Kept:
    """Those of stories that this store has with the same reports, and no dossier of its own."""
    for one in found:
        body = base64.b64decode(one["body"], validate=True)
        keep_exported(database, body, **only(one, "story source made form stale"))
    return Kept()


def _held(database: Database, ids: Sequence[str]) -> dict[str, Row]:
    which, values = listed("i", ids)
    rows = database.rows(f"SELECT number, id, content FROM reports WHERE id IN {which}", values)
    return {row["id"]: row for row in rows}


def _keep_outlets(database: Database, found: Sequence[Json]) -> Kept:
    """What was known of outlets that this store has not told a story with."""
    sql = "INSERT INTO known_outlets (outlet, body) VALUES (:outlet, :body) ON CONFLICT (outlet) DO NOTHING"
    database.run(sql, [{"outlet": one["outlet"], "body": dumps(one["body"])} for one in found])
    return Kept()


def _keep_corrections(database: Database, found: Sequence[Json]) -> Kept:
    database.run(KEEP_CORRECTION, [{"id": one["id"], "body": dumps(one["body"])} for one in found])
    return Kept()


def _keep_briefs(database: Database, found: Sequence[Json]) -> Kept:
    database.run(KEEP_BRIEF, [{**only(one, "id composed body"), "own": int(bool(one.get("own")))} for one in found])
    return Kept()


def _keep_feeds(database: Database, found: Sequence[Json]) -> Kept:
    database.run(KEEP_FEED, [{**only(one, "url outlet"), "state": dumps(one["state"])} for one in found])
    return Kept()


def _taken_in_by(take_in: Callable[[Database, Sequence[Json]], None]) -> Callable[[Database, Sequence[Json]], Kept]:
    def taken_in(database: Database, found: Sequence[Json]) -> Kept:
        take_in(database, found)
        return Kept()

    return taken_in


_READERS: Final[Mapping[str, Callable[[Database, Sequence[Json]], Kept]]] = {
    "page": _keep_pages,
    "report": _keep_reports,
    "attributions": _keep_attributions,
    "story": _keep_stories,
    "dossier": _keep_dossiers,
    "outlet": _keep_outlets,
    "correction": _keep_corrections,
    "brief": _keep_briefs,
    "feed": _keep_feeds,
    "account": _taken_in_by(accounts.take_in),
    "item": _taken_in_by(keep_items),
    "subscriber": _taken_in_by(subscribers.take_in),
    "entry": _taken_in_by(synced.take_in_entries),
    "shelf": _taken_in_by(synced.take_in_shelves),
    "note": _taken_in_by(notes.take_in),
    "edit": _taken_in_by(edits.take_in),
    "regrouping": _taken_in_by(regroupings.take_in),
}
