from __future__ import annotations

from twosource.voices.tokens import read


def test_a_quotation_is_one_token_and_its_stops_end_no_sentence() -> None:
    text = "Roe said: “It leaks. It sinks. It is old.” Then she left."
    first, second = read(text)
    assert [token.text for token in first.tokens][-1] == "“It leaks. It sinks. It is old.”"
    assert second.tokens[0].text == "Then"


def test_sentences_know_their_paragraph() -> None:
    assert [sentence.paragraph for sentence in read("One. Two.\n\nThree.")] == [1, 1, 2]
