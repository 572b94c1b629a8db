"""A story as an entry of somebody else's app."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from html import unescape
from html.parser import HTMLParser

from twosource import pipeline
from twosource.model import Difference, DifferenceKind, Dossier, Report, SlotValue, Span, Story
from twosource.rendering.entry import REPORTS, entry_author, entry_body
from twosource.rendering.pages.editing import editing_page
from twosource.rendering.words import ENGLISH

WHEN = datetime(2026, 3, 20, 8, tzinfo=UTC)


def _report(number: int, text: str) -> Report:
    published, url = WHEN + timedelta(hours=number), f"https://p{number}.example/x"
    return Report(f"r{number}", text, f"Paper {number}", url, f"Fire {number}", published=published)


TWELVE = _report(1, "A fire destroyed the flour mill in Orrin on Friday. Twelve men were hurt in the fire.")
FIFTEEN = _report(2, "A fire destroyed the flour mill in Orrin on Friday. Fifteen men were hurt in the fire.")
SAID = _report(3, "“Nothing is left of the mill,” said Ada Lunt, the fire chief. The mill in Orrin burned on Friday.")


def _dossier(*reports: Report) -> Dossier:
    return pipeline.dossier_of(Story("s", reports), {})


def _differing() -> Dossier:
    slots = []
    for report, word in ((TWELVE, "Twelve"), (FIFTEEN, "Fifteen")):
        start, end = report.text.index(word), len(report.text)
        slots.append(SlotValue(word, report.passage(Span(start, start + len(word))), report.passage(Span(start, end))))
    return replace(_dossier(TWELVE, FIFTEEN), differences=(Difference(DifferenceKind.NUMBER, tuple(slots)),))


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.add(tag)
        assert {name for name, _ in attrs} <= {"href", "rel", "dir"}


def test_what_differs_is_set_side_by_side() -> None:
    body = entry_body(_differing(), {})
    assert "<b>Twelve</b> men were hurt in the fire. <small><bdi>Paper 1</bdi></small>" in body
    assert "<b>Fifteen</b> men were hurt in the fire. <small><bdi>Paper 2</bdi></small>" in body


def test_nothing_but_plain_tags() -> None:
    tags = _Tags()
    tags.feed(entry_body(_differing(), {}))
    assert tags.found <= {"p", "small", "blockquote", "b", "a", "bdi", "h4", "ul", "li", "span"}


def test_every_line_is_a_reports_own() -> None:
    told = _dossier(TWELVE, FIFTEEN, SAID)
    body = entry_body(told, {})
    for part in body.split("<blockquote>")[1:]:
        words = unescape(part.partition(">")[2].partition("</p>")[0].replace("<b>", "").replace("</b>", ""))
        assert any(words in report.text for report in told.reports), words


def test_of_many_reports_some_are_named_and_the_rest_counted() -> None:
    reports = tuple(_report(number, f"The mill in Orrin burned. Witness {number} saw it.") for number in range(1, 26))
    body = entry_body(_dossier(*reports), {})
    assert body.count("<li>") == REPORTS + 1
    assert "5 more" in body


def test_an_address_that_is_none_is_no_link() -> None:
    body = entry_body(_dossier(replace(TWELVE, url="javascript:alert(1)")), {})
    assert "javascript" not in body
    assert "Fire 1" in body


def test_the_author_is_who_told_it() -> None:
    assert entry_author(_dossier(FIFTEEN, TWELVE, TWELVE), {}) == "Paper 1 and Paper 2"


# --- an editor's tools ------------------------------------------------------------------------------------------------


def test_the_tools_list_what_is_said_by_place() -> None:
    page = editing_page(ENGLISH, _dossier(SAID), (), {}, "token").main
    end = SAID.text.index("”") + 1
    assert f'value="0-{end} r3"' in page
    assert "(Ada Lunt)" in page


def test_a_long_saying_is_cut_in_the_list_alone() -> None:
    long = _report(
        4, f"“{'Nothing is left and nobody came to help us. ' * 8}It is over,” said Ada Lunt, the fire chief."
    )
    page = editing_page(ENGLISH, _dossier(long), (), {}, "token").main
    assert "…" in page
    assert "It is over" not in page
