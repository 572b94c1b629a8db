"""The commands as a user runs them, in this process, on invented news."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from email import message_from_bytes
from email.policy import default
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from twosource.cli import cli

FIRE = """Fire guts Orrin flour mill

By Jane Doe

A fire destroyed the flour mill in Orrin on Tuesday, and two men were hurt.

“Nothing is left of it but the chimney,” said Ada Lunt, the fire chief.
"""
BLAZE = """Mill burns down in Orrin

The flour mill in Orrin burned down on Tuesday. Two men were hurt in the fire.

Ada Lunt, the fire chief, said: “Nothing is left of it but the chimney.”

The owner, Lode Grain, had been fined over dust in the mill in January.
"""


def run(*words: object, stdin: bytes = b"") -> Result:
    return CliRunner().invoke(cli, [str(word) for word in words], input=stdin)


@pytest.fixture
def texts(tmp_path: Path) -> list[Path]:
    paths = [tmp_path / "fire.txt", tmp_path / "blaze.txt"]
    for path, text in zip(paths, (FIRE, BLAZE), strict=True):
        path.write_text(text, encoding="utf8")
    return paths


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    records = [
        {"id": "fire", "outlet": "Courier", "title": "Fire", "published": "2026-03-11", "text": FIRE},
        {"id": "blaze", "outlet": "Herald", "title": "Blaze", "published": "2026-03-12", "text": BLAZE},
    ]
    path = tmp_path / "reports.jsonl"
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf8")
    return path


def test_read_writes_reports_as_json_lines(texts: list[Path]) -> None:
    done = run("read", "--outlet", "The Orrin Courier", *texts)
    assert done.exit_code == 0
    first, second = map(json.loads, done.stdout.splitlines())
    assert first["id"] == "fire"
    assert first["title"] == "Fire guts Orrin flour mill"
    assert first["byline"] == "Jane Doe"
    assert first["outlet"] == second["outlet"] == "The Orrin Courier"
    assert first["text"].startswith("A fire destroyed")


def test_what_read_writes_it_reads_again_unchanged(texts: list[Path]) -> None:
    once = run("read", *texts).stdout
    assert run("read", "-", stdin=once.encode()).stdout == once


def test_a_bad_input_is_named_and_the_others_are_done(texts: list[Path], tmp_path: Path) -> None:
    (tmp_path / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    done = run("read", tmp_path / "gone.txt", tmp_path / "picture.txt", *texts)
    assert done.exit_code == 1
    assert len(done.stdout.splitlines()) == 2
    assert "gone.txt: " in done.stderr
    assert "picture.txt: " in done.stderr


def test_group_tells_the_story_of_each_report(reports: Path) -> None:
    found = {line["id"]: line["story"] for line in map(json.loads, run("group", reports).stdout.splitlines())}
    assert found["fire"] == found["blaze"]


def test_voices_gives_spans_into_the_text(reports: Path) -> None:
    lines = {line["id"]: line["attributions"] for line in map(json.loads, run("voices", reports).stdout.splitlines())}
    spoken = [[FIRE[s:e] for s, e in a["content"]] for a in lines["fire"] if a["speaker"]["name"] == "Ada Lunt"]
    assert spoken == [["“Nothing is left of it but the chimney,”"]]


def test_dates_gives_values_from_the_day_of_publication(reports: Path) -> None:
    lines = {line["id"]: line["dates"] for line in map(json.loads, run("dates", reports).stdout.splitlines())}
    assert [(FIRE[d["start"] : d["end"]], d["type"], d["value"]) for d in lines["fire"]] == [
        ("Tuesday", "DATE", "2026-03-10")
    ]


def test_compare_gives_a_dossier_as_json(texts: list[Path]) -> None:
    done = run("compare", "--json", *texts)
    assert done.exit_code == 0
    found = json.loads(done.stdout)
    assert found["version"] == 1
    [story] = found["stories"]
    assert {report["id"] for report in story["reports"]} == {"fire", "blaze"}
    [quote] = [quote for quote in story["quotes"] if len({v["report"] for v in quote["variants"]}) == 2]
    assert quote["speaker"]["name"] == "Ada Lunt"


def test_compare_does_not_hang_on_the_order_of_inputs(texts: list[Path]) -> None:
    assert run("compare", "--json", *texts).stdout == run("compare", "--json", *reversed(texts)).stdout


def test_compare_prints_a_summary_and_writes_a_page(texts: list[Path], tmp_path: Path) -> None:
    done = run("compare", *texts, "--html", tmp_path / "out" / "story.html")
    assert done.exit_code == 0
    assert "2 reports" in done.stdout
    assert "story.html" in done.stderr
    page = (tmp_path / "out" / "story.html").read_text(encoding="utf8")
    assert "Nothing is left of it but the chimney" in page
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["story.html"]


def test_compare_as_text_holds_all_of_it(texts: list[Path], tmp_path: Path) -> None:
    shown = run("compare", "--text", *texts).stdout
    assert "had been fined over dust" in " ".join(shown.split())
    run("compare", *texts, "-o", tmp_path / "story.txt")
    assert (tmp_path / "story.txt").read_text(encoding="utf8") == shown


def test_brief_writes_every_form(reports: Path, tmp_path: Path) -> None:
    names = ["--html", "brief.html", "--dossiers", "stories.html", "--eml", "brief.eml", "--text", "brief.txt"]
    words = [tmp_path / word if "." in word else word for word in names]
    done = run("brief", reports, "--since", "7d", "--json", tmp_path / "brief.json", *words)
    assert done.exit_code == 0
    found = json.loads((tmp_path / "brief.json").read_text(encoding="utf8"))
    assert (found["since"], found["until"]) == ("2026-03-06", "2026-03-12")
    assert len(found["stories"]) == 1
    assert 'href="stories.html#' in (tmp_path / "brief.html").read_text(encoding="utf8")
    mail = message_from_bytes((tmp_path / "brief.eml").read_bytes(), policy=default)
    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]
    assert "Orrin" in (tmp_path / "brief.txt").read_text(encoding="utf8")


@pytest.mark.parametrize("period", ["2026-03-12", "1d"])
def test_a_period_leaves_out_what_was_published_before_it(period: str, tmp_path: Path) -> None:
    old = {"id": "old", "published": "2026-03-01", "text": "The council of Pell closed all three of its libraries."}
    new = {"id": "new", "published": "2026-03-12", "text": BLAZE}
    path = tmp_path / "reports.jsonl"
    path.write_text("".join(json.dumps(record) + "\n" for record in (old, new)), encoding="utf8")
    done = run("brief", path, "--since", period, "--json", "-")
    assert [report["id"] for report in json.loads(done.stdout)["reports"]] == ["new"]


@pytest.mark.parametrize(
    ("words", "way"),
    [
        (["--since", "2026-11-01"], "the newest report is of 12 March 2026; try --since 2026-03-06\n"),
        (["--until", "2026-03-01"], "the newest report is of 12 March 2026; try --until 2026-03-12\n"),
    ],
)
def test_a_brief_of_days_without_reports_tells_which_there_are(words: list[str], way: str, reports: Path) -> None:
    done = run("brief", reports, *words)
    assert (done.exit_code, done.stderr) == (0, way)
    assert "0 stories" in done.stdout
    assert "Every line" not in done.stdout
    assert run("brief", reports, *way.partition("try ")[2].split()).stderr == ""


@pytest.mark.parametrize(
    "words",
    [
        ["compare"],
        ["compare", "--json", "--text", "x"],
        ["brief", "x", "--since", "soon"],
        ["brief", "-", "--since", "2026-03-12", "--until", "2026-03-11"],
        ["nonsense"],
        ["read", "--nonsense", "x"],
    ],
)
def test_wrong_usage_exits_2(words: list[str]) -> None:
    assert run(*words).exit_code == 2


def twosource(*words: object, **settings: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "twosource", *map(str, words)],
        capture_output=True,
        text=True,
        check=False,
        env={"PATH": "/usr/bin:/bin", **settings},
    )


def test_reports_that_name_no_outlet_are_counted_with_what_to_do(texts: list[Path]) -> None:
    assert run("compare", *texts).stderr == (
        "2 reports name no outlet; --outlet NAME says who published all inputs of a run\n"
    )
    assert run("compare", texts[0]).stderr.startswith("1 report names no outlet")
    assert run("compare", *texts, "--outlet", "The Courier").stderr == ""


def test_what_cannot_run_exits_3_and_says_why(texts: list[Path]) -> None:
    misspelt = twosource("compare", texts[0], TWOSOURCE_OUTLET="x")
    assert (misspelt.returncode, misspelt.stdout) == (3, "")
    assert "did you mean TWOSOURCE_OUTLETS?" in misspelt.stderr
    missing = twosource("compare", texts[0], "--outlets", "nope.toml")
    told = "twosource: nope.toml: the table of outlets cannot be read: no such file or directory; check the path\n"
    assert (missing.returncode, missing.stderr) == (3, told)


def test_output_that_failed_leaves_no_file(tmp_path: Path) -> None:
    done = twosource("compare", tmp_path, "-o", tmp_path / "o.json", TWOSOURCE_OUTLETS=str(tmp_path / "gone.toml"))
    assert done.returncode == 3
    assert list(tmp_path.iterdir()) == []


def test_help_answers_at_once() -> None:
    twosource("--help")
    start = time.perf_counter()
    done = twosource("--help")
    assert time.perf_counter() - start < 1  # the bound is 0.3 s on a quiet machine: see bench
    assert "compare" in done.stdout
    loaded = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "twosource", "--help"], capture_output=True, text=True, check=True
    )
    assert not {"lxml", "trafilatura", "jinja2", "httpx2", "rich"} & set(loaded.stderr.split())


def test_brief_by_rules_tries_them_and_then_keeps_to_them(reports: Path, tmp_path: Path) -> None:
    rules = tmp_path / "mine.rules"
    rules.write_text("mute topic blaze\nfollow topic football\nminutes 3\n", encoding="utf8")
    tried = run("brief", reports, "--rules", rules, "--try")
    assert tried.exit_code == 0
    assert "left out, was at place 1: mute topic blaze" in tried.stdout
    assert "“follow topic football” touches no story of this period." in tried.stdout
    assert json.loads(run("brief", reports, "--rules", rules, "--json", "-").stdout)["stories"] == []


def test_brief_tells_nothing_twice(reports: Path, tmp_path: Path) -> None:
    told = tmp_path / "told.json"
    words = ["brief", reports, "--told", told, "--minutes", "5", "--json", "-"]
    first, second = (json.loads(run(*words).stdout) for _ in range(2))
    assert (len(first["stories"]), first["after"]) == (1, None)
    assert (second["stories"], second["after"]) == ([], first["until"])
    told.write_text("{", encoding="utf8")
    assert run(*words).exit_code == 2


def test_compare_tells_three_stories_where_the_page_has_all(tmp_path: Path) -> None:
    towns = ("Pell", "Corran", "Tarbet", "Orrin", "Vanno")
    things = ("library closed", "ferry sank", "bakery burned", "bridge cracked", "museum flooded")
    records = [
        {"id": town, "title": f"{town}: {thing}", "text": f"The {thing} in {town}. Nobody in {town} was hurt by it."}
        for town, thing in zip(towns, things, strict=True)
    ]
    path = tmp_path / "reports.jsonl"
    path.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf8")
    glance, whole = run("compare", path, "--html", tmp_path / "page.html").stdout, run("compare", path).stdout
    assert [glance.count("─" * 80), whole.count("─" * 80)] == [4, 5]
    assert all(record["title"] in glance for record in records)


def test_who_reads_no_further_than_a_line_is_no_failure(reports: Path) -> None:
    for words in (["read"], ["voices"], ["compare", "--json"], ["brief"]):
        with subprocess.Popen(
            [sys.executable, "-m", "twosource", *words, str(reports)], stdout=subprocess.PIPE, stderr=subprocess.PIPE
        ) as started:
            assert started.stdout
            assert started.stderr
            started.stdout.close()
            assert (started.stderr.read(), started.wait()) == (b"", 0)


def test_brief_as_feeds(reports: Path, tmp_path: Path) -> None:
    done = run("brief", reports, "--atom", tmp_path / "brief.atom", "--json-feed", tmp_path / "brief.json")
    assert done.exit_code == 0
    assert "Orrin" in (tmp_path / "brief.atom").read_text(encoding="utf8")
    [item] = json.loads((tmp_path / "brief.json").read_text(encoding="utf8"))["items"]
    assert item["id"].startswith("urn:")


def test_rules_that_cannot_be_understood_are_named(reports: Path, tmp_path: Path) -> None:
    rules = tmp_path / "mine.rules"
    rules.write_text("watch topic mill\n", encoding="utf8")
    done = run("brief", reports, "--rules", rules)
    assert done.exit_code == 2
    assert "line 1 (“watch topic mill”): “watch” is no verb" in done.stderr
    assert run("brief", reports, "--rules", tmp_path / "gone.rules").exit_code == 2
    assert run("brief", reports, "--try").exit_code == 2
