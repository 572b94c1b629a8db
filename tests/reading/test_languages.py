from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twosource.reading.languages import is_english

EXAMPLES = Path(__file__).parents[2] / "examples" / "reports.jsonl"
ELSEWHERE = {
    "fr": "Le bac a heurté le quai de Marsa lundi matin, et 42 passagers ont été blessés, selon les garde-côtes.",
    "de": "Die Fähre ist am Montagmorgen gegen den Kai von Marsa gefahren, und 42 Menschen wurden dabei verletzt.",
    "es": "El transbordador chocó el lunes por la mañana con el muelle de Marsa y dejó 42 heridos, según la policía.",
    "it": "Il traghetto ha urtato il molo di Marsa lunedì mattina, e 42 passeggeri sono rimasti feriti.",
    "pt": "A balsa bateu no cais de Marsa na manhã de segunda-feira e 42 passageiros não foram levados ao hospital.",
    "nl": "De veerboot voer maandagochtend tegen de kade van Marsa, en het bedrijf zei dat niet op tijd was geremd.",
    "sv": "Färjan körde på kajen i Marsa på måndagen, och 42 passagerare som var ombord skadades, att döma av polisen.",
    "ru": "Паром врезался в причал Марсы в понедельник утром, 42 пассажира пострадали.",
    "ar": "اصطدمت العبّارة بالرصيف في ميناء المرسى صباح الاثنين، وأصيب ٤٢ راكباً.",
    "he": "המעבורת התנגשה ברציף בנמל מרסא ביום שני בבוקר, ו-42 נוסעים נפצעו.",
    "zh": "渡轮周一上午在马尔萨撞上码头，42名乘客受伤。",
    "el": "Το πλοίο χτύπησε στην προβλήτα της Μάρσα το πρωί της Δευτέρας και 42 επιβάτες τραυματίστηκαν.",
}


@pytest.mark.parametrize("tag", ELSEWHERE)
def test_news_in_another_language_is_known_as_such_whatever_it_says_of_itself(tag: str) -> None:
    assert not is_english(ELSEWHERE[tag])
    assert not is_english(ELSEWHERE[tag], "en")


def test_all_reports_of_the_sample_are_english_whatever_they_say_of_themselves() -> None:
    texts = [json.loads(line)["text"] for line in EXAMPLES.read_text(encoding="utf8").splitlines()]
    assert [text for text in texts if not is_english(text) or not is_english(text, "de")] == []


@pytest.mark.parametrize(
    "text",
    [
        "Three dead in Marsa.",
        "The ferry نجمة البحر hit a pier, Captain Yusuf Haddad said.",
        "Mayor Lucía de la Vega met Jan van den Berg and Otto von Ahn; all three were in Las Palmas del Mar with him.",
        "",
        "42",
    ],
)
def test_names_of_elsewhere_and_few_words_are_no_other_language(text: str) -> None:
    assert is_english(text)


@pytest.mark.parametrize(
    ("told", "english"), [("en-GB", True), ("EN_us", True), (" ", True), ("fr", False), (None, True)]
)
def test_where_the_words_tell_nothing_what_is_said_of_it_decides(told: str | None, english: bool) -> None:
    assert is_english("Marsa: 42 passengers hurt", told) is english


def test_a_long_text_without_a_word_of_english_is_none() -> None:
    assert not is_english("keppi laiva satama ranta " * 20)


@given(st.text(max_size=300), st.none() | st.text(max_size=12))
def test_any_text_has_an_answer(text: str, told: str | None) -> None:
    assert is_english(text, told) in {True, False}
