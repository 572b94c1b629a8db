from __future__ import annotations

from pathlib import Path

import pytest

from twosource.errors import ConfigError
from twosource.gathering.outlets import outlets


def table(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "outlets.toml"
    path.write_text(text, encoding="utf8")
    return path


def test_an_outlet_is_found_by_key_name_and_domain_whatever_the_case(tmp_path: Path) -> None:
    path = table(tmp_path, '[courier]\nname = "The Courier"\ndomain = "courier.example"\nowner = "Harbour"\n')
    known = outlets(path)
    assert known["courier"] is known["the courier"] is known["courier.example"]
    assert known["courier"].family == "Harbour"


def test_an_outlet_without_an_owner_is_its_own_family(tmp_path: Path) -> None:
    assert outlets(table(tmp_path, '[a]\nname = "A"\n'))["a"].family == "a"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("not toml", "no table of outlets"),
        ('outlet = "x"', "outlet outlet is not a table"),
        ('[a]\ndomain = "a.example"\n', "outlet a has no name"),
        ("[a]\nname = 1\n", "table of texts"),
        ('[a]\nname = "A"\nonwer = "B"\n', "unknown field onwer"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, text: str, problem: str) -> None:
    with pytest.raises(ConfigError, match=problem):
        outlets(table(tmp_path, text))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"gone.toml: .* cannot be read: no such file or directory; check the path$"):
        outlets(tmp_path / "gone.toml")


def test_a_file_that_is_no_text_is_told(tmp_path: Path) -> None:
    (tmp_path / "o.toml").write_bytes(b"\xff")
    with pytest.raises(ConfigError, match="text in UTF-8"):
        outlets(tmp_path / "o.toml")
