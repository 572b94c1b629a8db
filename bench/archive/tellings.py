"""Events out of written stories: each told again under other names, with other figures and some other words.

Strategy: the stories are those that alignment learns from (`training/alignment/stories`), invented and ours. A telling
puts a made-up name for each name, another figure for each figure and, for a third of the longer everyday words, another
of the same ending: the same ones in all reports of the telling, so that reports of one event go on agreeing and those
of two tellings of one story share few runs of words. What is chosen hangs on the telling and the word alone, by a
checksum: no order of calls changes it. What comes out is no news and little sense; it costs what news costs.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from zlib import crc32

from training.alignment.written import Written
from training.alignment.written import stories as written_stories

EXCHANGED = 35  # of a hundred everyday words that may be exchanged, so many are
OTHER_FIGURE = 8  # of a hundred figures of a report, so many are others than the event's
LONGER = 6  # letters at least of a word that is exchanged
ENDING = 3  # letters by which a word is known to fit where another stood
MORE = (1, 3)  # paragraphs that a report has beside the written one: those of some other story
TITLE = 11  # words at most

WORD = re.compile(r"[^\W\d_]+|\d[\d,.]*\d|\d")
SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


SYLLABLES = _words("ba co du fe gi ka lo mu ne pi ra so tu ve wi za bor cal den fan gor hal jen kel mar nor")
CALENDAR = _words(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August "
    "September October November December"
)
# Words by which it is told who says what: without them voices would have nothing to do.
SAYING = _words(
    "according accused announced argued claimed conceded confirmed declared declined denied described explained "
    "insisted promised replied reported reporters statement suggested testified thought warned interview"
)
# Figures and offices: with others in their place they would be none.
KEPT = _words("million billion trillion percent thousand hundred hundreds thousands Mr Mrs Ms Dr Sen Gov St Jr")


def chosen(key: str, most: int) -> int:
    """A number below `most` that hangs on `key` alone."""
    return crc32(key.encode()) % most


@dataclass(frozen=True)
class Source:
    """Written stories, and what of their words may change."""

    stories: tuple[Written, ...]
    kept: frozenset[str]
    endings: Mapping[str, tuple[str, ...]]

    @cached_property
    def sentences(self) -> tuple[str, ...]:
        return tuple(
            sentence
            for story in self.stories
            for report in story.reports
            for sentence in SENTENCE.split(report.text.replace("\n\n", " "))
            if 6 <= sentence.count(" ") <= 24
        )


@lru_cache(maxsize=1)
def source() -> Source:
    stories = tuple(written_stories())
    words = [word for story in stories for report in story.reports for word in WORD.findall(report.text)]
    everyday = sorted({word for word in words if word.islower()})
    endings: dict[str, list[str]] = defaultdict(list)
    for word in everyday:
        if len(word) >= LONGER and word not in SAYING:
            endings[word[-ENDING:]].append(word)
    return Source(stories, frozenset(everyday), {ending: tuple(found) for ending, found in endings.items()})


class Telling:
    """One event: a written story under names, figures and words of its own."""

    def __init__(self, event: int, seed: int) -> None:
        self._key = f"{seed}/{event}"
        self._words: dict[str, str] = {}
        self.story = source().stories[chosen(f"{self._key} story", len(source().stories))]

    def paragraphs(self, part: int) -> list[str]:
        """What the report number `part` tells: paragraphs of a written one, and some of its own."""
        reports = self.story.reports
        told = reports[part % len(reports)].text.split("\n\n")
        return [self._told(paragraph, part) for paragraph in (*told, *self._more(part))]

    def sentence(self, key: str) -> str:
        """Some sentence, under this event's names."""
        of = source().sentences
        return self.renamed(of[chosen(f"{self._key} {key}", len(of))])

    def renamed(self, text: str) -> str:
        return WORD.sub(lambda match: self._word(match[0]), text)

    def name(self, key: str) -> str:
        return _made_up(f"{self._key} {key}").capitalize()

    def _more(self, part: int) -> Iterator[str]:
        stories = source().stories
        story = stories[chosen(f"{self._key} {part} other", len(stories))]
        found = story.reports[part % len(story.reports)].text.split("\n\n")
        first = chosen(f"{self._key} {part} first", len(found))
        yield from found[first : first + MORE[0] + chosen(f"{self._key} {part} more", MORE[1])]

    def _told(self, paragraph: str, part: int) -> str:
        """A paragraph as one report has it: now and then with a figure that the others lack."""

        def of_report(match: re.Match[str]) -> str:
            word = match[0]
            if word[0].isdigit() and part and chosen(f"{self._key} {part} {word} differs", 100) < OTHER_FIGURE:
                return _figure(word, f"{self._key} {part} {word}")
            return self._word(word)

        return WORD.sub(of_report, paragraph)

    def _word(self, word: str) -> str:
        if word not in self._words:
            self._words[word] = self._other(word)
        return self._words[word]

    def _other(self, word: str) -> str:
        key = f"{self._key} {word}"
        if word in KEPT:
            return word
        if word[0].isdigit():
            return _figure(word, key)
        if not word.islower():
            return word if len(word) < 2 or word in CALENDAR or word.lower() in source().kept else _name(word, key)
        fitting = source().endings.get(word[-ENDING:], ())
        if len(word) < LONGER or word in SAYING or not fitting or chosen(key, 100) >= EXCHANGED:
            return word
        return fitting[chosen(f"{key} for", len(fitting))]


def _name(word: str, key: str) -> str:
    made = _made_up(key)
    return made[: len(word)].upper() if word.isupper() else made.capitalize()


def _made_up(key: str) -> str:
    return "".join(SYLLABLES[chosen(f"{key} {n}", len(SYLLABLES))] for n in range(3))


def _figure(word: str, key: str) -> str:
    """Another figure of as many digits; what may be a day or an hour stays one, and a year that year."""
    if word.isdigit() and len(word) <= 2:
        return str(2 + chosen(key, 27))
    if word.isdigit() and len(word) == 4 and word[:2] in {"19", "20"}:
        return word
    digits = iter(str(10**15 + chosen(key, 10**9) * 7919 + chosen(f"{key} too", 10**9)).lstrip("1")[::-1] + "3" * 40)
    return "".join(next(digits).replace("0", "4") if one.isdigit() else one for one in word)


def title_of(paragraphs: Sequence[str]) -> str:
    """A headline: the first words of what is told."""
    words = paragraphs[0].split()[:TITLE]
    return " ".join(words).strip(" .,;:–—“”\"'")
