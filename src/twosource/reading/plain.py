"""Plain text as it is found in the wild → Report.

Strategy: a text that was scraped off a page is paragraphs of news with lines between them that are not. Furniture goes
by its form (`clutter`). What stands at the head is told from the story: a date line, a byline, and the title, which may
stand behind the first paragraph; a title shares its words with the story and does not end like a sentence. All else is
kept, verbatim and in order. A paragraph of news that is lost costs more than a heading that stays, so in doubt a line
stays.

What may live here: what of a text is title, byline, date, outlet and story. What is furniture is for `clutter` to say.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from twosource.errors import ConsentWall, EmptyPage, ListPage, PaywallStub, TooLarge
from twosource.model import Page, Report
from twosource.reading.bylines import bare_byline, byline
from twosource.reading.clutter import asks_consent, asks_payment, clutter_lines
from twosource.reading.credits import agency, is_credit
from twosource.reading.lexicon import FUNCTION_WORDS, GIVEN_NAMES, ORGANISATION_WORDS
from twosource.reading.published import when
from twosource.reading.records import MAX_TEXT
from twosource.reading.sentences import paragraphs

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
TITLE_CASE_SHARE = 0.6
"""Share of long words with a capital from which a later line looks like a title; headings inside a story seldom do."""
STEM = 5
"""Letters of a word that are compared: "calls" and "called", "election" and "elections" count as shared."""
LEAST_LETTERS = 80
"""Letters of a text without a whole sentence below which there is nothing to report."""
LONGEST_WALL = 400
"""Characters of other text beside a request for consent: more is a report with a banner."""
LONGEST_STUB = 1_200
"""Characters before an offer to pay for the rest (two stubs among 181 real pages have 360 and 540)."""
LEAST_LIST = 10
"""Lines without any sentence that make a list of headlines."""

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
_DATE_WORD = (
    r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
    r"|\d{1,4}(?:st|nd|rd|th)?"
    r"|\d{1,2}[:.]\d\d(?::\d\d)?|[ap]\.?m\.?|\d{1,2}(?:[:.]\d\d)?[ap]\.?m\.?|at|on|[a-z]{2,4}t|utc|gmt|bst|eastern"
    r"|local|time"
    r"|published|updated|posted|first|last|modified|created|\d{4}-\d\d-\d\d(?:t[\d:.+z-]+)?"
    r"|\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}"
)
_DATE_LINE = re.compile(rf"\W*(?:{_DATE_WORD})(?:[\s,|•·:—–-]+(?:{_DATE_WORD}))*\W*", re.IGNORECASE)
_DATE_LEAD = re.compile(
    r"^\W*(?:(?:first |last )?(?:published|updated|posted|created|modified)(?: on| at)?:?\s*)+", re.IGNORECASE
)
_AUTHORS = re.compile(r",? and |, | & ")
_SEGMENTS = re.compile(r"\s+[|•·]\s+|\s{2,}")
_ENDS = re.compile(r"[.!?…:;,][\"'”’)\]]*$")
_STOPS = re.compile(r"(?:[.;,:…]|[.!?…][\"”’])[)\]]?$")
_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*(?:\s|$)")
_WORDS = re.compile(r"[^\W\d_]{4,}")
_HEADING_MARK = re.compile(r"^#{1,6}\s+")
_TITLE_TAIL = re.compile(r"\s+(?P<bar>[|»]|[-–—])\s+(?P<outlet>[A-Z][\w.&’' ]{1,40})$")
_NAMED = r"(?P<outlet>(?:[A-Z]|[a-z][A-Z])[\w.&’'-]*(?: (?:of |the |and |& )*(?:[A-Z]|[a-z][A-Z])[\w.&’'-]*){0,4})"
_OUTLET_IN = (
    re.compile(
        rf"^(?:[Gg]et|[Dd]ownload|[Tt]ry) (?:the |our )?(?:free |new |official )*{_NAMED} (?:mobile |news |free "
        rf"|iPhone |iOS )*app\b"
    ),
    re.compile(
        rf"^(?:[Ff]ollow|[Ll]ike) {_NAMED} on (?:Facebook|Instagram|YouTube|WhatsApp|Telegram|LinkedIn|Google News"
        rf"|Apple News)"
    ),
    re.compile(
        rf"(?:©|\([Cc]\)|[Cc]opyright)(?: ?©)?,? ?(?:\d{{4}}(?:[-–]\d{{2,4}})?,? )?(?:by )?(?:the |The )?{_NAMED}"
    ),
)
_NO_OUTLET = frozenset("all your our this us the iphone android ios apple google facebook twitter".split())  # noqa: SIM905
_CORPORATE = re.compile(r",? (?:All|Inc|LLC|Ltd|Limited|Corp|Group|plc|Media Group|Company|Co)\b.*$")


@dataclass(slots=True)
class _Reading:
    """What has been found of a text so far; `story` are the paragraphs that are not told to be anything else."""

    story: list[str]
    title: str | None = None
    byline: str | None = None
    published: date | None = None
    outlet: str | None = None
    url: str | None = None
    furniture: list[str] = field(default_factory=list)


# --- what others call -------------------------------------------------------------------------------------------------


def plain(page: Page, text: str) -> Report:
    """The report that a plain text holds: its paragraphs of news, verbatim and in order, a blank line between them.

    Raises:
        TooLarge: more than `MAX_TEXT` characters.
        EmptyPage, ListPage, ConsentWall, PaywallStub: nothing but furniture, headlines, a request or an offer.
    """
    if len(text) > MAX_TEXT:
        raise TooLarge(page.name, f"a text of {len(text):,} characters, over {MAX_TEXT:,}", "cut it into reports")
    found = _without_furniture(text)
    _refuse_walls(page, found)
    _take_fields(found)
    _take_head(found)
    _take_title(found)
    _refuse_rest(page, found)
    return Report(
        id=page.id,
        text="\n\n".join(found.story),
        outlet=page.outlet or found.outlet or _outlet(found.furniture),
        url=page.url or found.url,
        title=found.title,
        byline=found.byline,
        published=found.published,
        credit=_credit(found.furniture),
    )


# --- furniture --------------------------------------------------------------------------------------------------------


def _without_furniture(text: str) -> _Reading:
    pieces = [text[start:end] for start, end in paragraphs(text)]
    dropped = clutter_lines(pieces)
    return _Reading(
        story=[piece for index, piece in enumerate(pieces) if index not in dropped],
        published=_furniture_date(pieces[index] for index in sorted(dropped)),
        furniture=[pieces[index] for index in sorted(dropped)],
    )


def _furniture_date(lines: Iterator[str]) -> date | None:
    """The date of an "Updated: …" line that went as furniture."""
    return next((found for line in lines if (found := _date(line))), None)


def _outlet(furniture: Sequence[str]) -> str | None:
    """The outlet that the furniture names as its own: its app, its pages elsewhere, its copyright. An agency's is
    not.
    """
    for form in _OUTLET_IN:
        for line in furniture:
            name = _owner(form, line)
            if name and agency(name) is None:
                return name
    return None


def _owner(form: re.Pattern[str], line: str) -> str | None:
    match = form.search(" ".join(line.split()))
    name = _CORPORATE.sub("", match["outlet"]).strip(" .,’'") if match else ""
    return name if name and name.split()[0].casefold() not in _NO_OUTLET else None


def _credit(furniture: Sequence[str]) -> str | None:
    """The agency whose copyright the page carries."""
    return next((name for line in furniture if (name := agency(_owner(_OUTLET_IN[2], line) or ""))), None)


# --- the head ---------------------------------------------------------------------------------------------------------


def _take_fields(found: _Reading) -> None:
    """Takes "Title: …", "Author: …", "Date: …" lines off the beginning."""
    while found.story and (match := _FIELD.fullmatch(found.story[0])):
        name, value = _FIELD_NAMES[match["key"].casefold()], match["value"].strip()
        setattr(found, name, when(value) if name == "published" else value)
        del found.story[0]


def _take_head(found: _Reading) -> None:
    """Takes lines that are only dates and bylines out of the first paragraphs."""
    for piece in found.story[:HEAD]:
        if len(piece) > LONGEST_TITLE:
            continue
        parts = [part for part in _SEGMENTS.split(piece) if part.strip()]
        told = [(_date(part), _signed(part, piece, found)) for part in parts]
        if all(dated or signed for dated, signed in told):
            found.story.remove(piece)
            found.published = found.published or next((dated for dated, _ in told if dated), None)
            found.byline = found.byline or next((signed for _, signed in told if signed), None)


def _date(line: str) -> date | None:
    """The date that a line is, where it is nothing else."""
    return when(_DATE_LEAD.sub("", line).strip(" .|•·")) if _DATE_LINE.fullmatch(line) else None


def _signed(segment: str, piece: str, found: _Reading) -> str | None:
    """Who signs, in a line that says so, or in one of nothing but names that the story does not tell of."""
    signed = byline(segment)
    if signed:
        return signed
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


def _stands_at_the_head(piece: str, found: _Reading) -> bool:
    """Whether no more than the first paragraph of the story stands before a line, and at least two lines stand
    behind it.
    """
    before = found.story[: found.story.index(piece)]
    return sum(1 for other in before if _ENDS.search(other)) <= 1 and len(found.story) - len(before) > 1


# --- the title --------------------------------------------------------------------------------------------------------


def _take_title(found: _Reading) -> None:
    """Takes the line that is the title out of the first paragraphs, and its repetitions."""
    if found.title is None:
        index = next((index for index in range(min(HEAD, len(found.story))) if _is_title(index, found.story)), None)
        if index is None:
            return
        found.title = _clean_title(found.story[index], found)
        found.story.pop(index)
    same = found.title.casefold()
    found.story[:HEAD] = [piece for piece in found.story[:HEAD] if piece.casefold() != same]


def _clean_title(line: str, found: _Reading) -> str:
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
    if not any(_SENTENCE_END.search(piece) for piece in rest):
        return False
    shared = _shared(line, rest)
    if index == 0:
        return shared >= FIRST_LINE_SHARE or story[0].startswith("#")
    return index <= 2 and shared >= LATER_LINE_SHARE and _has_title_case(line)


def _shared(line: str, rest: Sequence[str]) -> float:
    """The share of a line's words that the rest of the text has too."""
    wanted = _stems(line)
    return len(wanted & _stems(" ".join(rest))) / len(wanted) if wanted else 0.0


