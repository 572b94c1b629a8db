"""The sample corpus holds together: what is committed is what its source gives, and every annotation stands."""

from __future__ import annotations

import html
import json
import re
import subprocess
import sys
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from twosource.model import Change, DateType, DifferenceKind, Directness, OriginKind, SpeakerKind, Status

EXAMPLES = Path(__file__).parents[2] / "examples"
TIMEX3_VALUE = re.compile(
    r"(PRESENT_REF|PAST_REF|FUTURE_REF"
    r"|P(T?(\d+|X)[YMWDHS])+"
    r"|\d\d|(\d{4}|XXXX)(-(\d\d|SP|SU|FA|WI|Q[1-4]|W\d\d))?(-\d\d)?(T(\d\d(:\d\d)?|MO|MI|AF|EV|NI))?"
    r"|T\d\d(:\d\d)?|XXXX-WXX-\d(/WXX-\d)?(TEV)?)"
)
Record = dict[str, Any]


@cache
def records(name: str) -> tuple[Record, ...]:
    lines = (EXAMPLES / name).read_text("utf8").splitlines()
    return tuple(json.loads(line) for line in lines)


@cache
def reports() -> dict[str, Record]:
    return {record["id"]: record for record in records("reports.jsonl")}


@cache
def outlets() -> Record:
    return tomllib.loads((EXAMPLES / "outlets.toml").read_text("utf8"))


def story_of(report: str) -> str:
    return next(str(record["story"]) for record in records("gold/reports.jsonl") if record["id"] == report)


def passages() -> Iterator[tuple[str, Record]]:
    for name, part in (("statements", "passages"), ("utterances", "versions"), ("differences", "values")):
        for record in records(f"gold/{name}.jsonl"):
            yield from ((record["id"], passage) for passage in record[part])


def attributions() -> Iterator[tuple[str, list[Record]]]:
    for record in records("gold/attributions.jsonl"):
        yield record["id"], record["attributions"]


