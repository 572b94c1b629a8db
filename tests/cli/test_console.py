"""What all commands share: files that appear whole or not at all, and what is said where they cannot."""

from __future__ import annotations

import os
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from twosource.cli import cli
from twosource.cli.console import counted, output, read_text, unwritable, whole, write, wrote
from twosource.errors import OutputError

LINE = '{"id": "fire", "text": "A fire destroyed the flour mill in Orrin on Tuesday, and two men were hurt."}\n'


def run(*words: object, given: str = LINE) -> Result:
    return CliRunner().invoke(cli, [str(word) for word in words], input=given)


def test_missing_folders_are_made_and_said(tmp_path: Path) -> None:
    made = run("read", "-", "-o", tmp_path / "new" / "folder" / "out.jsonl")
    path = tmp_path / "new" / "folder" / "out.jsonl"
    assert made.exit_code == 0, made.output
    assert made.stderr.splitlines() == [f"made folder {path.parent}", f"wrote {path}"]
    assert run("read", "-", "-o", path).stderr.splitlines() == [f"wrote {path}"]


def test_a_place_that_cannot_be_is_refused_before_any_work(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf8")
    path = tmp_path / "file" / "out.html"
    done = run("compare", tmp_path / "nothing", "--html", path)
    assert done.exit_code == 2
    assert f"{path} cannot be written: {tmp_path / 'file'} is not a folder" in done.stderr
    assert "nothing" not in done.stderr


def test_a_folder_that_may_not_be_written_to_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert unwritable(tmp_path / "new" / "out") == f"{tmp_path} may not be written to"
    assert unwritable(Path("/dev/null")) == "/dev/null may not be written to"


def test_a_device_is_written_to_as_it_stands() -> None:
    assert unwritable(Path("/dev/null")) is None
    write(Path("/dev/null"), "x")


def test_what_cannot_be_written_is_named_as_it_was_asked_for(tmp_path: Path) -> None:
    path = tmp_path / ("x" * 300)
    with pytest.raises(OutputError, match=f"{path} cannot be written: file name too long; name another place"):
        write(path, "x")
    with pytest.raises(OutputError, match="/dev/full cannot be written: no space left on device"):
        write(Path("/dev/full"), "x")
    (tmp_path / "file").write_text("x", encoding="utf8")
    with pytest.raises(OutputError, match=r"folder .*/file/new cannot be made: not a directory"):
        write(tmp_path / "file" / "new" / "out", b"x")


def test_a_name_as_long_as_may_be_can_be_written(tmp_path: Path) -> None:
    path = tmp_path / ("x" * 255)
    write(path, b"x")
    assert [one.name for one in tmp_path.iterdir()] == [path.name]


def test_what_breaks_in_the_midst_leaves_nothing_and_is_told_as_it_is(tmp_path: Path) -> None:
    def broken(error: Exception) -> None:
        with output(tmp_path / "out") as stream:
            stream.write("half")
            raise error

    for error in (BrokenPipeError(), FileNotFoundError(2, "No such file or directory", "input.txt"), ValueError()):
        with pytest.raises(type(error)):
            broken(error)
    assert list(tmp_path.iterdir()) == []


def test_a_whole_file_takes_the_place_of_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "out"
    path.write_text("old", encoding="utf8")
    with whole(path) as partial:
        partial.write_text("new", encoding="utf8")
        assert path.read_text(encoding="utf8") == "old"
    assert path.read_text(encoding="utf8") == "new"


def test_files_that_options_name_are_read_or_named(tmp_path: Path) -> None:
    path = tmp_path / "rules"
    with pytest.raises(click.UsageError, match="rules cannot be read: no such file or directory; check the path"):
        read_text(path)
    path.write_bytes(b"\xff")
    with pytest.raises(click.UsageError, match="is no text in UTF-8"):
        read_text(path)
    path.write_bytes(b"\xef\xbb\xbfmute topic mill\n")
    assert read_text(path) == "mute topic mill\n"


def test_what_was_written_is_named_once_each(capsys: pytest.CaptureFixture[str]) -> None:
    wrote(None, Path("-"), Path("a"), Path("b"))
    assert capsys.readouterr().err == "wrote a\nwrote b\n"


def test_who_presses_ctrl_c_is_told_that_it_stopped(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def pressed(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("twosource.cli.read.pipeline.read", pressed)
    done = run("read", "-", "-o", tmp_path / "out.jsonl")
    assert (done.exit_code, done.stderr) == (130, "\ntwosource: stopped\n")
    assert list(tmp_path.iterdir()) == []


def test_commands_of_a_command_are_told_in_whole_sentences() -> None:
    told = run("feeds", "--help").stdout
    assert "..." not in told.partition("Commands:")[2]
    assert told.index("add ") < told.index("export ") < told.index("remove ")


@pytest.mark.parametrize(
    ("number", "told"), [(0, "0 stories"), (1, "1 story"), (1_200, "1,200 stories")], ids=["none", "one", "many"]
)
def test_what_is_counted_is_told_in_the_form_that_goes_with_it(number: int, told: str) -> None:
    assert counted(number, "story", "stories") == told
    assert counted(2, "reader") == "2 readers"


def test_a_list_without_a_feed_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "bad.opml").write_text("<opml><body></body></opml>", encoding="utf8")
    done = run("feeds", "import", "bad.opml", "gone.opml")
    assert done.exit_code == 1
    first, second, sum_of_it = done.stderr.splitlines()
    assert "bad.opml: no feed in it; give a list of feeds in OPML" in first
    assert "gone.opml: no such file or directory" in second
    assert sum_of_it == "0 feeds are new"


def test_a_day_that_is_none_is_told_with_how_to_write_one() -> None:
    for words in (("brief", "x.jsonl", "--until"), ("send", "--dry-run", "--day")):
        done = run(*words, "yesterday")
        assert (done.exit_code, "'yesterday' is no day; write it as 2026-03-09" in done.stderr) == (2, True)
