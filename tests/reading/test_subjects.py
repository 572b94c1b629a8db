from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twosource.reading.subjects import MAX_GIVEN, MAX_LETTERS, MAX_SUBJECTS, MEDIA_TOPICS, filed, subjects


def test_names_stay_as_they_stand_each_once() -> None:
    given_ = ["Harbours", " Ines  Vardo ", "harbours", "crime, law and justice", "Science &amp; sea", "AT&T"]
    assert subjects(given_) == ("Harbours", "Ines Vardo", "crime, law and justice", "AT&T")


@pytest.mark.parametrize(
    "code",
    [
        "medtop:17000000",
        " MEDTOP:17000000",
        "subj:17000000",
        "http://cv.iptc.org/newscodes/mediatopic/17000000",
        "https://cv.iptc.org/newscodes/subjectcode/17000000",
    ],
)
def test_a_code_of_the_iptc_is_its_name(code: str) -> None:
    assert subjects([code]) == ("weather",)


def test_a_code_that_is_not_known_is_no_subject() -> None:
    assert subjects(["medtop:20001234", "17000000"]) == ()


def test_a_category_is_what_readers_are_shown() -> None:
    scheme = "http://cv.iptc.org/newscodes/mediatopic/"
    assert filed("20000139", scheme, "fire") == "fire"
    assert subjects([filed("17000000", scheme)]) == ("weather",)
    assert filed("Harbours") == "Harbours"
    assert subjects([filed("17000000", "https://other.example/")]) == ()


@pytest.mark.parametrize(
    "term",
    ["News", "Home", "Front Page", "News - News", "TOP STORIES", "Nachrichten", "Новости", "Ειδήσεις", "Actualités"],
)
def test_a_section_that_says_nothing_is_no_subject(term: str) -> None:
    assert subjects([term]) == ()
    assert subjects([f"Harbour {term}"]) != ()


@pytest.mark.parametrize("outlet", ["Harbour Gazette", "The Harbour Gazette", "harbourgazette.com"])
def test_the_outlet_is_no_subject(outlet: str) -> None:
    assert subjects(["Harbour Gazette", "Ferries"], outlet) == ("Ferries",)


@pytest.mark.parametrize(
    "term",
    [
        *("@hp-river", "_no-feed", "type_news", "AdNode:culture", "/article", "https://x.example/", "#boats", "2026"),
        *("&quot", "<b>Boats</b>", "Category: Boats", "Boats:", "Boats | Gazette", "a\x00b", "a\ud800b", "", "  "),
        *("one two three four five six seven eight", "x" * (MAX_LETTERS + 1)),
    ],
)
def test_what_is_for_machines_is_no_subject(term: str) -> None:
    assert subjects([term]) == ()


def test_what_is_no_text_is_passed_over_and_lists_have_an_end() -> None:
    assert subjects([None, 7, ["x"], "Ferries"]) == ("Ferries",)
    assert subjects(f"Matter {n}" for n in range(99)) == tuple(f"Matter {n}" for n in range(MAX_SUBJECTS))
    assert subjects([*["News"] * MAX_GIVEN, "Ferries"]) == ()


def test_every_media_topic_is_a_subject() -> None:
    assert all(subjects([name]) == (name,) for name in MEDIA_TOPICS.values())


@given(st.lists(st.text(max_size=70)), st.none() | st.text(max_size=9))
def test_what_was_read_once_is_read_again_as_it_is(terms: list[str], outlet: str | None) -> None:
    found = subjects(terms, outlet)
    assert subjects(found, outlet) == found
    assert len(found) <= MAX_SUBJECTS
    assert all(0 < len(name) <= MAX_LETTERS and name == " ".join(name.split()) for name in found)
    assert not {unicodedata.category(char) for name in found for char in name} & {"Cc", "Cs"}
