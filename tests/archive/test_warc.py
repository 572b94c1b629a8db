"""Records are read from where they stand; each way of being damaged costs one record."""

from __future__ import annotations

import gzip
import io
from datetime import UTC, datetime

import pytest
from bench.archive import records as made
from hypothesis import given, settings
from hypothesis import strategies as st

from twosource.archive import warc
from twosource.errors import InputError, Malformed, TooLarge, Truncated

WHEN = datetime(2026, 3, 1, tzinfo=UTC)
PAGE = b"<html><title>A page</title><p>" + b"Words of a page stand here. " * 40 + b"</p></html>"


def page(number: int) -> bytes:
    return made.response(f"https://a.example/{number}", WHEN, PAGE)


def read(data: bytes, name: str = "a.warc.gz") -> list[tuple[int, str]]:
    """Offset and address of each record that can be used, and of each other the name of its error."""
    found = []
    for place, record in warc.records(io.BytesIO(data), name):
        try:
            if isinstance(record, InputError):
                raise record
            assert warc.answer(record, name).page == PAGE
            found.append((place.offset, record.fields["warc-target-uri"]))
        except InputError as error:
            found.append((place.offset, type(error).__name__))
    return found


@pytest.mark.parametrize("fault", [fault for fault in made.FAULTS if fault != "binary"])
def test_a_damaged_record_costs_itself_alone(fault: str) -> None:
    bad = made.damaged(fault, made.Answer("https://a.example/bad", WHEN, PAGE))
    found = read(page(1) + bad + page(2))
    assert found[0] == (0, "https://a.example/1")
    assert found[-1] == (len(page(1) + bad), "https://a.example/2")
    assert [offset for offset, _ in found[1:-1]] == [len(page(1))]
    assert not found[1][1].startswith("https")


@pytest.mark.parametrize("fault", ["too long", "too short", "no length", "no version"])
def test_so_it_does_in_a_file_that_is_not_packed(fault: str) -> None:
    bad = gzip.decompress(made.damaged(fault, made.Answer("https://a.example/bad", WHEN, PAGE)))
    first, last = gzip.decompress(page(1)), gzip.decompress(page(2))
    found = read(first + bad + last, "a.warc")
    assert found[0] == (0, "https://a.example/1")
    assert found[-1] == (len(first + bad), "https://a.example/2")
    assert [offset for offset, _ in found[1:-1]] == [len(first)]


def test_records_packed_together_are_read_one_by_one() -> None:
    together = gzip.compress(gzip.decompress(page(1)) + gzip.decompress(page(2)))
    assert read(together) == [(0, "https://a.example/1"), (0, "https://a.example/2")]


@settings(max_examples=60)
@given(st.lists(st.tuples(st.integers(0, 1_000_000), st.integers(1, 255)), min_size=1, max_size=4))
def test_whatever_is_flipped_the_file_is_read_to_its_end(flips: list[tuple[int, int]]) -> None:
    data = bytearray(page(1) + page(2) + page(3))
    for at, bits in flips:
        data[at % len(data)] ^= bits
    found = read(bytes(data))
    whole = {f"https://a.example/{number}" for number in (1, 2, 3)}
    assert len(whole.difference(told for _, told in found)) <= len(flips)
    assert [offset for offset, _ in found] == sorted(offset for offset, _ in found)


def test_an_answer_in_pieces_is_put_together() -> None:
    body = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2;x=1\r\nde\r\n0\r\n\r\n"
    assert warc.answer(warc.Record({}, body), "a").page == b"abcde"


@pytest.mark.parametrize("packed", [True, False])
def test_a_coding_that_the_bytes_belie_was_taken_off_by_the_crawler(packed: bool) -> None:
    body = gzip.compress(b"abc") if packed else b"abc"
    head = b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n"
    assert warc.answer(warc.Record({}, head + body), "a").page == b"abc"


def test_a_record_that_is_too_large_is_passed_over_unpacked_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warc, "MOST_RECORD", 1000)
    data = gzip.decompress(page(1))
    kinds = [type(found) for _, found in warc.records(io.BytesIO(data + data), "a.warc")]
    assert kinds == [TooLarge, TooLarge]


def test_a_member_without_an_end_in_sight_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warc, "MOST_OPENED", 10)
    ((_, found),) = warc.records(io.BytesIO(page(1)), "a.warc.gz")
    assert isinstance(found, TooLarge)


@pytest.mark.parametrize(("data", "error"), [(b"\x1f\x8bnothing", Truncated), (b"no archive at all", Malformed)])
def test_what_is_no_archive_is_one_error(data: bytes, error: type[InputError]) -> None:
    ((_, found),) = warc.records(io.BytesIO(data), "a")
    assert isinstance(found, error)


def test_nothing_is_read_from_nothing() -> None:
    assert list(warc.records(io.BytesIO(b""), "a")) == []
