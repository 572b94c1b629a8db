from __future__ import annotations

import pytest

from twosource.model import Report, Span
from twosource.voices import Tagged, attributions, joined
from twosource.voices.misheard import by_means, gone_on, of_nobody, unasked


def spans(text: str, *parts: str) -> tuple[Span, ...]:
    return tuple(Span(text.index(part), text.index(part) + len(part)) for part in parts)


def said(text: str, source: str, cue: str, *content: str) -> Tagged:
    return Tagged(spans(text, *content), spans(text, cue), spans(text, source))


def words(text: str, one: Tagged) -> list[str]:
    return [text[slice(*span)] for span in one.content]


@pytest.mark.parametrize("opening", ["Asked bluntly,", "The room fell silent. Asked once again,", "When asked,"])
def test_a_question_is_not_said_by_the_one_who_answers_it(opening: str) -> None:
    text = f"{opening} “Did you sell the ferry?” Orr replied, “I sold nothing.”"
    one = said(text, "Orr", "replied", "“Did you sell the ferry?”", "“I sold nothing.”")
    assert words(text, unasked(text, one)) == ["“I sold nothing.”"]


@pytest.mark.parametrize(
    "text",
    [
        "Asked about the ferry, “Who knows?” Orr replied. “I sold nothing.”",
        "“Did you sell the ferry?” Orr replied, “I sold nothing.”",
        "Asked by the clerk, “Who knows?” Orr replied, “I sold nothing.”",
        "Asked bluntly, “I know.” Orr replied, “I sold nothing.”",
    ],
)
def test_what_may_be_his_own_question_stays_his(text: str) -> None:
    first = text[text.index("“") : text.index("”") + 1]
    one = said(text, "Orr", "replied", first, "“I sold nothing.”")
    assert unasked(text, one) == one


def test_an_answer_alone_stays() -> None:
    text = "Asked bluntly, “Who knows?” Orr replied."
    one = said(text, "Orr", "replied", "“Who knows?”")
    assert unasked(text, one) == one


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Marsh said comments like Orr’s show that the guild “was asleep.”", False),
        ("Marsh said comments such as Orr’s show that the guild “was asleep.”", False),
        ("Marsh was there. Orr’s show that the guild “was asleep.”", True),
    ],
)
def test_whose_words_are_an_example_does_not_say_what_they_show(text: str, kept: bool) -> None:
    one = said(text, "Orr’s", "show", "that the guild “was asleep.”")
    assert bool(of_nobody(text, one).source) is kept


def test_by_saying_is_how_the_subject_did_it() -> None:
    text = "Orr explained the leak when keepers held the lock by saying, “I was new.”"
    outer = said(text, "Orr", "explained", "the leak when keepers held the lock by saying, “I was new.”")
    inner = said(text, "keepers", "held the lock by saying", "“I was new.”")
    assert by_means(text, [outer, inner]) == [outer]
    assert by_means(text, [inner]) == [inner]


def test_who_is_quoted_by_an_agency_has_the_next_quotation_too() -> None:
    text = "“The lock is a danger,” Orr said, according to Lakewire. “It is a grave and old one.”"
    outer = Tagged(
        spans(text, "“The lock is a danger,” Orr said", "“It is a grave and old one.”"),
        spans(text, "according to"),
        spans(text, "Lakewire"),
    )
    inner = said(text, "Orr", "said", "“The lock is a danger,”")
    found = gone_on(text, [outer, inner])
    assert found[0] == outer
    assert words(text, found[1]) == ["“The lock is a danger,”", "“It is a grave and old one.”"]


def test_what_an_agency_goes_on_to_tell_in_its_own_words_is_its_own() -> None:
    text = "“The lock is a danger,” Orr said, according to Lakewire. The lock is old."
    outer = Tagged(
        spans(text, "“The lock is a danger,” Orr said", "The lock is old"),
        spans(text, "according to"),
        spans(text, "Lakewire"),
    )
    inner = said(text, "Orr", "said", "“The lock is a danger,”")
    assert gone_on(text, [outer, inner]) == [outer, inner]


def test_corrections_are_made_where_two_taggers_are_joined() -> None:
    text = "Asked bluntly, “Did you sell the ferry?” Jan Orr replied, “I sold nothing.”"
    one = said(text, "Jan Orr", "replied", "“Did you sell the ferry?”", "“I sold nothing.”")
    found = attributions(Report("r", text), joined(lambda read: (one,) if read == text else (), lambda _: ()))
    assert [[text[slice(*span)] for span in each.content] for each in found] == [["“I sold nothing.”"]]
