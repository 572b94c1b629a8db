"""What is missing is named, with what to do."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from twosource.archive import manifest, run, spark
from twosource.archive.run import Settings
from twosource.cli.archive import command
from twosource.errors import ConfigError


def test_no_java_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("JAVA_HOME", raising=False)
    with pytest.raises(ConfigError, match="openjdk-17-jre-headless"):
        spark.require()
    monkeypatch.setenv("JAVA_HOME", str(tmp_path))
    with pytest.raises(ConfigError, match="JAVA_HOME is"):
        spark.require()


def test_a_missing_extra_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spark, "NEEDED", ("no_such_package",))
    with pytest.raises(ConfigError, match=r"twosource\[archive\]"):
        spark.require()


def test_two_runs_do_not_write_to_one_folder(tmp_path: Path) -> None:
    with (
        manifest.alone(tmp_path),
        pytest.raises(ConfigError, match="another run"),
        manifest.alone(tmp_path),
    ):
        raise AssertionError


def test_a_damaged_manifest_is_told(tmp_path: Path) -> None:
    (tmp_path / manifest.NAME).write_text("{", encoding="utf8")
    with pytest.raises(ConfigError, match="damaged"):
        manifest.begin(tmp_path, manifest.manifest({}, [], "j"))


def test_cores_and_master_do_not_decide_what_comes_out() -> None:
    assert Settings(cores=4).url == "local[4]"
    assert Settings(master="spark://a:7077").url == "spark://a:7077"


def test_the_command_says_what_it_wrote(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    asked: list[Settings] = []

    def ran(_inputs: object, _out: Path, settings: Settings, *, told: object) -> dict[str, object]:
        asked.append(settings)
        return {"taken": {"reports": 1200, "copies": 3}, "counts": {"stories": 7}, "aside_in_all": 2}

    monkeypatch.setattr("twosource.cli.archive.run", ran)
    options = ["in", "--out", str(tmp_path / "o"), "--since", "2026-03-01", "--cores", "2"]
    result = CliRunner().invoke(command, options)
    assert result.exit_code == 0
    assert "1,200 reports, 3 of them copies; 7 stories" in result.output
    assert "2 records could not be read" in result.output
    assert str(asked[0].since) == "2026-03-01"
    assert run.Settings is Settings
