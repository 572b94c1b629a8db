"""What became of a line that one outlet had alone, on the page, in the terminal and as JSON."""

from __future__ import annotations

from dataclasses import replace

from tests.rendering import html, sample

from twosource.model import Copy, CopyKind, Dossier, Dropped, Turn, TurnKind
from twosource.rendering import labels
from twosource.rendering.json import dossier_json
from twosource.rendering.story import story_page
from twosource.rendering.terminal import summary

FIRST, TAKEN_UP, DROPPED = TurnKind.FIRST, TurnKind.TAKEN_UP, TurnKind.DROPPED


def with_turns(*turns: Turn) -> Dossier:
    """The sample, its first statement with these turns."""
    first, *others = sample.DOSSIER.statements
    return replace(sample.DOSSIER, statements=(replace(first, turns=turns), *others))


def words_of_page(dossier: Dossier) -> str:
    return html.words(html.parse(story_page(dossier, sample.OUTLETS)).text_content())


TAKEN = with_turns(Turn(FIRST, sample.COURIER.id), Turn(TAKEN_UP, sample.LANTERN.id))


def test_what_was_taken_up_stands_with_the_outlet_that_had_it_alone() -> None:
    line = sample.DOSSIER.statements[0].testimonies[0].passage.text
    text = summary([TAKEN], sample.OUTLETS, whole=True).plain
    alone = html.words(text[text.index("Only, or first, in The Ellery Courier") :])
    assert html.words(line) in alone
    assert "later in Daily Lantern (" in alone
    assert "later in Daily Lantern (" in words_of_page(TAKEN)
    assert "Only, or first, in The Ellery Courier" in words_of_page(TAKEN)
    assert "Only in Daily Lantern" in words_of_page(TAKEN), "where nothing was taken up"


def test_what_a_later_version_lacks_is_told() -> None:
    dropped = with_turns(Turn(FIRST, sample.COURIER.id), Turn(DROPPED, sample.LANTERN.id))
    assert "not in the later version: Daily Lantern (" in words_of_page(dropped)


def test_without_turns_nothing_became_of_it() -> None:
    assert labels.became((), ()) == ""
    assert "later in" not in summary([sample.DOSSIER], sample.OUTLETS, whole=True).plain


def test_turns_and_kinds_of_copies_travel_as_json() -> None:
    (first, *_) = dossier_json(TAKEN)["statements"]
    assert first["turns"] == [
        {"kind": "first", "report": sample.COURIER.id},
        {"kind": "taken up", "report": sample.LANTERN.id},
    ]
    assert {copy["kind"] for copy in dossier_json(TAKEN)["copies"]} == {"verbatim"}


def test_a_rewrite_is_told_from_a_copy() -> None:
    again = Copy((sample.COURIER.id, sample.LANTERN.id), 0.4, (), CopyKind.REWRITTEN)
    page = words_of_page(replace(sample.DOSSIER, copies=(again,)))
    assert "The Ellery Courier and Daily Lantern tell 40% of the shortest in the same order, in other words." in page


def test_what_later_versions_lack_is_shown_with_its_outlet() -> None:
    line = Dropped(sample.COURIER.id, 0, 4, 30, "Divers found a third crack")
    dossier = replace(sample.DOSSIER, dropped=(line,))
    assert "What later versions lack The Ellery Courier Divers found a third crack" in words_of_page(dossier)
    assert "What later versions lack: 1 line" in summary([dossier], sample.OUTLETS).plain
    assert "Divers found a third crack" in summary([dossier], sample.OUTLETS, whole=True).plain
    assert dossier_json(dossier)["dropped"] == [
        {"report": sample.COURIER.id, "revision": 0, "start": 4, "end": 30, "text": "Divers found a third crack"}
    ]
