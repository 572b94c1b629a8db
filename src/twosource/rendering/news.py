"""Our words on a brief: what is new in it, what has become of its stories, why each is there, what rules would do.

Strategy: values in, short strings out, as in `labels`; what a reader was told before is quoted, and never retold. May
live here: words of ours about a brief. May not: words about the news itself, and anything that knows of HTML.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from twosource.briefing.rules import Rule
from twosource.briefing.trial import Did, Effect
from twosource.model import Brief, BriefStory, Development, News
from twosource.rendering import labels
from twosource.rendering.mastheads import Masthead

RULE = "rule: "

MARK = {
    News.NEW: "New",
    News.CORRECTED: "Corrected",
    News.SETTLED: "Settled",
    News.GROWN: "More since",
    News.DISPUTED: "Still in dispute",
}

WHY = "Why it is here"
WHAT_IS_NEW = "What is new"
TOLD_BEFORE = "You were told"
OURS = "What stands in [= brackets] is ours: who somebody is, as the same report has it, or which day is meant."


def greeting(brief: Brief) -> str:
    """What a reader can rely on: that nothing is told twice. Empty in a first brief."""
    if brief.after is None:
        return ""
    return f"Nothing that you were told before: only what is new since your brief up to {labels.day(brief.after)}."


def nothing(brief: Brief) -> str:
    """What an empty brief says."""
    if brief.after is None:
        return labels.BRIEF_EMPTY
    return f"Nothing has happened that you were not told in your brief up to {labels.day(brief.after)}."


def mark(story: BriefStory, brief: Brief) -> str:
    """In a word what has become of a story since the brief before; nothing in a first brief."""
    if brief.after is None or not story.news:
        return ""
    return MARK[story.news[0].kind]


def became(story: BriefStory, heads: Mapping[str, Masthead]) -> tuple[str, ...]:
    """What has become of a story told before, in sentences, as far as its lines do not show it."""
    return tuple(_became(story, heads))


def _became(story: BriefStory, heads: Mapping[str, Masthead]) -> Iterator[str]:
    origins = story.dossier.counts.origins
    if story.was and story.was.origins < origins:
        yield f"{labels.plural(origins, 'independent origin')} now, {story.was.origins} when you were told"
    shown = {line.before for line in story.lines}
    for development in story.news:
        if development.kind is News.CORRECTED and not shown.intersection(development.before):
            yield f"{_whose(development, heads)} no longer has what you were told: {_quoted(development.before)}"
        elif development.kind is News.SETTLED and not any(line.before == _sides(development) for line in story.lines):
            yield f"Outlets no longer differ as you were told: {_sides(development)}"
        elif development.kind is News.DISPUTED:
            yield f"{MARK[News.DISPUTED]}: {_sides(development)}"


def _whose(development: Development, heads: Mapping[str, Masthead]) -> str:
    return heads[development.now[0].report].name if development.now else "The outlet"


def _sides(development: Development) -> str:
    return " · ".join(development.before)


def _quoted(words: tuple[str, ...]) -> str:
    return " ".join(f"“{text}”" for text in words)


def why_term(term: str) -> str:
    """A term of a story's importance in words: a rule of the reader's is named as the reader wrote it."""
    if term.startswith(RULE):
        return f"your rule “{term.removeprefix(RULE)}”"
    return labels.why_term(term)


def why(story: BriefStory) -> str:
    """All terms of a story's importance in one plain sentence, with the numbers that they were made from."""
    terms = ", ".join(words for term, value in story.why if (words := _plainly(term, value)))
    return f"{WHY}: {terms}; importance {labels.number(sum(value for _, value in story.why))}." if terms else ""


def _plainly(term: str, value: float) -> str:
    """A term as what it counts: the formula in `briefing.importance`, read backwards."""
    doubled, halved = round(2 ** (value / 2)) - 1, round(2 ** (2 * value)) - 1
    said = {
        "origins": lambda: _some(doubled, "independent origin", "independent origins"),
        "owners": lambda: _some(
            round(2**value) - 1, "owner with reporting of its own", "owners with reporting of their own"
        ),
        "outlets": lambda: f"{labels.plural(halved, 'outlet')} with a text of their own",
        "reach": lambda: f"outlets of {labels.plural(halved, 'country', 'countries')}",
        "days": lambda: f"reported on {labels.plural(halved, 'day')}" if halved else "",
        "newness": lambda: "all of it new" if value == 1 else f"{value:.0%} of it new",
        "placed": lambda: f"placed in feeds at {labels.number(value)} of 1",
    }
    return said[term]() if term in said else why_term(term)


def _some(number: int, one: str, many: str) -> str:
    return labels.plural(number, one, many) if number else ""


def effect(found: Effect) -> str:
    """`was 3rd, now 1st`, with the rules that did it."""
    places = {
        Did.BROUGHT_IN: f"brought in, at place {found.now}",
        Did.MOVED_UP: f"moved up from {found.was} to {found.now}",
        Did.MOVED_DOWN: f"moved down from {found.was} to {found.now}",
        Did.LEFT_OUT: f"left out, was at place {found.was}",
    }[found.did]
    return f"{places}: {', '.join(found.rules)}" if found.rules else f"{places}, because of others"


def idle(rule: Rule) -> str:
    return f"“{rule.text}” touches no story of this period."


NO_EFFECT = "These rules change nothing in the brief of this period."
