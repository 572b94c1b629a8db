"""What one report leaves open and the other reports of its story tell: which company "the company" is, whose paper.

Strategy: the other reports are asked for the body that they mean by the same word, and where all who mean one mean the
same, it is that. A company must be named in the report itself, if only by its first word: another of the story may be
meant. Outlets are those of the reports. Nothing from outside the story; in doubt nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property

from twosource.model import Report
from twosource.reading.names import names
from twosource.voices import sources
from twosource.voices.bodies import Bodies, initials
from twosource.voices.quotes import paragraphs
from twosource.voices.scene import LEAD


class Elsewhere:
    """The bodies and outlets of which the reports of one story tell."""

    def __init__(self, reports: Iterable[Report]) -> None:
        self._reports = {report.id: report for report in reports}
        self._outlets = sorted({re.sub(r"^[Tt]he\s+", "", one.outlet) for one in self._reports.values() if one.outlet})

    def body(self, phrase: str, report: str) -> str | None:
        """The body that all other reports mean by "the company" and that this one names too, or None."""
        if report not in self._reports:
            return None
        noun = sources.head_noun(phrase)
        others = (bodies for other, bodies in self._bodies.items() if other != report)
        called = [phrase, noun, "company"] if noun in sources.COMPANIES else [phrase]
        named = (bodies.named(word) for bodies in others for word in called)
        meant = {name for name in named if name is not None}
        name = max(sorted(meant), key=len, default="")
        if not name or not all(f"{name} ".startswith(f"{other} ") for other in meant):
            return None
        known = name.casefold().endswith(noun) or _stands(name.split()[0], self._reports[report])
        return name if known else None

    def business(self, name: str) -> str | None:
        """The one business of which a name is the first word: "Skarrow" for what another report has in full."""
        whole = {full for full in self._businesses if full.startswith(f"{name} ")}
        return whole.pop() if len(whole) == 1 else None

    def police(self) -> str | None:
        """The one police force that the reports of the story name: "Arden Constabulary"."""
        forces = {name for bodies in self._bodies.values() for name in bodies.forces()}
        return forces.pop() if len(forces) == 1 else None

    def outlet(self, name: str) -> str | None:
        """The one outlet of the story of that name, with that last word or those initials."""
        bare = re.sub(r"^[Tt]he\s+", "", name).casefold()
        fitting = [
            one for one in self._outlets if f" {one.casefold()}".endswith(f" {bare}") or name in initials(one) - {bare}
        ]
        return fitting[0] if len(fitting) == 1 else None

    def the_outlet(self, report: str) -> str | None:
        """The one other outlet of the story that a report names: "the newspaper"."""
        if report not in self._reports:
            return None
        own = self._reports[report]
        named = [one for one in self._outlets if not (own.outlet or "").endswith(one) and _stands(one, own)]
        return named[0] if len(named) == 1 else None

    @cached_property
    def _bodies(self) -> dict[str, Bodies]:
        return {at: _bodies_of(one) for at, one in sorted(self._reports.items())}

    @cached_property
    def _businesses(self) -> frozenset[str]:
        return frozenset(name for bodies in self._bodies.values() if (name := bodies.about()) is not None)


def _bodies_of(report: Report) -> Bodies:
    lead = max((block.end for block in paragraphs(report.text)[:LEAD]), default=0)
    return Bodies(report.text, names(report.text), report.title, lead)


def _stands(name: str, report: Report) -> bool:
    """Whether a report has the name, in text or title."""
    return any(re.search(rf"\b{re.escape(name)}\b", words) for words in (report.text, report.title or ""))
