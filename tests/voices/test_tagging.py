from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twosource.model import Span
from twosource.voices.tagging import Tagged, tag

Row = tuple[str, str, str]


def words(text: str, spans: tuple[Span, ...]) -> str:
    return " | ".join(text[start:end] for start, end in spans)


def rows(text: str) -> list[Row]:
    """Source, cue and content of each attribution."""
    return [(words(text, one.source), words(text, one.cue), words(text, one.content)) for one in tag(text)]


@pytest.mark.parametrize(
    ("text", "row"),
    [
        # direct
        ("“We sail at noon,” Roe said.", ("Roe", "said", "“We sail at noon,”")),
        (
            "“We sail at noon,” said Jan Roe, a captain from Arden.",
            ("Jan Roe, a captain from Arden", "said", "“We sail at noon,”"),
        ),
        ("Roe said: “We sail at noon.”", ("Roe", "said", "“We sail at noon.”")),
        ("Roe added, “We sail at noon.”", ("Roe", "added", "“We sail at noon.”")),
        (
            "“We sail at noon,” Mr. Roe wrote on Quill, referring to the ferry.",
            ("Mr. Roe", "wrote", "“We sail at noon,”"),
        ),
        ("“Who sails at noon?” Roe asked.", ("Roe", "asked", "“Who sails at noon?”")),
        ("“We sail at noon,” she will say.", ("she", "will say", "“We sail at noon,”")),
        ("“We sail at noon!” beamed Jan Roe of Arden.", ("Jan Roe of Arden", "beamed", "“We sail at noon!”")),
        ("“We sail at noon,” Roe thundered.", ("Roe", "thundered", "“We sail at noon,”")),
        (
            "She then turned to them: “We sail at noon, all of us.”",
            ("She", "then turned to them", "“We sail at noon, all of us.”"),
        ),
        ("Jan Roe: “We sail at noon, all of us.”", ("Jan Roe", ":", "“We sail at noon, all of us.”")),
        ("“We sail at noon,” she shot back.", ("she", "shot back", "“We sail at noon,”")),
        ("Roe was quoted as saying “we sail at noon”.", ("Roe", "was quoted as saying", "“we sail at noon”")),
        # mixed
        ("Roe said the plan was “a disaster”.", ("Roe", "said", "the plan was “a disaster”")),
        ("Roe said it was, she feared, “late”.", ("Roe", "said", "it was, she feared, “late”")),
        ("Roe called the plan “a disaster”.", ("Roe", "called", "the plan “a disaster”")),
        ("Roe told the Ledger that it was “a disaster”.", ("Roe", "told", "that it was “a disaster”")),
        # indirect
        ("Roe said that the ferry was late.", ("Roe", "said", "that the ferry was late")),
        ("Roe said on Monday that the ferry was late.", ("Roe", "said", "that the ferry was late")),
        ("Roe said in an interview with the Ledger that it was late.", ("Roe", "said", "that it was late")),
        ("Roe said that night the ferry would wait.", ("Roe", "said", "the ferry would wait")),
        ("Roe said Tuesday the ferry would wait.", ("Roe", "said", "the ferry would wait")),
        ("Roe on Monday denied that the ferry was late.", ("Roe", "denied", "that the ferry was late")),
        ("The ferry was late, Roe said.", ("Roe", "said", "The ferry was late")),
        ("The ferry was late, Roe said on Monday.", ("Roe", "said", "The ferry was late")),
        ("The ferry was late, Roe told reporters.", ("Roe", "told", "The ferry was late")),
        ("The ferry was late, Roe told a court in Arden on Monday.", ("Roe", "told", "The ferry was late")),
        ("Roe told reporters two ferries were late.", ("Roe", "told", "two ferries were late")),
        ("The ferry was late, said Jan Roe.", ("Jan Roe", "said", "The ferry was late")),
        ("The ferry, Roe said, was late again.", ("Roe", "said", "The ferry | was late again")),
        ("According to Roe, the ferry was late.", ("Roe", "According to", "the ferry was late")),
        (
            "The ferry was late, according to two people familiar with it.",
            ("two people familiar with it", "according to", "The ferry was late"),
        ),
        ("The ferry, according to Roe, was late.", ("Roe", "according to", "The ferry | was late")),
        ("Roe asked whether the ferry was late.", ("Roe", "asked", "whether the ferry was late")),
        ("Roe urged them to wait for the ferry.", ("Roe", "urged", "them to wait for the ferry")),
        ("Roe claimed the mayor, Bill Doe, had no “grit”.", ("Roe", "claimed", "the mayor, Bill Doe, had no “grit”")),
        ("Roe vowed to wait for the ferry.", ("Roe", "vowed", "to wait for the ferry")),
        ("Roe told her she was late.", ("Roe", "told", "she was late")),
        ("Roe announced a new ferry, which pleased Doe.", ("Roe", "announced", "a new ferry")),
        ("It was revealed that the ferry leaks.", ("", "It was revealed", "that the ferry leaks")),
        ("Officials say the ferry leaks.", ("Officials", "say", "the ferry leaks")),
        ("Roe is telling passengers in the harbour that it leaks.", ("Roe", "is telling", "that it leaks")),
        (
            "Jan Roe, 34, a nurse in Arden, said the ferry leaks.",
            ("Jan Roe, 34, a nurse in Arden", "said", "the ferry leaks"),
        ),
        ("Roe, in a statement, said the ferry leaks.", ("Roe", "said", "the ferry leaks")),
        (
            "In a statement on Monday, a spokesman for Roe said the ferry leaks.",
            ("a spokesman for Roe", "said", "the ferry leaks"),
        ),
        ("But people who were there said the ferry leaks.", ("people who were there", "said", "the ferry leaks")),
        ("The Arden Post on July 20, 2006, reported that it leaks.", ("The Arden Post", "reported", "that it leaks")),
        ("Gov. Jan Roe (R-Arden) said the ferry leaks.", ("Gov. Jan Roe (R-Arden)", "said", "the ferry leaks")),
        ("Roe said the ferry leaks, but Doe sailed.", ("Roe", "said", "the ferry leaks")),
        ("Roe said the ferry leaks; Doe sailed.", ("Roe", "said", "the ferry leaks")),
        ("Roe said the ferry leaks but did not stay.", ("Roe", "said", "the ferry leaks")),
        ("Roe pointed out that the ferry leaks.", ("Roe", "pointed out", "that the ferry leaks")),
        ("Roe called on them to wait.", ("Roe", "called on", "them to wait")),
        ("Roe asked if the ferry leaks.", ("Roe", "asked", "if the ferry leaks")),
        ("Roe wrote: The ferry leaks.", ("Roe", "wrote", "The ferry leaks")),
        ("Roe denounced the ferry as old.", ("Roe", "denounced", "the ferry as old")),
        ("Roe, stung, said “the ferry leaks (a lot)”.", ("Roe, stung", "said", "“the ferry leaks (a lot)”")),
        ("(Roe said the ferry leaks) and it does.", ("Roe", "said", "the ferry leaks")),
        ("It leaks, but it is old, according to Roe.", ("Roe", "according to", "It leaks, but it is old")),
        ("It is old; the ferry leaks, Roe said.", ("Roe", "said", "the ferry leaks")),
    ],
)  # fmt: skip
def test_source_cue_and_content(text: str, row: Row) -> None:
    assert rows(text) == [row]


