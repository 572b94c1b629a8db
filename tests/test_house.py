"""What holds for the whole of the source, and no linter checks."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[1] / "src" / "twosource"
MODULES = sorted(SOURCE.rglob("*.py"))
POSSESSIVE = re.compile(r"(?<!\\)[*+?}]\+|\(\?>")
LONGEST_FUNCTION = 60
ACTING = {
    "asyncio",
    "concurrent",
    "importlib",
    "multiprocessing",
    "queue",
    "select",
    "signal",
    "subprocess",
    "threading",
} | {
    *("httpx2", "os", "pathlib", "shutil", "socket", "sqlite3", "tempfile"),
    *("random", "secrets", "time", "twosource.clock", "uuid"),
}
PURE = {"reading", "grouping", "voices", "evidence", "briefing", "rendering", "model", "errors.py"}
# files of the package itself, the same for everybody
ACTS_ALL_THE_SAME = {"rendering/assets.py": {"importlib.resources"}}


def strings(tree: ast.AST) -> Iterator[str]:
    return (node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str))


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_patterns_mean_the_same_on_every_python(module: Path) -> None:
    """Possessive quantifiers and atomic groups are wrong on Python before 3.11.5, which Debian 12 has."""
    found = [text for text in strings(ast.parse(module.read_text(encoding="utf8"))) if POSSESSIVE.search(text)]
    assert [text for text in found if "C++" not in text] == []


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_functions_are_short_and_modules_say_what_may_live_there(module: Path) -> None:
    tree = ast.parse(module.read_text(encoding="utf8"))
    assert ast.get_docstring(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            assert (node.end_lineno or 0) - node.lineno < LONGEST_FUNCTION, node.name


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_the_clock_alone_reads_the_time(module: Path) -> None:
    """How long something takes is another thing: that is no time of day."""
    reads = {("datetime", "now"), ("datetime", "today"), ("datetime", "utcnow"), ("date", "today"), ("time", "time")}
    tree = ast.parse(module.read_text(encoding="utf8"))
    attributes = [node for node in ast.walk(tree) if isinstance(node, ast.Attribute)]
    found = {(node.value.id, node.attr) for node in attributes if isinstance(node.value, ast.Name)} & reads
    assert found == ({("datetime", "now")} if module == SOURCE / "clock.py" else set())


def is_pure(module: Path) -> bool:
    """The verbs are; so are rooms for judgement in edges that say so ("Pure: …")."""
    told = ast.get_docstring(ast.parse(module.read_text(encoding="utf8"))) or ""
    return module.relative_to(SOURCE).parts[0] in PURE or re.search(r"\bPure[:.]", told) is not None


def imported(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            module = node.module or ""
            yield from (f"{module}.{alias.name}" for alias in node.names) if module == "twosource" else (module,)


@pytest.mark.parametrize(
    "module", [module for module in MODULES if is_pure(module)], ids=lambda path: str(path.relative_to(SOURCE))
)
def test_what_is_pure_imports_nothing_that_acts(module: Path) -> None:
    """It is handed time, chance and answers."""
    names = set(imported(ast.parse(module.read_text(encoding="utf8"))))
    acting = {name for name in names if not ACTING.isdisjoint({name, name.partition(".")[0]})}
    assert acting == ACTS_ALL_THE_SAME.get(module.relative_to(SOURCE).as_posix(), set())


def test_every_test_is_collected() -> None:
    """A class of tests by another name than pytest is told to look for would never be run."""
    tests = SOURCE.parents[1] / "tests"
    trees = {path: ast.parse(path.read_text(encoding="utf8")) for path in tests.rglob("*.py")}
    assert [path for path, tree in trees.items() if any(_holds_tests(node) for node in tree.body)] == []
    named = [path for path, tree in trees.items() if any(_is_test(node) for node in tree.body)]
    assert [path for path in named if not path.name.startswith("test_")] == []


def _holds_tests(node: ast.stmt) -> bool:
    return isinstance(node, ast.ClassDef) and any(_is_test(inner) for inner in node.body)


def _is_test(node: ast.stmt) -> bool:
    return isinstance(node, ast.FunctionDef) and node.name.startswith("test_")


def test_the_map_of_the_house_has_all_its_rooms_and_no_other() -> None:
    """The first column of the table in ARCHITECTURE.md names each package and module that stands at the top."""
    table = (SOURCE.parents[1] / "ARCHITECTURE.md").read_text(encoding="utf8")
    told = re.findall(r"`([\w/.]+)`", " ".join(re.findall(r"^\| (`.*?) \|", table, re.MULTILINE)))
    packages = {f"{path.parent.name}/" for path in SOURCE.glob("*/__init__.py")}
    modules = {path.name for path in SOURCE.glob("*.py")} - {"__init__.py", "__main__.py"}
    beside = {"tests/", "quality/", "bench/", "training/", "examples/"}
    assert set(told) == packages | modules | beside


@pytest.mark.parametrize(
    "room",
    [path.parent for path in SOURCE.glob("*/__init__.py") if "Where what is:" in path.read_text()],
    ids=lambda path: path.name,
)
def test_a_package_of_many_modules_says_where_what_is(room: Path) -> None:
    told = ast.get_docstring(ast.parse((room / "__init__.py").read_text(encoding="utf8"))) or ""
    named = re.findall(r"`(\w+)`", told.partition("Where what is:")[2])
    there = {path.stem for path in room.glob("*.py")} - {"__init__"}
    assert sorted(set(named) & there) == sorted(there)
    assert {name for name in named if name not in there} <= {path.name for path in room.iterdir() if path.is_dir()}


def test_every_package_of_more_than_a_score_of_modules_has_such_a_map() -> None:
    large = {room for room in SOURCE.iterdir() if len(list(room.glob("*.py"))) > 20}
    without = {room.name for room in large if "Where what is:" not in (room / "__init__.py").read_text(encoding="utf8")}
    assert without == {"cli"}  # whose modules are named as its commands