def test_what_is_committed_is_what_the_source_gives() -> None:
    command = [sys.executable, str(EXAMPLES / "build.py"), "--check"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.stdout + done.stderr == ""
    assert done.returncode == 0


# --- the size and spread that the corpus promises ---------------------------------------------------------------------


def test_enough_stories_reports_and_outlets() -> None:
    assert len(records("gold/stories.jsonl")) >= 15
    assert len(reports()) >= 60
    assert len({r["outlet"] for r in reports().values()}) >= 6


def test_enough_stories_are_kept_for_reporting() -> None:
    splits = [story["split"] for story in records("gold/stories.jsonl")]
    assert set(splits) == {"train", "dev", "report"}
    assert len(splits) / 4 <= splits.count("report") <= len(splits) / 2


def test_every_report_is_in_one_story_and_no_story_is_empty_or_of_one_report() -> None:
    members = defaultdict(list)
    for record in records("gold/reports.jsonl"):
        members[record["story"]].append(record["id"])
    assert sorted(i for ids in members.values() for i in ids) == sorted(reports())
    assert set(members) == {story["story"] for story in records("gold/stories.jsonl")}
    assert min(map(len, members.values())) >= 3


def test_reports_carry_the_split_of_their_story() -> None:
    splits = {story["story"]: story["split"] for story in records("gold/stories.jsonl")}
    assert all(record["split"] == splits[record["story"]] for record in records("gold/reports.jsonl"))


def test_the_corpus_spans_one_week() -> None:
    days = sorted(date.fromisoformat(r["published"][:10]) for r in reports().values())
    assert (days[0], days[-1]) == (date(2026, 3, 9), date(2026, 3, 15))
    assert len(set(days)) == 7


def test_ids_and_urls_are_unique_and_times_have_zones() -> None:
    assert len(records("reports.jsonl")) == len(reports()) == len({r["url"] for r in reports().values()})
    assert all(datetime.fromisoformat(r["published"]).tzinfo for r in reports().values())


def test_outlets_are_in_the_table_and_two_belong_to_one_owner() -> None:
    names = {outlet["name"] for outlet in outlets().values()}
    assert {r["outlet"] for r in reports().values()} == names
    owners = [outlet["owner"] for outlet in outlets().values()]
    assert len(set(owners)) == len(owners) - 1


def test_nothing_points_to_a_real_address() -> None:
    hosts = re.compile(r"(?:https?://|@)([\w.-]+\.\w+)")
    standard = {"purl.org", "www.w3.org", "jsonfeed.org", "schema.org"}
    for report in reports().values():
        raw = (EXAMPLES / report["raw"]).read_bytes().decode("utf8", "replace")
        assert {h for h in hosts.findall(raw) if not h.endswith(".example")} <= standard


@cache
def phenomena() -> dict[str, set[str]]:
    """The README's table of hard things: tag to the stories that it names."""
    readme = (EXAMPLES / "README.md").read_text("utf8")
    rows = re.findall(r"^\| `([a-z-]+)` \|.*\| ([a-z, -]+) \|$", readme, re.MULTILINE)
    return {tag: {name.strip() for name in stories.split(",")} for tag, stories in rows}


def test_each_phenomenon_in_the_readme_points_to_the_stories_that_hold_it() -> None:
    held = defaultdict(set)
    for story in records("gold/stories.jsonl"):
        for tag in story["tags"]:
            held[tag].add(story["story"])
    assert phenomena() == held


def test_what_is_hard_can_be_learnt_and_is_measured_on_other_stories() -> None:
    split = {story["story"]: story["split"] for story in records("gold/stories.jsonl")}
    hard = {tag for tag, stories in phenomena().items() if {split[s] for s in stories} > {"train"}}
    assert {"chain", "wire-whole", "wire-rewritten", "press-conference", "toll-over-time", "figures-conflict"} <= hard
    assert {"quote-cut", "quote-altered", "exclusive-credited", "near-miss", "correction-notice"} <= hard
    assert {"negation-clash", "date-difference", "name-spelt-two-ways", "owner-family-copy", "post"} <= hard
    assert {"unnamed-one", "unnamed-many", "anonymity-reason", "multi-paragraph-quote", "scare-quotes"} <= hard


def test_every_story_has_one_phenomenon_or_more() -> None:
    assert all(story["tags"] == list(dict.fromkeys(story["tags"])) != [] for story in records("gold/stories.jsonl"))


def test_near_misses_name_each_other() -> None:
    near = {story["story"]: story["near"] for story in records("gold/stories.jsonl")}
    pairs = {(a, b) for a, others in near.items() for b in others}
    assert pairs
    assert pairs == {(b, a) for a, b in pairs}


# --- raw forms --------------------------------------------------------------------------------------------------------


def told(report: Record) -> str:
    content: bytes = (EXAMPLES / str(report["raw"])).read_bytes()
    return content.decode("windows-1252" if b"charset=windows-1252" in content else "utf8")


def plain(markup: str) -> str:
    """Words of a raw form: no tags, no entities, no escapes; white space as single blanks."""
    text = re.sub(r"\\u([0-9a-f]{4})", lambda m: chr(int(m[1], 16)), markup).replace('\\"', '"')
    text = html.unescape(html.unescape(text))
    return " ".join(re.sub(r"</?[a-zA-Z][^<>]*>", "", text).split())


@pytest.mark.parametrize("name", sorted(reports()))
def test_the_raw_form_holds_every_paragraph_in_order(name: str) -> None:
    report = reports()[name]
    raw = plain(told(report))
    at = 0
    positions = []
    for paragraph in report["text"].split("\n\n"):
        wanted = " ".join(paragraph.split())
        assert wanted in raw
        at = raw.find(wanted, at) if raw.find(wanted, at) >= 0 else raw.index(wanted)
        positions.append(at)
    assert plain(report["title"]) in raw
    assert len(set(positions)) == len(positions)


def test_feeds_hold_the_entries_that_reports_name() -> None:
    entries = [r for r in reports().values() if r["entry"]]
    assert {r["raw"].split("/")[0] for r in entries} == {"feeds"}
    assert len({r["raw"] for r in entries}) >= 4
    assert all(r["entry"] in told(r) for r in entries)


def test_every_raw_file_is_of_some_report() -> None:
    folders = ("pages", "text", "feeds")
    files = {p.relative_to(EXAMPLES).as_posix() for f in folders for p in (EXAMPLES / f).rglob("*") if p.is_file()}
    assert files == {r["raw"] for r in reports().values()}


# --- spans ------------------------------------------------------------------------------------------------------------


def test_texts_are_paragraphs_with_nothing_left_of_the_source_form() -> None:
    for report in reports().values():
        assert not re.search(r"[{}|]|\n\n\n|(?<!\n)\n(?!\n)|  |^\s|\s$", report["text"]), report["id"]


def test_every_passage_is_the_text_at_its_offsets() -> None:
    for owner, passage in passages():
        text = reports()[passage["report"]]["text"]
        assert 0 <= passage["start"] < passage["end"] <= len(text), owner
        assert text[passage["start"] : passage["end"]] == passage["text"], owner


def test_passages_stand_in_reports_of_their_story_in_order_of_publication() -> None:
    for name, part in (("statements", "passages"), ("utterances", "versions"), ("differences", "values")):
        for record in records(f"gold/{name}.jsonl"):
            given = [p["report"] for p in record[part]]
            assert {story_of(report) for report in given} == {record["story"]}, record["id"]
            order = [(reports()[report]["published"], report) for report in given]
            assert order == sorted(order), record["id"]


def test_spans_begin_and_end_on_words_or_marks() -> None:
    for owner, passage in passages():
        assert passage["text"] == passage["text"].strip(), owner
        text = reports()[passage["report"]]["text"]
        for edge in (passage["start"], passage["end"]):
            assert not text[max(0, edge - 1) : edge + 1].isalnum() or edge in (0, len(text)), (owner, passage["text"])


def test_gold_covers_every_report_once() -> None:
    for name in ("attributions", "dates", "origins", "reports"):
        assert sorted(r["id"] for r in records(f"gold/{name}.jsonl")) == sorted(reports())


# --- attributions -----------------------------------------------------------------------------------------------------


def test_attributions_have_content_and_spans_in_order() -> None:
    for report, given in attributions():
        text = reports()[report]["text"]
        for said in given:
            assert said["content"], report
            for role in ("source", "cue", "content"):
                spans = said[role]
                assert spans == sorted(spans)
                assert all(0 <= s < e <= len(text) and text[s:e] == text[s:e].strip() for s, e in spans), report
                assert all(a[1] <= b[0] for a, b in pairwise(spans)), report


def test_source_cue_and_content_do_not_overlap() -> None:
    for report, given in attributions():
        for said in given:
            cells = [i for role in ("cue", "content") for s, e in said[role] for i in range(s, e)]
            assert len(cells) == len(set(cells)), (report, said)


def test_parents_are_there_and_hold_what_their_children_say() -> None:
    for report, given in attributions():
        for index, said in enumerate(given):
            seen = {index}
            parent = said["parent"]
            while parent is not None:
                assert parent not in seen, report
                seen.add(parent)
                parent = given[parent]["parent"]
            if said["parent"] is not None:
                outer = given[said["parent"]]["content"]
                assert all(any(a <= s and e <= b for a, b in outer) for s, e in said["content"]), (report, said)


def test_no_content_is_attributed_twice_on_one_level() -> None:
    for report, given in attributions():
        for parent in {said["parent"] for said in given}:
            level = [i for said in given if said["parent"] == parent for s, e in said["content"] for i in range(s, e)]
            assert len(level) == len(set(level)), report


def test_kinds_are_those_of_the_model() -> None:
    for _, given in attributions():
        for said in given:
            assert said["kind"] in set(Directness)
            assert said["speaker"]["kind"] in set(SpeakerKind)
    assert {d["kind"] for d in records("gold/differences.jsonl")} == {*DifferenceKind, "modality"}
    assert {s["status"] for s in records("gold/statements.jsonl")} == set(Status)
    assert {p["origin"]["kind"] for s in records("gold/statements.jsonl") for p in s["passages"]} <= set(OriginKind)


def test_speakers_with_one_key_are_one_within_a_story() -> None:
    for story in records("gold/stories.jsonl"):
        ids = {r["id"] for r in records("gold/reports.jsonl") if r["story"] == story["story"]}
        spoken = [said["speaker"] for report, given in attributions() if report in ids for said in given]
        assert len({s["key"] for s in spoken}) == len({json.dumps(s, sort_keys=True) for s in spoken})
        named = [s["name"] for s in {s["key"]: s for s in spoken}.values() if s["name"]]
        assert len(named) == len(set(named)), story["story"]


def test_what_is_mended_by_holds_chains_unnamed_sources_and_all_kinds() -> None:
    split = {r["id"]: r["split"] for r in records("gold/reports.jsonl")}
    for name in ("train", "dev"):
        given = [said for report, said in attributions() if split[report] == name]
        flat = [said for said_in_report in given for said in said_in_report]
        assert sum(said["parent"] is not None for said in flat) >= 8
        assert any(s["parent"] is not None and g[s["parent"]]["parent"] is not None for g in given for s in g)
        assert sum(said["speaker"]["kind"] == "anonymous" for said in flat) >= 10
        assert {said["kind"] for said in flat} == set(Directness)


# --- statements, utterances, differences, dates, copies ---------------------------------------------------------------


def witness(origin: Record) -> tuple[str, str]:
    if "of" not in origin:
        return origin["kind"], origin["name"]
    return ("own" if origin["kind"] == "outlet" else "person"), origin["of"]


@pytest.mark.parametrize("statement", records("gold/statements.jsonl"), ids=lambda s: s["id"])
def test_a_status_is_what_the_origins_allow(statement: Record) -> None:
    given = statement["passages"]
    known = {witness(p["origin"]) for p in given if p["origin"]["kind"] not in ("unnamed", "unknown")}
    everyone = {witness(p["origin"]) for p in given}
    assert statement["gist"]
    match statement["status"]:
        case "single":
            assert len({p["report"] for p in given}) == 1
        case "independent":
            assert len(known) >= 2
            assert len({reports()[p["report"]]["outlet"] for p in given}) >= 2
        case "same-origin":
            assert len(everyone) == 1
        case _:
            assert len(known) < 2
            assert len(everyone) >= 2 or everyone == {("unknown", "")}


def test_copies_add_no_origin() -> None:
    for copy in records("gold/copies.jsonl"):
        assert copy["of"] in copy["reports"]
        assert len(copy["reports"]) > 1
        assert {story_of(report) for report in copy["reports"]} == {copy["story"]}
        first = min(copy["reports"], key=lambda report: reports()[report]["published"])
        assert first == copy["of"]


def test_versions_of_an_utterance_are_attributed_to_its_speaker() -> None:
    said = dict(attributions())
    for utterance in records("gold/utterances.jsonl"):
        for version in utterance["versions"]:
            over = {
                a["speaker"]["key"]
                for a in said[version["report"]]
                for s, e in a["content"]
                if s < version["end"] and version["start"] < e
            }
            assert utterance["speaker"]["key"] in over, (utterance["id"], version)


def test_an_utterance_has_a_fullest_version_and_is_quoted_somewhere() -> None:
    for utterance in records("gold/utterances.jsonl"):
        changes = [version["change"] for version in utterance["versions"]]
        assert set(changes) <= set(Change)
        assert "same" in changes, utterance["id"]
        assert any(version["form"] == "quoted" for version in utterance["versions"])
        for version in utterance["versions"]:
            assert version["form"] == "quoted" or version["change"] == "altered"


def test_differences_differ() -> None:
    for difference in records("gold/differences.jsonl"):
        assert len({value["value"] for value in difference["values"]}) >= 2, difference["id"]
        assert len({reports()[value["report"]]["outlet"] for value in difference["values"]}) >= 2, difference["id"]
        assert difference["differs"] == (difference["relation"] not in ("units", "approximate", "subset"))


def test_dates_are_timex3_and_do_not_overlap() -> None:
    for record in records("gold/dates.jsonl"):
        text = reports()[record["id"]]["text"]
        end = 0
        for found in record["dates"]:
            assert end <= found["start"] < found["end"] <= len(text), record["id"]
            end = found["end"]
            assert found["type"] in set(DateType)
            assert TIMEX3_VALUE.fullmatch(found["value"]), found


def test_days_of_the_week_fall_on_their_dates() -> None:
    week = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
    for record in records("gold/dates.jsonl"):
        text = reports()[record["id"]]["text"]
        for found in record["dates"]:
            words = text[found["start"] : found["end"]]
            named = [day for day in week if day in words]
            if named and found["type"] != "SET":
                assert week[date.fromisoformat(found["value"][:10]).weekday()] == named[0], (record["id"], words)
