"""Who speaks for whom.

Strategy: reports introduce a speaker by what he is ("Lt. Ada Brill, a coast guard spokeswoman"). Where that names an
office of speaking or of leading and a body or person that speaks in the story too, the two are one witness: a
spokeswoman knows what her service knows. An office alone ties nobody ("a senator" does not speak for the Senate).

What may live here: ties between speakers. What a tie does to a verdict is for `verdicts`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from twosource.evidence.words import words
from twosource.model import Report, Said, Speaker, SpeakerKind

_OFFICE = re.compile(
    r"\b(?:spokes(?:man|woman|person)|press (?:secretary|officer|office)|chief executive|C\.?E\.?O|managing director"
    r"|communications director|director of communications|lawyer|attorney|solicitor|counsel for)\b",
    re.IGNORECASE,
)
_HEADS = re.compile(
    r"\b(?:president|chair(?:man|woman|person)?|head|leader|director|commander|superintendent|chief|founder|owner"
    r"|secretary[ -]general|commissioner) (?:of|at|for)\b|, of\b|\bwho (?:leads|heads|runs|chairs)\b",
    re.IGNORECASE,
)
_RANK = re.compile(
    r"^(?:Sgt|Lt|Capt|Cpt|Maj|Col|Cmdr|Sergeant|Lieutenant|Captain|Major|Colonel|Commander|Chief|Inspector"
    r"|Superintendent|Constable)\b\.? .* (?:of|from|with) "
)
FEWEST_OF_NAME = 2  # a body may be called by the last words of its name, at least so many of them ("coast guard")

SPEAKING = frozenset({SpeakerKind.PERSON, SpeakerKind.ORGANISATION})


def principals(said: Sequence[Said], reports: Iterable[Report]) -> Mapping[str, frozenset[str]]:
    """By key of a person, the names of those for whom he speaks by what any report calls him."""
    texts = {report.id: report.text for report in reports}
    called: dict[str, set[str]] = defaultdict(set)
    speakers: dict[str, Speaker] = {}
    for report, one in said:
        if one.speaker.kind in SPEAKING:
            speakers.setdefault(one.speaker.key, one.speaker)
        if one.speaker.kind is SpeakerKind.PERSON:
            called[one.speaker.key].update(texts[report][slice(*span)] for span in one.source)
            called[one.speaker.key].update(one.speaker.roles)
    found = {}
    for key, phrases in sorted(called.items()):
        introduced = [f" {_folded(phrase)} " for phrase in sorted(phrases) if _speaks_for_another(phrase)]
        spoken_for = {
            other.name
            for other in speakers.values()
            if other.key != key and any(_is_named(other.name, phrase) for phrase in introduced)
        }
        if spoken_for:
            found[key] = frozenset(spoken_for)
    return found


def _speaks_for_another(phrase: str) -> bool:
    return any(form.search(phrase) for form in (_OFFICE, _HEADS)) or _RANK.match(phrase) is not None


def _folded(text: str) -> str:
    return " ".join(word.key for word in words(text))


def _is_named(name: str, phrase: str) -> bool:
    """Whether a phrase has a name, or the last words of it."""
    keys = _folded(name).removeprefix("the ").split()
    shortest = min(FEWEST_OF_NAME, len(keys)) or 1
    return any(f" {' '.join(keys[start:])} " in phrase for start in range(len(keys) - shortest + 1))
