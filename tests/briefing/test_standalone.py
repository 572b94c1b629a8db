from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twosource.briefing.standalone import Reading, opens_leaning
from twosource.model import Report


def alone(text: str, title: str | None = None) -> list[str]:
    return [sentence.passage.text for sentence in Reading(Report("r", text, title=title)).standalone()]


@pytest.mark.parametrize(
    "sentence",
    [
        "The ferry Maribel ran aground off Corran Head on Tuesday.",
        "“The ferry gave a groan and then the lights went out,” said Oona Rask, a passenger.",
        "Oona Rask said she had never been so glad of a blanket in her life.",
        "Some 212 passengers were taken ashore by the lifeboats of Tarbet.",
        "The first lifeboat reached the Maribel within half an hour of the call.",
        "Η πλημμύρα κατέστρεψε δέκα σπίτια στο χωριό της Κορράν.",
    ],
)
def test_a_whole_sentence_that_leans_on_nothing_stands_alone(sentence: str) -> None:
    assert alone(sentence) == [sentence]


@pytest.mark.parametrize(
    "sentence",
    [
        "He said the ferry Maribel had been inspected in January.",
        "But the ferry Maribel had been inspected in January.",
        "Meanwhile, the ferry Maribel was towed to the yard at Tarbet.",
        "“It was dark and cold on deck for an hour,” said Oona Rask.",
        "The move was welcomed by the union of the harbour pilots.",
        "The committee's action comes a day after the ferry ran aground.",
        "In response, the harbour master closed the northern channel.",
        "Asked about the rudder, Oona Rask pointed to the harbour log.",
        "According to the log, he had ordered the repair twice this year.",
        "Without lights they rang the bell and lowered the boats on both sides.",
        "Shortly before noon, neither had answered the coastguard on the radio.",
        "Oona Rask, however, stayed on deck until the last boat had left.",
        "Lucan Brode also asked for a second tug from the yard at Tarbet.",
        "Lucan Brode rejected it before the union of pilots had voted.",
        "The board’s head, Lucan Brode, denies it: the gate was lowered.",
        "Lucan Brode said the owners of the Maribel never spoke of it, and left.",
        "Oona Rask, one of them, was on deck when the ferry struck.",
        "For the union, Lucan Brode criticised such attacks on pilots.",
        "The rudder of the Maribel was new, the officials said in Tarbet.",
        "UPDATE - 5:20 p.m.: The harbour master has issued a statement.",
        "The harsh criticism comes after Lucan Brode closed the northern channel.",
        "Earlier, Lucan Brode closed the northern channel to all boats.",
        "The harbour board and Lucan Brode issued one statement afterward.",
        "In a statement later in the day, Lucan Brode questioned the log.",
        "Oona Rask and Lucan Brode had met in Tarbet the previous evening.",
        "The mayor announced the new toll after meeting relatives in Tarbet.",
        "There could be some cracks in the hull of the Maribel though.",
        "Lucan Brode, a retired pilot of the Corran line, was rebuffed.",
    ],
)
def test_a_sentence_that_leans_on_what_stood_before_does_not(sentence: str) -> None:
    assert alone(sentence) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Was the ferry Maribel inspected before it left Corran Head?",
        "Ferry aground.",
        "FERRY MARIBEL RAN AGROUND OFF CORRAN HEAD ON TUESDAY.",
        "“We heard a bang and then the lights of the ferry went out.",
        "and the ferry Maribel was towed to the yard at Tarbet.",
        "I think the ferry Maribel should never have left the harbour.",
        "You can watch the ferry Maribel being towed to the yard.",
        "Pictures of the Maribel at the yard of Tarbet can be seen below.",
        "The harbour master did not respond to a request for comment.",
        "The pilots requested anonymity because they may not speak of the Maribel.",
        "Two pilots asked not to be named in the story of the Maribel.",
        "The ferry Maribel ran aground off Corran Head with 212 passengers:",
        "The ferry " + "and the tug " * 30 + "were towed to the yard.",
        "Follow Oona Rask on Twitter for more about the Maribel.",
        "Enter Oona Rask, who had heard a bang on the ferry Maribel.",
        "The ferry Maribel is run by Nelson Brode ? and Oona ?Rask of Tarbet.",
    ],
)
def test_what_is_broken_or_no_news_does_not(sentence: str) -> None:
    assert alone(sentence) == []


def test_a_sentence_inside_a_longer_quotation_does_not() -> None:
    text = (
        "“We heard a bang. The ferry turned to the north at once. Then the lights went out,” said Oona Rask of Tarbet."
    )
    assert alone(text) == []


def test_the_headline_again_is_no_line() -> None:
    text = "Ferry Maribel runs aground off Corran Head.\n\nLifeboats from Tarbet took the passengers ashore."
    assert alone(text, "Ferry Maribel runs aground off Corran Head") == [
        "Lifeboats from Tarbet took the passengers ashore."
    ]


def test_people_called_by_surname_alone_are_told() -> None:
    text = (
        "The pilot Oona Rask left the bridge at noon on Tuesday.\n\n"
        "At the inquiry Rask told the harbour master about the rudder of the ferry.\n\n"
        "The inquiry heard Oona Rask, and Rask was asked about the rudder."
    )
    found = Reading(Report("r", text)).standalone()
    assert [sentence.surnames for sentence in found] == [frozenset(), frozenset({"Rask"}), frozenset()]


