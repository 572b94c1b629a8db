from __future__ import annotations

from datetime import date

import pytest

from twosource.grouping import group
from twosource.grouping.likeness import CLASH, FEWEST_NAMES, strangers
from twosource.grouping.window import Window
from twosource.model import Report

DAY = date(2026, 3, 10)
ELLERY = (
    "A ferry hit a pier at Port Ellery on Monday morning and 31 passengers were hurt, said Jonah Amory of the Velland"
    " Coast Guard. The Calla Bright, on its way from Fennick Island, was carrying 214 passengers. Its owner, Sound"
    " Line, said that its chief executive, Marten Hale, was on his way to the Weirside quay."
)
MARSA = (
    "A ferry hit a pier at Marsa on Monday morning and 42 passengers were hurt, said Yusuf Haddad of the Tariq Harbour"
    " Office. The Najma Bahr, on its way from Rasheed, was carrying 190 passengers. Its owner, Gulf Marine, said that"
    " its chief executive, Samira Aziz, was on her way to the Corniche quay."
)
AGAIN = (
    "Forty-two passengers were hurt on Monday morning when the Najma Bahr, a ferry of Gulf Marine, hit a pier at Marsa,"
    " Yusuf Haddad of the Tariq Harbour Office said. It came from Rasheed with 190 passengers; Samira Aziz, who heads"
    " the company, went to the Corniche quay."
)


def alike(one: str, other: str) -> float:
    """How alike two texts are, by whoever stands in the window."""
    window = Window()
    for name, text in (("one", one), ("other", other)):
        report = Report(name, text, published=DAY)
        seen = window.look(report)
        window.rarity.count(seen)
        window.admit(window.document(report, seen), name)
    return window.likeness(0, 1)


def test_two_texts_full_of_names_that_share_none_are_never_one_event() -> None:
    assert alike(ELLERY, MARSA) == CLASH
    assert alike(MARSA, AGAIN) > 0


def test_one_name_anywhere_in_the_other_text_is_enough_to_ask_further() -> None:
    assert alike(ELLERY, f"{MARSA} It was like what befell the Calla Bright.") > 0
    assert alike(ELLERY, MARSA.replace("Tariq Harbour", "old velland")) > 0, "whatever its letters"


@pytest.mark.parametrize(
    "text", ["A ferry hit a pier on Monday and 42 were hurt.", "Ferry hits pier at Marsa, 42 hurt."]
)
def test_a_text_of_few_names_says_nothing_by_having_none_of_the_others(text: str) -> None:
    assert alike(ELLERY, text) > 0


def test_days_and_months_are_nobodys_name() -> None:
    days = "The talks go on from Monday to Tuesday, Wednesday, Thursday, Friday, and in April, May, June and July."
    window = Window()
    report = Report("r", days, published=DAY)
    document = window.document(report, window.look(report))
    assert len(document.names) >= FEWEST_NAMES
    assert document.own == frozenset()
    assert not strangers(document, document)


def test_two_accidents_of_one_kind_on_one_morning_are_two_stories() -> None:
    texts = {"e": ELLERY, "m": MARSA, "a": AGAIN}
    stories = group([Report(name, text, name, published=DAY) for name, text in texts.items()])
    assert sorted(sorted(report.id for report in story.reports) for story in stories) == [["a", "m"], ["e"]]
