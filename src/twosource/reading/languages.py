"""A text → whether it is English, the one language that voices, dates and statements are read in.

Strategy: most letters must be Latin, and the commonest words of English at least as many as those of other languages in
Latin letters; a longer text has some. Of a few words that have none of either, what page or feed says decides: in a
longer text it does not, for many say "en" whatever they are written in.

What may live here: that one question. Nothing is refused for its language; what is not read is told.
"""

from __future__ import annotations

import re
from typing import Final

from twosource.reading.lexicon import words as listed

LOOKED_AT: Final = 2_000  # characters: the opening of a report tells
LATIN: Final = 0.5  # of the letters
# Of all words, from LONG words on. Of the 7,356 reports of NeuS train, many of them a sentence long, none is taken for
# another language; the least share among the 120 of BASIL open is .16.
SHARE: Final = 0.03
LONG: Final = 60
ENGLISH: Final = listed("the of and to that with from has have had said which his her were was is it they by at not")
# Of French, German, Spanish, Italian, Portuguese, Dutch and the languages of Scandinavia; what is English too, or a
# part of names ("de", "la", "van", "den", "die", "in"), is left out.
ELSEWHERE: Final = listed(
    "les des une est dans pour que qui sur avec sont pas au du et le un "
    "der das und nicht ist von mit für auf ein eine dem sich im wurde "
    "los las el por con para una se su del y fue "
    "che di il per non della sono gli alla è "
    "não uma os dos em com foi ao "
    "het een niet voor werd op te "
    "och att som är av och för ikke til og det på har"
)
_WORD: Final = re.compile(r"[^\W\d_]+")
_LATIN: Final = re.compile(r"[A-Za-zÀ-ɏ]")


def is_english(text: str, told: str | None = None) -> bool:
    """Whether `text` is English; `told`: its language as a tag (BCP 47), where page or feed says so.

    What tells nothing, as a text without a word, is taken for English.
    """
    words = [word.lower() for word in _WORD.findall(text[:LOOKED_AT])]
    if sum(len(_LATIN.findall(word)) for word in words) < LATIN * sum(map(len, words)):
        return False
    ours, theirs = (sum(word in known for word in words) for known in (ENGLISH, ELSEWHERE))
    if ours == theirs and len(words) < LONG:
        return _says_english(told)
    return ours >= theirs and (len(words) < LONG or ours >= SHARE * len(words))


def _says_english(told: str | None) -> bool:
    tag = (told or "").strip().lower().replace("_", "-")
    return not tag or tag.partition("-")[0] in {"en", "eng"}
