"""The two documents that the project began with: what their dossier must show, each 1 where it does.

Strategy: the JSON that `compare` prints, and nothing but it. The documents are beside the checkout, not in it, and no
more of their words stands here than it takes to point at a passage.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from quality.floors import Result
from quality.public import SHARED, command, digest

SEEDS = SHARED / "seeds"
FIRST, SECOND = "000_8f4e6a568d1379c6", "003_ed36d4466021a165"
TITLES = {
    FIRST: "Trump Defends Calling Putin News",
    SECOND: "'Not a bad thing': Donald Trump defends congratulating Putin on election victory",
}
CLUTTER = (
    "news you need to know", "politics news in your in-box", "political news in your in-box", "Read more about",
    "mobile app", "iPhone Android", "Leave a comment",
)  # fmt: skip
TWEETS = ("I called President Putin of Russia", "Getting along with Russia", "Bush tried to get along")
ALONE = {
    "PEACE THROUGH STRENGTH!": SECOND,
    "fireable offence and likely illegal": SECOND,
    "launched an internal investigation": SECOND,
    "malicious cyber-attacks": FIRST,
    "Robert S. Mueller": FIRST,
    "pursued a “reset”": FIRST,
}
NOTES_BY_THE_AP = ("guidance in Mr Trump's talking points", "select group of aides", "meant to embarrass", "leaker be")
OMITTED = "nerve agent"  # what the president was told to speak of, and did not
PUBLISHED = "2018-03-21"  # the day to be given: the documents tell none
ON_THEIR_DAYS = {"call": ("2018-03-20", "call on Tuesday"), "tweets": ("2018-03-21", "tweets on Wednesday")}
Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class SeedMeasure:
    name: str = "seeds"

    def result(self) -> Result:
        files = sorted(SEEDS.glob("*.txt"))
        if not files:
            return Result(self.name, {}, skipped="no seeds beside the checkout")
        undated = json.loads(command("compare", *map(str, files), "--json"))
        held = (*checks(undated), *undated_checks(undated), *dated_checks(json.loads(_compared_as_published(files))))
        return Result(self.name, {name: float(holds) for name, holds in held}, digest(files))


def _compared_as_published(files: Sequence[Path]) -> str:
    """What `compare` prints of the documents as records with the day of publication that they lack."""
    records = [json.loads(line) for line in command("read", *map(str, files)).splitlines()]
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf8") as file:
        file.writelines(json.dumps({**record, "published": PUBLISHED}) + "\n" for record in records)
        file.flush()
        return command("compare", file.name, "--json")


def checks(found: Json) -> Iterator[tuple[str, bool]]:
    story = found["stories"][0]
    reports = {report["id"]: report for report in story["reports"]}
    shown = list(passages(story))
    yield "one story of two", len(found["stories"]) == 1 and set(reports) == set(TITLES)
    yield "titles", all(reports[i]["title"] == title for i, title in TITLES.items())
    yield "byline", reports[SECOND]["byline"] == "Andrew Buncombe"
    yield "no clutter", not any(words in passage["text"] for passage in shown for words in CLUTTER)
    yield "verbatim", all(reports[p["report"]]["text"][p["start"] : p["end"]] == p["text"] for p in shown)
    for words in TWEETS:
        yield f"tweet {words.split()[0].lower()} in both", any(_in_both(quote, words) for quote in story["quotes"])
    for words, home in ALONE.items():
        where = {p["report"] for p in shown if words in p["text"]}
        shared = [s for s in story["statements"] if _reports(s) > 1 and any(_is(p, words) for p in s["passages"])]
        yield f"only in one: {words}", where == {home} and not shared
    yield "the notes by the AP", all(_by_the_ap(story, words) for words in NOTES_BY_THE_AP)
    yield "omission in both", any(_tells_in_both(statement, OMITTED) for statement in story["statements"])
    yield "disappointed against angry", any(_weighs(difference) for difference in story["differences"])


def undated_checks(found: Json) -> Iterator[tuple[str, bool]]:
    """No date is invented: the timeline has what is written out in its passages, and nothing else."""
    entries = found["stories"][0]["timeline"]
    written = all(entry["date"] in passage["text"] for entry in entries for passage in entry["passages"])
    yield "no date invented", written


def dated_checks(found: Json) -> Iterator[tuple[str, bool]]:
    entries = found["stories"][0]["timeline"]
    for what, (day, words) in ON_THEIR_DAYS.items():
        days = {entry["date"] for entry in entries if any(words in passage["text"] for passage in entry["passages"])}
        yield f"{what} on {day}", days == {day}


def _weighs(difference: Json) -> bool:
    """Whether what the chief of staff felt stands side by side in the words of each."""
    values = {(value["report"], value["value"]) for value in difference["values"] if "Kelly" in value["text"]}
    wanted = {(FIRST, "very disappointed and frustrated"), (SECOND, "very angry")}
    return difference["kind"] == "wording" and values == wanted


def _in_both(quote: Json, words: str) -> bool:
    return (
        quote["speaker"]["name"] == "Donald Trump"
        and {variant["report"] for variant in quote["variants"]} == set(TITLES)
        and words in quote["text"]
    )


def _by_the_ap(story: Json, words: str) -> bool:
    """Whether every passage with these words has the agency as its origin."""
    origins = [p["origin"] for s in story["statements"] for p in s["passages"] if words in p["text"]]
    return bool(origins) and all(origin == {"kind": "wire", "name": "Associated Press"} for origin in origins)


def _tells_in_both(statement: Json, words: str) -> bool:
    return {passage["report"] for passage in statement["passages"] if words in passage["text"]} == set(TITLES)


def _reports(statement: Json) -> int:
    return len({passage["report"] for passage in statement["passages"]})


def _is(passage: Json, words: str) -> bool:
    """Whether these words are most of a passage, not a part of a longer one that says more."""
    return words in passage["text"] and len(passage["text"]) < 2 * len(words) + 40


def passages(value: object) -> Iterator[Json]:
    """Every passage anywhere in a story."""
    if isinstance(value, Mapping):
        if {"report", "start", "end", "text"} <= value.keys():
            yield value
        for inner in value.values():
            yield from passages(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from passages(inner)


MEASURES = (SeedMeasure(),)
