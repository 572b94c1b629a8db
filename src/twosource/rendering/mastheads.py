"""Who stands over a report: the outlet's name in words, its colour chip, its time and a link that is safe to follow.

Strategy: a table by report id, made once for a story. Colours are the second sign of an outlet and never the only one;
they go by the order of first publication, so that no outlet owns one and none reads as a party's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from markupsafe import Markup

from twosource.model import Origin, OriginKind, Outlet, Report, Statement, Status, TurnKind
from twosource.rendering import labels
from twosource.rendering.marks import NOTHING
from twosource.rendering.words import ENGLISH, Words

_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8}){0,7}")  # BCP 47, as far as it matters here

# How many chips the style sheets know (Okabe-Ito, eight colours); later outlets start over.
CHIPS = 8


@dataclass(frozen=True, slots=True)
class Masthead:
    """What is set over a report. `chip` is 1 to CHIPS; `when` is in words; `url` is http(s) or None.

    `family` is what the outlet's own reporting counts as; None where the outlet is not known. `lang` is the attribute
    that says in which language the report is, nothing where that is not known or is the page's own.
    """

    report: str
    name: str
    chip: int
    when: str
    url: str | None
    title: str
    byline: str | None
    family: str | None
    lang: Markup = NOTHING


def lang_of(report: Report, words: Words = ENGLISH) -> Markup:
    """The attribute that says in which language a report is, where it is known to be another than the page's."""
    told = (report.language or "").strip().replace("_", "-")
    other = _TAG.fullmatch(told) and told.split("-")[0].lower() != words.language.split("-")[0].lower()
    return Markup(' lang="{}"').format(told) if other else Markup("")


def safe_url(url: str | None) -> str | None:
    """`url` where it is an http or https address with a host, else None: nothing else is ever linked."""
    if not url:
        return None
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return None
    return url if parts.scheme in {"http", "https"} and host else None


def outlet_of(report: Report, outlets: Mapping[str, Outlet]) -> Outlet | None:
    """The outlet from the table by casefolded key or name, else as the report gives it."""
    name = (report.outlet or "").strip()
    if not name:
        return None
    return outlets.get(name.casefold()) or Outlet(key=name.casefold(), name=name)


def became(statement: Statement, heads: Mapping[str, Masthead], words: Words = ENGLISH) -> str:
    """What became of a line that one report had alone, in words: who took it up, which versions lack it, and when."""

    def told(kind: TurnKind) -> list[str]:
        found = (heads[turn.report] for turn in statement.turns if turn.kind is kind)
        return [f"{head.name} ({head.when})" for head in found]

    return labels.became(told(TurnKind.TAKEN_UP), told(TurnKind.DROPPED), words)


def was_alone(statement: Statement) -> bool:
    """Whether one outlet alone has a statement, or had it until others took it up."""
    return statement.status is Status.SINGLE or any(turn.kind is TurnKind.FIRST for turn in statement.turns)


def alone_in(statements: Iterable[Statement]) -> str:
    """The key of the words over lines that one outlet has alone, or had: what others took up is not only there."""
    return "alone.in" if all(one.status is Status.SINGLE for one in statements) else "alone.or_first.in"


def origin_words(origin: Origin, report: str | None, heads: Mapping[str, Masthead], words: Words = ENGLISH) -> str:
    """Where a passage of `report` comes from, in words: what is another outlet's own reporting names that outlet."""
    if report and origin.kind is OriginKind.WIRE and origin.name.casefold() == heads[report].name.casefold():
        return labels.origin(Origin(OriginKind.OWN, ""), words)  # an agency's own text is not from an agency
    if origin.kind is not OriginKind.OWN or (report and heads[report].family == origin.name):
        return labels.origin(origin, words)
    whose = next((head.name for head in heads.values() if head.family == origin.name), origin.name)
    return labels.own_of(whose, words)


def outlet_name(report: Report, outlets: Mapping[str, Outlet], words: Words = ENGLISH) -> str:
    """The outlet in words; where it is not known, the host that the report is from, else that it is not, and which
    report this is.
    """
    if known := outlet_of(report, outlets):
        return known.name
    if url := safe_url(report.url):
        return (urlsplit(url).hostname or "").removeprefix("www.")
    return words("outlet.unknown.of", report=report.id)


def chips(reports: Iterable[Report], outlets: Mapping[str, Outlet], words: Words = ENGLISH) -> dict[str, int]:
    """A colour for every outlet of a page, by name, in the order in which the outlets come."""
    names = dict.fromkeys(outlet_name(report, outlets, words) for report in reports)
    return {name: place % CHIPS + 1 for place, name in enumerate(names)}


def mastheads(
    reports: Sequence[Report],
    outlets: Mapping[str, Outlet],
    colours: Mapping[str, int] | None = None,
    words: Words = ENGLISH,
) -> dict[str, Masthead]:
    """A masthead for every report, by report id, in the reports' order.

    `colours` are the `chips` of the whole page, so that an outlet keeps its colour from story to story.
    """
    colours = chips(reports, outlets, words) if colours is None else colours
    return {report.id: _masthead(report, outlets, colours, words) for report in reports}


def printed(heads: Iterable[Masthead], first: str | None = None, words: Words = ENGLISH) -> str:
    """How many print it, in words: outlets where all are known, else reports; and who was the first, where one was."""
    found = set(heads)
    known = all(head.family is not None for head in found)
    outlets = len({head.name for head in found})
    many = labels.printed_by(outlets, words) if known else labels.printed_in(len(found), words)
    return labels.first_in(many, first, words) if first else many


def _masthead(report: Report, outlets: Mapping[str, Outlet], colours: Mapping[str, int], words: Words) -> Masthead:
    name, outlet = outlet_name(report, outlets, words), outlet_of(report, outlets)
    return Masthead(
        report=report.id,
        name=name,
        chip=colours[name],
        when=labels.published(report.published, words),
        url=safe_url(report.url),
        title=(report.title or "").strip() or words("headline.none"),
        byline=report.byline,
        family=outlet.family if outlet else None,
        lang=lang_of(report, words),
    )
