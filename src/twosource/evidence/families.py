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

_WIRES = {
    "Associated Press": "associated press, the associated press, ap, the ap",
    "Reuters": "reuters, thomson reuters, reuters news agency",
    "Agence France-Presse": "agence france-presse, agence france presse, afp",
    "Bloomberg": "bloomberg, bloomberg news",
    "United Press International": "united press international, upi",
    "PA Media": "pa, pa media, press association, the press association",
    "Deutsche Presse-Agentur": "deutsche presse-agentur, dpa",
    "Xinhua": "xinhua, xinhua news agency",
    "Tass": "tass, itar-tass",
    "Interfax": "interfax",
    "Kyodo": "kyodo, kyodo news",
    "Yonhap": "yonhap, yonhap news agency",
    "Canadian Press": "canadian press, the canadian press",
    "EFE": "efe, agencia efe",
    "ANSA": "ansa",
}
WIRES: Mapping[str, str] = {name: wire for wire, names in _WIRES.items() for name in names.split(", ")}

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
    if wire := WIRES.get(folded) or WIRES.get(bare):
        return Origin(OriginKind.WIRE, wire)
    known = outlets.get(folded) or outlets.get(bare) or outlets.get(f"the {bare}")
    if known and not _WIRE_WORDS.search(known.name):
        return Origin(OriginKind.OUTLET, known.family)
    if known or _WIRE_WORDS.search(plain):
        return Origin(OriginKind.WIRE, known.name if known else plain)
    return None


def named_outlet(name: str, outlets: Mapping[str, Outlet]) -> Origin | None:
    """The wire or outlet that `name` means where an outlet is expected ("told the Gazette"), or None."""
    if known := known_outlet(name, outlets):
        return known
    plain = _plain(name)
    return Origin(OriginKind.OUTLET, _bare(plain)) if _OUTLET_WORDS.search(plain) else None


def _plain(name: str) -> str:
    return " ".join(name.split()).strip(" .,").removesuffix("'s").removesuffix("’s")


def _bare(name: str) -> str:
    return name.removeprefix("the ").removeprefix("The ")


def distinct_outlets(reports: Sequence[Report], outlets: Mapping[str, Outlet]) -> int:
    """How many known outlets there are among `reports`; those without outlet add none."""
    return len({outlet.key for report in reports if (outlet := outlet_of(report, outlets)) is not None})
