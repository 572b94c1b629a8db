"""What a made archive holds: whose page of what kind is crawled when, and the words on it.

Strategy: pages are planned first, as small values, by one generator of fixed seed, and put in order of time; words are
made when a page is written. So an archive of any size is made in a stream, the same one each time.

The shares are assumptions. There is no published census of CC-NEWS by kind of page. They are put together from what is
known of such crawls: most of their pages are what many outlets have alike (agencies' reports, editions of one owner),
what machines write, and pages that hold no article; and few outlets have most of the pages.
"""

from __future__ import annotations

import random
from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from itertools import accumulate

from bench.archive.styles import Article, Outlet, article_page, list_page, stub_page
from bench.archive.tellings import Telling, chosen, title_of


class Kind(StrEnum):
    """What a page is."""

    OWN = "own"  # a report of an event in words of the outlet's own
    WIRE = "wire"  # the agency's report, as it is
    NEAR = "near"  # the agency's report, cut or edited
    LONE = "lone"  # a report that nobody else has
    TEMPLATE = "template"  # weather, shares, notices: machine-made, all by one outlet
    LIST = "list"  # fronts and sections
    STUB = "stub"  # walls, openings of reports, videos
    AGAIN = "again"  # a page that was crawled before, unchanged
    REVISIT = "revisit"  # a WARC record that says so, without the page
    OTHER = "other"  # PDF, pictures, data, pages not found


