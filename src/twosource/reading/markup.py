"""Markup → tree → paragraphs: what article and feed share of HTML.

Strategy: one parse by libxml2, whose own limit on nesting is what refuses a page a hundred thousand deep; then plain
walks without recursion. A block is what stands between block boundaries; white space within it is one space, soft
hyphens and zero-width marks are gone, and everything else is left as it was written.

What may live here: trees and text. Nothing that knows what an article is.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from twosource.errors import EmptyPage, TooDeep, TooLarge

# --- limits -----------------------------------------------------------------------------------------------------------

MAX_CHARACTERS: Final = 20_000_000  # as many as decode lets through
MAX_PARSED_TAGS: Final = 500_000  # "<" in a page; as many take libxml2 half a second and 200 MB
MAX_TAGS: Final = 30_000  # and as many take seconds to judge; the largest of 181 real pages has 3,229
MAX_ATTRIBUTE: Final = 2_000  # characters of a class, id or style: longer ones hold data, and every name is searched
MAX_NESTING: Final = 255  # libxml2's own, where it stops reading; the deepest of 181 real pages has 51

# --- tables -----------------------------------------------------------------------------------------------------------

BLOCKS: Final = frozenset(  # the last six as trafilatura calls line breaks, list items and the like
    "address article aside blockquote body br caption center dd details dialog div dl dt fieldset figcaption"  # noqa: SIM905
    " figure"
    " footer form h1 h2 h3 h4 h5 h6 head header hr html li main nav ol option p pre section summary table tbody"
    " tfoot thead tr ul"
    " graphic item lb list quote row".split()
)
UNSEEN: Final = frozenset(
    "script style noscript template iframe object embed applet svg math canvas audio video select textarea"  # noqa: SIM905
    " button input datalist title map".split()
)
_CELLS: Final = frozenset({"td", "th", "cell"})  # a row is a line; a space keeps its cells apart
_RUNNING: Final = frozenset({"p", "li", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "dd", "dt"})
_LONG_NAMED: Final = etree.XPath(
    f"//*[string-length(@class) > {MAX_ATTRIBUTE} or string-length(@id) > {MAX_ATTRIBUTE}"
    f" or string-length(@style) > {MAX_ATTRIBUTE}]"
)
_INVISIBLE: Final = re.compile("[\u00ad\u200b\u200c\u200d\u2060\u180e\ufeff]")
_ENDLESS: Final = re.compile(r"&#\d{100,};?")  # Python refuses to make a number of more than 4,300 digits
_XML_DECLARATION: Final = re.compile(r"\s*<\?xml[^>]{0,300}\?>")


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of text between block boundaries. `linked` is how many of its characters stand in links.

    `owner` is the innermost block element that holds it, `section` counts the page's main headings before it.
    """

    text: str
    owner: HtmlElement
    linked: int
    section: int

    @property
    def home(self) -> HtmlElement:
        """The container that it shares with its siblings: for a paragraph its parent, for bare text its owner."""
        parent = self.owner.getparent()
        return self.owner if parent is None or self.owner.tag not in _RUNNING else parent


def tree(name: str, text: str) -> HtmlElement:
    """The tree of an HTML page or fragment, under `<html>`.

    Raises:
        TooLarge: more characters or tags than a page has reason to have.
        TooDeep: elements nested deeper than libxml2 follows.
        EmptyPage: no markup and no text.
    """
    tags = text.count("<")
    if len(text) > MAX_CHARACTERS or tags > MAX_PARSED_TAGS:
        raise TooLarge(name, f"{len(text):,} characters with {tags:,} tags", "give the article alone")
    declaration = _XML_DECLARATION.match(text)
    body = text[declaration.end() if declaration else 0 :].strip()
    if not body:
        raise EmptyPage(name, "nothing there", "give another page")
    try:
        root = document_fromstring(body.encode("utf-8", "replace"), parser=_parser())
    except etree.ParserError:
        raise EmptyPage(name, "nothing there but markup", "give another page") from None
    if _depth_of_last(root) >= MAX_NESTING - 1:
        raise TooDeep(name, f"elements nested deeper than {MAX_NESTING}", "give its text")
    if tags > MAX_TAGS:
        raise TooLarge(name, f"{tags:,} tags, over the limit of {MAX_TAGS:,}", "give the article alone")
    for element in _LONG_NAMED(root):
        for attribute in ("class", "id", "style"):
            element.attrib.pop(attribute, None)
    return root


def _parser() -> HTMLParser:
    """A parser of its own for every page, so that threads share nothing."""
    return HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False, default_doctype=False)


def _depth_of_last(root: HtmlElement) -> int:
    """How deep the last element in document order lies: where libxml2 gave up, it is at its limit."""
    depth, element = 1, root
    while len(element):
        depth, element = depth + 1, element[-1]
    return depth


def paragraphs(root: etree._Element) -> list[str]:
    """The text of the blocks under `root`, in document order. Scripts and the like have none."""
    return [block.text for block in blocks(root)]


def blocks(root: etree._Element) -> list[Block]:
    """The blocks under `root`, in document order, empty ones left out."""
    found: list[Block] = []
    run: list[str] = []
    linked = section = 0
    owner = root
    for boundary, element, in_link, text in _runs(root):
        if boundary:
            if run and (line := tidy("".join(run))):
                found.append(Block(line, owner, linked, section))
            run, linked, owner = [], 0, element
            section += element.tag == "h1"
        if text:
            run.append(text)
            linked += len(text) if in_link else 0
    if line := tidy("".join(run)):
        found.append(Block(line, owner, linked, section))
    return found


def _runs(root: etree._Element) -> Iterator[tuple[bool, etree._Element, bool, str | None]]:
    """(whether a block begins or ends before this text, the block that holds it, whether it is linked, the text)."""
    yield True, root, False, root.text
    walk = [(root, root, False, iter(root))]  # element, its innermost block, whether in a link, its children to come
    while walk:
        parent, owner, in_link, children = walk[-1]
        element = next(children, None)
        if element is None:
            walk.pop()
            if walk:
                _, owner, in_link, _ = walk[-1]
                yield parent.tag in BLOCKS, owner, in_link, _apart(parent, parent.tail)
        elif element.tag in UNSEEN:
            yield False, owner, in_link, element.tail
        else:
            block = element.tag in BLOCKS
            inner = element if block and element.tag not in ("br", "lb") else owner
            linked = in_link or element.tag == "a"
            yield block, inner, linked, _apart(element, element.text)
            walk.append((element, inner, linked, iter(element)))


def _apart(element: etree._Element, text: str | None) -> str | None:
    return f" {text or ''}" if element.tag in _CELLS else text


def tidy(text: str) -> str:
    """`text` in one line: white space as single spaces, none at the ends, and nothing that cannot be seen."""
    return " ".join((text if text.isascii() else _INVISIBLE.sub("", text)).split())


def unescaped(text: str) -> str:
    """`text` with what HTML's references stand for in their place."""
    return html.unescape(_ENDLESS.sub("\ufffd", text))
