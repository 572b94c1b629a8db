"""A speaker's page: all that is quoted of them, story by story, over time and by outlet.

Strategy: what one story has of a speaker is taken from its dossier (`spoken_in`): utterances with the outlets that
print each, and what single reports tell in words of their own. Stories stand below each other, the newest first.
Figures are of all reports that they are heard in, and are handed in.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from twosource.model import Attribution, Directness, Dossier, Outlet, Passage, Span, Speaker, SpeakerKind, Utterance
from twosource.rendering import addresses, labels, pictures
from twosource.rendering.mastheads import Masthead, mastheads
from twosource.rendering.pages.cards import Card
from twosource.rendering.pages.frame import Content, content
from twosource.rendering.words import Words

if TYPE_CHECKING:
    from markupsafe import Markup

SHOWN = 6  # of what single reports tell in words of their own, in each story
MOST_DAYS = 60  # of the picture; a longer time is told by months


@dataclass(frozen=True, slots=True)
class Other:
    """What one report has of a speaker beside the utterances: in words of its own, and how."""

    passage: Passage
    how: Directness
    masthead: Masthead


@dataclass(frozen=True, slots=True)
class SpokenIn:
    """What one story has of a speaker. `heads` are the mastheads of its reports, by id."""

    card: Card
    speaker: Speaker
    utterances: tuple[Utterance, ...]
    others: tuple[Other, ...]
    heads: Mapping[str, Masthead]

    def printed_in(self, utterance: Utterance) -> tuple[tuple[Masthead, str], ...]:
        """Each outlet that prints it, with the address of its version."""
        first: dict[str, tuple[Masthead, str]] = {}
        for version in utterance.versions:
            head = self.heads[version.passage.report]
            first.setdefault(head.name, (head, addresses.passage(version.passage)))
        return tuple(first.values())


def spoken_in(dossier: Dossier, card: Card, outlets: Mapping[str, Outlet], key: str, words: Words) -> SpokenIn | None:
    """What a story has of the speaker of that key, None where nobody of that key says anything in it."""
    who = next((said.attribution.speaker for said in dossier.attributions if said.attribution.speaker.key == key), None)
    if who is None:
        return None
    heads = mastheads(dossier.reports, outlets, words=words)
    found = tuple(one for one in dossier.utterances if one.speaker.key == key)
    told = {version.attribution for one in found for version in one.versions}
    others = tuple(
        Other(dossier.report(said.report).passage(_whole(said.attribution)), said.attribution.kind, heads[said.report])
        for at, said in enumerate(dossier.attributions)
        if at not in told and said.attribution.speaker.key == key and said.attribution.content
    )
    return SpokenIn(card, who, found, others, heads)


def _whole(attribution: Attribution) -> Span:
    """From the first word of what is said to the last."""
    return Span(attribution.content[0].start, attribution.content[-1].end)


@dataclass(frozen=True, slots=True)
class Spoken:
    """A speaker.

    reports, many: in how many reports and stories they are heard. outlets: in how many reports of each, the most first.
    days: in how many reports of each day. stories: those that the page shows, the newest first; `older` leads on.
    """

    name: str
    kind: SpeakerKind
    reports: int
    many: int
    stories: tuple[SpokenIn, ...]
    outlets: Sequence[tuple[str, int]] = ()
    days: Sequence[tuple[date, int]] = ()
    older: str | None = None

    @property
    def roles(self) -> tuple[str, ...]:
        """What reports call them."""
        return tuple(dict.fromkeys(role for story in self.stories for role in story.speaker.roles))[:4]

    def over_time(self, words: Words) -> tuple[bool, list[tuple[str, int]]]:
        """Whether by months, and the amounts: every day or month from the first to the last."""
        return over_time(self.days, words)

    def picture(self, words: Words) -> Markup:
        return pictures.bars(self.over_time(words)[1], words("speaker.over_time.picture"))


def over_time(days: Sequence[tuple[date, int]], words: Words) -> tuple[bool, list[tuple[str, int]]]:
    """Amounts of every day between the first and the last, or of every month where those are more than MOST_DAYS."""
    if not days:
        return False, []
    found: Counter[date] = Counter()
    for day, many in days:
        found[day] += many
    first, last = min(found), max(found)
    if (last - first).days < MOST_DAYS:
        every = [date.fromordinal(at) for at in range(first.toordinal(), last.toordinal() + 1)]
        return False, [(labels.day(day, words), found[day]) for day in every]
    months: Counter[tuple[int, int]] = Counter()
    for day, many in found.items():
        months[day.year, day.month] += many
    span = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    return True, [(labels.month(date(at // 12, at % 12 + 1, 1), words), months[at // 12, at % 12 + 1]) for at in span]


def speaker_page(spoken: Spoken, words: Words) -> Content:
    return content("site/speaker.jinja", words, spoken=spoken, shown=SHOWN)
