from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer

from twosource.model import Span
from twosource.models.decoding import Heads
from twosource.models.encoding import WINDOW
from twosource.models.links import STANDS
from twosource.models.tags import BEGIN, CONTENT, CUE, END, INSIDE, SINGLE, SOURCE, TAGS, allowed, tag_of
from twosource.models.voices import Tagger, load

TEXT = "“We sail at noon,” Roe said.\n\nThe NTSA said that the boat was late."


@pytest.fixture(scope="session")
def trained() -> Tagger:
    return load()


def words(text: str, spans: tuple[Span, ...]) -> str:
    return " | ".join(text[start:end] for start, end in spans)


def rows(tagger: Tagger, text: str) -> list[tuple[str, str, str]]:
    return [(words(text, one.source), words(text, one.cue), words(text, one.content)) for one in tagger(text)]


def saying(tokenizer: Tokenizer, tags: dict[str, int]) -> Tagger:
    """A tagger whose network answers for each word what `tags` says of it."""
    tag_of_piece = np.zeros(40_000, dtype=np.int64)
    for word, tag in tags.items():
        tag_of_piece[tokenizer.encode(word, add_special_tokens=False).ids[0]] = tag

    def network(ids: np.ndarray, features: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        assert len(ids) <= WINDOW + 2
        found = np.zeros((len(ids), TAGS), dtype=np.float32)
        found[np.arange(len(ids)), tag_of_piece[ids]] = 5
        return found, np.zeros((len(ids), 2), dtype=np.float32)

    steps = np.where(allowed(), 0, -10_000).astype(np.float32)
    stands, absent = np.zeros((2, STANDS), dtype=np.float32), np.full(3, -1, dtype=np.float32)
    return Tagger(tokenizer, network, Heads(steps, stands, absent, np.zeros((4, 2, 3, 2), dtype=np.float32)))


SAID = {
    "We": tag_of(CONTENT, BEGIN),
    "sail": tag_of(CONTENT, INSIDE),
    "at": tag_of(CONTENT, INSIDE),
    "noon": tag_of(CONTENT, END),
    "Roe": tag_of(SOURCE, SINGLE),
    "said": tag_of(CUE, SINGLE),
}


def test_content_that_fills_its_quotation_takes_the_marks(tokenizer: Tokenizer) -> None:
    assert rows(saying(tokenizer, SAID), TEXT)[0] == ("Roe", "said", "“We sail at noon,”")


def test_content_that_is_part_of_a_quotation_takes_none(tokenizer: Tokenizer) -> None:
    text = "“It is so. We sail at noon,” Roe said."
    assert rows(saying(tokenizer, SAID | {"at": tag_of(CONTENT, INSIDE)}), text) == [("Roe", "said", "We sail at noon")]


def test_a_cue_without_content_is_no_attribution(tokenizer: Tokenizer) -> None:
    assert rows(saying(tokenizer, {"said": tag_of(CUE, SINGLE)}), TEXT) == []


def test_nothing_is_said_in_a_text_of_nothing(tokenizer: Tokenizer) -> None:
    assert saying(tokenizer, SAID)("") == ()


def test_a_long_text_is_read_in_parts_of_one_answer(tokenizer: Tokenizer) -> None:
    once = "“We sail at noon,” Roe said. " + "Nobody minds. " * 50
    assert len(rows(saying(tokenizer, SAID), "\n\n".join([once] * 100))) == 100


def test_the_trained_tagger_finds_who_says_what(trained: Tagger) -> None:
    text = (
        "“We sail at noon,” Jan Roe said on Tuesday. Mr. Roe told reporters that the ferry company had lost $3 million."
    )
    assert rows(trained, text) == [
        ("Jan Roe", "said", "“We sail at noon,”"),
        ("Mr. Roe", "told", "that the ferry company had lost $3 million"),
    ]


def test_the_same_text_has_the_same_answer_alone_and_after_others(trained: Tagger) -> None:
    first = trained(TEXT)
    trained("Roe said nothing.")
    assert trained(TEXT) == first


def test_several_threads_may_read_at_once(trained: Tagger) -> None:
    texts = [TEXT * n for n in range(1, 9)]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(trained, texts)) == [trained(text) for text in texts]


def test_plain_news_without_voices_has_none(trained: Tagger) -> None:
    assert trained("The ferry left at noon. It carried forty cars.") == ()


@settings(max_examples=30, deadline=None)
@given(st.text(alphabet="Roe said“” \n.,x-:’", max_size=400))
def test_no_character_has_two_roles(trained: Tagger, text: str) -> None:
    """Only a source may be of several attributions."""
    found = trained(text)
    sources = {span for one in found for span in one.source}
    spans = sorted([*sources, *(span for one in found for span in (*one.content, *one.cue))])
    assert all(left.end <= right.start for left, right in pairwise(spans))
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