# Of a hundred pages; stories are OWN, WIRE and NEAR together, by SIZES and PARTS.
STORIES = 37
SHARES = {
    Kind.LONE: 6,
    Kind.TEMPLATE: 25,
    Kind.LIST: 13,
    Kind.STUB: 8,
    Kind.AGAIN: 4,
    Kind.REVISIT: 3,
    Kind.OTHER: 4,
}
SIZES = range(2, 31)  # reports of a story
SIZE_FALLS = 1.6  # a story of n reports is as frequent as n to the minus this
OWN_PART, NEAR_PART = 0.32, 0.3  # of a story's reports, and of those of them that are copies
OUTLETS = 400
OUTLET_FALLS = 0.9  # the outlet of rank n has as many reports as n to the minus this
TEMPLATES_BY, AGENCY = 0, 1  # outlets' numbers
START = datetime(2026, 3, 1, tzinfo=UTC)
DAYS = 28.0  # in which events begin; they are told for up to three more
TOLD_WITHIN = timedelta(days=3)
HEADLINES = 40  # on a list
TOWNS = 900  # that have weather
FORECAST = """\
The weather in {town} on {day}: temperatures between {low} and {high} degrees are expected by the stations of the \
network, with wind of up to {wind} kilometres an hour from the west.
In the morning it is {morning} degrees in {town}, and the sky is clouded. At noon temperatures reach {noon} degrees. \
In the evening it grows cooler, and the night stays dry in most places.
This forecast is made by computer from the measurements of public stations, and is brought up to date every six hours. \
Warnings of storms and floods are given by the authorities alone."""
ARTICLES = (Kind.OWN, Kind.WIRE, Kind.NEAR, Kind.LONE)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page to be made. `number` is its own, but for what is crawled again, which has that of the first time."""

    kind: Kind
    number: int
    outlet: int
    published: datetime
    crawled: datetime
    event: int = -1
    part: int = 0
    first: Kind | None = None  # what it is that is crawled again


@lru_cache(maxsize=OUTLETS)
def outlet(number: int) -> Outlet:
    words = Telling(number, -2)
    name = {TEMPLATES_BY: "Dataport", AGENCY: "Lodestar Press"}.get(
        number, f"The {words.name('outlet')} {words.name('n')}"
    )
    return Outlet(number, name, f"www.o{number:03}.example")


class Archive:
    """The pages of an archive of about `pages` pages, and what is on each."""

    def __init__(self, pages: int, seed: int = 9) -> None:
        self._seed = seed
        self._chance = random.Random(seed)  # noqa: S311 no secret: the same archive each time
        self._ranks = [*accumulate(rank**-OUTLET_FALLS for rank in range(1, OUTLETS))]
        self._telling = lru_cache(maxsize=512)(lambda event: Telling(event, seed))
        self._numbers = iter(range(10**9))
        self.sheets = self._planned(pages)

    # --- the plan -----------------------------------------------------------------------------------------------------

    def _planned(self, pages: int) -> list[Sheet]:
        """All sheets in order of the crawl."""
        found: list[Sheet] = []
        events = iter(range(10**9))
        while len(found) < pages * STORIES // 100:
            found += self._event(next(events))
        found += (self._alone(Kind.LONE, event=next(events)) for _ in range(pages * SHARES[Kind.LONE] // 100))
        articles = list(found)
        for kind in (Kind.TEMPLATE, Kind.LIST, Kind.STUB, Kind.OTHER):
            found += (self._alone(kind) for _ in range(pages * SHARES[kind] // 100))
        for kind in (Kind.AGAIN, Kind.REVISIT):
            before = self._chance.sample(articles, min(len(articles), pages * SHARES[kind] // 100))
            found += (self._again(kind, sheet) for sheet in before)
        return sorted(found, key=lambda sheet: (sheet.crawled, sheet.number))

    def _event(self, event: int) -> Iterator[Sheet]:
        """One event: reports of the outlets' own, and copies of the first."""
        size = self._chance.choices(SIZES, [size**-SIZE_FALLS for size in SIZES])[0]
        own = min(max(2, round(OWN_PART * size)), len(self._telling(event).story.reports))
        when = self._moment()
        for part, by in enumerate(self._outlets(size)):
            kind = Kind.OWN if part < own else Kind.NEAR if self._chance.random() < NEAR_PART else Kind.WIRE
            delay = timedelta(hours=self._chance.expovariate(0.1)) if part else timedelta()
            published = when + min(delay, TOLD_WITHIN)
            yield self._sheet(kind, by, published, event, part)

    def _alone(self, kind: Kind, event: int = -1) -> Sheet:
        by = TEMPLATES_BY if kind == Kind.TEMPLATE else self._rank()
        return self._sheet(kind, by, self._moment(), event, 0)

    def _again(self, kind: Kind, sheet: Sheet) -> Sheet:
        later = timedelta(hours=self._chance.uniform(1, 60))
        return replace(sheet, kind=kind, crawled=sheet.crawled + later, first=sheet.kind)

    def _sheet(self, kind: Kind, by: int, published: datetime, event: int, part: int) -> Sheet:
        published = published.replace(microsecond=0)
        crawled = published + timedelta(seconds=self._chance.randrange(60, 20_000))
        return Sheet(kind, next(self._numbers), by, published, crawled, event, part)

    def _moment(self) -> datetime:
        return START + timedelta(days=self._chance.uniform(0, DAYS))

    def _outlets(self, size: int) -> list[int]:
        """Different outlets, large ones more often; the agency is the first of half of all events."""
        found = [AGENCY] if self._chance.random() < 0.5 else []
        while len(found) < size:
            if (by := self._rank()) not in found:
                found.append(by)
        return found

    def _rank(self) -> int:
        return 1 + bisect(self._ranks, self._chance.uniform(0, self._ranks[-1] * 0.999_999))

    # --- what is on a page --------------------------------------------------------------------------------------------

    def url(self, sheet: Sheet) -> str:
        name = f"{sheet.first or sheet.kind}-{sheet.number}"
        return f"https://{outlet(sheet.outlet).domain}/{sheet.published:%Y/%m/%d}/{name}"

    def body(self, sheet: Sheet) -> bytes:
        """The page, or what else was fetched."""
        by, kind = outlet(sheet.outlet), sheet.first or sheet.kind
        if kind == Kind.LIST:
            telling = self._telling(-sheet.number - 1)
            return list_page(by, [title_of([telling.sentence(f"list {n}")]) for n in range(HEADLINES)])
        if kind == Kind.OTHER:
            return b"%PDF-1.7\n" + random.Random(sheet.number).randbytes(3_000)  # noqa: S311 no secret
        if kind == Kind.TEMPLATE:
            return article_page(by, self._machine_made(sheet))
        if kind == Kind.STUB:
            return stub_page(by, self._article(replace(sheet, event=-sheet.number - 1)), sheet.number)
        return article_page(by, self._article(sheet))

    def _article(self, sheet: Sheet) -> Article:
        telling, kind = self._telling(sheet.event), sheet.first or sheet.kind
        copied = kind in {Kind.WIRE, Kind.NEAR}
        paragraphs = telling.paragraphs(0 if copied else sheet.part)
        title = title_of(paragraphs)
        if kind == Kind.NEAR:
            paragraphs = self._edited(paragraphs, sheet)
        byline = " ".join(telling.name(f"{sheet.number} {part}") for part in ("first", "last"))
        credit = outlet(AGENCY).name if copied else ""
        if copied and sheet.number % 2:
            byline = credit
        return Article(self.url(sheet), title, byline, paragraphs, sheet.published, credit)

    def _edited(self, paragraphs: Sequence[str], sheet: Sheet) -> list[str]:
        """Cut to its opening, or without a paragraph and with a sentence of the outlet's own."""
        if sheet.number % 2:
            return [*paragraphs[: max(2, len(paragraphs) * 2 // 3)]]
        gone = 1 + chosen(f"gone {sheet.number}", max(1, len(paragraphs) - 1))
        own = self._telling(sheet.event).sentence(f"own {sheet.number}")
        return [*(one for at, one in enumerate(paragraphs) if at != gone), own]

    def _machine_made(self, sheet: Sheet) -> Article:
        """The weather of a town: a text of which only the name and the figures change."""
        town = Telling(chosen(f"town {sheet.number}", TOWNS), -3).name("town")
        day = f"{sheet.published:%A %d %B}"
        low, wind = chosen(f"low {sheet.number}", 12), chosen(f"wind {sheet.number}", 40)
        told = FORECAST.format(town=town, day=day, low=low, high=low + 7, morning=low + 1, noon=low + 5, wind=wind)
        paragraphs = told.split("\n")
        return Article(self.url(sheet), f"Weather in {town}, {day}", "Dataport Weather", paragraphs, sheet.published)


def outlets_toml() -> str:
    """The outlets as `--outlets` takes them; of three that follow one another two have one owner."""
    return "".join(
        f'[o{number:03}]\nname = "{by.name}"\ndomain = "{by.domain}"\n'
        + (f'owner = "Owner {number // 3}"\n\n' if number % 3 and number > AGENCY else "\n")
        for number in range(OUTLETS)
        for by in [outlet(number)]
    )
