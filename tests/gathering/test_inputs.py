from __future__ import annotations

import gzip
import io
from collections.abc import Sequence
from itertools import permutations
from pathlib import Path

import pytest

from twosource.errors import EmptyPage, InputError, TooLarge, Truncated, Unreachable
from twosource.gathering.inputs import InputLimits, pages, unique_ids
from twosource.model import Page
from twosource.reading.records import RECORD_TYPE


def nothing_to_fetch(url: str) -> Page:
    raise Unreachable(url, "no network here", "none")


def found(named: Sequence[object], stdin: bytes = b"", limits: InputLimits | None = None) -> list[Page | InputError]:
    return list(pages([str(n) for n in named], fetch=nothing_to_fetch, stdin=io.BytesIO(stdin), limits=limits))


def test_a_file_is_one_page_named_by_its_stem(tmp_path: Path) -> None:
    (tmp_path / "bridge.html.gz").write_bytes(b"as it is")
    [page] = found([tmp_path / "bridge.html.gz"])
    assert isinstance(page, Page)
    assert (page.id, page.content, page.content_type) == ("bridge", b"as it is", "text/html")


def test_a_folder_gives_its_files_in_order_and_leaves_hidden_ones(tmp_path: Path) -> None:
    for name in ["b.txt", "a.txt", ".hidden.txt", "sub/c.txt", ".git/d.txt"]:
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(name)
    assert [page.id for page in found([tmp_path]) if isinstance(page, Page)] == ["a", "b", "c"]


def test_an_empty_folder_is_named(tmp_path: Path) -> None:
    [problem] = found([tmp_path])
    assert isinstance(problem, Unreachable)


@pytest.mark.parametrize("content", [b"", b"\n \n"])
def test_a_file_without_a_report_is_named(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "none.jsonl").write_bytes(content)
    (tmp_path / "none.jsonl.gz").write_bytes(gzip.compress(content))
    for problem in found([tmp_path]):
        assert isinstance(problem, EmptyPage)
        assert "no report in it; give one a line" in str(problem)


def test_a_file_named_twice_is_one_page(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("a")
    assert len(found([tmp_path / "a.txt", tmp_path])) == 1


def test_a_missing_file_is_named_and_the_rest_goes_on(tmp_path: Path) -> None:
    (tmp_path / "here.txt").write_text("here")
    missing, here = found([tmp_path / "gone.txt", tmp_path / "here.txt"])
    assert isinstance(missing, Unreachable)
    assert str(tmp_path / "gone.txt") in str(missing)
    assert isinstance(here, Page)


def test_json_lines_are_a_page_each_with_their_place(tmp_path: Path) -> None:
    path = tmp_path / "reports.jsonl"
    path.write_bytes(b'{"id": "a"}\n\n{"id": "b"}')
    read = [page for page in found([path]) if isinstance(page, Page)]
    assert [page.name for page in read] == [f"{path} line 1", f"{path} line 3"]
    assert {page.content_type for page in read} == {RECORD_TYPE}


def test_gzipped_json_lines_are_streamed_and_a_torn_one_keeps_what_came_whole(tmp_path: Path) -> None:
    whole = tmp_path / "reports.jsonl.gz"
    whole.write_bytes(gzip.compress(b'{"id": "a"}\n{"id": "b"}\n'))
    assert len(found([whole])) == 2
    torn = tmp_path / "torn.jsonl.gz"
    torn.write_bytes(whole.read_bytes()[:-10])
    assert isinstance(found([torn])[-1], Truncated)


def test_a_file_over_the_limit_is_named_without_being_held(tmp_path: Path) -> None:
    (tmp_path / "big.txt").write_bytes(b"x" * 2_000)
    [problem] = found([tmp_path / "big.txt"], limits=InputLimits(page_bytes=1_000))
    assert isinstance(problem, TooLarge)


def test_a_line_over_the_limit_is_passed_over_and_the_next_ones_read(tmp_path: Path) -> None:
    path = tmp_path / "reports.jsonl"
    path.write_bytes(b'{"id": "a"}\n' + b"x" * 5_000 + b'\n{"id": "b"}\n')
    first, problem, last = found([path], limits=InputLimits(line_bytes=100))
    assert isinstance(problem, TooLarge)
    assert "line 2" in str(problem)
    assert [page.name for page in (first, last) if isinstance(page, Page)] == [f"{path} line 1", f"{path} line 3"]


def test_a_folder_with_too_many_files_says_so(tmp_path: Path) -> None:
    for name in "abc":
        (tmp_path / name).write_text(name)
    assert [type(item) for item in found([tmp_path], limits=InputLimits(files=2))] == [Page, Page, TooLarge]


def test_standard_input_is_json_lines_or_one_page() -> None:
    assert [page.name for page in found(["-"], b'{"id": 1}\n{"id": 2}\n') if isinstance(page, Page)] == [
        "- line 1",
        "- line 2",
    ]
    [page] = found(["-"], b"The bridge opened.\nIt is long.")
    assert isinstance(page, Page)
    assert page.content == b"The bridge opened.\nIt is long."
    [problem] = found(["-"], b"x" * 50, limits=InputLimits(page_bytes=10))
    assert isinstance(problem, TooLarge)


def test_an_address_is_fetched_and_its_failure_named() -> None:
    [problem] = found(["https://example.org/a"])
    assert isinstance(problem, Unreachable)
    page = Page("https://example.org/a", "https://example.org/a", b"x")
    assert list(pages([page.name], fetch=lambda _: page, stdin=io.BytesIO())) == [page]


@pytest.mark.parametrize(
    ("paths", "ids"),
    [
        (["a.html", "b.html"], ["a", "b"]),
        (["one/index.html", "two/index.html", "c.txt"], ["one/index", "two/index", "c"]),
        (["x/one/i.html", "y/one/i.html"], ["x/one/i", "y/one/i"]),
        (["a.html", "a.txt"], ["a.html", "a.txt"]),
    ],
)
def test_ids_are_as_short_as_they_can_be_and_do_not_hang_on_order(paths: list[str], ids: list[str]) -> None:
    expected = dict(zip(paths, ids, strict=True))
    for order in permutations(paths):
        assert unique_ids([Path(p) for p in order]) == tuple(expected[p] for p in order)
