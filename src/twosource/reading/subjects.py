"""What a feed, page or record files a report under → its subjects, by name.

Strategy: outlets write sections, keywords and codes side by side, and much that is for machines alone ("@hp-river",
"type_news", "AdNode:culture"). What reads as a name stays, as it stands; codes of the IPTC become their names; sections
that say nothing ("News", "Front Page", the outlet itself) go. Nothing is inferred: what is not given is not there.

What may live here: which of the terms given are subjects. Which of these a story is about is for `grouping.topics`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from twosource.reading.markup import tidy

# --- limits -----------------------------------------------------------------------------------------------------------

MAX_SUBJECTS: Final = 12
"""Of one report. Of 181 real pages one in eight gives as many, of 6,200 real feed entries one in eighty."""
MAX_LETTERS: Final = 60
"""Of one subject: the longest of the first level of the IPTC's media topics has 41."""
MAX_WORDS: Final = 7
MAX_GIVEN: Final = 400
"""Terms that are looked at: what lists more is no list of subjects."""

# --- tables -----------------------------------------------------------------------------------------------------------

MEDIA_TOPICS: Final = {
    "01000000": "arts, culture, entertainment and media",
    "02000000": "crime, law and justice",
    "03000000": "disaster, accident and emergency incident",
    "04000000": "economy, business and finance",
    "05000000": "education",
    "06000000": "environment",
    "07000000": "health",
    "08000000": "human interest",
    "09000000": "labour",
    "10000000": "lifestyle and leisure",
    "11000000": "politics and government",
    "12000000": "religion",
    "13000000": "science and technology",
    "14000000": "society",
    "15000000": "sport",
    "16000000": "conflict, war and peace",
    "17000000": "weather",
}
"""The first level of the IPTC's media topics, by code (cv.iptc.org/newscodes/mediatopic); its subject codes of before
have the same numbers."""
_CODE: Final = re.compile(
    r"(?:medtop:|subj:|https?://cv\.iptc\.org/newscodes/(?:mediatopic|subjectcode)/|iptc[:-])(\d{8})",
    re.IGNORECASE,
)
_FOR_MACHINES: Final = re.compile(
    r"[@#_<>{}|\\\[\]=;*~^\x00-\x1f\x7f-\x9f\ufffd\ud800-\udfff]|://|^[/.-]|\w:\S|: ?$"
    r"|&(?:quot|amp|lt|gt|nbsp|#)|^(?:category|section|tag|topic|type):",
    re.IGNORECASE,
)
_LETTER: Final = re.compile(r"[^\W\d_]")
_WORD: Final = re.compile(r"[\w'’]+")
_THE: Final = re.compile(r"^the (?=.)|\.(?:com|org|net)$")

# Words of sections that are no subject: a term of none but these goes. Seen on the page set and 200 real feeds, and the
# same words as outlets of other languages put them.
_GENERIC_WORDS: Final = (
    "a all and archive archives article articles blog blogs breaking category choice daily day default editor editors "
    "editor's editors' exclusive exclusives feature featured features feed front full general headlines home homepage "
    "index info latest lead list main misc miscellaneous more most news newsletter newsroom newswire no none of "
    "online opinion other our page pages photo photos pick picks podcast popular post posts press read recent release "
    "releases report reports section sections site special spotlight stories story text the this today top topic "
    "topics trending uncategorised uncategorized update updates video videos web week wire your "
    "aktuell aktuelles alle allgemein artikel beitrag meldungen nachrichten startseite übersicht "
    "accueil actualité actualités actu à dernières générale la le les nouvelles une "
    "actualidad el inicio las noticia noticias portada todas últimas "
    "notizia notizie ultime geral início notícia notícias nieuws nyheder nyheter "
    "αρχική ειδήσεις επικαιρότητα νέα главная лента новости новини статьи все "
)
_GENERIC: Final = frozenset(_GENERIC_WORDS.casefold().split())


def subjects(given: Iterable[object], outlet: str | None = None) -> tuple[str, ...]:
    """The subjects among the terms given: each once whatever its case, in the order given, MAX_SUBJECTS at most.

    Args:
        given: terms as feed, page or record have them; what is no text is passed over.
        outlet: who publishes, whose name is no subject.
    """
    found: dict[str, str] = {}
    for term, _ in zip(given, range(MAX_GIVEN), strict=False):
        name = _name(term, outlet) if isinstance(term, str) else None
        if name:
            found.setdefault(name.casefold(), name)
    return tuple(list(found.values())[:MAX_SUBJECTS])


def filed(term: str, scheme: str | None = None, label: str | None = None) -> str:
    """A category as a term for `subjects`: what readers are shown for it; a bare number of the IPTC's as its code."""
    return label or (f"medtop:{term}" if term.isdigit() and "iptc.org/" in (scheme or "") else term)


def _name(term: str, outlet: str | None) -> str | None:
    """A term as the name of a subject, None where it is none."""
    if coded := _CODE.fullmatch(term.strip()):
        return MEDIA_TOPICS.get(coded[1])
    name = tidy(term[: 2 * MAX_LETTERS])
    words = _WORD.findall(name.casefold())
    sound = len(name) <= MAX_LETTERS and len(words) <= MAX_WORDS and _LETTER.search(name)
    if not sound or _FOR_MACHINES.search(name) or _GENERIC.issuperset(words):
        return None
    return None if outlet and _letters(name) == _letters(outlet) else name


def _letters(name: str) -> str:
    return "".join(_WORD.findall(_THE.sub("", name.casefold())))
