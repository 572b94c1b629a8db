"""A passage that holds two values of a difference is shown once, with both in bold."""

from __future__ import annotations

from dataclasses import replace

from tests.rendering import html, sample

from twosource.model import Difference, DifferenceKind, Passage, Report, SlotValue
from twosource.rendering.entry import entry_body
from twosource.rendering.sides import sides
from twosource.rendering.story import story_page
from twosource.rendering.terminal import summary

TEXT = "It will cost 240 million crowns, she said; the council put it at 310 million."
HERALD = Report("h", TEXT, outlet="Herald")
LANTERN = Report("l", "The council put it at 310 million.", outlet="Lantern")


def find(report: Report, words: str) -> Passage:
    at = report.text.index(words)
    return Passage(report.id, at, at + len(words), words)


def value(report: Report, words: str) -> SlotValue:
    return SlotValue(words, find(report, words), find(report, report.text))


VALUES = (value(HERALD, "310 million"), value(LANTERN, "310 million"), value(HERALD, "240 million"))


def test_a_passage_with_two_values_is_one_side_and_its_slots_stand_in_their_order() -> None:
    first, second = sides(VALUES)
    assert (first.context.report, first.told) == ("h", "240 million, 310 million")
    assert [text for text, bold in first.parts if bold] == ["240 million", "310 million"]
    assert "".join(text for text, _ in first.parts) == TEXT
    assert (second.context.report, second.told) == ("l", "310 million")


def test_slots_that_overlap_or_stand_elsewhere_are_left_out() -> None:
    whole = find(HERALD, TEXT)
    over = [SlotValue("", find(HERALD, words), whole) for words in ("240 million", "million crowns")]
    [side] = sides([*over, SlotValue("", Passage("h", 900, 904, "gone"), whole)])
    assert [text for text, bold in side.parts if bold] == ["240 million"]
    assert "".join(text for text, _ in side.parts) == TEXT


def test_it_stands_once_on_a_page_in_the_terminal_and_in_an_app() -> None:
    dossier = replace(
        sample.DOSSIER,
        reports=(*sample.DOSSIER.reports, HERALD, LANTERN),
        differences=(Difference(DifferenceKind.NUMBER, VALUES),),
    )
    columns = html.parse(story_page(dossier, {})).xpath("//li[@class='difference']//blockquote")
    assert [one.text_content() for one in columns] == [TEXT, LANTERN.text]
    assert [bold.text for bold in columns[0].iter("b")] == ["240 million", "310 million"]
    assert "Herald · 240 million, 310 million" in summary([dossier], {}, 100, whole=True).plain
    assert "<b>240 million</b> crowns, she said; the council put it at <b>310 million</b>." in entry_body(dossier, {})
