from collections.abc import Sequence

from twosource.model import Report, Span
from twosource.voices import Tag, Tagged, attributions, joined

TEXT = "Roe said that aides had warned that the boat was late. “We sail at noon, all of us,” Poe said."


def at(words: str) -> tuple[Span, ...]:
    start = TEXT.index(words)
    return (Span(start, start + len(words)),)


def finding(*found: Tagged) -> Tag:
    def tag(_: str) -> Sequence[Tagged]:
        return found

    return tag


OUTER = Tagged(at("that aides had warned that the boat was late"), at("said"), at("Roe"))
INNER = Tagged(at("that the boat was late"), at("had warned"), at("aides"))
QUOTED = Tagged(at("“We sail at noon, all of us,”"), (Span(len(TEXT) - 5, len(TEXT) - 1),), at("Poe"))


def test_the_first_is_never_contradicted() -> None:
    other = Tagged(at("that aides had warned"), at("said"), at("Roe"))
    assert joined(finding(OUTER), finding(other))(TEXT) == (OUTER,)


def test_what_both_find_is_found_once() -> None:
    assert joined(finding(OUTER, QUOTED), finding(OUTER, QUOTED))(TEXT) == (OUTER, QUOTED)


def test_the_second_finds_chains() -> None:
    found = attributions(Report("r", TEXT), joined(finding(OUTER), finding(INNER)))
    assert [one.parent for one in found] == [None, 0]


def test_what_fills_anothers_content_is_a_chain_too() -> None:
    outer = Tagged(at("aides had warned that the boat was late"), at("said"), at("Roe"))
    assert joined(finding(outer), finding(INNER))(TEXT) == (outer, INNER)


def test_the_second_finds_who_says_a_quotation_that_the_first_leaves_to_nobody() -> None:
    assert joined(finding(OUTER), finding(QUOTED))(TEXT) == (OUTER, QUOTED)


def test_plain_words_that_the_first_leaves_to_nobody_stay_so() -> None:
    assert joined(finding(QUOTED), finding(OUTER))(TEXT) == (QUOTED,)


def test_a_phrase_in_marks_is_no_speech() -> None:
    text = "Roe called it “a disaster” again."
    phrase = Tagged((Span(14, 26),), (Span(4, 10),), (Span(0, 3),))
    assert joined(finding(), finding(phrase))(text) == ()
