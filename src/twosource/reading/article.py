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
from collections.abc import Sequence
from typing import Final

from twosource.model import Page, Report
from twosource.reading import markup
from twosource.reading.clutter import is_clutter
from twosource.reading.heads import Headed, take_head
from twosource.reading.markup import tidy
from twosource.reading.metadata import Metadata, metadata
from twosource.reading.outletnames import copyright_holder, outlet_behind
from twosource.reading.prose import prose
from twosource.reading.published import date_of
from twosource.reading.refusals import PageContents, refuse

BODY_GAIN: Final = 3  # times as long as what was found must the text in JSON-LD be, to stand in for it
HEAD_BLOCKS: Final = 60  # of a page, in which its headline stands; 60 links may stand before it
HEAD_LINES: Final = 6  # between headline and story, that are looked at for a byline and a date
LONGEST_BETWEEN: Final = 100  # characters of one of them
DATE_LINES: Final = 2  # of a story, where a bare date is that of its publication; later it heads a section
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
    refuse(page, PageContents(lines, blocks, about))
    headed = _headed(lines, [block.text for block in blocks[:HEAD_BLOCKS]], about)
    return Report(
        id=page.id,
        text="\n\n".join(headed.story),
        outlet=headed.outlet,
        url=about.url,
        title=headed.title,
        byline=headed.byline,
        published=headed.published,
        credit=credit,
        language=about.language,
        subjects=about.subjects,
    )


def _headed(lines: list[str], shown: Sequence[str], about: Metadata) -> Headed:
    """The story, and at its head what the page does not say of itself elsewhere: its headline, outlet, byline, date."""
    headed = Headed(list(lines), about.title, about.byline, about.published, about.outlet)
    headline, outlet = next(
        ((line, outlet) for line in shown if (outlet := outlet_behind(line, about.title or ""))), (None, None)
    )
    if headline:
        headed.title, headed.outlet = headline, headed.outlet or outlet
        headed.story = [line for line in lines if line != headline]
    if headed.byline is None or headed.published is None:
        between = _between(shown, headed)
        headed.story = [*between, *headed.story]
        take_head(headed, within=len(between) + 1)
        headed.story = [line for line in headed.story if line not in between]
    headed.story = [
        line for at, line in enumerate(headed.story) if at >= DATE_LINES or not date_of(line)
    ] or headed.story
    return headed


def _between(shown: Sequence[str], headed: Headed) -> Sequence[str]:
    """What the page shows between its headline and the first paragraph of its story: who wrote it, and when."""
    first = next((at for at, line in enumerate(shown) if line in headed.story), 0)
    titled = max((at for at, line in enumerate(shown[:first]) if line == headed.title), default=first)
    return [line for line in shown[titled + 1 : first] if len(line) <= LONGEST_BETWEEN][:HEAD_LINES]


def _or_body(lines: list[str], about: Metadata) -> list[str]:
    """`lines`, or the text in JSON-LD where the page shows but a fraction of it: a script would put the rest there."""
    if not about.body or len(about.body) < BODY_GAIN * sum(map(len, lines)):
        return lines
    if _TAG.search(about.body):
        return markup.paragraphs(markup.tree("JSON-LD", about.body))
    return [line for paragraph in about.body.split("\n") if (line := tidy(paragraph))]


def _is_furniture(line: str) -> bool:
    """Whether a line is no news; a bare address stays, for it may be what the sentence before it points at."""
    return is_clutter(line) and (" " in line or line.isalpha())


def is_html(page: Page, text: str) -> bool:
    """Whether `text` is HTML: by what the server said of `page`, else by the tags that it opens with."""
    said = (page.content_type or "").lower()
    if "html" in said:
        return True
    return "text/plain" not in said and _TAG.search(text[:HEAD]) is not None
