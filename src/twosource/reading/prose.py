"""Tree → the paragraphs of the article in it.

Strategy: trafilatura finds the article (in its most precise mode), and more is done about it before and after.

Before: sentences are made whole. Links with a class, pop-ups and embedded posts stand in paragraphs as elements, and
what prunes elements prunes words out of the middle of sentences. Paragraphs are flattened first, posts made plain
quotations. After: what was lost is mended. A paragraph beside those that were kept, or in another container of the very
same kind, is part of the same article. Then the text is trimmed: the headline at its top, lines that are nothing but
links to elsewhere, repeats.

What may live here: what is article and what is not, by structure. What a line says is judged by `clutter`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Final

from lxml import etree

from twosource.reading.markup import UNSEEN, Block, blocks, paragraphs, tidy

if TYPE_CHECKING:
    from lxml.html import HtmlElement
    from trafilatura.settings import Document

# --- limits (set by eye on the 181 real pages of the article extraction benchmark) ------------------------------------

MIN_POPUP: Final = 60  # characters of links in a span within a paragraph, to be a pop-up and not part of the sentence
MAX_POPUP_REST: Final = 0.2  # of its text outside links
MIN_KNOWN: Final = 40  # characters of a paragraph that tells where the article stands; shorter ones recur
MIN_MENDED: Final = 60  # characters of a paragraph that is mended; what is shorter is as often a label
MAX_LINKED: Final = 0.5  # of a mended paragraph in links
ALL_LINKED: Final = 0.8  # of a line in links, to be a link to elsewhere
SHORT: Final = 300  # characters: a shorter article is tried again in a less careful mode
MUCH_LONGER: Final = 2  # times: how much more that mode must find
HEAD_LINES: Final = 3  # lines at the top in which the headline may stand
MAX_COMPARED: Final = 500  # lines of an article in which repeats are looked for within longer lines

# --- tables -----------------------------------------------------------------------------------------------------------

_INLINE: Final = (
    *("abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "dfn", "em", "font", "i", "ins", "mark", "nobr", "small"),
    *("span", "strong", "sub", "time", "tt", "u", "var", "wbr"),
)
_NEVER_ARTICLE: Final = tuple((UNSEEN - {"noscript", "title"}) | {"nav", "aside", "footer", "menu", "dialog"})
_POSTS: Final = re.compile(r"twitter-tweet|twitter-video|instagram-media|bluesky-embed|mastodon-embed")
_FRAMES: Final = re.compile(r"embed|tweet|twitter|instagram|social|widget|slide", re.IGNORECASE)
_FURNITURE: Final = re.compile(
    r"caption|credit|promo|relat|newsletter|author|\bbio\b|byline|copyright|disclaim|tagline|comment|share|social|\btags?\b"
    r"|advert|sponsor|teaser|footer|sidebar|meta|read-?more|recirc|most-popular|subscri|hidden",
    re.IGNORECASE,
)
_ASIDES: Final = frozenset({"aside", "nav", "footer", "header", "form", "figure", "figcaption", "table"})
_STOPS: Final = '.!?…"”’»。！？'
_WORDS: Final = re.compile(r"\w+")


def prose(root: HtmlElement, url: str | None, titles: Sequence[str]) -> tuple[list[str], list[Block]]:
    """The paragraphs of the article in `root`, and all blocks of the page. `root` is changed: give it away.

    `titles` are what the article is called; they do not stand in its text.
    """
    _make_whole(root)
    page = blocks(root)
    lines = _extracted(root, url)
    lines = _mended(lines, page)
    lines = _without_headline(lines, titles)
    lines = _without_links(lines, page)
    return _without_repeats(lines), page


def _extracted(root: HtmlElement, url: str | None) -> list[str]:
    """What trafilatura takes for the article: precisely, or where that finds next to nothing, less carefully."""
    from trafilatura import bare_extraction  # noqa: PLC0415 - 0.1 s that only HTML pages need

    lines = _paragraphs_of(bare_extraction(root, url=url, favor_precision=True, include_comments=False))
    if _length(lines) >= SHORT:
        return lines
    more = _paragraphs_of(bare_extraction(root, url=url, fast=True, include_comments=False))
    return more if _length(more) > MUCH_LONGER * _length(lines) else lines


def _paragraphs_of(document: Document | dict[str, Any] | None) -> list[str]:
    return [] if document is None or isinstance(document, dict) else paragraphs(document.body)


def _length(lines: Iterable[str]) -> int:
    return sum(map(len, lines))


# --- before: whole sentences ------------------------------------------------------------------------------------------


def _make_whole(root: HtmlElement) -> None:
    etree.strip_elements(root, *_NEVER_ARTICLE, with_tail=False)
    for quotation in list(root.iter("blockquote")):
        if _POSTS.search(quotation.get("class") or ""):
            _free_post(quotation)
    for paragraph in list(root.iter("p")):
        for span in reversed(paragraph.findall(".//span")):  # the inner ones first: an outer one may hold words too
            if _is_popup(span):
                span.drop_tree()
        etree.strip_tags(paragraph, *_INLINE)


def _free_post(quotation: HtmlElement) -> None:
    """Take from an embedded post, and the frames that it stands in, the classes for which it would be pruned."""
    quotation.attrib.pop("class")
    frame = quotation.getparent()
    while frame is not None and frame.tag in ("div", "figure") and _FRAMES.search(frame.get("class") or ""):
        frame.attrib.pop("class")
        frame.tag = "div"
        frame = frame.getparent()


def _is_popup(span: HtmlElement) -> bool:
    """Several links and little else: what the page shows when the pointer rests on a name."""
    links = span.findall(".//a")
    if len(links) < 2:
        return False
    linked = sum(len(tidy("".join(link.itertext()))) for link in links)
    whole = len(tidy("".join(span.itertext())))
    return linked > MIN_POPUP and linked >= (1 - MAX_POPUP_REST) * whole


# --- after: what was lost ---------------------------------------------------------------------------------------------


class _Place:
    """Where the article stands in the page: the containers of its paragraphs, and the kinds that they are of."""

    def __init__(self, known: Sequence[Block]) -> None:
        counts = Counter(block.home for block in known)
        self.homes = {home for home, count in counts.items() if count > 1 or count * 3 >= len(known)}
        self.around = {element for home in self.homes for element in (home, *home.iterancestors())}
        self.kinds = {_kind(home) for home in self.homes} - {None}
        self.section = Counter(block.section for block in known).most_common(1)[0][0]

    def holds(self, block: Block) -> bool:
        """Whether `block` is a paragraph of the article for standing beside its paragraphs, or in their like."""
        if len(block.text) < MIN_MENDED or block.linked > MAX_LINKED * len(block.text) or block.section != self.section:
            return False
        if block.home in self.homes:
            return _is_sentence(block)
        return _kind(block.home) in self.kinds and not self._is_furniture(block.owner)

    def _is_furniture(self, element: HtmlElement | None) -> bool:
        while element is not None and element not in self.around:
            if element.tag in _ASIDES or _FURNITURE.search(f"{element.get('class')} {element.get('id')}"):
                return True
            element = element.getparent()
        return False


def _kind(home: HtmlElement) -> tuple[str, str, HtmlElement | None] | None:
    """What containers of one article share: tag, class and the `<article>` around them. None for want of a class."""
    name = home.get("class")
    return (home.tag, name, next(home.iterancestors("article"), None)) if name else None


def _is_sentence(block: Block) -> bool:
    bare = block.owner is block.home
    plain = block.owner.tag in ("p", "blockquote") and not _FURNITURE.search(block.owner.get("class") or "")
    return (bare or plain) and block.text[-1] in _STOPS and not block.text.startswith("©")


def _mended(lines: list[str], page: Sequence[Block]) -> list[str]:
    """`lines` with the paragraphs of `page` that belong among them, each where it stands in the page."""
    places = {line: index for index, line in reversed(list(enumerate(lines)))}
    known = [block for block in page if block.text in places and len(block.text) >= MIN_KNOWN]
    if not known:
        return lines
    place = _Place(known)
    after: dict[int, list[str]] = {}
    at, begun = -1, False
    for block in page:
        if block.text in places:
            at = max(at, places[block.text])
            begun = begun or len(block.text) >= MIN_KNOWN
        elif place.holds(block) and (begun or block.home in place.homes):
            after.setdefault(at, []).append(block.text)
    return [*after.get(-1, []), *(line for i, kept in enumerate(lines) for line in (kept, *after.get(i, [])))]


# --- after: the ends --------------------------------------------------------------------------------------------------


def _without_headline(lines: list[str], titles: Sequence[str]) -> list[str]:
    known = {_letters(title) for title in titles}
    return [line for index, line in enumerate(lines) if index >= HEAD_LINES or _letters(line) not in known]


def _letters(line: str) -> str:
    return "".join(_WORDS.findall(line.casefold()))


def _without_links(lines: list[str], page: Sequence[Block]) -> list[str]:
    """Without lines that are nothing but a link and no sentence: what to read next."""
    links = {
        block.text
        for block in page
        if block.linked >= ALL_LINKED * len(block.text)
        and len(block.text) >= MIN_KNOWN
        and block.text[-1] not in _STOPS
    }
    return [line for line in lines if line not in links]


def _without_repeats(lines: list[str]) -> list[str]:
    """Without lines that stand twice, or within a longer line: pull quotes, and leads given again as captions.

    A line that stands more often than that is a refrain (the question put to each of ten people) and is kept, as is one
    that stands twice and is no sentence (who posted it, and when).
    """
    times = Counter(lines)
    whole = "\n".join(times) if len(times) <= MAX_COMPARED else ""
    seen: set[str] = set()
    kept = []
    for line in lines:
        within = times[line] <= 2 and whole.count(line) > 1
        again = times[line] == 2 and line in seen and line[-1] in _STOPS
        if len(line) < MIN_KNOWN or not (within or again):
            kept.append(line)
        seen.add(line)
    return kept
