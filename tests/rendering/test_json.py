from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from tests.rendering import sample

from twosource.model import Brief, DateMention, DateType, Report, Span, Story
from twosource.rendering.json import (
    attributions_json,
    brief_json,
    dates_json,
    dossiers_json,
    line,
    report_json,
    story_json,
)

WHOLE = json.loads(dossiers_json([sample.DOSSIER]))
STORY = WHOLE["stories"][0]


def passages(value: Any) -> Iterator[dict[str, Any]]:
    """Everything that claims to be words of a report."""
    if isinstance(value, dict):
        if {"report", "start", "end", "text"} <= value.keys():
            yield value
        for part in value.values():
            yield from passages(part)
    elif isinstance(value, list):
        for part in value:
            yield from passages(part)


def test_dossiers_have_the_form_of_version_1() -> None:
    assert WHOLE["version"] == 1
    assert set(STORY) >= {
        "id", "title", "counts", "reports", "statements", "quotes", "differences", "timeline", "copies", "attributions",
    }  # fmt: skip
    assert STORY["counts"] == {"reports": 3, "texts": 2, "outlets": 3, "origins": 2}
    assert STORY["copies"][0]["share"] == 0.8437
    first = STORY["statements"][0]
    assert first["status"] == "independent"
    assert first["passages"][0]["origin"] == {"kind": "own", "name": "Quay Press"}
    assert first["passages"][2]["reasons"][0]["rule"] == "cites-outlet"
    assert STORY["quotes"][0]["speaker"] == {"key": "ada-quill", "name": "Ada Quill", "kind": "person"}
    assert [version["change"] for version in STORY["quotes"][0]["variants"]] == ["same", "altered", "altered"]
    assert STORY["timeline"][0]["precision"] == "month"
    assert [(point["number"], point["value"]) for point in STORY["figures"][0]["points"]] == [(12, "12"), (15, "15")]


def test_every_passage_is_its_reports_text_at_its_offsets() -> None:
    texts = {report["id"]: report["text"] for report in STORY["reports"]}
    found = list(passages(STORY))
    assert len(found) >= 26
    assert all(texts[one["report"]][one["start"] : one["end"]] == one["text"] for one in found)
    for difference in STORY["differences"]:
        for value in difference["values"]:
            start, end = value["slot"]
            assert texts[value["report"]][start:end] == value["value"]


def test_an_attribution_is_an_index_into_the_storys_attributions() -> None:
    (said,) = [p for s in STORY["statements"] for p in s["passages"] if p["attribution"] == 2]
    assert STORY["attributions"][2]["report"] == said["report"]
    assert STORY["attributions"][4]["parent"] == 2


def test_characters_stand_as_they_are_and_the_same_gives_the_same() -> None:
    assert "“We will not reopen" in dossiers_json([sample.DOSSIER])
    assert dossiers_json([sample.DOSSIER]) == dossiers_json([sample.DOSSIER])


def test_a_brief_has_the_form_of_version_1() -> None:
    brief = json.loads(brief_json(sample.BRIEF))
    assert (brief["version"], brief["since"], brief["until"]) == (1, "2031-05-01", "2031-05-07")
    assert brief["stories"][0]["why"] == {"origins": 2.0, "outlets": 3.0, "newness": 0.8571}
    assert [shown["role"] for shown in brief["stories"][0]["lines"]] == ["lead", "shared", "differs", "said", "alone"]
    texts = {report["id"]: report["text"] for report in brief["reports"]}
    assert all(texts[one["report"]][one["start"] : one["end"]] == one["text"] for one in passages(brief["stories"]))
    assert json.loads(brief_json(Brief(None, None, ()))) == {
        "version": 1, "since": None, "until": None, "after": None, "stories": [], "reports": [],
    }  # fmt: skip


def test_records() -> None:
    assert report_json(Report("r", "Text.", published=datetime(2031, 5, 6, 21, 15, tzinfo=UTC)))["published"] == (
        "2031-05-06T21:15:00+00:00"
    )
    assert report_json(Report("r", "Text.", published=date(2031, 5, 6)))["published"] == "2031-05-06"
    assert report_json(Report("r", "Text."))["published"] is None
    assert report_json(Report("r", "Text.", subjects=("Ferries", "weather")))["subjects"] == ["Ferries", "weather"]
    assert story_json(Story("s", sample.REPORTS[:1])) == [{"id": "r-courier", "story": "s", "topics": []}]
    mention = DateMention(Span(3, 7), DateType.DATE, "2031")
    assert dates_json("r", [mention]) == {"id": "r", "dates": [{"start": 3, "end": 7, "type": "DATE", "value": "2031"}]}
    said = attributions_json("r-courier", [sample.ATTRIBUTIONS[0].attribution])
    (first,) = said["attributions"]
    assert [sample.COURIER.text[slice(*first[part][0])] for part in ("source", "cue", "content")] == [
        "Mayor Ada Quill", "said", sample.FULL,
    ]  # fmt: skip
    assert first["speaker"] == {"key": "ada-quill", "name": "Ada Quill", "kind": "person"}
    assert (first["kind"], first["parent"], first["medium"]) == ("direct", None, "Radio Tarn")
    assert first["anonymity"] is None
    unnamed = replace(sample.ATTRIBUTIONS[0].attribution, anonymity=Span(3, 9))
    assert attributions_json("r-courier", [unnamed])["attributions"][0]["anonymity"] == [3, 9]


def test_a_record_is_one_line_for_every_reader() -> None:
    written = line({"text": "one\ntwo\u2028three\u2029"})
    assert len(written.splitlines()) == 1
    assert json.loads(written) == {"text": "one\ntwo\u2028three\u2029"}
