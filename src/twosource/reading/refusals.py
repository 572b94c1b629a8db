"""Why a page is no article: empty, a list, a wall, a stub.

Strategy: a page is refused only on evidence, and one with an article's worth of prose needs the more. What a page says
in its own words ("Subscribe to continue reading", "Verify that you are human") counts only where little else is said,
so that a report about consent walls is a report.

What may live here: the verdict that a page holds no report, and the words that walls are known by.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from twosource.errors import ConsentWall, EmptyPage, ListPage, NotArticle, PaywallStub
from twosource.model import Page
from twosource.reading.markup import Block
from twosource.reading.metadata import Metadata

# --- limits (of 181 real pages two are refused, both of them stubs) ---------------------------------------------------

MIN_LETTERS: Final = 40  # of an article: a news flash is a sentence; the shortest of 181 real ones has 390
MAX_WALLED: Final = 2_500  # characters around a wall; a text longer than that is about walls
MAX_STUB: Final = 1_200  # characters before a paywall: the stubs seen have 360 and 540
OFFER_LINES: Final = 6  # after the last line of a stub, in which the offer stands
WALL_SHARE: Final = 0.4  # of the text in lines that speak of consent or robots
TITLED_SHARE: Final = 0.15  # and under a title that walls have
PROSE: Final = 80  # characters of a line of prose; the lines of a list are shorter
MIN_HEADLINES: Final = 10  # links to reports on a list
PROSE_PER_HEADLINE: Final = 30  # characters: less on a list (articles of no declared kind: 40 and more)
MIN_INTERLEAVED: Final = 5  # headlines among the prose of a list
INTERLEAVED: Final = 0.75  # a headline per piece of prose: the most in 178 real articles is .53
FIRST_HEADLINES: Final = 50  # looked for in the lines of a page
HEADLINE: Final = range(25, 201)  # characters
LINKED: Final = 0.8  # of a headline's characters

# --- tables -----------------------------------------------------------------------------------------------------------

_WALL_TITLE: Final = re.compile(
    r"(?:just a moment|attention required|access (?:to this page )?(?:has been )?denied|are you a robot|robot check"
    r"|pardon our interruption|security check|verify(?:ing)? (?:that )?you are (?:a )?human|human verification|captcha"
    r"|checking your browser|one more step|please wait|403 forbidden|before you continue|bevor sie fortfahren"
    r"|avant de continuer|prima di continuare|antes de continuar|we value your privacy"
    r"|(?:your )?(?:cookie|privacy) (?:consent|choices|settings|preferences|policy|notice)"
    r"|(?:privacy|cookies?|consent|einwilligung|datenschutz|consentement)\s*(?:$|[|–—-]))",
    re.IGNORECASE,
)
_WALL_LINE: Final = re.compile(
    r"\b(?:(?:we|us|our|partners|vendors) .{0,120}\bcookies|cookies? (?:policy|settings|preferences|and similar)"
    r"|use of cookies|accept all|reject all|manage (?:options|settings|preferences|choices)|legitimate interest"
    r"|personali[sz]ed (?:ads|content)|consent to|withdraw (?:your )?consent|your privacy (?:choices|settings)"
    r"|process(?:ing)? (?:of )?your (?:personal )?data|not a robot|are (?:you )?(?:a )?human|captcha|cloudflare|ray id"
    r"|unusual (?:traffic|activity)|performing security|enable (?:javascript|cookies)"
    r"|javascript (?:and cookies|is (?:disabled|required))|checking (?:your|if the site)"
    r"|browser (?:supports|is not blocking)|alle akzeptieren|cookies? zu|tout accepter|accepter (?:et|les cookies)"
    r"|accetta tutti|aceptar (?:todo|y))",
    re.IGNORECASE,
)
_PAYWALL: Final = re.compile(
    r"\b(?:(?:subscribe|sign up|register|log ?in|sign ?in|join|pay) (?:now |today |here |for free |in |up )?"
    r"(?:or .{1,40} )?to (?:continue|keep|read|access|unlock|view|finish|get (?:full|unlimited))"
    r"|(?:to|please) (?:continue|keep|finish) reading|continue reading (?:this|with|for|by|your)"
    r"|already an? (?:\w+ )?(?:subscriber|member)|(?:subscribers?|members?)[- ]only|for subscribers only"
    r"|(?:this|the) (?:article|story|content|page) is (?:only |exclusively )?(?:available |reserved )?"
    r"(?:only |exclusively )?(?:for|to) (?:\w+ )?(?:subscribers|members|registered)|unlock this (?:article|story)"
    r"|read the (?:full|whole|rest of the) (?:article|story) (?:with|by|for)|remaining content is"
    r"|you(?:'|’)?(?:ve| have) (?:reached|hit|used|read) (?:your|all|the) .{0,30}(?:limit|free articles?)"
    r"|(?:free )?articles? (?:left|remaining) this month|create (?:a|your) free account"
    r"|subscribe for (?:full|unlimited)|get (?:full|unlimited) (?:digital )?access|weiterlesen mit"
    r"|nur für abonnenten|jetzt abonnieren|réservé (?:aux|à nos) abonnés|lire la suite|para suscriptores"
    r"|per gli abbonati)",
    re.IGNORECASE,
)
_ROOT_PATH: Final = re.compile(r"/?(?:index\.\w+|home|[a-z]{2}(?:-[a-z]{2})?)?/?", re.IGNORECASE)
_WIDE: Final = re.compile("[\u0e00-\u0eff\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7af]")


@dataclass(frozen=True, slots=True)
class PageContents:
    """What was found on a page: the article's lines, all blocks of the page, and what the page says of itself."""

    lines: Sequence[str]
    page: Sequence[Block]
    about: Metadata


