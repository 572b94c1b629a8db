"""A story as big as they come: many reports of one event, of 300 to 800 words each, made out of real prose.

Strategy: the reports of one event of BASIL open are what everybody tells, articles of PolNeAR what only one has. Each
report does what newsrooms do, by a generator of fixed seed. A third run another's text: as it is, cut short, or edited
here and there. The others tell some of the event in words of their own among paragraphs of their own; here those are
words of the event put in place of others. None of it is news; it costs what news costs. Of the pairs of sentences that
are no copies 16 to 20% are compared and .4 to .6% say the same; in the six largest stories of ECB+ dev that have whole
sentences, 16 to 22 reports each, it is 12 to 30% and .3 to 1.4%. Run as a module on such a file, this makes the dossier
of all its reports as one story, since no grouping would take them for one.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from twosource import pipeline
from twosource.model import Report, Story
from twosource.wiring import Wiring

NOON = datetime(2026, 3, 9, 12, tzinfo=UTC)
LENGTH = (300, 800)  # words of a report; to whole paragraphs
# up to here a report runs another as it is, cuts it, edits it; else it is its own
WHOLE, CUT, EDITED = 0.10, 0.22, 0.34
SHARED = (0.7, 1.0)  # so much of a report of its own is of the event; with CHANGED, for the figures above
DROPPED = 0.2  # an edited report lacks so many paragraphs, and has as many changed
CHANGED = 0.25  # of the longer words of what is told anew or changed so many are others


def big_story(event: Sequence[str], alone: Sequence[str], size: int) -> Iterator[dict[str, str]]:
    """`size` reports as JSON Lines carry them, made out of the texts of one event and of what only one has."""
    chance = random.Random(size)  # noqa: S311 nothing is secret here
    words = sorted({word for text in event for word in text.split() if _may_change(word)})
    for number in range(size):
        text = event[number % len(event)]
        if number >= len(event):
            text = _remade(text, (*event, alone[number % len(alone)]), words, chance)
        yield {
            "id": f"r{number:03}",
            "outlet": f"Outlet {number:03}",
            "published": (NOON + timedelta(minutes=7 * number)).isoformat(),
            "text": "\n\n".join(_opening(text.split("\n\n"), LENGTH[1])),
        }


def _remade(text: str, all_told: Sequence[str], words: Sequence[str], chance: random.Random) -> str:
    paragraphs = _opening(text.split("\n\n"), LENGTH[1])
    kind = chance.random()
    if kind < WHOLE:
        return text
    if kind < CUT:
        return "\n\n".join(_opening(paragraphs, LENGTH[0]))
    if kind < EDITED:
        kept = [paragraph for paragraph in paragraphs if chance.random() >= DROPPED]
        return "\n\n".join(_anew(one, words, chance) if chance.random() < DROPPED else one for one in kept)
    size, of_event = chance.randint(*LENGTH), [one for each in all_told[:-1] for one in each.split("\n\n")]
    told = _opening(chance.sample(of_event, len(of_event)), int(size * chance.uniform(*SHARED)))
    own = _opening(all_told[-1].split("\n\n"), size - _words(told))
    return "\n\n".join((*(_anew(paragraph, words, chance) for paragraph in told), *own))


def _opening(paragraphs: Sequence[str], most: int) -> list[str]:
    """The first paragraphs, one at least, of no more than so many words."""
    return [one for number, one in enumerate(paragraphs) if not number or _words(paragraphs[: number + 1]) <= most]


def _words(paragraphs: Sequence[str]) -> int:
    return sum(len(paragraph.split()) for paragraph in paragraphs)


def _anew(paragraph: str, words: Sequence[str], chance: random.Random) -> str:
    return " ".join(
        chance.choice(words) if _may_change(word) and chance.random() < CHANGED else word
        for word in paragraph.split(" ")
    )


def _may_change(word: str) -> bool:
    return word.islower() and len(word) > 4


def write(path: Path, event: Sequence[str], alone: Sequence[str], size: int) -> None:
    lines = (json.dumps(report) for report in big_story(event, alone, size))
    path.write_text("\n".join(lines) + "\n", encoding="utf8")


def longest_event(stories: Path) -> tuple[str, ...]:
    """The texts of that event of a file of stories that has most words."""
    events: dict[str, list[str]] = {}
    for line in stories.read_text(encoding="utf8").splitlines():
        report = json.loads(line)
        events.setdefault(report["story"], []).append(report["text"])
    return tuple(max(events.values(), key=lambda texts: sum(map(len, texts))))


def texts(articles: Path) -> tuple[str, ...]:
    return tuple(json.loads(line)["text"] for line in articles.read_text(encoding="utf8").splitlines())


def main(path: Path) -> None:
    """The dossier of the reports of `path`, as `compare` makes one."""
    records = [json.loads(line) for line in path.read_text(encoding="utf8").splitlines()]
    reports = tuple(
        Report(one["id"], one["text"], outlet=one["outlet"], published=datetime.fromisoformat(one["published"]))
        for one in records
    )
    wiring = Wiring({})
    made = pipeline.dossier_of(
        Story(path.stem, reports), {}, wiring.tag, workers=wiring.workers, meaning=wiring.meaning
    )
    print(made.counts, len(made.statements))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
