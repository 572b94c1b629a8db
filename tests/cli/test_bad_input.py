"""What the outside sends: every bad input is named, the good ones are done, within the limits of time and memory."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

GOOD = "A fire destroyed the flour mill in Orrin on Tuesday, and two men were hurt, the fire chief said.\n" * 3
SECONDS = 20  # a run takes 3 on a quiet machine
MEGABYTES = 400  # a run takes 150


@dataclass(frozen=True)
class Done:
    code: int
    reports: list[dict[str, object]]
    stderr: str
    seconds: float
    megabytes: float


# A process that is started counts the memory of who starts it as its own, and this one may hold a browser's tests: so
# a small one starts it, and tells its memory in a last line on stderr.
WATCHED = """
import resource, subprocess, sys
code = subprocess.call([sys.executable, "-m", "twosource", *sys.argv[1:]])
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, file=sys.stderr)
sys.exit(code)
"""


def read(*inputs: Path) -> Done:
    start = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-c", WATCHED, "read", *map(str, inputs)], capture_output=True, text=True, check=False
    )
    reports = [json.loads(line) for line in done.stdout.splitlines()]
    *told, memory = done.stderr.splitlines(keepends=True)
    return Done(done.returncode, reports, "".join(told), time.monotonic() - start, int(memory) / 1024)


def sparse(path: Path, size: int, head: bytes) -> None:
    with path.open("wb") as stream:
        stream.write(head)
        stream.seek(size - 1)
        stream.write(b"\n")


def write_bad(folder: Path, name: str) -> None:
    path = folder / name
    article = b"<html><body><p>" + GOOD.encode() + b"</p></body></html>"
    match name:
        case "binary.txt":
            path.write_bytes(os.urandom(50_000))
        case "picture.html":
            path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(5_000))
        case "torn.html.gz":
            path.write_bytes(gzip.compress(article * 100)[:-20])
        case "bomb.html.gz":
            with gzip.open(path, "wb") as stream:
                for piece in (article, *(b" " * 1_000_000,) * 300):
                    stream.write(piece)
        case "deep.html":
            path.write_bytes(b"<html><body>" + b"<div>" * 100_000 + GOOD.encode())
        case "huge.txt":
            sparse(path, 200_000_000, GOOD.encode())
        case "empty.html":
            path.write_bytes(b"<html><head><title>Nothing</title></head><body></body></html>")
        case "blank.txt":
            path.write_bytes(b"\n \n")


BAD = ("binary.txt", "picture.html", "torn.html.gz", "bomb.html.gz", "deep.html", "huge.txt", "empty.html", "blank.txt")


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_named_once_and_the_good_one_is_done(name: str, tmp_path: Path) -> None:
    (tmp_path / "good.txt").write_text(GOOD, encoding="utf8")
    write_bad(tmp_path, name)
    done = read(tmp_path)
    assert done.code == 1
    assert [report["id"] for report in done.reports] == ["good"]
    [problem] = done.stderr.splitlines()
    assert problem.startswith(f"twosource: {tmp_path / name}: ")
    assert done.seconds < SECONDS
    assert done.megabytes < MEGABYTES


def test_invalid_bytes_in_a_text_are_replaced_and_the_rest_is_read(tmp_path: Path) -> None:
    quoted = "“The chimney stands — still,” said Ada Lunt, the fire chief.\n"
    (tmp_path / "report.txt").write_bytes(GOOD.encode() + quoted.encode() + b"And \xff\xfe fell.\n")
    done = read(tmp_path)
    assert done.code == 0
    assert "“The chimney stands — still,”" in str(done.reports[0]["text"])
    assert "\ufffd" in str(done.reports[0]["text"])


def test_bad_lines_are_named_by_their_place_and_the_others_are_done(tmp_path: Path) -> None:
    lines = [
        b'{"id": "a", "text": "The mill burned."}',
        b'{"id": "b"}',
        b'{"text": "The mill burned."}',
        b'{"id": "a", "text": "The mill burned again."}',
        b"{torn",
        b'{"id": "c", "text": "\xff"}',
        b"[" * 100_000,
        b'{"id": "d", "text": "The chimney stands."}',
    ]
    path = tmp_path / "reports.jsonl"
    path.write_bytes(b"\n".join(lines))
    done = read(path)
    assert done.code == 1
    assert [report["id"] for report in done.reports] == ["a", "d"]
    problems = done.stderr.splitlines()
    assert len(problems) == 6
    assert all(f"{path} line {n}" in done.stderr for n in (2, 3, 5, 6, 7))
    assert "a second report with this id" in done.stderr


def test_a_large_file_of_lines_is_streamed(tmp_path: Path) -> None:
    path = tmp_path / "reports.jsonl"
    with path.open("w", encoding="utf8") as stream:
        for number in range(40):
            stream.write(json.dumps({"id": number, "text": GOOD * 3000}) + "\n")
    done = read(path)
    assert (done.code, len(done.reports)) == (0, 40)
    assert done.megabytes < MEGABYTES
