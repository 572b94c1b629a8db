"""Plain text as it is found in the wild → Report.

Strategy: a text that was scraped off a page is paragraphs of news with lines between them that are not. Furniture goes
by its form (`clutter`). What stands at the head is told from the story (`heads`). All else is kept, verbatim and in
order. A paragraph of news that is lost costs more than a heading that stays, so in doubt a line stays.

What may live here: whose a text is, and why it is no report. What is furniture is for `clutter` to say.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from twosource.errors import ConsentWall, EmptyPage, ListPage, PaywallStub, TooLarge
from twosource.model import Page, Report
from twosource.reading.clutter import asks_consent, asks_payment, clutter_lines
from twosource.reading.credits import agency
from twosource.reading.heads import SENTENCE_END, Headed, take_fields, take_head, take_title
from twosource.reading.published import date_of
from twosource.reading.records import MAX_TEXT
from twosource.reading.sentences import paragraphs

# --- limits -----------------------------------------------------------------------------------------------------------

LEAST_LETTERS = 80
"""Letters of a text without a whole sentence below which there is nothing to report."""
LONGEST_WALL = 400
"""Characters of other text beside a request for consent: more is a report with a banner."""
LONGEST_STUB = 1_200
"""Characters before an offer to pay for the rest (two stubs among 181 real pages have 360 and 540)."""
LEAST_LIST = 10
"""Lines without any sentence that make a list of headlines."""

# --- patterns ---------------------------------------------------------------------------------------------------------

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
_NEXT_SENTENCE = re.compile(r"(?<=\w{4})\. .*$")  # but "St. Brannoc Times" is one name
_CORPORATE = re.compile(r",? (?:All|Inc|LLC|Ltd|Limited|Corp|Group|plc|Media Group|Company|Co)\b.*$")


@dataclass(frozen=True, slots=True)
class _Sorted:
    """A text's paragraphs of news, and the lines between them that are furniture."""

    story: tuple[str, ...]
    furniture: tuple[str, ...]


# --- what others call -------------------------------------------------------------------------------------------------


def plain(page: Page, text: str) -> Report:
    """The report that a plain text holds: its paragraphs of news, verbatim and in order, a blank line between them.

    Raises:
        TooLarge: more than `MAX_TEXT` characters.
        EmptyPage, ListPage, ConsentWall, PaywallStub: nothing but furniture, headlines, a request or an offer.
    """
    if len(text) > MAX_TEXT:
        raise TooLarge(page.name, f"a text of {len(text):,} characters, over {MAX_TEXT:,}", "cut it into reports")
    page_of = _without_furniture(text)
    _refuse_walls(page, page_of)
    found = Headed(list(page_of.story))
    take_fields(found)
    take_head(found)
    take_title(found)
    _refuse_rest(page, found.story)
    updated = (when for line in page_of.furniture if (when := date_of(line)))
    return Report(
        id=page.id,
        text="\n\n".join(found.story),
        outlet=page.outlet or found.outlet or _outlet(page_of.furniture),
        url=page.url or found.url,
        title=found.title,
        byline=found.byline,
        published=found.published or next(updated, None),
        credit=_credit(page_of.furniture),
    )


# --- furniture --------------------------------------------------------------------------------------------------------


def _without_furniture(text: str) -> _Sorted:
    pieces = [text[start:end] for start, end in paragraphs(text)]
    dropped = clutter_lines(pieces)
    return _Sorted(
        story=tuple(piece for index, piece in enumerate(pieces) if index not in dropped),
        furniture=tuple(piece for index, piece in enumerate(pieces) if index in dropped),
    )


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
    named = _NEXT_SENTENCE.sub("", match["outlet"]) if match else ""
    name = _CORPORATE.sub("", named).strip(" .,’'")
    return name if name and name.split()[0].casefold() not in _NO_OUTLET else None


def _credit(furniture: Sequence[str]) -> str | None:
    """The agency whose copyright the page carries."""
    return next((name for line in furniture if (name := agency(_owner(_OUTLET_IN[2], line) or ""))), None)


# --- refusals ---------------------------------------------------------------------------------------------------------


def _refuse_walls(page: Page, found: _Sorted) -> None:
    """Raises where a request for consent or an offer to pay stands in place of the report."""
    asked, other = _asked(found, asks_consent)
    if other < min(LONGEST_WALL, asked):
        raise ConsentWall(page.name, "asks for consent in place of the report", "save the page after answering it")
    asked, other = _asked(found, asks_payment)
    if asked and other < LONGEST_STUB:
        raise PaywallStub(
            page.name, "holds the beginning of a report and an offer to pay", "save the page when signed in"
        )


def _asked(found: _Sorted, asks: Callable[[str], bool]) -> tuple[int, int]:
    """The characters of lines that ask for something, and of the other lines of the story."""
    asked = sum(len(piece) for piece in (*found.furniture, *found.story) if asks(piece))
    return asked, sum(len(piece) for piece in found.story if not asks(piece))


def _refuse_rest(page: Page, story: Sequence[str]) -> None:
    """Raises where what is left is no news: nothing, or headlines."""
    ended = [piece for piece in story if SENTENCE_END.search(piece) and len(piece.split()) > 3]
    if not ended and len(story) >= LEAST_LIST:
        raise ListPage(page.name, "lists headlines and holds no report", "give the reports themselves")
    if not ended and sum(map(str.isalpha, "".join(story))) < LEAST_LETTERS:
        raise EmptyPage(page.name, f"fewer than {LEAST_LETTERS} letters that could be a report", "give its whole text")
