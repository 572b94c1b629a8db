"""Our words on a brief: what is new in it, what has become of its stories, why each is there, what rules would do.

Strategy: values in, short strings out, as in `labels`; what a reader was told before is quoted, and never retold. May
live here: what chooses among our words about a brief. May not: words about the news itself, and anything that knows of
HTML.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from twosource.briefing.rules import Rule
from twosource.briefing.trial import Did, Effect
from twosource.model import Brief, BriefStory, Development, News
from twosource.rendering import labels
from twosource.rendering.mastheads import Masthead
from twosource.rendering.words import ENGLISH, Words

RULE = "rule: "

DID = {Did.BROUGHT_IN: "in", Did.MOVED_UP: "up", Did.MOVED_DOWN: "down", Did.LEFT_OUT: "out"}


def greeting(brief: Brief, words: Words = ENGLISH) -> str:
    """What a reader can rely on: that nothing is told twice. Empty in a first brief."""
    return "" if brief.after is None else words("brief.after", day=labels.day(brief.after, words))


def nothing(brief: Brief, words: Words = ENGLISH) -> str:
    """What an empty brief says."""
    if brief.after is None:
        return words("brief.nothing")
    return words("brief.nothing.after", day=labels.day(brief.after, words))


def mark(story: BriefStory, brief: Brief, words: Words = ENGLISH) -> str:
    """In a word what has become of a story since the brief before; nothing in a first brief."""
    if brief.after is None or not story.news:
        return ""
    return words(f"news.{story.news[0].kind.name.lower()}")


def became(story: BriefStory, heads: Mapping[str, Masthead], words: Words = ENGLISH) -> tuple[str, ...]:
    """What has become of a story told before, in sentences, as far as its lines do not show it."""
    return tuple(_became(story, heads, words))


def _became(story: BriefStory, heads: Mapping[str, Masthead], words: Words) -> Iterator[str]:
    origins = story.dossier.counts.origins
    if story.was and story.was.origins < origins:
        yield words.many("news.origins", origins, was=words.number(story.was.origins))
    shown = {line.before for line in story.lines}
    for development in story.news:
        if development.kind is News.CORRECTED and not shown.intersection(development.before):
            yield _corrected(development, heads, words)
        elif development.kind is News.SETTLED and not any(line.before == _sides(development) for line in story.lines):
            yield words("news.settled.was", sides=_sides(development))
        elif development.kind is News.DISPUTED:
            yield words("news.disputed.on", sides=_sides(development))


def _corrected(development: Development, heads: Mapping[str, Masthead], words: Words) -> str:
    quoted = " ".join(f"“{text}”" for text in development.before)
    if not development.now:
        return words("news.corrected.nobody", words=quoted)
    return words("news.corrected.was", outlet=heads[development.now[0].report].name, words=quoted)


def _sides(development: Development) -> str:
    return " · ".join(development.before)


def why_term(term: str, words: Words = ENGLISH) -> str:
    """A term of a story's importance in words: a rule of the reader's is named as the reader wrote it."""
    if term.startswith(RULE):
        return words("why.rule", rule=term.removeprefix(RULE))
    return labels.why_term(term, words)


def why(story: BriefStory, words: Words = ENGLISH) -> str:
    """All terms of a story's importance in one plain sentence, with the numbers that they were made from."""
    terms = ", ".join(told for term, value in story.why if (told := _plainly(term, value, words)))
    total = labels.number(sum(value for _, value in story.why), words)
    return words("why.in_words", terms=terms, n=total) if terms else ""


def _plainly(term: str, value: float, words: Words) -> str:
    """A term as what it counts: the formula in `briefing.importance`, read backwards."""
    doubled, halved = round(2 ** (value / 2)) - 1, round(2 ** (2 * value)) - 1
    said = {
        "origins": lambda: _some("why.origins.are", doubled, words),
        "owners": lambda: _some("why.owners.are", round(2**value) - 1, words),
        "outlets": lambda: words.many("why.outlets.are", halved),
        "reach": lambda: words.many("why.reach.is", halved),
        "days": lambda: _some("why.days.are", halved, words),
        "newness": lambda: _newness(value, words),
        "placed": lambda: words("why.placed.is", n=labels.number(value, words)),
    }
    return said[term]() if term in said else why_term(term, words)


def _newness(value: float, words: Words) -> str:
    share = words("number.share", n=round(100 * value))
    return words("why.newness.all") if value == 1 else words("why.newness.is", share=share)


def _some(key: str, number: int, words: Words) -> str:
    return words.many(key, number) if number else ""


def effect(found: Effect, words: Words = ENGLISH) -> str:
    """`moved up from 3 to 1`, with the rules that did it."""
    did = words(f"did_to.{DID[found.did]}", now=found.now, was=found.was)
    return words("did_to.by", did=did, rules=", ".join(found.rules)) if found.rules else words("did_to.others", did=did)


def idle(rule: Rule, words: Words = ENGLISH) -> str:
    return words("rules.idle", rule=rule.text)
