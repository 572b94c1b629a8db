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


RETOLD = "Poe said that Roe had warned that the boat was late."


def retelling(text: str) -> Sequence[Tagged]:
    """A tagger that finds the outermost alone, in the text and in a content that it is asked about."""
    outer = "Poe said that "
    if text.startswith(outer):
        return (Tagged((Span(9, len(text) - 1),), (Span(4, 8),), (Span(0, 3),)),)
    return (Tagged((Span(15, len(text) - 1),), (Span(4, 14),), (Span(0, 3),)),) if text.startswith("Roe") else ()


def test_the_first_is_asked_again_what_its_contents_retell() -> None:
    found = attributions(Report("r", RETOLD), joined(retelling, finding()))
    assert [(RETOLD[slice(*one.cue[0])], one.parent) for one in found] == [("said", None), ("had warned", 0)]
    assert [RETOLD[slice(*one.content[0])] for one in found][1] == "that the boat was late"


def test_what_runs_over_the_edge_of_a_content_or_tells_nothing_is_no_chain() -> None:
    def beyond(text: str) -> Sequence[Tagged]:
        return retelling(text) if text == RETOLD else (Tagged((Span(0, len(text)),), (Span(4, 7),), (Span(0, 3),)),)

    def mute(text: str) -> Sequence[Tagged]:
        return retelling(text) if text == RETOLD else (Tagged((Span(15, 20),), (Span(4, 7),), ()),)

    assert len(joined(beyond, finding())(RETOLD)) == len(joined(mute, finding())(RETOLD)) == 1


def test_the_second_finds_who_says_that_the_first_says() -> None:
    text = "The boat was late, Roe said, Poe told the Arden Post."
    inner = Tagged((Span(0, 17),), (Span(23, 27),), (Span(19, 22),))
    outer = Tagged((Span(0, 27),), (Span(33, 37),), (Span(29, 32),))
    assert joined(finding(inner), finding(outer))(text) == (outer, inner)
    sourceless = Tagged((Span(0, 27),), (Span(33, 37),))
    assert joined(finding(inner), finding(sourceless))(text) == (inner,)
