"""The text of an XML feed → a tree, whatever is wrong with it; its names by what they are about, and its texts.

Strategy: what HTML calls by name (&nbsp;, &eacute;), stray ampersands and Windows' characters are put right first; then
libxml2 reads what there is and recovers from what is not well formed. A namespace is known by what its address is about
rather than by its exact letters, since feeds misspell, mix and forget namespaces.

What may live here: characters, trees, names and the forms of text. What an element means is known to `feedxml`.
"""

from __future__ import annotations

import base64
import binascii
import html
import re
from html.entities import html5
from typing import Final

from lxml import etree

from twosource.reading.feedvalues import Text
from twosource.reading.markup import unescaped

# --- limits -----------------------------------------------------------------------------------------------------------

MAX_TEXT: Final = 1_000_000  # characters of one text; the longest in 200 real feeds has 762,498
MAX_ATTRIBUTES: Final = 5_000  # of one element: libxml2 compares each with each
MAX_LANGUAGE: Final = 35  # characters, as BCP 47 asks of who stores one

# --- tables -----------------------------------------------------------------------------------------------------------

_AMPERSAND: Final = re.compile(  # all but what XML knows; the numbers of Windows' characters are none of XML's
    r"&(?!(?:amp|lt|gt|quot|apos);)(?!#(?!1[2-5]\d;)\d{1,7};|#x(?!0{0,4}[89][0-9a-fA-F];)[0-9a-fA-F]{1,6};)"
    r"(?:([a-zA-Z][a-zA-Z0-9]{1,31}|#\d{1,7}|#[xX][0-9a-fA-F]{1,6});)?"
)
_C1: Final = re.compile("[\x80-\x9f]")  # control characters that nobody writes: Windows' quotes under a wrong label
_LONG_TAG: Final = re.compile(r"<[a-zA-Z][^<>]{50000,}")
_UNQUOTED: Final = re.compile(r"(?<=[\w\"'])\s([\w:]{1,40})=([^\s\"'<>]{1,500})(?=[\s>])")
LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"
_PREFIX: Final = re.compile(r"<(/?)[A-Za-z][\w.-]{0,40}:(?=[A-Za-z])")
_PLAIN: Final = frozenset({"text", "text/plain", "plain"})
_CDATA: Final = re.compile(r"(<!\[CDATA\[.*?(?:\]\]>|\Z))", re.DOTALL)
_GROUPS: Final = (  # what a namespace is about, by what its address holds
    ("purl.org/dc", "dc"),
    ("modules/dcterms", "dc"),
    ("modules/dc", "dc"),
    ("modules/content", "content"),
    ("search.yahoo.com/mrss", "media"),
    ("video.search.yahoo.com", "media"),
    ("itunes", "itunes"),
    ("1999/xhtml", "xhtml"),
    ("tr/rec-html40", "xhtml"),
    ("/atom", ""),
    ("purl.org/rss", ""),
    ("purl.org/net/rss", ""),
    ("netscape.com/rdf", ""),
    ("netscape.com/publish", ""),
    ("rss/0", ""),
    ("rss2", ""),
    ("userland.com", ""),
    ("rssnamespace", ""),
    ("22-rdf-syntax", ""),
)
_PREFIXES: Final = {  # where a prefix is not declared, or its namespace is none that we know
    "atom": "", "rss": "", "rdf": "", "dc": "dc", "dcterms": "dc", "content": "content", "media": "media",
    "itunes": "itunes", "xhtml": "xhtml",
}  # fmt: skip


def recovered(text: str, url: str | None) -> etree._Element | None:
    """The tree of `text`, as far as it can be recovered; None where that is nothing, or nothing that anybody wrote.

    No entity of its own is read, no file and no address.
    """
    if _C1.search(text):
        text = _C1.sub(lambda match: bytes([ord(match[0])]).decode("cp1252", "replace"), text)
    pieces = _CDATA.split(text) if "<![CDATA[" in text else [text]
    outside = (piece for piece in pieces if not piece.startswith("<![CDATA["))
    if any(tag.count("=") > MAX_ATTRIBUTES for piece in outside for tag in _LONG_TAG.findall(piece)):
        return None
    body = "".join(piece if piece.startswith("<![CDATA[") else _AMPERSAND.sub(_character, piece) for piece in pieces)
    parser = etree.XMLParser(
        recover=True, resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    return etree.fromstring(body.encode("utf-8", "replace"), parser, base_url=url)


def quoted(text: str) -> str:
    """`text` with quotes around attributes that lack them, over which libxml2 gives up."""
    return _UNQUOTED.sub(r' \1="\2"', text)


def _character(match: re.Match[str]) -> str:
    """What HTML means by an "&" that XML does not know; one that means nothing is an ampersand."""
    name = match[1]
    if name is None:
        return "&amp;"
    if name.startswith("#"):
        return html.escape(unescaped(f"&{name};"))
    return html5.get(f"{name};", f"&amp;{name};")


def name(tag: str, prefix: str | None) -> tuple[str, str]:
    """The group and the small-lettered name of an element; ("?", name) for one of a group that is not read."""
    space, _, local = tag.rpartition("}")
    if space:
        return _group(space.lower(), prefix), local.lower()
    undeclared, colon, rest = local.partition(":")
    return (_PREFIXES.get(undeclared.lower(), "?"), rest.lower()) if colon else ("", local.lower())


def _group(space: str, prefix: str | None) -> str:
    for part, group in _GROUPS:
        if part in space:
            return group
    return _PREFIXES.get(prefix.lower(), "?") if prefix else ""


def construct(element: etree._Element, language: str | None) -> Text:
    """A text as RSS and Atom hold it: escaped, in CDATA, in base64, or as elements of its own."""
    kind = (element.get("type") or "").strip().lower()
    spoken = language_of(element, language)
    if len(element):
        return Text(_inner(element), True, spoken)
    value = (element.text or "").strip()
    if element.get("mode") == "base64" or (kind and "/" in kind and not kind.startswith("text") and "xml" not in kind):
        value = _decoded(value)
    return Text(value, kind not in _PLAIN, spoken)


def _inner(element: etree._Element) -> str:
    """The markup inside an element, as HTML without prefixes."""
    parts = [html.escape(element.text or "", quote=False)]
    parts += [etree.tostring(child, encoding="unicode", method="xml", with_tail=True) for child in element]
    return _PREFIX.sub(r"<\1", "".join(parts)[:MAX_TEXT]).strip()


def _decoded(value: str) -> str:
    try:
        return base64.b64decode("".join(value.split()), validate=True).decode("utf-8", "replace").strip()
    except (ValueError, binascii.Error):
        return value


def tongue(written: str | None) -> str | None:
    """A language as BCP 47 writes it: `en_US` is en-US."""
    return (written or "").strip().replace("_", "-")[:MAX_LANGUAGE] or None


def language_of(element: etree._Element, language: str | None) -> str | None:
    """The language of an element, by default `language`; an empty one takes that back."""
    written = element.get(LANG)
    return language if written is None else tongue(written)


def attribute(element: etree._Element, name: str) -> str | None:
    """An attribute, whatever its namespace and its letters: `rdf:about`, CDF's `HREF`."""
    for key, value in element.attrib.items():
        if key.rpartition("}")[2].lower() == name:
            return str(value)
    return None
