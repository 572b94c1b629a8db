"""Outlets and the families that they belong to.

Strategy: an outlet is looked up by the name that the report gives, casefolded; one that is in no table is an outlet
of its own, and its own family. A report without outlet has no family, for what is not known cannot be
independent.

What may live here: who an outlet is, and which outlets and wires a name means.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from twosource.model import Origin, OriginKind, Outlet, Report
from twosource.reading.credits import AGENCIES, Agency

WIRES: Mapping[str, str] = {
    alias.casefold(): agency.name
    for agency in AGENCIES
    if agency.name != "CNN"
    for alias in (agency.name, *agency.aliases)
}
"""Agencies by every name, folded. CNN sells copy, but "told CNN" means the channel."""
SHORT = frozenset({"ap", "a.p.", "afp", "upi", "dpa"})
"""Of the initials of agencies those that hardly mean anything else."""

_WIRE_WORDS = re.compile(
    r"\b(?:press agency|news agency|wire|newswire|press association|wire services?)\b", re.IGNORECASE
)
_OUTLET_WORDS = re.compile(
    r"\b(?:Advertiser|Broadcasting|Bulletin|Chronicle|Courier|Daily|Dispatch|Examiner|Express|Gazette|Globe|Guardian|Herald"
    r"|Independent|Inquirer|Journal|Magazine|Mail|Mirror|News|Newspaper|Observer|Packet|Post|Press|Radio|Record|Register"
    r"|Review|Sentinel|Standard|Star|Sun|Telegraph|Television|Times|Today|Tribune|TV|Weekly)\b"
    r"|^(?:the )?(?:ABC|BBC|CBC|CBS|CNBC|CNN|Fox|HuffPost|ITV|MSNBC|NBC|NPR|PBS|Politico|Axios|BuzzFeed|Breitbart"
    r"|Newsweek|Time|Vox|The Hill|The Atlantic|Al Jazeera|Sky)\b"
)


def outlet_of(report: Report, outlets: Mapping[str, Outlet]) -> Outlet | None:
    """The outlet of a report; one that no table knows stands for itself."""
    if not report.outlet or not report.outlet.strip():
        return None
    name = report.outlet.strip()
    return outlets.get(name.casefold()) or Outlet(key=name.casefold(), name=name)


def known_outlet(name: str, outlets: Mapping[str, Outlet]) -> Origin | None:
    """The wire or outlet that `name` means for certain: one of the tables of them, or it says so itself."""
    plain = _plain(name)
    folded = plain.casefold()
    bare = folded.removeprefix("the ")
    wire = WIRES.get(folded) or WIRES.get(bare)
    if wire and (len(bare) > len("ansa") or bare in SHORT):
        return Origin(OriginKind.WIRE, wire)
    known = outlets.get(folded) or outlets.get(bare) or outlets.get(f"the {bare}")
    if known and not is_agency(known):
        return Origin(OriginKind.OUTLET, known.family)
    if known or _WIRE_WORDS.search(plain):
        return Origin(OriginKind.WIRE, known.name if known else plain)
    return None


def named_outlet(name: str, outlets: Mapping[str, Outlet]) -> Origin | None:
    """The wire or outlet that `name` means where an outlet is expected ("told the Gazette"), or None."""
    if known := known_outlet(name, outlets):
        return known
    plain = _plain(name)
    if wire := WIRES.get(_bare(plain).casefold()):
        return Origin(OriginKind.WIRE, wire)
    return Origin(OriginKind.OUTLET, _bare(plain)) if _OUTLET_WORDS.search(plain) else None


def same_gatherer(one: str, other: str) -> bool:
    """Whether two names of outlets may mean one: "the Times" and "New York Times", "nyt" and "The New York Times"."""
    short, long = sorted((_bare(_plain(one)).casefold().split(), _bare(_plain(other)).casefold().split()), key=len)
    if not short:
        return False
    initials = "".join(word[0] for word in long)
    return long[-len(short) :] == short or long[: len(short)] == short or (len(long) > 2 and short == [initials])


def _plain(name: str) -> str:
    return " ".join(name.split()).strip(" .,").removesuffix("'s").removesuffix("’s")


def _bare(name: str) -> str:
    return name.removeprefix("the ").removeprefix("The ")


def is_agency(outlet: Outlet) -> bool:
    """Whether an outlet is a wire by its own name."""
    return _WIRE_WORDS.search(outlet.name) is not None


def agencies(outlets: Mapping[str, Outlet]) -> tuple[Agency, ...]:
    """The agencies that are known, and those of the table of outlets."""
    theirs = {outlet.name: Agency(outlet.name, (outlet.key,)) for outlet in outlets.values() if is_agency(outlet)}
    return (*AGENCIES, *(theirs[name] for name in sorted(theirs)))


def distinct_outlets(reports: Sequence[Report], outlets: Mapping[str, Outlet]) -> int:
    """How many known outlets there are among `reports`; those without outlet add none."""
    return len({outlet.key for report in reports if (outlet := outlet_of(report, outlets)) is not None})