@pytest.mark.parametrize(
    "text",
    [
        "Roe won “Harbour Apprentice” and “The Long Ferry” twice.",  # titles
        "Roe did not say that the ferry leaks.",
        "Roe would say the ferry leaks.",
        "After the vote was lost, Roe told reporters nothing at all.",
        "Roe refused to say whether it leaks, or to call.",
        "The claims, reports and calls were many.",
        "He read the confidential notes Roe had.",
        "Roe’s alleged theft of it was long ago.",
        "a site called “Arden If Roe Wins”",
        "I think the ferry leaks.",
        "The ferry was called off.",
        "He left.",
        ":",
        "",
    ],
)
def test_what_nobody_says_is_not_tagged(text: str) -> None:
    assert [row for row in rows(text) if row[1] != "refused"] == []


def test_a_split_quotation_is_one_thing_said() -> None:
    text = "“We sail at noon,” Roe said. “Nobody stays here.” Then she left."
    assert rows(text) == [("Roe", "said", "“We sail at noon,” | “Nobody stays here.”")]
    text = "“We sail,” Roe said, “at noon.”"
    assert rows(text) == [("Roe", "said", "“We sail,” | “at noon.”")]


def test_a_quoted_paragraph_goes_on_with_the_speaker_before_it() -> None:
    text = "“We sail at noon,” Roe said.\n\n“Nobody stays. Nobody at all.”\n\nThen she left."
    assert rows(text) == [("Roe", "said", "“We sail at noon,” | “Nobody stays. Nobody at all.”")]


