"""Values of a slot, held against each other as a reader would.

What may live here: whether two values differ, and whether a sentence gives one. Finding them is for `evidence`.
"""

from __future__ import annotations

from twosource.briefing.standalone import Sentence
from twosource.model import SlotValue
from twosource.reading.numerals import numerals

ROUNDED = 0.15  # figures nearer than this may be one, where one of them is hedged (as in reading's numbers)


def gives(sentence: Sentence, value: SlotValue) -> bool:
    """Whether a sentence has a value too: its figures where it is one of figures, else its words."""
    figures = {numeral.value for numeral in numerals(value.slot.text)}
    if figures:
        return figures <= {numeral.value for numeral in numerals(sentence.passage.text)}
    return value.slot.text.casefold() in sentence.passage.text.casefold()


def apart(one: str, other: str) -> bool:
    """Whether two values differ in more than how sure they are: "at least 12" and 12 do not, nor "about 6" and 6.2."""
    figures = [[numeral.value for numeral in numerals(value)] for value in (one, other)]
    if not all(figures):
        return one != other
    hedged = any(value[:1].isalpha() for value in (one, other))
    if hedged and len(figures[0]) == len(figures[1]) == 1:
        first, second = sorted((figures[0][0], figures[1][0]))
        return second > first * (1 + ROUNDED)
    return figures[0] != figures[1]
