"""Readers in processes of their own: what one page does to its reader is no harm to the next."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from threading import Event

import pytest

from twosource.errors import InputError, Malformed, TooLarge
from twosource.model import Page
from twosource.service.workers import Readers, Threads, drained

ROOT = Path(__file__).resolve().parents[2]


def page(content: bytes) -> Page:
    return Page("https://x.example/a", "a", content)


def worked(given: Page) -> int:
    """What a reader is asked to do, by what the page holds."""
    if given.content == b"bad":
        raise Malformed(given.name, "bad", "mend it")
    if given.content == b"fault":
        raise ZeroDivisionError("of ours")
    if given.content == b"deadly":
        os.kill(os.getpid(), signal.SIGKILL)
    if given.content == b"endless":
        time.sleep(600)
    return os.getpid()


@pytest.fixture(scope="module")
def readers() -> Iterator[Readers]:
    """A reader that finds this module as its parent does."""
    with pytest.MonkeyPatch.context() as patched, closing(Readers(1, patience=120)) as found:
        patched.syspath_prepend(str(ROOT))
        yield found


def test_a_page_is_read_elsewhere_and_one_reader_serves_many(readers: Readers) -> None:
    first = readers(worked, page(b"good"))
    assert first != os.getpid()
    assert readers(worked, page(b"good")) == first


def test_what_is_wrong_with_a_page_is_told(readers: Readers) -> None:
    with pytest.raises(Malformed) as told:
        readers(worked, page(b"bad"))
    assert (told.value.name, told.value.problem, told.value.remedy) == ("https://x.example/a", "bad", "mend it")


def test_a_fault_of_ours_is_told_with_the_page_and_another_reads_on(readers: Readers) -> None:
    before = readers(worked, page(b"good"))
    with pytest.raises(Malformed, match="ZeroDivisionError"):
        readers(worked, page(b"fault"))
    assert readers(worked, page(b"good")) != before


def test_a_page_that_brings_its_reader_down_is_named_and_another_reads_on(readers: Readers) -> None:
    before = readers(worked, page(b"good"))
    with pytest.raises(Malformed, match="brought its reader down"):
        readers(worked, page(b"deadly"))
    assert readers(worked, page(b"good")) not in {before, os.getpid()}


def test_a_page_that_takes_for_ever_is_named(readers: Readers, monkeypatch: pytest.MonkeyPatch) -> None:
    readers(worked, page(b"good"))  # so that it is not the start that takes long
    monkeypatch.setattr(readers, "_patience", 0.2)
    with pytest.raises(TooLarge, match="not read within"):
        readers(worked, page(b"endless"))
    monkeypatch.undo()
    assert readers(worked, page(b"good"))


def test_threads_hand_back_what_comes_and_what_goes_wrong() -> None:
    threads, hold = Threads(2), Event()

    def fail() -> None:
        hold.wait(60)
        raise InputError("x", "y", "z")

    threads.do(fail)
    threads.do(lambda: 1)
    assert drained(threads.answers, 60) == [1]
    assert drained(threads.answers, 0.01) == []
    hold.set()
    [error] = drained(threads.answers, 60)
    assert isinstance(error, InputError)
    threads.close()