def test_a_quoted_paragraph_after_plain_speech_has_its_speaker_and_no_cue() -> None:
    text = "Roe said the ferry leaks.\n\n“It has leaked for years, and nobody in Arden cares about it.”"
    assert rows(text)[1] == ("Roe", "", "“It has leaked for years, and nobody in Arden cares about it.”")


def test_a_colon_announces_the_paragraph_after_it() -> None:
    assert rows("Roe continued:\n\n“We sail at noon.”") == [("Roe", "continued", "“We sail at noon.”")]
    assert rows("She turned to the crowd again:\n\n“We sail at noon.”") == [("She", "", "“We sail at noon.”")]


def test_quotations_before_the_sentence_that_names_the_speaker_are_hers() -> None:
    text = "“Who cares?” “It leaks, that is all,” Roe said."
    assert rows(text) == [("Roe", "said", "“Who cares?” | “It leaks, that is all,”")]


def test_a_quotation_alone_belongs_to_nobody() -> None:
    assert rows("The ferry left.\n\n“It leaks, that is all there is to say about it.”") == []


def test_verbs_that_share_a_subject_each_have_their_content() -> None:
    assert rows("Roe said the ferry leaks, adding that it is old.") == [
        ("Roe", "said", "the ferry leaks"),
        ("Roe", "adding", "that it is old"),
    ]
    assert rows("Roe said the ferry leaks and added that it is old.") == [
        ("Roe", "said", "the ferry leaks"),
        ("Roe", "added", "that it is old"),
    ]
    assert rows("Roe left the harbour and said the ferry leaks.") == [("Roe", "said", "the ferry leaks")]


def test_a_clause_of_the_reporters_own_ends_what_was_said() -> None:
    text = "Roe said the ferry leaks, and Doe later wrote that it is old."
    assert rows(text) == [("Roe", "said", "the ferry leaks"), ("Doe", "later wrote", "that it is old")]


def test_a_chain_nests_the_inner_in_the_outer_content() -> None:
    text = "The agency reported that two officials said the ferry leaks."
    assert rows(text) == [
        ("The agency", "reported", "that two officials said the ferry leaks"),
        ("two officials", "said", "the ferry leaks"),
    ]


def test_who_says_last_says_all_of_it() -> None:
    text = "Roe has told friends that the ferry leaks, the agency said."
    assert rows(text)[-1] == ("Roe", "has told", "that the ferry leaks") or (
        "the agency", "said", "Roe has told friends that the ferry leaks"
    ) in rows(text)  # fmt: skip


def test_a_quotation_shouted_by_one_is_not_given_to_the_next() -> None:
    text = "When somebody in the hall shouted, “Go,” Roe joked, “Come on up and sail!”"
    assert ("Roe", "joked", "“Come on up and sail!”") in rows(text)


def test_a_note_that_states_has_its_subject() -> None:
    text = "The agency said aides had left a paper for Roe stating: “DO NOT SAIL”."
    assert rows(text)[1][1:] == ("stating", "“DO NOT SAIL”")


def test_a_list_of_hundreds_is_no_sentence() -> None:
    assert tag("Roe said " + "a, " * 500) == ()


PIECES = [
    "Jan Roe", "he", "said", "that", "“", "”", '"', "'", "‘", "’", "''", ",", ".", "?", "\n\n", "\n", " ",
    "according to", "told", "adding", "and", "but", ":", "(", ")", "who", "it", "the mayor", "wrote on Quill", "—", ";",
    "was quoted as saying", "urged", "to", "U.S.", "Mr", "ё", "\t", "«", "»", "it was revealed", "claims", "Tuesday",
    "in a statement", "called", "stating", "beamed", "May", "ly",
]  # fmt: skip


@given(
    st.text(max_size=150)
    | st.lists(st.sampled_from(PIECES), max_size=40).map(" ".join)
    | st.lists(st.sampled_from(PIECES), max_size=40).map("".join)
)
def test_spans_lie_in_the_text_in_order_and_never_overlap(text: str) -> None:
    for one in tag(text):
        spans = sorted((*one.content, *one.cue, *one.source))
        assert one.content
        assert all(0 <= start < end <= len(text) for start, end in spans)
        assert one == Tagged(tuple(sorted(one.content)), tuple(sorted(one.cue)), tuple(sorted(one.source)))
        assert all(left.end <= right.start for left, right in pairwise(spans))
