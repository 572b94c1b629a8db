"""Notes and discussions: written, read, judged by editors, taken along and deleted.

Strategy: a note is private unless its writer shares it. The first shared notes of a reader wait until an editor has let
one be shown; after that they are shown at once, unless one had to be hidden. Strangers neither read nor write here.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response

from twosource.model import Passage, Report, Span
from twosource.rendering import addresses
from twosource.rendering.json import dumps
from twosource.rendering.notes import plain
from twosource.rendering.pages.notes import NoteForm, ShownNote, notes_page, own_notes_page
from twosource.store import Database, notes
from twosource.store.accounts import Role
from twosource.store.dossiers import dossier, shelf_row
from twosource.store.keeping import named
from twosource.store.notes import Anchor, Note, NoteState
from twosource.web.answers import JSON, elsewhere, whole
from twosource.web.forgery import csrf_of
from twosource.web.framing import answered
from twosource.web.limiting import Budget
from twosource.web.readers import reader_of
from twosource.web.refusals import Refused, missing
from twosource.web.routes import Route, text_of
from twosource.web.site import site_of
from twosource.web.wording import words_of

LONGEST: Final = 10_000  # characters of a note: four pages
WRITING: Final = Budget(tries=10, seconds=600)
"""Notes of one reader: a quick discussion, and no flood."""
LARGEST: Final = 2**53  # numbers in addresses: what every part of a browser can hold


def routes() -> list[Route]:
    return [
        Route("/stories/{id}/notes", on_story, may=Role.READER),
        Route("/stories/{id}/notes", add, may=Role.READER, methods=("POST",)),
        Route("/notes", own, may=Role.READER),
        Route("/notes.json", export, may=Role.READER, speaks="json"),
        Route("/notes/waiting", waiting, may=Role.EDITOR),
        Route("/notes/{number:int}/delete", delete, may=Role.READER, methods=("POST",)),
        Route("/notes/{number:int}/show", show, may=Role.EDITOR, methods=("POST",)),
        Route("/notes/{number:int}/hide", hide, may=Role.EDITOR, methods=("POST",)),
    ]


# --- read -------------------------------------------------------------------------------------------------------------


def on_story(request: Request) -> Response:
    story = addresses.plain(request.path_params["id"])
    reader, site = reader_of(request), site_of(request)
    with site.store() as database:
        shown = shelf_row(database, story)
        if shown is None:
            raise missing("none.story")
        found = notes.notes_on(database, story, reader.account, editor=_is_editor(request))
        told = _shown(database, found, reader.account)
        passage = _asked_for(request, database, story)
    answer = request.query_params.get("answer", "")
    parent = int(answer) if answer.isascii() and answer.isdigit() and len(answer) < 16 else None
    form = NoteForm(addresses.story(story, "notes"), csrf_of(request), passage, parent, LONGEST)
    return answered(request, notes_page(words_of(request), shown.title, story, told, form, editor=_is_editor(request)))


def _asked_for(request: Request, database: Database, story: str) -> Passage | None:
    """The passage that a form is to be filled in with."""
    query = request.query_params
    if not query.get("report"):
        return None
    start, end = (_whole(query.get(name, "")[:15]) for name in ("start", "end"))
    anchor = _anchor(database, story, Draft("", report=query["report"], start=start, end=end))
    return named(database, [anchor.report])[anchor.report].passage(anchor.span) if anchor.span else None


def own(request: Request) -> Response:
    account = reader_of(request).account
    with site_of(request).store() as database:
        told = _shown(database, notes.notes_by(database, account), account)
    return answered(
        request,
        own_notes_page(
            words_of(request),
            words_of(request)("notes.own.title"),
            told[::-1],
            csrf_of(request),
            editor=_is_editor(request),
        ),
    )


def waiting(request: Request) -> Response:
    with site_of(request).store() as database:
        told = _shown(database, notes.waiting(database), reader_of(request).account)
    heading = words_of(request)("notes.waiting.title")
    return answered(request, own_notes_page(words_of(request), heading, told, csrf_of(request), editor=True))


def export(request: Request) -> Response:
    """All that a reader wrote, as a file."""
    told = {"version": 1, "notes": own_json(request)}
    return whole(request, dumps(told).encode("utf8", "replace"), JSON, name="notes.json")


def own_json(request: Request) -> list[dict[str, Any]]:
    """All that who asks wrote, as programs read it."""
    with site_of(request).store() as database:
        found = notes.notes_by(database, reader_of(request).account)
        words = notes.passages(database, found)
    return [_json(note, words.get(note.number)) for note in found]


def _json(note: Note, passage: Passage | None) -> dict[str, Any]:
    span = note.anchor.span
    return {
        "number": note.number,
        "story": note.story,
        "report": note.anchor.report,
        "revision": note.anchor.revision,
        "start": span.start if span else None,
        "end": span.end if span else None,
        "text": passage.text if passage else None,
        "answers": note.parent,
        "shared": note.shared,
        "state": note.state.value,
        "written": note.written.isoformat(),
        "body": note.body,
    }


def _shown(database: Database, found: list[Note], account: int) -> list[ShownNote]:
    words = notes.passages(database, found)
    return [
        ShownNote(
            note.number,
            note.who,
            note.written,
            note.body,
            note.shared,
            note.state.value,
            note.account == account,
            note.parent,
            words.get(note.number),
            note.story,
        )
        for note in found
    ]


def _is_editor(request: Request) -> bool:
    return reader_of(request).role >= Role.EDITOR


# --- write ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Draft:
    """A note as it was sent: on the story as a whole where `report` is empty. `answers`: the number of another."""

    body: str
    shared: bool = False
    report: str = ""
    start: int = 0
    end: int = 0
    answers: int | None = None


def add(request: Request) -> Response:
    story = addresses.plain(request.path_params["id"])
    start, end, parent = (text_of(request, name, most=15) for name in ("start", "end", "parent"))
    draft = Draft(
        text_of(request, "body", most=LONGEST),
        text_of(request, "shared", most=1) == "1",
        text_of(request, "report", most=600),
        _whole(start),
        _whole(end),
        int(parent) if parent.isascii() and parent.isdigit() else None,
    )
    return elsewhere(f"{addresses.story(story, 'notes')}#note{keep(request, story, draft)}")


def _whole(told: str) -> int:
    """A number, -1 where it is none: no passage begins there."""
    return int(told) if told.isascii() and told.isdigit() else -1


def keep(request: Request, story: str, draft: Draft) -> int:
    """Keep a note of who asks; its number.

    Raises:
        HTTPException: it is empty, on what is not there, or one too many.
    """
    body, site, reader = plain(draft.body), site_of(request), reader_of(request)
    if not body:
        raise Refused(400, "ask.note")
    if wait := site.limiter.spend(f"notes {reader.account}", WRITING):
        raise Refused(429, "fault.429.why", {"Retry-After": str(ceil(wait))})
    with site.store() as database:
        anchor = _anchor(database, story, draft)
        with database.write():
            if notes.how_many(database, reader.account) >= notes.MOST:
                raise Refused(400, "ask.notes", n=f"{notes.MOST:,}")
            trusted = not draft.shared or _is_editor(request) or notes.is_trusted(database, reader.account)
            number = notes.keep_note(
                database,
                reader.account,
                anchor,
                body,
                shared=draft.shared,
                state=NoteState.SHOWN if trusted else NoteState.WAITING,
                now=site.now(),
                parent=_parent(request, database, story, draft.answers),
            )
    if number is None:
        raise missing("none.report")
    return number


def _anchor(database: Database, story: str, draft: Draft) -> Anchor:
    """What a note is on: a passage of a report of the story, or its first report for the story as a whole.

    Raises:
        HTTPException: 404 where there is no such story or report in it; 400 where that is no passage of it.
    """
    told = dossier(database, story)
    if told is None:
        raise missing("none.story")
    if not draft.report:
        return Anchor(told.reports[0].id, told.reports[0].revision)
    names = {name: one for one in told.reports for name in (one.id, *one.other_ids)}
    held: Report | None = named(database, [draft.report]).get(draft.report) if draft.report in names else None
    if held is None:
        raise missing("none.report.here")
    if not 0 <= draft.start < draft.end <= len(held.text):
        raise Refused(400, "none.passage")
    return Anchor(held.id, held.revision, Span(draft.start, draft.end))


def _parent(request: Request, database: Database, story: str, told: int | None) -> int | None:
    """The shared note of this story that is answered, if one is."""
    if told is None:
        return None
    answered_note = notes.note(database, told, reader_of(request).account, editor=_is_editor(request))
    return answered_note.number if answered_note and answered_note.shared and answered_note.story == story else None


def delete(request: Request) -> Response:
    let_go(request, _number(request))
    return elsewhere("/notes")


def let_go(request: Request, number: int) -> None:
    """Delete a note of who asks.

    Raises:
        HTTPException: they have none of that number.
    """
    with site_of(request).store() as database, database.write():
        if not notes.delete(database, number, reader_of(request).account):
            raise missing("none.note")


def show(request: Request) -> Response:
    return _judged(request, NoteState.SHOWN)


def hide(request: Request) -> Response:
    return _judged(request, NoteState.HIDDEN)


def _judged(request: Request, state: NoteState) -> Response:
    number = _number(request)
    with site_of(request).store() as database, database.write():
        if not notes.judge(database, number, state):
            raise missing("none.note.shared")
    return elsewhere("/notes/waiting")


def _number(request: Request) -> int:
    number: int = request.path_params["number"]
    if number >= LARGEST:
        raise missing("none.note.number")
    return number
