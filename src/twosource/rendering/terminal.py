"""Dossiers and briefs → text: theirs plain, ours dim, in as many columns as there are.

Strategy: a sheet of lines, each with one style, made without asking any terminal; where there is no colour, `.plain` of
the same is the text form. Control characters and direction marks of the news never reach a terminal.
"""

from __future__ import annotations

import textwrap
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from rich.text import Text

from twosource.briefing.trial import Trial
from twosource.model import Brief, Dossier, Outlet, Statement, Utterance
from twosource.rendering import labels, news
from twosource.rendering.lines import DIFFERS, ShownLine, ShownStory, shown_stories
from twosource.rendering.mastheads import Masthead, alone_in, became, mastheads, origin_words, printed, was_alone
from twosource.rendering.places import Link
from twosource.rendering.sides import sides
from twosource.rendering.words import ENGLISH

OURS, THEIRS, TITLE = "dim", "", "bold"

NARROWEST = 40  # columns; a narrower terminal wraps by itself, and worse


@dataclass(frozen=True, slots=True)
class Limits:
    """How many of each a story shows; what is left out is counted in words."""

    shared: int
    quotes: int
    differences: int
    alone: int


# A story in about a screen of 24 lines; and everything.
GLANCE = Limits(shared=3, quotes=2, differences=1, alone=0)
WHOLE = Limits(*[10**9] * 4)


def clean(text: str) -> str:
    """Text safe for a terminal: white space collapsed, control characters and direction overrides dropped."""
    kept = (c for c in " ".join(text.split()) if unicodedata.category(c) != "Cc" and c not in _DIRECTION)
    return "".join(kept)


