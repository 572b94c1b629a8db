"""Who cites and who copies whom in a story: a table of outlets, and the ties between them.

Strategy: what the dossier found is counted, nothing is judged. A passage whose origin is another outlet, an agency or
another's own reporting is a citation of it; a report that shares its words with an earlier one is a copy of that one's
outlet. Names are those on the page, outlets in order of publication, then who is cited and has no report here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from twosource.model import Dossier, Origin, OriginKind
from twosource.rendering.mastheads import Masthead


class TieKind(StrEnum):
    CITES = "cites"
    COPIES = "copies"


@dataclass(frozen=True, slots=True, order=True)
class Tie:
    """`who` and `whom` are places in `Ties.names`; `times` are passages cited, or reports copied."""

    who: int
    whom: int
    kind: TieKind
    times: int


@dataclass(frozen=True, slots=True)
class Ties:
    """Names, of which the first `reporting` have a report here, and the ties between them."""

    names: tuple[str, ...]
    reporting: int
    ties: tuple[Tie, ...]


def ties(dossier: Dossier, heads: Mapping[str, Masthead]) -> Ties:
    """The ties of one story; nobody is tied to themselves."""
    outlets = list(dict.fromkeys(head.name for head in heads.values()))
    known = {name.casefold(): name for name in outlets}
    found = Counter(
        (who, known.get(whom.casefold(), whom), kind)
        for who, whom, kind in (*_citations(dossier, heads), *_copies(dossier, heads))
        if who.casefold() != whom.casefold()
    )
    cited = sorted({whom for _, whom, _ in found} - set(outlets), key=lambda name: (name.casefold(), name))
    names = (*outlets, *cited)
    place = {name: at for at, name in enumerate(names)}
    told = sorted(Tie(place[who], place[whom], kind, times) for (who, whom, kind), times in found.items())
    return Ties(names, len(outlets), tuple(told))


def _citations(dossier: Dossier, heads: Mapping[str, Masthead]) -> Iterator[tuple[str, str, TieKind]]:
    families = {head.family: head.name for head in reversed(list(heads.values()))}
    for statement in dossier.statements:
        for testimony in statement.testimonies:
            head = heads[testimony.passage.report]
            whom = cited(testimony.origin, head, families)
            if whom:
                yield head.name, whom, TieKind.CITES


def cited(origin: Origin, head: Masthead, families: Mapping[str | None, str]) -> str:
    """The outlet or agency that a passage of `head`'s report is owed to; nothing where it is its own or nobody's.

    `families` names an outlet for each family.
    """
    if origin.kind in {OriginKind.OUTLET, OriginKind.WIRE}:
        return origin.name
    if origin.kind is OriginKind.OWN and origin.name != head.family:
        return families.get(origin.name, "")
    return ""


def _copies(dossier: Dossier, heads: Mapping[str, Masthead]) -> Iterator[tuple[str, str, TieKind]]:
    for copy in dossier.copies:
        first, *later = copy.reports
        for report in later:
            yield heads[report].name, heads[first].name, TieKind.COPIES
