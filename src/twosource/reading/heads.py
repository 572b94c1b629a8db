"""What stands at the head of a story that is not the story: its title, byline and date.

Strategy: told from the story. Lines that are only dates and bylines go first; then the title, which may stand behind
the first paragraph: it shares its words with the story and does not end like a sentence. In doubt a line stays.

What may live here: what of a text's first lines is title, byline and date. Furniture is for `clutter`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from twosource.reading.bylines import bare_byline, byline
from twosource.reading.credits import agency, is_credit
from twosource.reading.lexicon import FUNCTION_WORDS, GIVEN_NAMES, ORGANISATION_WORDS
from twosource.reading.published import date_of, when

# --- limits -----------------------------------------------------------------------------------------------------------

HEAD = 8
"""Paragraphs in which title, byline and date are sought; a title has been seen behind the first, a date behind both."""
LONGEST_TITLE = 200
"""Characters of a title (NeuS train: 99.9% have fewer than 180)."""
TITLE_WORDS = range(2, 31)
FIRST_LINE_SHARE = 0.2
"""Share of its words that a first line has in common with the text, to be its title: a headline may be all wit."""
LATER_LINE_SHARE = 0.6
"""The same for a line behind the first paragraph, which might be a heading inside the story."""
LONE_LINE_SHARE = 0.3
"""The same for a later line in any case, when it is the only one of the text without a stop."""
TITLE_CASE_SHARE = 0.6
"""Share of long words with a capital from which a later line looks like a title; headings inside a story seldom do."""
STEM = 5
"""Letters of a word that are compared: "calls" and "called", "election" and "elections" count as shared."""

# --- patterns ---------------------------------------------------------------------------------------------------------

_FIELD = re.compile(
    r"(?P<key>title|headline|authors?|byline|date|published|publication date|source|outlet|publication|publisher"
    r"|url|link)"
    r":\s+(?P<value>\S.*)",
    re.IGNORECASE,
)
_FIELD_NAMES = {
    "title": "title", "headline": "title", "author": "byline", "authors": "byline", "byline": "byline", "date":
    "published",
    "published": "published", "publication date": "published", "source": "outlet", "outlet": "outlet",
    "publication": "outlet", "publisher": "outlet", "url": "url", "link": "url",
}  # fmt: skip
_TIME = re.compile(r"(?:at )?\d{1,2}[:.]\d\d(?: ?[ap]\.?m\.?)?(?: [A-Z]{2,4})?", re.IGNORECASE)
_STAFF = re.compile(r"(?:\w[\w.&’'-]* ){0,4}(?:[Ss]taff|STAFF|[Nn]ewsroom|NEWSROOM)(?: (?:[Rr]eporters?|[Ww]riters?))?")
_AUTHORS = re.compile(r",? and |, | & ")
_SEGMENTS = re.compile(r"\s+[|•·]\s+|\s{2,}")
_ENDS = re.compile(r"[.!?…:;,][\"'”’)\]]*$")
_STOPS = re.compile(r"(?:[.;,:…]|[.!?…][\"”’])[)\]]?$")
SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*(?:\s|$)")
_WORDS = re.compile(r"[^\W\d_]{4,}")
_HEADING_MARK = re.compile(r"^#{1,6}\s+")
_TITLE_TAIL = re.compile(r"\s+(?P<bar>[|»]|[-–—])\s+(?P<outlet>[A-Z][\w.&’' ]{1,40})$")


@dataclass(slots=True)
class Headed:
    """A story and what was found at its head so far; `story` are the paragraphs not told to be anything else."""

    story: list[str]
    title: str | None = None
    byline: str | None = None
    published: date | None = None
    outlet: str | None = None
    url: str | None = None


def take_fields(found: Headed) -> None:
    """Takes "Title: …", "Author: …", "Date: …" lines off the beginning."""
    while found.story and (match := _FIELD.fullmatch(found.story[0])):
        name, value = _FIELD_NAMES[match["key"].casefold()], match["value"].strip()
        setattr(found, name, when(value) if name == "published" else value)
        del found.story[0]


def take_head(found: Headed, within: int = HEAD) -> None:
    """Takes lines that are only dates and bylines out of the first paragraphs, `within` so many."""
    for piece in found.story[:within]:
        if len(piece) > LONGEST_TITLE:
            continue
        parts = [part for part in _SEGMENTS.split(piece) if part.strip()]
        told = [(date_of(part), _signed(part, piece, found)) for part in parts if not _TIME.fullmatch(part.strip())]
        if told and all(dated or signed for dated, signed in told):
            found.story.remove(piece)
            found.published = found.published or next((dated for dated, _ in told if dated), None)
            found.byline = found.byline or next((signed for _, signed in told if signed), None)


def _signed(segment: str, piece: str, found: Headed) -> str | None:
    """Who signs, in a line that says so, or in one of nothing but names that the story does not tell of."""
    signed = byline(segment)
    if signed:
        return signed
    if segment != piece and _STAFF.fullmatch(segment.strip()):
        return segment.strip()
    who = bare_byline(segment)
    if who is None and agency(segment) and len(found.story) > 1:
        return segment.strip(" .")
    if who is None or found.byline or not _stands_at_the_head(piece, found):
        return None
    story = " ".join(other for other in found.story if other != piece)
    told_of = frozenset(re.findall(r"[\w’'-]+", story.casefold()))
    return None if any(_is_told_of(name.casefold().split(), told_of) for name in _AUTHORS.split(who)) else who


def _is_told_of(author: Sequence[str], told_of: frozenset[str]) -> bool:
    """Whether a story is about one whose name stands alone at its head: then it is a heading, and no byline."""
    return author[-1] in told_of or (author[0] in told_of and author[0] not in GIVEN_NAMES)


def _stands_at_the_head(piece: str, found: Headed) -> bool:
    """Whether at least two lines stand behind a line of the first paragraphs."""
    return len(found.story) - found.story.index(piece) > 2


# --- the title --------------------------------------------------------------------------------------------------------


def take_title(found: Headed) -> None:
    """Takes the line that is the title out of the first paragraphs, and its repetitions."""
    if found.title is None:
        index = next((index for index in range(min(HEAD, len(found.story))) if _is_title(index, found.story)), None)
        if index is None:
            return
        found.title = _clean_title(found.story[index], found)
        found.story.pop(index)
    same = found.title.casefold()
    found.story[:HEAD] = [piece for piece in found.story[:HEAD] if piece.casefold() != same]


def _clean_title(line: str, found: Headed) -> str:
    """A title without its heading mark, and without the name of its outlet behind a bar."""
    title = _HEADING_MARK.sub("", " ".join(line.split()))
    tail = _TITLE_TAIL.search(title)
    if tail is None or not (tail["bar"] in "|»" or tail["outlet"].split()[-1].casefold() in ORGANISATION_WORDS):
        return title
    found.outlet = found.outlet or tail["outlet"]
    return title[: tail.start()]


def _is_title(index: int, story: Sequence[str]) -> bool:
    line = _HEADING_MARK.sub("", story[index])
    words = line.split()
    if (
        len(story) < 2
        or len(line) > LONGEST_TITLE
        or len(words) not in TITLE_WORDS
        or _STOPS.search(line)
        or is_credit(line)
    ):
        return False
    rest = [piece for at, piece in enumerate(story) if at != index]
    if not any(SENTENCE_END.search(piece) for piece in rest):
        return False
    shared = _shared(line, rest)
    if index == 0:
        return shared >= FIRST_LINE_SHARE or story[0].startswith("#")
    if index > 2:
        return False
    return (shared >= LATER_LINE_SHARE and _has_title_case(line)) or (
        shared >= LONE_LINE_SHARE and _is_lone(line, rest)
    )


def _is_lone(line: str, rest: Sequence[str]) -> bool:
    """Whether a line is the only one of its story that does not end as a sentence does: no heading among headings."""
    return not _ENDS.search(line) and all(_ENDS.search(piece) for piece in rest)


def _shared(line: str, rest: Sequence[str]) -> float:
    """The share of a line's words that the rest of the text has too."""
    wanted = _stems(line)
    return len(wanted & _stems(" ".join(rest))) / len(wanted) if wanted else 0.0


def _stems(text: str) -> frozenset[str]:
    return frozenset(word[:STEM] for word in map(str.casefold, _WORDS.findall(text)) if word not in FUNCTION_WORDS)


def _has_title_case(line: str) -> bool:
    words = _WORDS.findall(line)
    return len(words) > 1 and sum(word[0].isupper() for word in words) >= TITLE_CASE_SHARE * len(words)
