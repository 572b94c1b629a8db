"""What the tests of pages ask of HTML."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from lxml import html

from twosource.model import Report

Element = Any
"""lxml ships no types."""


def parse(page: str) -> Element:
    return html.document_fromstring(page)


def words(text: str) -> str:
    """Text with its white space as HTML shows it."""
    return " ".join(text.split())


def ids(root: Element) -> list[str]:
    return [str(found) for found in root.xpath("//@id")]


def dangling(root: Element) -> list[str]:
    """Links within the page that lead nowhere."""
    known = set(ids(root))
    return [str(href) for href in root.xpath("//@href") if str(href).startswith("#") and str(href)[1:] not in known]


def headings(root: Element) -> list[int]:
    return [int(element.tag[1]) for element in root.iter("h1", "h2", "h3", "h4", "h5", "h6")]


def outside(page: str) -> list[str]:
    """Everything that a browser would fetch by itself."""
    root = parse(page)
    found = root.xpath(
        "//*[self::img or self::script or self::iframe or self::video or self::audio or self::source]/@src"
    )
    found += root.xpath("//link/@href | //@srcset | //@background | //object/@data | //@poster")
    return [str(one) for one in found] + re.findall(r"(?:url\(|@import)[^;]*", page)


def theirs(root: Element) -> list[str]:
    """The words of every element that is marked as theirs, without our words in it."""
    found = []
    for element in root.xpath("//*[contains(concat(' ', normalize-space(@class), ' '), ' theirs ')]"):
        ours = element.xpath(".//*[contains(concat(' ', normalize-space(@class), ' '), ' ours ')]//text()")
        # A number in the margin stands inside the paragraph: it is ours and goes.
        text = "".join(str(t) for t in element.xpath(".//text()") if t not in set(ours))
        found.append(words(text))
    return found


def sources(reports: Iterable[Report]) -> str:
    """All that a page may show as theirs."""
    return "\n".join(words(part) for report in reports for part in (report.text, report.title or ""))
