"""Where sentences end, and that none of the text is lost between them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twosource.reading.sentences import paragraphs, sentences

PIECES = [*"abcAB .!?…,;:\"'“”‘’()[]-—\n\t1234\xa0。é", "Mr.", " U.S. ", "\n\n", "``", "''", "said", "..."]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=60).map("".join)


def split(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


@pytest.mark.parametrize(
    "one",
    [
        "Mr. Orlo met Gen. Ada F. Quist and Sen. P. Vane in the U.S. Senate.",
        "The ferry left at 3 p.m. Monday from St. Brannoc, said Dr. Weil.",
        "No. 5 on the list costs $3.2 million.",
        "It sank on Jan. 5 off Calder, Fla., the coast guard said.",
        "“They are wrong!” he said.",
        "“Who let it sail?” Mayor Quist asked.",
        "“Who let it sail?” asked the mayor.",
        "The bill (H.R. 12) is dead, i.e. nobody wants it.",
        "Quist v. Orlo Ferries Inc. goes to court.",
        "We find ... that nobody looked.",
        "Yahoo! News had it first.",
        "1. The harbour",
        "Harbour closed after storm",
        "He wrote on brannoc.example and lost.",
        "At 9 a.m. (local time) it sank.",
    ],
)
def test_one_sentence_stays_whole(one: str) -> None:
    assert split(one) == [one]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("“Stop.” Quist paused.", "“Stop.”"),
        ("He left the U.S. The rest stayed.", "He left the U.S."),
        ("They came at 3 p.m. Police were late.", "They came at 3 p.m."),
        ("It was a British ship’s stop (so they said.) Then it went.", "It was a British ship’s stop (so they said.)"),
        ("He calls it ‘smart’. Others do not.", "He calls it ‘smart’."),
        ("Why? Nobody knows.", "Why?"),
        ("“Why?” Nobody said more.", "“Why?”"),
        ("It sank... Nobody saw it.", "It sank..."),
        ("It ended in Jan. Quist had left.", "It ended in Jan."),
        ("That was World War I. It ended.", "That was World War I."),
        ("There were no. They left.", "There were no."),
        ("The week ended.Orlo went home.", "The week ended."),
        ("It was said . '' Then they left .", "It was said . ''"),
        ('He said " stop . " Then they left .', 'He said " stop . "'),
        ("渡船が沈んだ。誰も見なかった。", "渡船が沈んだ。"),
        ("They sold phones. iFerry was first.", "They sold phones."),
        ("Vane sold it to Orlo Inc. “We are glad,” he said.", "Vane sold it to Orlo Inc."),
    ],
)
def test_a_sentence_ends(text: str, first: str) -> None:
    assert split(text)[0] == first
    assert len(split(text)) == 2


def test_a_blank_line_ends_a_sentence_without_a_stop() -> None:
    assert split("Harbour closed\n\nthe storm was over") == ["Harbour closed", "the storm was over"]


def test_one_sentence_a_line() -> None:
    lines = ["Ferry sinks off Calder", "March 3, 2031", "A ferry sank today.", "Nobody was hurt, Orlo said."]
    assert split("\n".join(lines)) == lines


def test_a_wrapped_paragraph_is_joined() -> None:
    text = (
        "A ferry with forty people on board sank off the coast of Calder on\n"
        "Monday, the coast guard said. Nobody was hurt, according to Mr.\n"
        "Orlo, who owns the ship, and all passengers were taken to the port."
    )
    assert split(text) == [
        text[: text.index(" Nobody")],
        text[text.index("Nobody") :],
    ]


def test_a_list_is_not_joined() -> None:
    assert split("They want:\n- a harbour\n- a ferry") == ["They want:", "- a harbour", "- a ferry"]


def test_a_line_broken_by_a_link_is_joined() -> None:
    text = (
        "The harbour master said in a\nreport\nthat nobody looked. "
        + "The town had asked for more ferries for years. " * 4
    )
    assert split(text)[0] == "The harbour master said in a\nreport\nthat nobody looked."


def test_an_abbreviation_before_a_line_break() -> None:
    assert split("It was sold by Orlo Inc.\nsaid the mayor.") == ["It was sold by Orlo Inc.\nsaid the mayor."]


@given(TEXTS)
def test_sentences_cover_all_that_is_not_white_space_in_order(text: str) -> None:
    found = sentences(text)
    at = 0
    for start, end in found:
        assert at <= start < end
        assert not text[at:start].strip()
        assert text[start:end] == text[start:end].strip()
        at = end
    assert not text[at:].strip()


@given(TEXTS)
def test_a_sentence_lies_in_one_paragraph(text: str) -> None:
    blocks = paragraphs(text)
    assert all(sum(block.covers(sentence) for block in blocks) == 1 for sentence in sentences(text))


@given(st.text(max_size=40), st.text(max_size=40))
def test_a_blank_line_parts_what_it_parts(before: str, after: str) -> None:
    text = f"{before}\n\n{after}"
    middle = len(before)
    assert not any(start < middle and end > middle + 2 for start, end in sentences(text))
