"""What a program of a reader writes: that a story was read or saved, and notes.

Strategy: a mark is the one that pages and apps put (`device`), and a note is kept to the same rules as one from a page
(`web.notes`): the same limits, the same waiting for an editor. A token must be one that may write.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Final, Literal

from fastapi import Path
from pydantic import BaseModel, ConfigDict, Field, StrictBool, StrictInt
from starlette.requests import Request
from starlette.responses import Response

from twosource.rendering import addresses
from twosource.store import Database, entries
from twosource.store.glances import is_story
from twosource.store.marks import READ, STARRED, marked, put
from twosource.web import notes
from twosource.web.answers import data
from twosource.web.api.models import Answer
from twosource.web.api.shapes import Shape
from twosource.web.api.ways import NO_NULL, VERSION, Id, Way
from twosource.web.faults import missing
from twosource.web.notes import LONGEST, Draft
from twosource.web.readers import reader_of
from twosource.web.site import site_of

Number = Annotated[int, Path(ge=1, le=2**31)]
Offset = Annotated[StrictInt, Field(ge=0, le=2**31)]


class NewMarks(BaseModel):
    """What is to be changed; what is left out stays as it is."""

    model_config = ConfigDict(extra="forbid")

    read: StrictBool | None = None
    saved: StrictBool | None = None


class Marks(Answer):
    """How a story is marked for who asks. `saved` is what apps call starred."""

    story: str
    read: bool
    saved: bool


class NewNote(BaseModel):
    """A note on a story, or on the passage of a report of it from `start` to `end`. `answers`: the number of a note."""

    model_config = ConfigDict(extra="forbid")

    body: Annotated[str, Field(min_length=1, max_length=LONGEST, pattern=NO_NULL)]
    shared: StrictBool = False
    report: Annotated[str, Field(max_length=600, pattern=NO_NULL)] | None = None
    start: Offset = 0
    end: Offset = 0
    answers: Annotated[StrictInt, Field(ge=1, le=2**31)] | None = None


class Note(Shape):
    """`text`: the words of the passage that it is on, None where it is on a story as a whole."""

    number: int
    story: str | None
    report: str
    revision: int
    start: int | None
    end: int | None
    text: str | None
    answers: int | None
    shared: bool
    state: Literal["shown", "waiting", "hidden"]
    written: datetime
    body: str


class Notes(Answer):
    notes: list[Note]


class OneNote(Answer):
    note: Note


def story_marks(request: Request, id: Id) -> Response:  # noqa: A002
    """Whether you have read a story, and saved it."""
    story = addresses.plain(id)
    with site_of(request).store() as database:
        return data(request, _marks(request, database, story))


def mark_story(request: Request, id: Id, wanted: NewMarks) -> Response:  # noqa: A002
    """Mark a story as read or saved, or no longer. A story that is not told yet has nothing to be marked."""
    story, reader = addresses.plain(id), reader_of(request)
    with site_of(request).store() as database:
        with database.write():
            number = entries.of_story(database, story)
            for mark, on in ((READ, wanted.read), (STARRED, wanted.saved)):
                if number is not None and on is not None:
                    put(database, reader.account, mark, [number], on=on)
        return data(request, _marks(request, database, story))


def _marks(request: Request, database: Database, story: str) -> dict[str, Any]:
    if not is_story(database, story):
        raise missing("No story of that name is in the store.")
    account, number = reader_of(request).account, entries.of_story(database, story)
    read, saved = (number is not None and number in marked(database, account, mark) for mark in (READ, STARRED))
    return {**VERSION, "story": story, "read": read, "saved": saved}


def own_notes(request: Request) -> Response:
    """All that you wrote, the oldest first."""
    return data(request, {**VERSION, "notes": notes.own_json(request)})


def write_note(request: Request, id: Id, wanted: NewNote) -> Response:  # noqa: A002
    """Write a note: for you alone, or `shared`; the first that you share wait for an editor."""
    draft = Draft(wanted.body, wanted.shared, wanted.report or "", wanted.start, wanted.end, wanted.answers)
    number = notes.keep(request, addresses.plain(id), draft)
    [kept] = [one for one in notes.own_json(request) if one["number"] == number]
    return data(request, {**VERSION, "note": kept}, status=201)


def delete_note(request: Request, number: Number) -> Response:
    """Delete a note of yours, for good."""
    notes.let_go(request, number)
    return Response(status_code=204)


WAYS: Final = (
    Way("/stories/{id}/marks", story_marks, Marks),
    Way("/stories/{id}/marks", mark_story, Marks, method="PUT", faults=(413,)),
    Way("/notes", own_notes, Notes),
    Way("/stories/{id}/notes", write_note, OneNote, method="POST", status=201, faults=(413, 429)),
    Way("/notes/{number}", delete_note, None, method="DELETE", status=204),
)
