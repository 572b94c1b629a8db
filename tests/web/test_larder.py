from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from twosource.web.larder import Larder

SECONDS = 600.0  # for what takes milliseconds on an idle machine


def made(calls: list[str], key: str) -> str:
    calls.append(key)
    return key.upper()


def test_what_was_made_is_kept_until_there_is_no_room() -> None:
    shelf = Larder(pages=10).pages
    calls: list[str] = []
    for key in ("a", "b", "a", "c", "a", "b"):
        assert shelf.get(key, lambda key=key: made(calls, key), lambda _: 4) == key.upper()  # type: ignore[misc]
    assert calls == ["a", "b", "c", "b"], "b was not asked for the longest when c came"


def test_what_is_larger_than_the_shelf_is_not_kept() -> None:
    shelf = Larder(pages=10).pages
    calls: list[str] = []
    for _ in range(2):
        assert shelf.get("x", lambda: made(calls, "x"), lambda _: 11) == "X"
    assert calls == ["x", "x"]


def test_dossiers_do_not_take_the_room_of_pages() -> None:
    larder = Larder(pages=10, dossiers=10)
    calls: list[str] = []
    larder.pages.get("page", lambda: made(calls, "page"), lambda _: 10)
    larder.dossiers.get("dossier", lambda: made(calls, "dossier"), lambda _: 10)
    larder.pages.get("page", lambda: made(calls, "page"), lambda _: 10)
    assert calls == ["page", "dossier"]


def test_nothing_is_kept_as_well_as_anything() -> None:
    shelf, calls = Larder().pages, list[str]()
    for _ in range(2):
        shelf.get("x", lambda: calls.append("x"), lambda _: 1)
    assert calls == ["x"]


def test_one_of_many_makes_it_for_all() -> None:
    larder, calls = Larder(), list[str]()
    all_here = Barrier(8)

    def page() -> str:
        return larder.dossiers.get("dossier", lambda: made(calls, "dossier"), lambda _: 1) + made(calls, "page")

    def ask(_: int) -> str:
        all_here.wait(SECONDS)
        return larder.pages.get("page", page, lambda _: 1)

    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(ask, range(8))) == ["DOSSIERPAGE"] * 8
    assert calls == ["dossier", "page"]


def test_what_cannot_be_made_is_tried_again() -> None:
    shelf, calls = Larder().pages, list[str]()

    def fails() -> str:
        raise LookupError("gone")

    with pytest.raises(LookupError):
        shelf.get("x", fails, lambda _: 1)
    assert shelf.get("x", lambda: made(calls, "x"), lambda _: 1) == "X"