def _stems(text: str) -> frozenset[str]:
    return frozenset(word[:STEM] for word in map(str.casefold, _WORDS.findall(text)) if word not in FUNCTION_WORDS)


def _has_title_case(line: str) -> bool:
    words = _WORDS.findall(line)
    return len(words) > 1 and sum(word[0].isupper() for word in words) >= TITLE_CASE_SHARE * len(words)


# --- refusals ---------------------------------------------------------------------------------------------------------


def _refuse_walls(page: Page, found: _Reading) -> None:
    """Raises where a request for consent or an offer to pay stands in place of the report."""
    asked, other = _asked(found, asks_consent)
    if other < min(LONGEST_WALL, asked):
        raise ConsentWall(page.name, "asks for consent in place of the report", "save the page after answering it")
    asked, other = _asked(found, asks_payment)
    if asked and other < LONGEST_STUB:
        raise PaywallStub(
            page.name, "holds the beginning of a report and an offer to pay", "save the page when signed in"
        )


def _asked(found: _Reading, asks: Callable[[str], bool]) -> tuple[int, int]:
    """The characters of lines that ask for something, and of the other lines of the story."""
    asked = sum(len(piece) for piece in (*found.furniture, *found.story) if asks(piece))
    return asked, sum(len(piece) for piece in found.story if not asks(piece))


def _refuse_rest(page: Page, found: _Reading) -> None:
    """Raises where what is left is no news: nothing, or headlines."""
    ended = [piece for piece in found.story if _SENTENCE_END.search(piece) and len(piece.split()) > 3]
    if not ended and len(found.story) >= LEAST_LIST:
        raise ListPage(page.name, "lists headlines and holds no report", "give the reports themselves")
    if not ended and sum(map(str.isalpha, "".join(found.story))) < LEAST_LETTERS:
        raise EmptyPage(page.name, "no text beside page furniture", "check that the report was saved whole")