_DIRECTION = frozenset("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def wrapped(text: str, columns: int) -> list[str]:
    """Lines of at most `columns` cells; wide characters count two."""
    words = clean(text)
    lines = textwrap.wrap(words, columns, break_on_hyphens=False) or [""]
    if max(map(cell_len, lines)) > columns:
        lines = textwrap.wrap(words, max(1, columns // 2), break_on_hyphens=False)
    return lines


class Sheet:
    """Lines with a style each, wrapped to a width."""

    def __init__(self, width: int) -> None:
        self.width = max(width, NARROWEST)
        self.text = Text(no_wrap=True)

    def add(self, words: str, style: str, indent: int = 0, lead: str = "") -> None:
        """Wrapped words; `lead` hangs in the indent of the first line, in our style."""
        margin = " " * indent
        for number, line in enumerate(wrapped(words, self.width - indent)):
            head = lead.ljust(indent) if lead and not number else margin
            self.text.append(head, OURS)
            self.text.append(line + "\n", style)

    def gap(self) -> None:
        self.text.append("\n")

    def rule(self) -> None:
        self.text.append("─" * self.width + "\n", OURS)


# --- stories ----------------------------------------------------------------------------------------------------------


def summary(
    dossiers: Sequence[Dossier],
    outlets: Mapping[str, Outlet],
    width: int = 80,
    *,
    whole: bool = False,
    most: int | None = None,
) -> Text:
    """What `compare` says of these stories: a glance at each, or the whole of it.

    Of the stories past the first `most` only the titles and the counts are shown. Print it with `rich`, or take
    `.plain` for a text without styles.
    """
    sheet = Sheet(width)
    sheet.add(ENGLISH.many("stories", len(dossiers)), OURS)
    for dossier in dossiers[:most]:
        sheet.rule()
        _story(sheet, dossier, mastheads(dossier.reports, outlets), WHOLE if whole else GLANCE)
    rest = dossiers[len(dossiers[:most]) :]
    if rest:
        sheet.rule()
    for dossier in rest:
        sheet.add(dossier.title, TITLE)
        sheet.add(labels.counts(dossier.counts), OURS)
    return sheet.text


def _story(sheet: Sheet, dossier: Dossier, heads: Mapping[str, Masthead], limits: Limits) -> None:
    sheet.add(dossier.title, TITLE)
    sheet.add(labels.counts(dossier.counts), OURS)
    sheet.add(", ".join(dict.fromkeys(head.name for head in heads.values())), OURS)
    _shared(sheet, dossier, heads, limits.shared)
    _differences(sheet, dossier, heads, limits.differences)
    _quotes(sheet, dossier, heads, limits.quotes)
    _alone(sheet, dossier, heads, limits.alone)
    _dropped(sheet, dossier, heads, limits.alone)


def _more(sheet: Sheet, all_of_them: int, shown: int, what: str) -> None:
    if all_of_them > shown:
        sheet.add(f"and {all_of_them - shown:,} more {what}", OURS, 2)


def _by(head: Masthead, *notes: str) -> str:
    return " · ".join((head.name, *(note for note in notes if note)))


def _shared(sheet: Sheet, dossier: Dossier, heads: Mapping[str, Masthead], limit: int) -> None:
    found = labels.ranked(dossier.statements)
    if not found:
        return
    sheet.gap()
    sheet.add(ENGLISH("part.shared"), OURS)
    for statement in found[:limit]:
        _statement(sheet, statement, heads, every=limit >= WHOLE.shared)
    _more(sheet, len(found), limit, "that several report")


def _statement(sheet: Sheet, statement: Statement, heads: Mapping[str, Masthead], *, every: bool) -> None:
    dots = labels.dots(statement)
    indent = max(6, len(dots) + 3)
    for number, testimony in enumerate(statement.testimonies if every else statement.testimonies[:1]):
        sheet.add(testimony.passage.text, THEIRS, indent, "" if number else f"  {dots}")
        note = (
            origin_words(testimony.origin, testimony.passage.report, heads)
            if every
            else labels.dots_in_words(statement)
        )
        sheet.add(_by(heads[testimony.passage.report], note), OURS, indent)


def _differences(sheet: Sheet, dossier: Dossier, heads: Mapping[str, Masthead], limit: int) -> None:
    if not dossier.differences:
        return
    sheet.gap()
    sheet.add(ENGLISH("part.differences"), OURS)
    for difference in dossier.differences[:limit]:
        sheet.add(labels.differing(difference), OURS, 2)
        for side in sides(difference.values):
            sheet.add(side.context.text, THEIRS, 6)
            sheet.add(_by(heads[side.context.report], side.told), OURS, 6)
    _more(sheet, len(dossier.differences), limit, "on which they differ")


def _printed_by(utterance: Utterance, heads: Mapping[str, Masthead]) -> int:
    return len({heads[version.passage.report].name for version in utterance.versions})


def _quotes(sheet: Sheet, dossier: Dossier, heads: Mapping[str, Masthead], limit: int) -> None:
    if not dossier.utterances:
        return
    found = sorted(dossier.utterances, key=lambda utterance: -_printed_by(utterance, heads))
    sheet.gap()
    sheet.add(ENGLISH("part.quotes"), OURS)
    for utterance in found[:limit]:
        _utterance(sheet, utterance, heads)
    _more(sheet, len(found), limit, "quotes")


def _utterance(sheet: Sheet, utterance: Utterance, heads: Mapping[str, Masthead]) -> None:
    several = len(utterance.versions) > 1
    who = heads[utterance.fullest.report].name
    first = heads[utterance.first].name if utterance.first else None
    where = (
        labels.medium(utterance.medium),
        printed((heads[version.passage.report] for version in utterance.versions), first) if several else f"in {who}",
    )
    sheet.add(", ".join((labels.speaker(utterance.speaker), *filter(None, where))), OURS, 2)
    sheet.add(utterance.fullest.text, THEIRS, 6)
    told = (_by(heads[version.passage.report], labels.change(version)) for version in utterance.versions)
    for line in dict.fromkeys(told) if several else ():  # a report that prints it in two pieces shortens it once
        sheet.add(line, OURS, 6)


def _dropped(sheet: Sheet, dossier: Dossier, heads: Mapping[str, Masthead], limit: int) -> None:
    if dossier.dropped:
        sheet.gap()
        sheet.add(f"{ENGLISH('part.dropped')}: {ENGLISH.many('count.lines', len(dossier.dropped))}", OURS)
    for line in dossier.dropped[:limit]:
        sheet.add(line.text, THEIRS, 6)
        sheet.add(heads[line.report].name, OURS, 6)


def _alone(sheet: Sheet, dossier: Dossier, heads: Mapping[str, Masthead], limit: int) -> None:
    by_outlet: dict[str, list[Statement]] = {head.name: [] for head in heads.values()}
    for statement in dossier.statements:
        if was_alone(statement):
            by_outlet[heads[statement.testimonies[0].passage.report].name].append(statement)
    found = {name: statements for name, statements in by_outlet.items() if statements}
    if found:
        sheet.gap()
    for name, statements in found.items():
        sheet.add(f"{ENGLISH(alone_in(statements), outlet=name)}: {ENGLISH.many('count.lines', len(statements))}", OURS)
        for statement in statements[:limit]:
            sheet.add(statement.testimonies[0].passage.text, THEIRS, 6)
            if since := became(statement, heads):
                sheet.add(since, OURS, 6)


# --- briefs -----------------------------------------------------------------------------------------------------------


def brief_summary(
    brief: Brief,
    outlets: Mapping[str, Outlet],
    width: int = 80,
    *,
    link: Link | None = None,
    most: int | None = None,
    ways: Sequence[tuple[str, str]] = (),
) -> Text:
    """A brief as text, in the terminal and as the text part of a mail. Addresses are shown where there are any.

    Of the stories past the first `most` only the titles are shown. `ways` are what a reader can do, with addresses.
    """
    sheet = Sheet(width)
    sheet.add(labels.brief_subject(brief), TITLE)
    if greeting := news.greeting(brief):
        sheet.add(greeting, OURS)
    if not brief.stories:
        sheet.gap()
        sheet.add(news.nothing(brief), OURS)
    stories = shown_stories(brief, outlets, link)
    for story in stories[:most]:
        sheet.gap()
        sheet.rule()
        _brief_story(sheet, story)
    sheet.gap()
    for story in stories[len(stories[:most]) :]:
        sheet.add(story.title, THEIRS, 4, f"{story.number}.")
    if stories:
        sheet.rule()
        sheet.add(f"{ENGLISH('brief.note')} {ENGLISH('brief.helpers')}", OURS)
    for words, address in ways:
        sheet.gap()
        sheet.add(f"{words}:", OURS)
        sheet.text.append(f"{clean(address)}\n", OURS)
    return sheet.text


def _brief_story(sheet: Sheet, story: ShownStory) -> None:
    sheet.add(story.title, TITLE, 4, f"{story.number}.")
    sheet.add(" · ".join(filter(None, (story.mark, *story.counts))), OURS, 4)
    for sentence in story.became:
        sheet.add(sentence, OURS, 4)
    for line in story.lines:
        _brief_line(sheet, line)
    if story.why_words:
        sheet.gap()
        sheet.add(story.why_words, OURS, 4)


def _brief_line(sheet: Sheet, line: ShownLine) -> None:
    if line.label:
        sheet.gap()
        sheet.add(line.label, OURS, 4)
    sheet.add(line.text, THEIRS, 4)
    differing = ", ".join(words for words, kind in line.parts if kind == DIFFERS)
    sheet.add(f"— {_by(line.masthead, differing)}" if differing else f"— {line.masthead.name}", OURS, 4)
    if line.before:
        sheet.add(ENGLISH("news.told.words", words=f"“{line.before}”"), OURS, 4)
    if line.href:
        sheet.text.append(f"    {clean(line.href)}\n", OURS)


def trial_summary(trial: Trial, width: int = 80) -> Text:
    """What rules would have done to the brief of a period, a story after the other."""
    sheet = Sheet(width)
    sheet.add(labels.brief_subject(trial.brief), TITLE)
    if not trial.effects:
        sheet.add(ENGLISH("rules.none"), OURS)
    for found in trial.effects:
        sheet.gap()
        sheet.add(found.title, THEIRS)
        sheet.add(news.effect(found), OURS, 4)
    if trial.idle:
        sheet.gap()
    for rule in trial.idle:
        sheet.add(news.idle(rule), OURS)
    return sheet.text
