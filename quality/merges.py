"""`python -m quality.merges STORIES.jsonl…`: the stories of `group` that join reports of several events, for reading.

A line a false merge: how many reports of which event, then the beginning of one report of each. No figure: a list that
tells what to mend, to be run on development data.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from quality.public import command

SHOWN = 110  # characters of a report
Line = Mapping[str, Any]


def merges(reports: Sequence[Line], stories: Mapping[str, str]) -> Iterator[tuple[tuple[Line, ...], ...]]:
    """Of each story that has reports of several events, those of each event; the largest event first."""
    found: dict[str, dict[str, list[Line]]] = defaultdict(lambda: defaultdict(list))
    for report in reports:
        found[stories[report["id"]]][report["story"]].append(report)
    for story in sorted(found):
        if len(found[story]) > 1:
            yield tuple(map(tuple, sorted(found[story].values(), key=lambda event: (-len(event), event[0]["id"]))))


def grouped(reports: Sequence[Line]) -> Mapping[str, str]:
    """The story of each report, by `twosource group`."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf8") as file:
        file.writelines(json.dumps(report) + "\n" for report in reports)
        file.flush()
        answers = map(json.loads, command("group", file.name).splitlines())
    return {answer["id"]: answer["story"] for answer in answers}


def main() -> None:
    for path in map(Path, sys.argv[1:]):
        lines = map(json.loads, path.read_text(encoding="utf8").splitlines())
        reports = [line for line in lines if line.get("split", "dev") == "dev"]
        found = list(merges(reports, grouped(reports)))
        print(f"{path.name}: {len(found)} stories of several events")
        for events in found:
            print(" + ".join(f"{len(event)} of {event[0]['story']}" for event in events))
            for event in events:
                print("   ", f"{event[0].get('title') or ''} {event[0]['text']}".strip()[:SHOWN].replace("\n", " "))


if __name__ == "__main__":
    main()
