from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer

from twosource.models.encoding import CASES, Encoded, encode, windows

TEXT = "“We sail at noon,” Roe said.\n\nThe NTSA’s boat is late, as ever: 14 minutes.\n\nNobody minds."


def words(text: str, encoded: Encoded) -> list[str]:
    return [text[start:end] for start, end in zip(encoded.starts, encoded.ends, strict=True)]


def quote_states(encoded: Encoded) -> list[int]:
    return [int(encoded.features[first]) // (CASES * 2) for first in encoded.first]


def cases(encoded: Encoded) -> list[int]:
    return [int(encoded.features[first]) // 2 % CASES for first in encoded.first]


def test_words_part_at_white_space_and_at_marks(tokenizer: Tokenizer) -> None:
    assert words(TEXT, encode(tokenizer, TEXT))[:9] == ["“", "We", "sail", "at", "noon", ",", "”", "Roe", "said"]


def test_a_word_of_several_pieces_is_one_word(tokenizer: Tokenizer) -> None:
    text = "An unforeseeability"
    encoded = encode(tokenizer, text)
    assert words(text, encoded) == ["An", "unforeseeability"]
    assert len(encoded.ids) > 2


def test_features_tell_quotation_marks_from_what_they_hold(tokenizer: Tokenizer) -> None:
    assert quote_states(encode(tokenizer, TEXT))[:9] == [1, 2, 2, 2, 2, 2, 3, 0, 0]


def test_features_tell_capitals(tokenizer: Tokenizer) -> None:
    assert cases(encode(tokenizer, "The NTSA is late 14 I")) == [2, 3, 1, 1, 0, 2]


def test_the_first_word_of_each_paragraph_is_marked(tokenizer: Tokenizer) -> None:
    encoded = encode(tokenizer, TEXT)
    opening = [
        word for word, first in zip(words(TEXT, encoded), encoded.first, strict=True) if encoded.features[first] % 2
    ]
    assert opening == ["“", "The", "Nobody"]


def test_a_text_of_nothing_has_no_windows(tokenizer: Tokenizer) -> None:
    assert windows(encode(tokenizer, " \n ")) == []


def test_windows_hold_whole_paragraphs(tokenizer: Tokenizer) -> None:
    encoded = encode(tokenizer, TEXT)
    held = [set(encoded.paragraph[window.start : window.end]) for window in windows(encoded, 20)]
    assert held == [{1}, {2, 3}]


def test_a_line_that_announces_goes_with_what_it_announces(tokenizer: Tokenizer) -> None:
    encoded = encode(tokenizer, "Nobody minds the boat.\n\nRoe said:\n\n“We sail at noon, all of us.”")
    assert [set(encoded.paragraph[window.start : window.end]) for window in windows(encoded, 16)] == [{1}, {2, 3}]


def test_a_first_window_of_another_size_moves_the_cuts(tokenizer: Tokenizer) -> None:
    encoded = encode(tokenizer, TEXT)
    assert len(windows(encoded, 60)) == 1
    assert [window.end for window in windows(encoded, 60, first=12)] == [10, encoded.words]


def test_a_long_paragraph_is_cut_after_a_sentence(tokenizer: Tokenizer) -> None:
    text = "One boat sails at noon. " * 20
    encoded = encode(tokenizer, text)
    cut = windows(encoded, 50)
    assert len(cut) == 3
    assert all(words(text, encoded)[window.end - 1] == "." for window in cut)


def test_a_long_paragraph_without_sentences_is_cut_all_the_same(tokenizer: Tokenizer) -> None:
    encoded = encode(tokenizer, "boat " * 120)
    assert [window.end - window.start for window in windows(encoded, 50)] == [50, 50, 20]


@given(st.text(alphabet="aB \n“”\"'.é-\u200b😀", max_size=300), st.integers(4, 40))
def test_windows_hold_every_word_once(tokenizer: Tokenizer, text: str, size: int) -> None:
    encoded = encode(tokenizer, text)
    cut = windows(encoded, size)
    assert [word for window in cut for word in range(window.start, window.end)] == list(range(encoded.words))
    assert all(left.end == right.start for left, right in pairwise(cut))
    for window in cut:
        end = encoded.first[window.end] if window.end < encoded.words else len(encoded.ids)
        assert end - encoded.first[window.start] <= size
