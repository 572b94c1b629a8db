"""What the package stands on: locked, under terms that are allowed, and named."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version
from quality.licences import is_allowed, packages

ROOT = Path(__file__).resolve().parents[1]
LOCKED = re.compile(
    r"^([a-zA-Z0-9._-]+)==(\S+)[^\n]*\\\n((?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n?)+)", re.MULTILINE
)


def asked() -> list[Requirement]:
    """All that pyproject.toml asks for."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf8"))["project"]
    extras = project["optional-dependencies"].values()
    return [Requirement(one) for one in (*project["dependencies"], *(one for extra in extras for one in extra))]


def locked() -> dict[str, set[Version]]:
    """Name → versions in the lock file: more than one where Pythons differ. Only those with a hash."""
    found: dict[str, set[Version]] = {}
    for name, version, _ in LOCKED.findall((ROOT / "requirements.lock").read_text(encoding="utf8")):
        found.setdefault(canonicalize_name(name), set()).add(Version(version))
    return found


def test_the_lock_holds_all_that_is_asked_for_at_versions_that_do() -> None:
    held = locked()
    for one in asked():
        versions = held.get(canonicalize_name(one.name), set())
        assert versions, f"{one.name} is not locked: see the head of requirements.lock"
        assert all(one.specifier.contains(version) for version in versions), one


def test_the_lock_holds_what_they_ask_for_too_each_with_its_hashes() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf8")
    assert len(LOCKED.findall(lock)) == len(re.findall(r"^[a-z].*==", lock, re.MULTILINE))
    assert [one.name for one in packages() if one.name not in locked()] == []


def test_every_licence_is_one_that_is_allowed() -> None:
    assert [one for one in packages() if not is_allowed(one.licence)] == []


def test_the_docs_name_each_package_and_its_licence() -> None:
    page = (ROOT / "docs" / "licences.md").read_text(encoding="utf8")
    assert [one for one in packages() if one.extra != "dev" and f"| {one.name} |" not in page] == []
    told = re.findall(r"^\| (?!package)([a-z0-9-]+) \| (.+) \|$", page, re.MULTILINE)
    assert [one for one in told if not is_allowed(one[1])] == []


@pytest.mark.parametrize(
    ("expression", "allowed"),
    [("MIT", True), ("MPL-1.1 OR GPL-2.0-only", True), ("Apache-2.0 AND (MIT)", True), ("MIT AND GPL-3.0-only", False),
     ("GPL-3.0-only", False), ("unknown", False), ("", False)],
)  # fmt: skip
def test_what_is_allowed(expression: str, allowed: bool) -> None:
    assert is_allowed(expression) is allowed


def test_what_was_taken_from_others_is_named() -> None:
    notice = (ROOT / "NOTICE").read_text(encoding="utf8")
    weights = ROOT / "src" / "twosource" / "models" / "weights"
    assert "all-MiniLM-L6-v2" in notice
    assert "Apache License" in notice
    assert weights.relative_to(ROOT).as_posix() in notice
    assert [page for page in re.findall(r"docs/[\w-]+\.md", notice) if not (ROOT / page).exists()] == []
