"""How far a stage is, by the files that its tasks leave."""

from __future__ import annotations

from pathlib import Path
from threading import Event

from twosource.archive.progress import Progress, counted, done


def test_units_are_done_when_their_file_is_whole(tmp_path: Path) -> None:
    assert done(tmp_path / "not begun") == 0
    for name in ("part-00000.json", "part-00000.parquet", ".part-00001.json.7.part"):
        (tmp_path / name).touch()
    assert done(tmp_path) == 1


def test_what_is_done_is_told_while_it_goes_on_and_no_longer(tmp_path: Path) -> None:
    said: list[Progress] = []
    again = Event()

    def told(progress: Progress) -> None:
        said.append(progress)
        if progress.done:
            again.set()

    with counted(tmp_path, "reading", 2, told, every=0.001):
        (tmp_path / "part-00000.json").touch()
        assert again.wait(60)
    count = len(said)
    (tmp_path / "part-00001.json").touch()
    assert said[-1] == Progress("reading", 1, 2)
    assert len(said) == count
