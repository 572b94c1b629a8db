"""The lines of a story while they are chosen, and what may still be one of them.

Strategy: a line says what no line of the brief has said, of what the reader has met, and keeps who said it. Where the
reader was told of the story before, it says what he was not told.

What may live here: whether a sentence may be a line. Which one is taken is for `lines` and `differing`.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from twosource.briefing.changes import Since
from twosource.briefing.gists import Gist, about, same
from twosource.briefing.material import Material
from twosource.briefing.standalone import Sentence
from twosource.model import Counts, Line, LineRole, Passage, Statement


@dataclass(slots=True)
class Shown:
    """What a brief has shown already, story by story."""

    gists: list[Gist] = field(default_factory=list)

    def has(self, line: Gist, besides: Sequence[Gist] = ()) -> bool:
        """Whether a line of this gist would say again what another has said, those `besides` left aside."""
        return any(same(line, other) for other in self.gists if other not in besides)


@dataclass(slots=True)
class Choice:
    """The lines of a story while they are chosen, under a headline.

    `shown` is what the stories before have shown, `muted` are outlets of which no line is wanted, `since` is what the
    reader knows of the story, if anything.
    """

    source: Material
    shown: Shown
    muted: Collection[str] = frozenset()
    since: Since | None = None
    lines: list[Line] = field(default_factory=list)
    title: str = ""

    def __post_init__(self) -> None:
        self.title = self.title or self.source.dossier.title

    def fits(self, sentence: Sentence) -> bool:
        """Whether a sentence may be a line: it is news to the reader, and can stand beside the lines there are."""
        return self.is_news(sentence.passage) and self.may_stand(sentence)

    def may_stand(self, sentence: Sentence, besides: Sequence[Line] = ()) -> bool:
        """Whether a sentence says what no line but those `besides` has said, of what the reader has met."""
        return (
            not self.is_muted(sentence.passage)
            and not self.repeats(sentence.passage, sentence.gist, besides)
            and all(map(self.names, sentence.surnames))
            and self.knows(sentence.thing)
            and all(map(self.has_met, sentence.known))
            and self.source.keeps_speaker(sentence.passage)
        )

    def is_news(self, passage: Passage) -> bool:
        """Whether the reader wants to hear of its outlet, and was not told it."""
        return not self.is_muted(passage) and (self.since is None or self.since.is_news(passage))

    def is_muted(self, passage: Passage) -> bool:
        return (self.source.outlet(passage) or "").casefold() in self.muted

    def repeats(self, passage: Passage, said: Gist, besides: Sequence[Line] = ()) -> bool:
        """Whether a line has said it, of this story or of one before, or has a part of a statement that it has too."""
        mine = self.source.touched(passage)
        others = [line.passage for line in self.lines if line not in besides]
        return (
            self.shown.has(said)
            or any(same(said, self.source.gist(other)) for other in others)
            or any(not mine.isdisjoint(self.source.touched(other)) for other in others)
        )

    def knows(self, thing: str) -> bool:
        """Whether the reader has met a thing: in the headline, in a line before, or as what all the story is about."""
        before = " ".join(self._read()).casefold()
        return thing in before or (bool(self.lines) and any(self.source.spread[stem] > 1 for stem in about(thing)))

    def has_met(self, thing: str) -> bool:
        """Whether a thing stands in the headline or in a line before."""
        return any(thing in text.casefold() for text in self._read())

    def names(self, surname: str) -> bool:
        """Whether the reader has met this name: in the headline or in a line before."""
        return any(surname in text for text in self._read())

    def _read(self) -> tuple[str, ...]:
        return (self.title, *(line.passage.text for line in self.lines))

    def fresh(self, passage: Passage) -> int:
        """0 for an outlet that has no line yet, less for each that it has."""
        outlet = self.source.outlet(passage)
        return -sum(self.source.outlet(line.passage) == outlet for line in self.lines)

    def add(
        self,
        role: LineRole,
        passage: Passage,
        statement: Statement | None,
        counts: Counts | None = None,
        before: str = "",
    ) -> None:
        known = statement.counts if statement else Counts(1, 1, 1, 0)
        self.lines.append(Line(role, passage, counts or known, statement.id if statement else None, before=before))
