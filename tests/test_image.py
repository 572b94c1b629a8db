"""What the Containerfile promises, without an engine that would make an image of it."""

from __future__ import annotations

import fnmatch
import json
import re
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
Steps = list[tuple[str, str]]


def stages() -> list[Steps]:
    """The steps of each stage, from its FROM on: instruction and what it is given, continued lines joined."""
    told = (ROOT / "Containerfile").read_text(encoding="utf8")
    whole = re.sub(r"\\\n\s*", "", "\n".join(line for line in told.splitlines() if not line.startswith("#")))
    steps = [(line.partition(" ")[0], line.partition(" ")[2]) for line in whole.splitlines() if line]
    starts = [at for at, (name, _) in enumerate(steps) if name == "FROM"]
    return [steps[start:end] for start, end in zip(starts, [*starts[1:], len(steps)], strict=True)]


def given(steps: Steps, name: str) -> list[str]:
    return [what for instruction, what in steps if instruction == name]


def taken(path: str) -> bool:
    """Whether a file of the repository is handed to who makes the image: the last line that fits it decides."""
    found = True
    for line in (ROOT / ".dockerignore").read_text(encoding="utf8").split():
        pattern, kept = line.removeprefix("!"), line.startswith("!")
        pattern = pattern.removeprefix("**/")
        parts = Path(path).parts
        if any(fnmatch.fnmatch(part, pattern) for part in (parts if "**/" in line else parts[:1])):
            found = kept
    return found


def test_it_runs_as_nobody_who_may_anything() -> None:
    *_, image = stages()
    [user] = given(image, "USER")
    uid, gid = user.split(":")
    assert int(uid) >= 10_000 <= int(gid)
    assert any(f"useradd --uid {uid} " in run and "nologin" in run for run in given(image, "RUN"))
    order = [name for name, _ in image]
    assert "RUN" not in order[order.index("USER") :]


def test_it_writes_to_one_volume() -> None:
    *_, image = stages()
    [volume] = given(image, "VOLUME")
    assert given(image, "WORKDIR") == [volume]
    assert f"TWOSOURCE_STORE=sqlite:///{volume}/news.db" in given(image, "ENV")[0]
    assert any(f"install -d -o twosource -g twosource {volume}" in run for run in given(image, "RUN"))
    assert "PYTHONDONTWRITEBYTECODE=1" in given(image, "ENV")[0]


def test_it_serves_where_it_says_and_is_asked_there_how_it_does() -> None:
    *_, image = stages()
    [port] = given(image, "EXPOSE")
    assert json.loads(given(image, "ENTRYPOINT")[0]) == ["twosource"]
    assert json.loads(given(image, "CMD")[0]) == ["serve", "--host", "0.0.0.0"]  # noqa: S104 - in a container
    [asked] = given(image, "HEALTHCHECK")
    assert f"http://127.0.0.1:{port}/health" in asked
    assert given(image, "STOPSIGNAL") == ["SIGTERM"]


def test_no_tool_that_made_it_is_in_it() -> None:
    *_, build, image = stages()
    assert given(image, "COPY") == ["--from=build /opt/twosource /opt/twosource"]
    assert any("venv --without-pip /opt/twosource" in run for run in given(build, "RUN"))
    assert given(image, "FROM")[0] == "python"
    assert not any("venv" in run or "build-essential" in run for run in given(stages()[0], "RUN"))


def test_what_it_is_made_of_is_what_was_tested() -> None:
    told = (ROOT / "Containerfile").read_text(encoding="utf8")
    [base] = re.findall(r"^ARG BASE=\S+/debian:(\S+)$", told, re.MULTILINE)
    assert base not in {"latest", "stable", "testing", "sid"}
    installs = [run for steps in stages() for run in given(steps, "RUN") if "pip install" in run]
    assert installs
    for install in installs:
        assert "--constraint requirements.lock" in install or re.search(r" [a-z-]+==[\d.]+$", install), install
    extras = re.findall(r"'\.\[([a-z,]+)\]'", told)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf8"))["project"]
    assert set(extras[0].split(",")) <= set(project["optional-dependencies"])


def test_what_is_copied_is_there_and_handed_over() -> None:
    *_, build, _ = stages()
    copied = [name for step in given(build, "COPY") for name in step.split()[:-1]]
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf8"))["project"]
    assert {"pyproject.toml", "src", project["readme"], *project["license-files"]} <= set(copied)
    assert [name for name in copied if not (ROOT / name).exists() or not taken(name)] == []


def test_nothing_else_is_handed_over() -> None:
    for path in (".git/config", "news.db", ".env", "examples/outlets.toml", "tests/test_image.py", ".venv/bin/python"):
        assert not taken(path), path
    assert taken("src/twosource/cli/serve.py")
    assert not taken("src/twosource/__pycache__/x.pyc")


def test_it_holds_no_secret() -> None:
    told = (ROOT / "Containerfile").read_text(encoding="utf8")
    assert not re.search(r"(?i)passw|secret|api_?key|token", told)
    assert not any(re.search(r"^(ARG|ENV) \S*(KEY|PASS)", line) for line in told.splitlines())
