"""Words with each numeral and each day as one word, so that spelling does not hide that they are one.

Strategy: a numeral becomes a word whose stem is its value ("thirty-one" and "31" are #31), a day of a month one whose
stem is month and day ("9 March" and "Mar. 9" are @3-9).

What may live here: words that stand for values. What a value counts is for `reading.numbers`.
"""

from __future__ import annotations

from collections.abc import Sequence

from twosource.evidence.words import Word
from twosource.reading.lexicon import words as listed
from twosource.reading.numbers import Quantity

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ),
        start=1,
    )
    for name in listed(names)
}
DAYS = 31  # a month has no more


def with_values(cut: Sequence[Word], counted: Sequence[Quantity]) -> tuple[Word, ...]:
    """Words with each numeral of more than one word as one.

    Args:
        cut: the words of a text.
        counted: the quantities of that text, in order.
    """
    found: list[Word] = []
    values = iter(counted)
    value = next(values, None)
    for word in cut:
        while value is not None and value.span.end <= word.start:
            value = next(values, None)
        if value is None or word.end <= value.span.start:
            found.append(word)
        elif not found or found[-1].end != value.span.end:
            found.append(Word(value.span.start, value.span.end, f"#{value.value:g}", f"#{value.value:g}"))
    return tuple(found)


def with_days(cut: Sequence[Word], text: str) -> list[Word]:
    """Words with each day of a month as one word.

    Args:
        cut: the words of `text`.
        text: tells "May" from "may".
    """
    found: list[Word] = []
    for word in cut:
        stem = _day(found[-1], word, text) if found else None
        if stem is None:
            found.append(word)
        else:
            found[-1] = Word(found[-1].start, word.end, stem, stem)
    return found


def _day(one: Word, other: Word, text: str) -> str | None:
    """The stem of the day that two neighbours name, month first or day first, if they do."""
    for month, day in ((one, other), (other, one)):
        is_month = month.key in _MONTHS and text[month.start].isupper()
        if is_month and day.key.isdecimal() and len(day.key) <= 2 and 1 <= int(day.key) <= DAYS:
            return f"@{_MONTHS[month.key]}-{int(day.key)}"
    return None
