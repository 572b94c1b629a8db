"""docs/how-a-sentence-becomes-a-line.md leads through code that is there, and says what comes of it."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path

import pytest

from twosource.errors import InputError
from twosource.model import Page
from twosource.reading.pages import reports

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "how-a-sentence-becomes-a-line.md").read_text(encoding="utf8")
STOPS = re.findall(r"\[`([\w.]+)`\]\(\.\./src/twosource/([\w/]+)\.py\)", PAGE)


@pytest.mark.parametrize(("name", "path"), STOPS, ids=str)
def test_each_stop_is_there(name: str, path: str) -> None:
    module = path.replace("/", ".")
    found = import_module(f"twosource.{module}")
    assert name == module or hasattr(found, name.removeprefix(f"{module}."))


def test_there_is_a_stop_in_each_verb() -> None:
    verbs = {path.split("/")[0] for _, path in STOPS}
    assert {"gathering", "reading", "grouping", "voices", "evidence", "briefing", "rendering", "delivery"} <= verbs


def test_the_passage_stands_where_the_page_says() -> None:
    (quoted,) = re.findall(r"^> (.+)$", PAGE, re.MULTILINE)
    start, end = map(int, re.findall(r"characters (\d+) to (\d+)", PAGE)[0])
    for outlet in ("courier", "herald"):
        path = ROOT / "examples" / "pages" / outlet / f"{outlet}-0309-weirside-lead.html"
        (report,) = reports(Page(str(path), outlet, path.read_bytes(), content_type="text/html"))
        assert not isinstance(report, InputError)
        assert report.text[start:end] == quoted
