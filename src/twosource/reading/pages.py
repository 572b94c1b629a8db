"""Page → Reports: tells a record, a feed, an HTML page and plain text apart, and hands each to its reader."""

from __future__ import annotations

from collections.abc import Iterator

from twosource.errors import InputError
from twosource.model import Page, Report
from twosource.reading.article import article, is_html
from twosource.reading.decode import decode
from twosource.reading.feed import feed, is_feed
from twosource.reading.plain import plain
from twosource.reading.records import RECORD_TYPE, record


def reports(page: Page) -> Iterator[Report | InputError]:
    """The reports that a page holds, and an error for each that could not be read."""
    if page.content_type == RECORD_TYPE:
        yield from record(page.content, page.name)
        return
    try:
        text = decode(page)
        if is_feed(text):
            yield from feed(page, text)
        elif text.lstrip().startswith("{"):
            yield from record(text.encode("utf8"), page.name)
        else:
            yield article(page, text) if is_html(page, text) else plain(page, text)
    except InputError as error:
        yield error
