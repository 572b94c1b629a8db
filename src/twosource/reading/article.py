"""An HTML page → a Report.

Strategy: parse once; hear what the page says of itself; find the article in it; refuse, with a reason, where there is
none.

    text ──markup──▶ tree ──metadata──▶ what it says of itself
                       └────prose────▶ paragraphs ──refusals──▶ Report

What may live here: the order of these steps, and where the parts of a report come from. How each is found is for the
module that finds it.
"""

from __future__ import annotations

import re
from typing import Final

from twosource.model import Page, Report
from twosource.reading import markup
from twosource.reading.clutter import is_clutter
from twosource.reading.markup import tidy
from twosource.reading.metadata import Metadata, copyright_holder, metadata
from twosource.reading.prose import prose
from twosource.reading.refusals import Found, refuse

BODY_GAIN: Final = 3  # times as long as what was found must the text in JSON-LD be, to stand in for it
HEAD: Final = 2_000  # characters in which a page shows that it is HTML
_TAG: Final = re.compile(
    r"<(?:!doctype\s+html|html|head|body|title|meta|link|script|style|article|section|main|header|div|p|span|table|h[1-6]"
    r"|ul|ol|br|img|a\s+[^>]{0,100}href)\b[^<>]{0,500}>",
    re.IGNORECASE,
)


def article(page: Page, text: str) -> Report:
    r"""The report on an HTML page, `text` being what `decode` gives of it. Paragraphs are parted by "\n\n".

    Raises:
        NotArticle: an EmptyPage, ListPage, ConsentWall or PaywallStub.
        TooDeep: elements nested deeper than a parser follows.
        TooLarge: more markup than an article has reason to have.
    """
    root = markup.tree(page.name, text)
    about = metadata(page, root)
    lines, blocks = prose(root, page.url, about.titles)
    lines = _or_body(lines, about)
    credit = about.credit or copyright_holder(lines, about.outlet)
    lines = [line for line in lines if not _is_furniture(line)]
    refuse(page, Found(lines, blocks, about))
    return Report(
        id=page.id,
        text="\n\n".join(lines),
        outlet=about.outlet,
        url=about.url,
        title=about.title,
        byline=about.byline,
        published=about.published,
        credit=credit,
        language=about.language,
    )


def _or_body(lines: list[str], about: Metadata) -> list[str]:
    """`lines`, or the text in JSON-LD where the page shows but a fraction of it: a script would put the rest there."""
    if not about.body or len(about.body) < BODY_GAIN * sum(map(len, lines)):
        return lines
    if _TAG.search(about.body):
        return markup.paragraphs(markup.tree("JSON-LD", about.body))
    return [line for paragraph in about.body.split("\n") if (line := tidy(paragraph))]


def _is_furniture(line: str) -> bool:
    """Whether a line is no news; a bare address or name stays, for it may be what the sentence before it points at."""
    return " " in line and is_clutter(line)


def is_html(page: Page, text: str) -> bool:
    """Whether `text` is HTML: by what the server said of `page`, else by the tags that it opens with."""
    said = (page.content_type or "").lower()
    if "html" in said:
        return True
    return "text/plain" not in said and _TAG.search(text[:HEAD]) is not None
