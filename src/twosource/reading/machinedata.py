"""What a page says of itself for machines: its meta tags, and the JSON-LD of its article.

Strategy: as pages write it, with raw newlines and comments in their JSON, lists where one thing is meant, and entities
in what is no markup. What each of the fields means is for `metadata`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from lxml import etree

from twosource.reading.markup import tidy, unescaped

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MAX_NODES: Final = 5_000  # of JSON-LD in a page; the most in 181 real pages is under 400
MAX_FIELD: Final = 300  # characters of a title or byline; what is longer is neither
_ARTICLE_TYPES: Final = re.compile(r"(?:Article|BlogPosting|Report)$")
_LD: Final = etree.XPath("//script[contains(@type, 'ld+json')]/text()")


def meta_tags(root: HtmlElement) -> dict[str, str]:
    """Each meta tag's first content that is not empty, by its lower-case name, property, itemprop or http-equiv."""
    tags: dict[str, str] = {}
    for element in root.iter("meta"):
        content = tidy(element.get("content") or "")
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            if content and (name := element.get(attribute)):
                tags.setdefault(name.strip().lower(), content)
    return tags


def article_node(root: HtmlElement) -> dict[str, Any]:
    """The JSON-LD of the article: of the nodes typed as one, the first with a headline; empty where there is none."""
    found = [node for node in nodes(root) if _is_article(node)]
    return next((node for node in found if "headline" in node), found[0] if found else {})


def nodes(root: HtmlElement) -> Iterator[dict[str, Any]]:
    """All that the JSON-LD of a page describes at its top, or as what the page is mainly about."""
    waiting: list[Any] = [_loaded(str(script)) for script in reversed(_LD(root))]
    for _ in range(MAX_NODES):
        if not waiting:
            return
        node = waiting.pop()
        if isinstance(node, dict):
            yield node
            waiting += [node[key] for key in ("mainEntityOfPage", "mainEntity", "@graph") if key in node]
        elif isinstance(node, list):
            waiting += reversed(node)


def _loaded(script: str) -> Any:
    """The JSON of a script, or None: pages leave raw newlines, comments and CDATA marks in it."""
    script = script.strip().removeprefix("<![CDATA[").removesuffix("]]>").strip().rstrip(";")
    try:
        return json.loads(script, strict=False)
    except (ValueError, RecursionError):
        return None


def _is_article(node: dict[str, Any]) -> bool:
    return any(isinstance(kind, str) and _ARTICLE_TYPES.search(kind) for kind in listed(node.get("@type")))


def value_at(node: dict[str, Any], *path: str) -> Any:
    """The value at `path`, through lists by their first item; None where there is none."""
    value: Any = node
    for key in path:
        value = value[0] if isinstance(value, list) and value else value
        value = value.get(key) if isinstance(value, dict) else None
    return value


def listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def text_of(value: Any, limit: int | None = MAX_FIELD) -> str | None:
    """A string as one line with its entities resolved, None where it is no string, empty or too long."""
    if not isinstance(value, str):
        return None
    line = unescaped(unescaped(value)) if "&" in value else value
    line = tidy(line) if limit is not None else line.strip()
    return line if line and (limit is None or len(line) <= limit) else None
