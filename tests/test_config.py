from __future__ import annotations

from pathlib import Path

import pytest

from twosource.config import Config, load
from twosource.errors import ConfigError


def test_no_setting_is_needed() -> None:
    assert load({"PATH": "/bin"}) == Config()


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    path = tmp_path / "twosource.toml"
    path.write_text('outlets = "file.toml"\nallow_private_addresses = true\n')
    found = load({"TWOSOURCE_CONFIG": str(path), "TWOSOURCE_OUTLETS": "environment.toml"})
    assert found == Config(outlets="environment.toml", allow_private_addresses=True)


@pytest.mark.parametrize(("value", "meant"), [("1", True), ("TRUE", True), ("off", False), ("", False)])
def test_a_switch_may_be_said_in_several_ways(value: str, meant: bool) -> None:
    assert load({"TWOSOURCE_ALLOW_PRIVATE_ADDRESSES": value}).allow_private_addresses is meant


@pytest.mark.parametrize(
    ("environment", "problem"),
    [
        ({"TWOSOURCE_OUTLET": "x"}, r"unknown setting TWOSOURCE_OUTLET; did you mean TWOSOURCE_OUTLETS\?"),
        ({"TWOSOURCE_ZZZZ": "x"}, "the settings are"),
        (
            {"TWOSOURCE_ALLOW_PRIVATE_ADDRESSES": "maybe"},
            "TWOSOURCE_ALLOW_PRIVATE_ADDRESSES: .* neither true nor false",
        ),
        ({"TWOSOURCE_CONFIG": "/nowhere/twosource.toml"}, "cannot be read"),
    ],
)
def test_a_wrong_setting_is_named(environment: dict[str, str], problem: str) -> None:
    with pytest.raises(ConfigError, match=problem):
        load(environment)


def test_a_value_of_the_wrong_kind_in_the_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "twosource.toml"
    path.write_text("outlets = 3\n")
    with pytest.raises(ConfigError, match=r"setting outlets in .*twosource\.toml: 3 is not a text"):
        load({"TWOSOURCE_CONFIG": str(path)})
