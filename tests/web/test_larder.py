from __future__ import annotations

from twosource.web.larder import Larder


def made(calls: list[str], key: str) -> str:
    calls.append(key)
    return key.upper()


def test_what_was_made_is_kept_until_there_is_no_room() -> None:
    larder = Larder(most=10)
    calls: list[str] = []
    for key in ("a", "b", "a", "c", "a", "b"):
        assert larder.get(key, lambda key=key: made(calls, key), lambda _: 4) == key.upper()  # type: ignore[misc]
    assert calls == ["a", "b", "c", "b"], "b was not asked for the longest when c came"


def test_what_is_larger_than_the_larder_is_not_kept() -> None:
    larder = Larder(most=10)
    calls: list[str] = []
    for _ in range(2):
        assert larder.get("x", lambda: made(calls, "x"), lambda _: 11) == "X"
    assert calls == ["x", "x"]
