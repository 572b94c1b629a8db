"""How much of a brief a reader has time for.

Strategy: minutes become words at the rate at which people read, and stories come until the words are used up. A longer
brief tells each story in more lines too.

What may live here: counting words. Which stories and lines come first is decided elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass

from twosource.model import BriefStory

WORDS_A_MINUTE = 238  # silent reading of English non-fiction by adults: Brysbaert, J. Memory and Language 109 (2019)
OURS = 14  # words of ours around a story: its counts, and who says so above and below each line, read at a glance
MOST_STORIES = 15
MOST_LINES = 6
LINES = ((3, 3), (7, 4), (15, MOST_LINES))
"""Up to so many minutes: so many lines a story at most. Three minutes are about six stories in three lines."""


@dataclass(frozen=True, slots=True)
class Length:
    """`stories` at most, of at most `lines` each; with `words` no story begins after so many."""

    stories: int = MOST_STORIES
    lines: int = MOST_LINES
    words: int | None = None

    def room(self) -> Room:
        return Room(self)


def minutes(number: int) -> Length:
    """What can be read in so many minutes: three, five, fifteen, or any number from 1 to 60."""
    number = min(60, max(1, number))
    most = next((lines for up_to, lines in LINES if number <= up_to), MOST_LINES)
    return Length(stories=100, lines=most, words=number * WORDS_A_MINUTE)


class Room:
    """What is left of a length while a brief is made."""

    def __init__(self, length: Length) -> None:
        self._length = length
        self._stories = 0
        self._words = 0

    @property
    def is_full(self) -> bool:
        most = self._length.words
        return self._stories >= self._length.stories or (most is not None and self._words >= most)

    def take(self, story: BriefStory) -> None:
        self._stories += 1
        self._words += words_of(story)


def words_of(story: BriefStory) -> int:
    """What a reader has to read of a story."""
    told = [story.title, *(line.passage.text for line in story.lines), *(line.before for line in story.lines)]
    return OURS + sum(len(text.split()) for text in told)
