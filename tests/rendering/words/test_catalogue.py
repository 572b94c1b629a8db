from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.rendering.words.brackets import BRACKETED, TAG, outside

from twosource.rendering.words import ENGLISH, LANGUAGES, Words, chosen
from twosource.rendering.words.catalogue import FIELD, FORMS, LONGEST_SAID

MARKS = {"number.group": ".", "number.decimal": ","}


def czech(number: int) -> int:
    return 0 if number == 1 else 1 if number < 5 else 2


def test_a_number_has_the_form_that_goes_with_it() -> None:
    assert ENGLISH.many("speaker.in_stories", 1) == "of 1 story"
    assert ENGLISH.many("speaker.in_stories", 1200) == "of 1,200 stories"


def test_another_language_is_another_value() -> None:
    words = Words("cs", {**MARKS, "stories": "{n} zpráva | {n} zprávy | {n} zpráv"}, czech)
    assert [words.many("stories", number) for number in (1, 3, 1700)] == ["1 zpráva", "3 zprávy", "1.700 zpráv"]
    assert [words.number(number) for number in (1234.5, 0.25, 3.0, 10.0)] == ["1.234,5", "0,25", "3", "10"]


def test_a_message_that_is_not_there_is_an_error() -> None:
    with pytest.raises(KeyError):
        ENGLISH("no such message")


def test_one_of_several_that_has_no_name_is_shown_as_it_is() -> None:
    assert ENGLISH.name("health", "not a feed") == "not a feed"
    assert ENGLISH.name("health", "on holiday") == "on holiday"


def test_values_of_the_news_are_not_read_as_messages() -> None:
    assert ENGLISH("search.for", query="{n} {key.__class__}") == "Reports with {n} {key.__class__}"


# --- said again -------------------------------------------------------------------------------------------------------


def test_what_was_said_in_english_is_said_again() -> None:
    assert BRACKETED.again("credited to Tarn (Press)", "reason.") == "⟦credited to Tarn (Press)⟧"
    assert BRACKETED.again("credited to Tarn", "query.") == "credited to Tarn", "it is none of those"
    assert ENGLISH.again("credited to Tarn", "reason.") == "credited to Tarn"
    assert BRACKETED.again("credited to " + "x" * LONGEST_SAID, "reason.").startswith("credited")


@given(
    st.sampled_from([key for key in ENGLISH.messages if key.startswith(("reason.", "refused."))]),
    st.text("ab .,;“{", min_size=1),
)
def test_every_sentence_is_found_again_whatever_its_values(key: str, value: str) -> None:
    values = dict.fromkeys(FIELD.findall(ENGLISH(key)), value)
    assert BRACKETED.again(ENGLISH(key, **values), f"{key.partition('.')[0]}.").startswith("⟦")


# --- which language ---------------------------------------------------------------------------------------------------

GERMAN, PORTUGUESE = (Words(tag, {}, ENGLISH.form) for tag in ("de", "pt-BR"))


@pytest.mark.parametrize(
    ("asked", "language"),
    [
        ("de-CH,de;q=0.9,en;q=0.8", "de"),
        ("fr;q=0.9, en;q=0.7, de;q=0.8", "de"),
        ("pt-br", "pt-BR"),
        ("pt", "en"),
        ("de;q=0", "en"),
        ("de;q=zzz, pt-BR;q=0.1", "pt-BR"),
        ("", "en"),
        (",;=,-" * 40, "en"),
    ],
)
def test_the_language_that_is_wanted_most_of_those_that_there_are(asked: str, language: str) -> None:
    assert chosen(asked, (ENGLISH, GERMAN, PORTUGUESE)).language == language


@given(st.text())
def test_whatever_a_browser_asks_for_there_is_a_language(asked: str) -> None:
    assert (
        chosen(asked, (ENGLISH, GERMAN))
        in {ENGLISH.language: (ENGLISH,), "de": (GERMAN,)}[chosen(asked, (ENGLISH, GERMAN)).language]
    )
    assert chosen(asked) is LANGUAGES[0]


# --- whole ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("words", [*LANGUAGES, BRACKETED], ids=lambda words: words.language)
def test_a_language_has_every_message_with_the_values_that_it_is_given(words: Words) -> None:
    assert words.messages.keys() == ENGLISH.messages.keys()
    odd = {
        key: message
        for key, message in words.messages.items()
        if set(FIELD.findall(message)) != set(FIELD.findall(ENGLISH.messages[key]))
    }
    assert odd == {}


@pytest.mark.parametrize("words", [*LANGUAGES, BRACKETED], ids=lambda words: words.language)
def test_a_message_has_one_form_or_all(words: Words) -> None:
    forms = {words.form(number) for number in range(1_000)}
    assert forms == set(range(len(forms)))
    many = {len(message.split(FORMS)) for message in words.messages.values()}
    assert many == {1, len(forms)}


def test_words_outside_of_brackets_are_found() -> None:
    spoken = '<p title="A leak">⟦In <b>Tarn</b>⟧ and <b lang="en">no answer</b><code>x yz</code></p>'
    page = f'<html lang="{TAG}" dir="rtl">{spoken}</html>'
    assert outside(page, ["the leak"]) == ["and"]