def refuse(page: Page, found: PageContents) -> None:
    """Say so where `page` holds no report.

    Raises:
        ConsentWall: it asks for consent, or whether the reader is a robot.
        PaywallStub: a few lines, and the offer to pay for the rest.
        ListPage: headlines that lead elsewhere.
        EmptyPage: no text of its own.
    """
    for looks_so, refusal, problem, remedy in _VERDICTS:
        if looks_so(page, found):
            raise refusal(page.name, problem, remedy)


def _is_wall(_: Page, found: PageContents) -> bool:
    shown = found.lines or [block.text for block in found.page]
    length = sum(map(len, shown))
    if length > MAX_WALLED:
        return False
    walled = sum(len(line) for line in shown if _WALL_LINE.search(line))
    titled = any(_WALL_TITLE.match(title) for title in found.about.titles)
    return walled > WALL_SHARE * length or (titled and (walled > TITLED_SHARE * length or length < MIN_LETTERS))


def _is_stub(_: Page, found: PageContents) -> bool:
    length = sum(map(len, found.lines))
    if length > MAX_STUB or found.about.free is True:
        return False
    return found.about.free is False or any(_PAYWALL.search(line) for line in _about_the_end(found))


def _about_the_end(found: PageContents) -> list[str]:
    """The article's lines and what follows: an offer elsewhere on the page is made to every reader of every page."""
    kept = set(found.lines)
    places = [index for index, block in enumerate(found.page) if block.text in kept]
    after = places[-1] + 1 if places else 0
    return [*found.lines, *(block.text for block in found.page[after : after + OFFER_LINES])]


def _is_list(page: Page, found: PageContents) -> bool:
    headlines = [_is_headline(block) for block in found.page]
    many = sum(headlines) >= MIN_HEADLINES
    prose = _prose(found, headlines)
    if many and page.url and _ROOT_PATH.fullmatch(urlsplit(page.url).path):
        return True
    if found.about.is_article:
        return False
    return (many and prose < PROSE_PER_HEADLINE * sum(headlines)) or _is_interleaved(found, headlines)


def _is_headline(block: Block) -> bool:
    return len(block.text) in HEADLINE and block.linked >= LINKED * len(block.text)


def _prose(found: PageContents, headlines: Sequence[bool]) -> int:
    """The characters in lines of prose; a line into which headlines have run together is none."""
    first = [block.text for block, is_headline in zip(found.page, headlines, strict=True) if is_headline][
        :FIRST_HEADLINES
    ]
    return sum(len(line) for line in found.lines if len(line) >= PROSE and not any(text in line for text in first))


def _is_interleaved(found: PageContents, headlines: Sequence[bool]) -> bool:
    """Whether headlines stand among the prose nearly one to one: a list with a teaser for each."""
    kept = {line for line in found.lines if len(line) >= PROSE}
    places = [index for index, block in enumerate(found.page) if block.text in kept]
    if not places:
        return False
    between = sum(headlines[places[0] : places[-1]])
    return between >= MIN_INTERLEAVED and between >= INTERLEAVED * len(places)


def _is_empty(_: Page, found: PageContents) -> bool:
    text = "".join(found.lines)
    return sum(map(str.isalpha, text)) + 2 * len(_WIDE.findall(text)) < MIN_LETTERS


_VERDICTS: Final[tuple[tuple[Callable[[Page, PageContents], bool], type[NotArticle], str, str], ...]] = (
    (_is_wall, ConsentWall, "asks for consent or a sign of life in place of a report", "save it from a browser"),
    (_is_stub, PaywallStub, "only the first lines of a report, the rest is for subscribers", "save it as a subscriber"),
    (_is_list, ListPage, "a list of reports, not a report", "give the reports that it leads to"),
    (_is_empty, EmptyPage, "no text of its own (a script may put it there)", "save it from a browser"),
)
