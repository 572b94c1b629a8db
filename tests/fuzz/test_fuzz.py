"""A look at each reader of outside bytes; `python -m tests.fuzz` looks for as long as one likes."""

from __future__ import annotations

import pytest
from tests.fuzz.hunt import content_of, fault
from tests.fuzz.readers import Reader, readers

MUTANTS = 25  # of each reader: some seconds in all
READERS = readers()


@pytest.fixture(params=READERS, ids=lambda reader: reader.name)
def reader(request: pytest.FixtureRequest) -> Reader:
    found: Reader = request.param
    return found


def test_seeds_break_nothing(reader: Reader) -> None:
    for seed in reader.seeds():
        assert fault(reader, seed) == ""


def test_mutants_break_nothing(reader: Reader) -> None:
    for number in range(MUTANTS):
        assert fault(reader, content_of(reader, number)) == "", number


def test_a_number_makes_the_same_mutant_again(reader: Reader) -> None:
    assert content_of(reader, 7) == content_of(reader, 7)
    assert len({content_of(reader, number) for number in range(20)}) > 10
