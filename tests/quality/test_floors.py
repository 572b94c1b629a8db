from __future__ import annotations

from pathlib import Path

from quality.floors import SLACK, Floors, Result, dump, failed, kind_of, load, raised, rows

FLOORS = Floors({"voices": "abc"}, {"voices": {"f1": 0.7, "p": 0.9}})


def result(f1: float, p: float = 0.95, digest: str = "abc") -> Result:
    return Result("voices", {"f1": f1, "p": p}, digest)


def test_a_figure_below_its_floor_fails_and_one_at_it_holds() -> None:
    assert failed(rows([result(0.6999)], FLOORS))
    assert not failed(rows([result(0.7)], FLOORS))


def test_on_another_kind_of_processor_a_figure_may_be_a_little_lower() -> None:
    here = Floors(FLOORS.digests, FLOORS.figures, "avx512_vnni avx2")
    little, more = result(0.7 * (1 - SLACK / 2)), result(0.7 * (1 - 2 * SLACK))
    assert not failed(rows([little], here, "avx2"))
    assert failed(rows([little], here, here.processor))
    assert failed(rows([more], here, "avx2"))
    assert raised([result(0.8)], here, "avx2").processor == "avx2"


def test_the_kind_of_a_processor_is_what_it_has_for_eight_bits() -> None:
    assert kind_of("model name : Any\nflags : fpu avx2 sse avx512_vnni\n") == "avx512_vnni avx2"
    assert kind_of("") == ""


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
