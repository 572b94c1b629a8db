from __future__ import annotations

from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest

from twosource.errors import InputError, StoreMissing, Unreachable
from twosource.rendering.mail import Mail
from twosource.wiring import Wiring, World


@pytest.fixture
def table(tmp_path: Path) -> Path:
    path = tmp_path / "outlets.toml"
    path.write_text('[courier]\nname = "The Courier"\n', encoding="utf8")
    return path


def test_the_named_table_of_outlets_wins_over_the_setting(table: Path, tmp_path: Path) -> None:
    other = tmp_path / "others.toml"
    other.write_text('[herald]\nname = "The Herald"\n', encoding="utf8")
    wiring = Wiring({"TWOSOURCE_OUTLETS": str(table)})
    assert set(wiring.outlets(None)) == {"courier", "the courier"}
    assert set(wiring.outlets(other)) == {"herald", "the herald"}
    assert Wiring({}).outlets(None) == {}


def test_the_store_is_that_of_the_settings(tmp_path: Path) -> None:
    wiring = Wiring({"TWOSOURCE_STORE": f"sqlite:///{tmp_path}/news.db"})
    with pytest.raises(StoreMissing):
        wiring.store()
    wiring.store(create=True).close()
    wiring.store().close()


def test_a_tagger_is_named_by_what_it_is_made_of() -> None:
    assert Wiring({}).tagger == Wiring({}).tagger
    assert len(Wiring({}).tagger) == 24


def test_private_addresses_are_refused_unless_the_setting_allows() -> None:
    [refused] = Wiring({}).pages(["http://127.0.0.1:9/"])
    assert isinstance(refused, InputError)
    assert "private address" in refused.problem
    [unanswered] = Wiring({"TWOSOURCE_ALLOW_PRIVATE_ADDRESSES": "yes"}).pages(["http://127.0.0.1:9/"])
    assert isinstance(unanswered, Unreachable)
    assert "private address" not in unanswered.problem


def test_a_message_goes_between_the_addresses_of_the_settings_and_is_dated_now() -> None:
    wiring = Wiring({"TWOSOURCE_MAIL_TO": "Ada <ada@example.org>"})
    parsed = message_from_bytes(wiring.message(Mail("Your week", "<p>x</p>", "x")), policy=default)
    assert parsed["To"] == "Ada <ada@example.org>"
    assert abs((datetime.now(UTC) - parsed["Date"].datetime).total_seconds()) < 60


def test_a_made_world_has_its_own_time_and_pauses_that_are_as_much_shorter() -> None:
    then = datetime(2026, 3, 9, tzinfo=UTC)
    world = World(now=lambda: then, pace=500)
    parsed = message_from_bytes(Wiring({}, world).message(Mail("Your week", "<p>x</p>", "x")), policy=default)
    assert parsed["Date"].datetime == then
    assert [world.soon(seconds) for seconds in (1_000, 10, 0.1)] == [2, 0.25, 0.1], "but not shorter than a store bears"
    assert [World().soon(seconds) for seconds in (10, 0.1)] == [10, 0.1]