def test_a_name_that_a_thing_bears_is_nobody_to_be_introduced() -> None:
    text = "The pilot Oona Rask left at noon on Tuesday.\n\nA storm took the roof of the Rask boatyard in Tarbet."
    assert [sentence.surnames for sentence in Reading(Report("r", text)).standalone()] == [frozenset(), frozenset()]


def test_a_thing_that_the_report_told_of_before_is_told() -> None:
    text = (
        "The harbour master of Tarbet found a receipt for the rudder on Tuesday.\n\n"
        "The receipt is dated in January and has the stamp of the yard.\n\n"
        "TARBET — The receipts of other years were burned by the yard at Tarbet."
    )
    found = Reading(Report("r", text)).standalone()
    assert [sentence.thing for sentence in found] == ["", "receipt", "receipt"]


def test_what_a_sentence_takes_as_known_is_told() -> None:
    text = (
        "Lucan Brode read from a damp memo at the harbour of Tarbet.\n\n"
        "In the hall of the union nobody had seen the memo before.\n\n"
        "The writers say that the rudder of the Maribel had failed twice.\n\n"
        "“The memo is a forgery of the worst kind,” said Lucan Brode of Tarbet."
    )
    known = [sentence.known for sentence in Reading(Report("r", text)).standalone()]
    assert known == [frozenset(), frozenset({"memo"}), frozenset({"writer"}), frozenset()]


def test_somebody_called_by_an_honour_and_a_first_name_is_to_be_introduced() -> None:
    found = Reading(
        Report("r", "Dame Eithne said everyone had gone home in the belief that a bell had rung.")
    ).standalone()
    assert [sentence.surnames for sentence in found] == [frozenset({"Eithne"})]


def test_a_sentence_in_which_the_reporter_chats_is_told() -> None:
    text = (
        "The ferry Maribel wasn’t where Lucan Brode had left the ferry.\n\n“It wasn’t me,” said Lucan Brode of Tarbet."
    )
    assert [sentence.chatty for sentence in Reading(Report("r", text)).standalone()] == [True]


def test_a_quotation_of_somebody_else_needs_him_named_before() -> None:
    text = (
        "“I do not want his regret for the ferry,” said Oona Rask. “Lucan Brode knew that he was late,” said Oona Rask."
    )
    reading = Reading(Report("r", text))
    first, second = reading.sentences
    assert not reading.can_quote(first, "Rask")
    assert reading.can_quote(second, "Rask")


def test_a_quotation_needs_its_speaker_named_beside_it() -> None:
    text = "“I heard a bang and the lights went out,” said Rask. “I ran for the boats of the ferry,” she said."
    reading = Reading(Report("r", text))
    first, second = reading.sentences
    assert reading.can_quote(first, "Rask")
    assert not reading.can_quote(first, "Brode")
    assert not reading.can_quote(second, "Rask")


@pytest.mark.parametrize(
    "words",
    [
        "However, it rained.",
        "TARBET — And it rained.",
        "CORRAN, Orland (NPA) - This rain",
        "“They left.”",
        "THE MOVE came",
        "for example this",
    ],
)
def test_leaning_openings(words: str) -> None:
    assert opens_leaning(words)


@pytest.mark.parametrize(
    "words", ["Hers Island is far.", "Butter is dear.", "TARBET — Butter is dear.", "The movement grew.", "Italy won."]
)
def test_openings_that_only_begin_alike(words: str) -> None:
    assert opens_leaning(words) is (words.startswith("Hers"))


def test_a_megabyte_is_read_in_linear_time() -> None:
    text = "The ferry " + "“a, (it " * 40_000 + "ran aground." + "The Maribel, it said. " * 8_000
    started = time.process_time()
    Reading(Report("r", text)).standalone()
    assert time.process_time() - started < 20


@given(st.text(alphabet="Tabe thsI. “”\"'?!(),\n", max_size=120) | st.text(max_size=80))
def test_every_sentence_found_is_in_the_text_and_does_not_lean(text: str) -> None:
    report = Report("r", text)
    for sentence in Reading(report).standalone():
        assert sentence.passage.stands_in(report)
        assert not opens_leaning(sentence.passage.text)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        (
            "TARBET, March 3 (NPA) — The ferry Maribel ran aground off Corran Head on Tuesday.",
            "The ferry Maribel ran aground off Corran Head on Tuesday.",
        ),
        (
            "Ferry aground\n\nBy Jane Doe\n\nTARBET (Reuters) - The ferry Maribel ran aground off Corran Head.",
            "The ferry Maribel ran aground off Corran Head.",
        ),
        (
            "EXCLUSIVE — The ferry Maribel ran aground off Corran Head on Tuesday.",
            "EXCLUSIVE — The ferry Maribel ran aground off Corran Head on Tuesday.",
        ),
    ],
)
def test_a_line_begins_behind_the_dateline(text: str, first: str) -> None:
    found = Reading(Report("r", text)).standalone()
    assert [sentence.passage.text for sentence in found] == [first]
    assert text[found[0].passage.start :].startswith(first)


def test_sentences_behind_the_dateline_are_as_they_were() -> None:
    rest = "The ferry Maribel ran aground. Some 212 passengers were taken ashore."
    with_place = Reading(Report("r", f"TARBET (Reuters) — {rest}"))
    plain = Reading(Report("r", rest))
    assert [with_place.report.text[slice(*span)] for span in with_place.sentences] == [
        plain.report.text[slice(*span)] for span in plain.sentences
    ]
