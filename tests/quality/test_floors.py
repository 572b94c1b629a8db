from __future__ import annotations

from pathlib import Path

from quality.floors import Floors, Result, dump, failed, load, raised, rows

FLOORS = Floors({"voices": "abc"}, {"voices": {"f1": 0.7, "p": 0.9}})


def result(f1: float, p: float = 0.95, digest: str = "abc") -> Result:
    return Result("voices", {"f1": f1, "p": p}, digest)


def test_a_figure_below_its_floor_fails_and_one_at_it_holds() -> None:
    assert failed(rows([result(0.6999)], FLOORS))
    assert not failed(rows([result(0.7)], FLOORS))


def test_a_figure_that_is_no_longer_measured_fails() -> None:
    assert failed(rows([Result("voices", {"f1": 0.8}, "abc")], FLOORS))


def test_changed_data_fail_whatever_the_figures() -> None:
    assert failed(rows([result(0.99, digest="def")], FLOORS))


def test_what_was_skipped_says_why_and_does_not_fail() -> None:
    [row] = rows([Result("voices", {}, skipped="no data")], FLOORS)
    assert "no data" in row.problem
    assert not failed([row])


def test_floors_rise_and_never_sink() -> None:
    lifted = raised([result(0.8, p=0.1)], FLOORS)
    assert lifted.figures["voices"] == {"f1": 0.8, "p": 0.9}


def test_new_data_begin_anew() -> None:
    assert raised([result(0.5, digest="def")], FLOORS) == Floors({"voices": "def"}, {"voices": {"f1": 0.5, "p": 0.95}})


def test_a_skipped_measure_keeps_its_floors() -> None:
    assert raised([Result("voices", {}, skipped="no data")], FLOORS) == FLOORS


def test_floors_are_rounded_down_so_that_what_was_measured_holds_them() -> None:
    lifted = raised([result(0.80059)], FLOORS)
    assert lifted.figures["voices"]["f1"] == 0.8
    assert not failed(rows([result(0.80059)], lifted))


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    path = tmp_path / "floors.toml"
    path.write_text(dump(FLOORS), encoding="utf8")
    assert load(path) == FLOORS
    assert load(tmp_path / "none.toml") == Floors({}, {})
