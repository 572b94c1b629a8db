"""A report that was edited after publication is a revision of the same report, never a second one.

Strategy: two of one address are one report, and two of one outlet with near the same text within a few days. What was
published last is the report, under the name of the first; earlier states are kept with it, so that what was changed can
be told. Outlets' templates ("Prices rise in Orland", "Prices rise in Estmark") are near the same too, and are no
revisions: what differs between their headlines is a name or a number.

What may live here: telling a revision from a report. What was changed is for those who show it.
"""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from functools import cached_property
from itertools import pairwise
from urllib.parse import urlsplit

from twosource.grouping.features import terms
from twosource.model import Report, Revision, moment, publication_order

RUN = 4  # words in a row that are compared
# Of all runs of two texts, those in both: a new lead and a changed paragraph leave as many. Of 840 reports of PolNeAR
# train .6 and .7 fold the same four, all print and web versions of one article; .5 to .3 three more, of which one is
# another hour of a rolling report; .8 three.
SAME_RUNS = 0.6
MOST_DAYS = 3.0  # between two states of one report: set, later edits of one address are known by that
SKETCH = 12  # runs by which a text is looked up, those of the least checksums: two texts of SAME_RUNS share one surely
LEAST_WORDS = 30  # shorter texts are near the same by chance


def revised(reports: Iterable[Report]) -> tuple[Report, ...]:
    """The reports with all states of one as one: the last state, the id of the first, the others in `earlier`.

    In order of publication; the order of the input makes no difference.
    """
    known = _Known()
    for report in sorted(reports, key=lambda found: (publication_order(found), found.text)):
        known.add(report)
    return tuple(sorted((_one(states) for states in known.states), key=publication_order))


def akin(heads: Mapping[str, tuple[str | None, str | None]], chosen: Iterable[str]) -> list[str]:
    """The reports among which all states of those `chosen` are, without a look at a text.

    Args:
        heads: the outlet and the address of each report, by id.
        chosen: ids among these.
    """
    keys_of = {one: [key for key in (outlet, _address(url)) if key is not None] for one, (outlet, url) in heads.items()}
    having: dict[str, list[str]] = defaultdict(list)
    for one, own in keys_of.items():
        for key in own:
            having[key].append(one)
    found = dict.fromkeys(chosen)
    left = list(found)
    while left:
        beside = [other for key in keys_of[left.pop()] for other in having.pop(key, ()) if other not in found]
        found |= dict.fromkeys(beside)
        left += beside
    return list(found)


def follows(report: Report, earlier: Report) -> bool:
    """Whether a report is a later state of another."""
    return _follows(_Seen(report), _Seen(earlier))


class _Seen:
    """A report, and what of it is compared: worked out when it is first held against another, for many may follow."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.address = _address(report.url)

    @cached_property
    def runs(self) -> frozenset[int]:
        return _runs(self.report.text)

    @cached_property
    def said(self) -> frozenset[str]:
        return frozenset(terms(self.report.text))

    @cached_property
    def headline(self) -> frozenset[str]:
        return frozenset(terms(self.report.title or ""))


def _follows(seen: _Seen, before: _Seen) -> bool:
    report, earlier = seen.report, before.report
    if report.id == earlier.id:
        return _changed(report, earlier) and _near_same(seen, before)
    if seen.address is not None and seen.address == before.address:
        return True
    return report.outlet is not None and report.outlet == earlier.outlet and _near_same(seen, before)


def _changed(one: Report, other: Report) -> bool:
    return (one.title, one.text) != (other.title, other.text)


def _near_same(one: _Seen, other: _Seen) -> bool:
    if not _soon(one.report, other.report) or _moulded(one, other):
        return False
    return len(one.runs & other.runs) >= SAME_RUNS * max(1, len(one.runs | other.runs))


def _soon(one: Report, other: Report) -> bool:
    first, second = moment(one.published), moment(other.published)
    return first is None or second is None or abs(second - first) <= timedelta(days=MOST_DAYS)


def _moulded(one: _Seen, other: _Seen) -> bool:
    """Whether two headlines are alike but for names or numbers that the other report never has."""
    first, second = one.headline, other.headline
    here, there = first - second, second - first
    if not here or not there or len(first & second) < len(here | there) / 2:
        return False
    return here.isdisjoint(other.said) and there.isdisjoint(one.said)


def _address(url: str | None) -> str | None:
    """The address without what does not tell pages apart; None where it is none, or that of a whole site."""
    parts = urlsplit(url or "")
    path = parts.path.rstrip("/")
    if not parts.netloc or not path:
        return None
    return f"{parts.netloc.removeprefix('www.').casefold()}{path}?{parts.query}"


def _runs(text: str) -> frozenset[int]:
    """Checksums of the runs of RUN words of a text; of a short text none."""
    words = terms(text)
    if len(words) < LEAST_WORDS:
        return frozenset()
    return frozenset(zlib.crc32(" ".join(words[at : at + RUN]).encode()) for at in range(len(words) - RUN + 1))


class _Known:
    """The states of each report so far, and where to look for them."""

    def __init__(self) -> None:
        self.states: list[list[Report]] = []
        self._last: list[_Seen] = []
        self._index: dict[object, dict[int, None]] = defaultdict(dict)

    def add(self, report: Report) -> None:
        seen, own = _Seen(report), list(keys(report))
        looked_at = dict.fromkeys(at for key in own for at in self._index[key])
        at = next((at for at in looked_at if _follows(seen, self._last[at])), len(self.states))
        if at == len(self.states):
            self.states.append([])
            self._last.append(seen)
        self.states[at].append(report)
        self._last[at] = seen
        for key in own:
            self._index[key][at] = None


def keys(report: Report) -> Iterator[object]:
    """What a report and another state of it have one of in common."""
    address = _address(report.url)
    yield ("id", report.id)
    if address is not None:
        yield address
    if report.outlet is not None:
        for run in sorted(_runs(report.text))[:SKETCH]:
            yield (report.outlet, run)


def _one(states: Sequence[Report]) -> Report:
    first, last = states[0], states[-1]
    if first is last:
        return first
    earlier = tuple(Revision(state.id, state.text, state.title, state.published) for state in states[:-1])
    told = tuple(revision for state in states for revision in state.earlier)
    changes = sum(_changed(*pair) for pair in pairwise(states))
    return replace(
        last,
        id=first.id,
        published=first.published,
        revision=first.revision + changes,
        earlier=(*told, *earlier),
        other_ids=tuple(dict.fromkeys(state.id for state in states if state.id != first.id)),
    )
