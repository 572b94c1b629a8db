from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twosource.evidence.standing import Vectors
from twosource.models.meaning import CHUNK, PIECES, load

SAME = ("Lorry drivers had planned to block the motorways.", "Truckers wanted to blockade the highways.")
OTHER = "The choir sang in the old chapel until midnight."


@pytest.fixture(scope="session")
def meaning() -> Vectors:
    return load()


def test_like_meaning_is_nearer_than_unlike(meaning: Vectors) -> None:
    one, same, other = meaning([*SAME, OTHER])
    assert one @ same > 0.5
    assert one @ other < 0.2
    assert same @ other < 0.2


def test_case_and_space_tell_nothing(meaning: Vectors) -> None:
    one, other = meaning(["The Harbour Board met.", "the harbour\n board  MET."])
    assert np.array_equal(one, other)


@pytest.mark.parametrize("text", ["", " \n", "\0", "\u200b"])
def test_nothing_is_zeros(meaning: Vectors, text: str) -> None:
    assert not meaning([text]).any()


def test_no_texts_are_no_rows(meaning: Vectors) -> None:
    found = meaning([])
    assert len(found) == 0
    assert found.shape[1] == meaning(["a ferry"]).shape[1]


@given(st.lists(st.text(max_size=60), min_size=1, max_size=8))
@settings(deadline=None)
def test_a_text_has_one_vector_whatever_is_beside_it(meaning: Vectors, texts: list[str]) -> None:
    together = meaning(texts)
    assert together.dtype == np.float32
    for text, row in zip(texts, together, strict=True):
        assert np.array_equal(meaning([text])[0], row)
        assert np.linalg.norm(row) == pytest.approx(1.0, abs=1e-5) or not row.any()


def test_more_texts_than_are_read_at_once(meaning: Vectors) -> None:
    texts = [f"Ship {number} left the harbour." for number in range(CHUNK + 3)]
    together = meaning(texts)
    assert np.array_equal(together[CHUNK:], meaning(texts[CHUNK:]))


def test_what_is_far_down_a_long_text_is_not_read(meaning: Vectors) -> None:
    long = "ferry " * PIECES
    assert np.array_equal(*meaning([long, long + "volcano " * 50]))


def test_another_folder(meaning: Vectors, tmp_path: Path) -> None:
    weights = Path(__file__).parents[2] / "src" / "twosource" / "models" / "weights"
    (tmp_path / "tokenizer.json").write_bytes((weights / "tokenizer.json").read_bytes())
    with np.load(weights / "meaning.npz") as learnt:
        np.savez(tmp_path / "meaning.npz", rows=learnt["rows"] * 0, scales=learnt["scales"])
    assert not load(tmp_path)(["a ferry"]).any()
