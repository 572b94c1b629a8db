"""Pages of what readers write: the notes on a story, a reader's own, and those that wait for an editor."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup  # noqa: TC002 - a property gives it

from twosource.model import Passage
from twosource.rendering.notes import note_html
from twosource.rendering.pages.frame import Content, content
from twosource.rendering.words import Words


@dataclass(frozen=True, slots=True)
class ShownNote:
    """A note on a page. `passage` is what it is on, None for the story; `title` of the story where the page has many.

    own: whether the reader wrote it. state: `shown`, `waiting` or `hidden`.
    """

    number: int
    who: str
    written: datetime
    body: str
    shared: bool
    state: str
    own: bool
    parent: int | None = None
    passage: Passage | None = None
    story: str | None = None

    @property
    def html(self) -> Markup:
        return note_html(self.body)


@dataclass(frozen=True, slots=True)
class NoteForm:
    """A form for a new note: to which address, on which passage, and what it answers."""

    action: str
    csrf: str
    passage: Passage | None = None
    parent: int | None = None
    longest: int = 10_000


def notes_page(
    words: Words, title: str, story: str, notes: Sequence[ShownNote], form: NoteForm | None, *, editor: bool
) -> Content:
    """The notes on a story, each with what answers it, and a form for one more."""
    return content(
        "site/notes.jinja",
        words,
        styles=("talk.css",),
        heading=title,
        story=story,
        notes=threaded(notes),
        form=form,
        editor=editor,
    )


def own_notes_page(words: Words, heading: str, notes: Sequence[ShownNote], csrf: str, *, editor: bool) -> Content:
    """Notes on many stories: a reader's own, or those that wait for an editor."""
    form = NoteForm("", csrf)
    told = [(0, note) for note in notes]
    return content(
        "site/notes.jinja",
        words,
        styles=("talk.css",),
        heading=heading,
        story=None,
        notes=told,
        form=form,
        editor=editor,
    )


def threaded(notes: Sequence[ShownNote]) -> list[tuple[int, ShownNote]]:
    """Notes with how deep each stands: an answer below what it answers, else in the order given."""
    known = {note.number for note in notes}
    below: Mapping[int | None, list[ShownNote]] = {number: [] for number in (None, *known)}
    for note in notes:
        below[note.parent if note.parent in known and note.parent != note.number else None].append(note)
    told: list[tuple[int, ShownNote]] = []
    waiting = [(0, note) for note in reversed(below[None])]
    while waiting:
        depth, note = waiting.pop()
        told.append((depth, note))
        waiting += [(depth + 1, answer) for answer in reversed(below[note.number])]
    return told
