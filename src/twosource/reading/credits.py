"""A report → who is credited for its words beside its outlet: wire bylines, datelines with an agency, credit lines.

Strategy: a closed table of agencies, and closed forms in which a report names where its words come from. Only where
such
a form stands does a name count: "Reuters" in a sentence is news about Reuters or an attribution, and those are for
voices. Staff of the outlet who contributed are no credit.

What may live here: agencies, the forms of credit lines and datelines. What a credit does to a count is for evidence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from twosource.model import Credit, CreditKind, Report, Span
from twosource.reading.bylines import byline
from twosource.reading.lexicon import ORGANISATION_WORDS
from twosource.reading.sentences import paragraphs, sentences

# --- limits -----------------------------------------------------------------------------------------------------------

HEAD = 5
"""Paragraphs in which a byline or dateline may stand (PolNeAR texts open with a headline, some with a deck and a
list)."""
TAIL = 4
"""Paragraphs at the end in which an agency's name alone on its line is a credit."""
LONGEST_CREDIT = 600
"""Characters of a credit sentence; Reuters names up to a dozen reporters (longest in PolNeAR train: 431)."""
LONGEST_DATELINE = 80
"""Characters before the dash of a dateline: two cities, a date and an agency."""


@dataclass(frozen=True, slots=True)
class Agency:
    """A news agency: its name, and what else it is called in credits. Aliases are matched whole, in any case."""

    name: str
    aliases: tuple[str, ...] = ()


AGENCIES = (
    Agency("Associated Press", ("AP", "AP News", "A.P.", "the-associated-press")),
    Agency("Reuters", ("Thomson Reuters", "Thomson Reuters Foundation", "Reuters Staff", "Reuters News Agency")),
    Agency("Agence France-Presse", ("AFP", "Agence France Presse", "AFP News")),
    Agency("PA Media", ("PA", "Press Association", "PA News Agency", "PA Wire", "PA News")),
    Agency("dpa", ("Deutsche Presse-Agentur", "dpa International")),
    Agency("Bloomberg", ("Bloomberg News",)),
    Agency("United Press International", ("UPI",)),
    Agency("Canadian Press", ("CP", "La Presse Canadienne")),
    Agency("Australian Associated Press", ("AAP", "AAP Newswire")),
    Agency("Tribune News Service", ("TNS", "Tribune Content Agency")),
    Agency("CNN", ("CNN Wire", "CNN Newsource", "CNN.com Wire Service")),
    Agency("Xinhua", ("Xinhua News Agency",)),
    Agency("TASS", ("ITAR-TASS", "TASS News Agency")),
    Agency("RIA Novosti", ("RIA",)),
    Agency("Interfax", ("Interfax-Ukraine",)),
    Agency("Kyodo", ("Kyodo News",)),
    Agency("Yonhap", ("Yonhap News Agency",)),
    Agency("Press Trust of India", ("PTI",)),
    Agency("IANS", ("Indo-Asian News Service",)),
    Agency("Asian News International", ("ANI",)),
    Agency("EFE", ("Agencia EFE",)),
    Agency("ANSA", ()),
    Agency("Anadolu Agency", ("Anadolu", "AA")),
    Agency("Religion News Service", ("RNS",)),
    Agency("Kaiser Health News", ("KHN", "KFF Health News")),
    Agency("States Newsroom", ()),
    Agency("Inter Press Service", ("IPS",)),
    Agency("Belga", ("Belga News Agency",)),
    Agency("APA", ("Austria Presse Agentur",)),
    Agency("ANP", ()),
    Agency("Ritzau", ()),
    Agency("NTB", ()),
    Agency("Keystone-SDA", ("SDA", "ATS")),
)
"""The agencies that are known without being told. Pass others to `credits`."""

UNNAMED_AGENCIES = "news agencies"
"""What "agencies" and "wire services" are called, which name none."""

# --- patterns ---------------------------------------------------------------------------------------------------------

_UNNAMED = re.compile(
    r"(?:news |wire |international )?(?:agencies|wires)|(?:news |wire )?(?:services?|reports)|(?:news|wire)"
    r" (?:reports|services)"
    r"|staff and (?:agencies|wire reports|wires|wire services)|agency(?: staff)?|from (?:wire|news) (?:reports"
    r"|services)|wire",
    re.IGNORECASE,
)
_PARTS = re.compile(r"\s*(?:,|;|/|\||&|\(|\)| and | with | via | - |—|–| for )\s*", re.IGNORECASE)
_LEADS = re.compile(r"^(?:by|the|from|source:?|credit:?|staff|reporters?)\s+", re.IGNORECASE)
_WRITERS = re.compile(
    r"(?:[’']s?)?(?:\s+(?:national |political |white house |senior |news |staff |chief |congressional )*"
    r"(?:writers?|reporters?|correspondents?|journalists?|staff|editors?|bureau chief|researchers?|producers?)\b.*)$",
    re.IGNORECASE,
)
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
_DAY = rf"(?:{_MONTH} \d{{1,2}}|\d{{1,2}} {_MONTH})(?:,? \d{{4}})?"
_CAPS = r"[^\W\d_a-zà-ÿ][^\W\d_a-zà-ÿ.’'-]+(?:[ -][^\W\d_a-zà-ÿ.’'-]+){0,4}"
_PLACE = rf"{_CAPS}(?:(?:, | ?/ ?| and )[^\W\d_][\w.’'-]*(?: [^\W\d_][\w.’'-]*){{0,3}})?"
_TITLED_PLACE = r"[A-Z][\w.’'-]+(?: [A-Z][\w.’'-]+){0,3}(?:, [A-Z][\w.’'-]*(?: [A-Z][\w.’'-]+){0,2})?"
_DASH = r"\s*(?:—|–|―|--|-)"
_DATELINE = re.compile(
    rf"(?:(?:{_PLACE}|{_TITLED_PLACE})(?:, {_DAY})?,?\s*|{_DAY},?\s*)?\((?P<agency>[A-Z][\w."
    rf" &’'/-]{{1,40}})\)(?:{_DASH}|\s*:)?(?=\s|$)"
    rf"|{_PLACE}(?:,? {_DAY})?(?:(?:{_DASH}{{1,2}})(?=\s)|\s*(?:—|--)(?=[^\W\d_a-zà-ÿ]|[“‘\"]))"
)
_LABEL = re.compile(
    r"(?:EXCLUSIVE|BREAKING|UPDATED?|WATCH|VIDEO|ANALYSIS|OPINION|LIVE|POLL|PHOTOS?|EDITORIAL|JUST IN|DEVELOPING"
    r"|CORRECTION"
    r"|REPORT|FACT CHECK|REVIEW|INTERVIEW|NOTE|WARNING|Q&A|FULL TEXT|TRANSCRIPT)\b"
)
_NAMED = r"(?:[Tt]he )?[^\W\d_a-z][\w.&’'-]*(?: (?:of |the |for |and |on |& )*[^\W\d_a-z][\w.&’'-]*){0,7}"
_CONTRIBUTED = re.compile(
    r"^\W{0,3}(?P<who>[^.!?]{2,300}?) (?:also )?(?:contributed|(?:provided|assisted)(?= (?:additional"
    r" )?(?:reporting|material|research|information)\b))(?: additional)?(?: reporting|"
    r" material| research| information)?"
    r"(?:(?: to| for| with) (?:this|the) (?:report|story|article|piece|dispatch|analysis)\b| (?:from|in)"
    r" [A-Z][^.]{0,80}[.)]*$|[.)]*$)",
    re.DOTALL,
)
_ADDED = re.compile(
    r"^\W{0,4}(?:additional|with (?:additional )?|extra|further)\W?(?:reporting|files|material|information|input"
    r"|inputs) (?:by|from) (?P<who>.{2,200})$",
    re.IGNORECASE | re.DOTALL,
)
_REPORTING = re.compile(
    r"^\W{0,4}(?:additional )?(?:reporting|writing|compiled|written) by\b.{2,500}?\bedit(?:ing|ed) by\b",
    re.IGNORECASE | re.DOTALL,
)
_WORDS_OF = r"(?:some )?(?:material|information|reporting|reports)"
_ARTICLE = r"(?:report|story|article|piece|dispatch|analysis)"
_MATERIAL = re.compile(
    r"^\W{0,3}(?:some )?(?:material|information|reporting) (?:in this \w+ (?:is |was |came )?)?from"
    r" (?P<from>[^.]{2,120}?)(?: (?:was|were) (?:used|included)\b| is included\b|$)"
    rf"|^\W{{0,3}}{_WORDS_OF} (?:from|by) (?P<by>[^.]{{2,120}}?) (?:was|were|is|are) (?:also )?(?:used|included)"
    rf"(?: in (?:this|the) {_ARTICLE})?[.)]*$"
    rf"|^\W{{0,3}}(?:this {_ARTICLE} )?(?:includes|contains|uses) {_WORDS_OF} (?:from|by) (?P<of>[^.]{{2,120}})",
    re.IGNORECASE,
)
_OF_THEIRS = re.compile(rf"^{_WORDS_OF} (?:from|by) ", re.IGNORECASE)
_FIRST = re.compile(
    r"\b[Tt]his (?:story|article|piece|report|post|column|essay|op-ed|analysis|interview|excerpt|investigation"
    r"|content)(?: was| is)?"
    r"(?: co-)?(?: ?(?:first|originally|initially))? ?(?:appeared|published|ran|posted|produced|reported"
    r"|republished|reprinted|syndicated)"
    r"(?: here)?(?: with (?:the )?permission)? (?:in|on|by|at|with|from|of)(?: partnership with)? (?P<who>"
    + _NAMED
    + ")"
    r"|^\W{0,3}(?:[Oo]riginally|[Ff]irst) (?:published|appeared) (?:in|on|by|at) (?P<who2>" + _NAMED + ")"
    r"|^\W{0,3}(?:[Rr]epublished|[Rr]eprinted) (?:with (?:the )?permission (?:of|from)|from|courtesy of) (?P<who3>"
    + _NAMED
    + ")"
    r"|^\W{0,3}[Aa]s published in (?P<who4>" + _NAMED + ")"
)
_SOURCE = re.compile(r"(?:[Ss]ource|SOURCE|[Vv]ia|VIA): (?P<who>" + _NAMED + r")\.?")
_FIRSTNESS = re.compile(
    r"\b(?:first|originally|initially|republished|reprinted|syndicated|partnership|permission|as published|produced)\b",
    re.IGNORECASE,
)
_COPYRIGHT = re.compile(
    r"(?:©|\([Cc]\)|[Cc]opyright)(?: ?(?:©|\([Cc]\)))?,? ?(?:\d{4}(?:[-–]\d{2,4})?,? )?(?:by )?(?P<who>"
    + _NAMED
    + ")|(?P<agency>"
    + _NAMED
    + r") ?© ?\d{4}"
)


# --- what others call -------------------------------------------------------------------------------------------------


def credits(report: Report, agencies: Sequence[Agency] = AGENCIES) -> tuple[Credit, ...]:  # noqa: A001 the field's word
    """Who is credited for a report's words: from its byline and credit (no span) first, then in order of the text.

    An agency is called by its name in `agencies`, whatever the report calls it. An agency that is the outlet itself
    is no
    credit.
    """
    table = _table(agencies)
    found = [
        Credit(CreditKind.WIRE, name) for field in (report.byline, report.credit) for name in _wires(field or "", table)
    ]
    found.extend(_in_text(report.text, table))
    own = _key(report.outlet or "")
    kept = [credit for credit in found if _key(credit.name) != own and table.get(own) != credit.name]
    return tuple(dict.fromkeys(kept))


def agency(name: str, agencies: Sequence[Agency] = AGENCIES) -> str | None:
    """The agency that `name` is, by its name in `agencies`, or None."""
    return _table(agencies).get(_key(name))


def dateline(text: str) -> Span | None:
    """Where and from whom a report comes, before its first sentence, with the dash: `WASHINGTON (AP) —`; None
    without one.

    It is sought in the first paragraphs, since a headline and a byline may stand before it. The news begins behind it.
    """
    found = _dateline(text)
    return Span(*found.span()) if found else None


def news_sentences(text: str) -> tuple[Span, ...]:
    """The sentences of a text, the one that a dateline opens from behind it: where and through whom is no news.

    What goes on with a small letter behind the dash was none: "NATO — the alliance, that is — has agreed".
    """
    place = dateline(text)
    found = sentences(text)
    if place is None or not (behind := text[place.end :].lstrip()) or behind[0].islower():
        return tuple(found)
    start = len(text) - len(behind)
    return tuple(
        Span(max(span.start, start), span.end) if span.overlaps(place) else span
        for span in found
        if not place.covers(span)
    )


def is_credit(line: str) -> bool:
    """Whether a line or sentence only says whose the words are, the outlet's own staff included, and tells no news."""
    words = " ".join(line.split())
    if len(words) > LONGEST_CREDIT:
        return False
    if _key(words) in _BUILT_IN or byline(words):
        return True
    told = any(form.search(words) for form in (_CONTRIBUTED, _ADDED, _REPORTING, _MATERIAL))
    return told or _first(words) is not None or _SOURCE.fullmatch(words) is not None


# --- names ------------------------------------------------------------------------------------------------------------


def _key(name: str) -> str:
    key = re.sub(r"[^\w]+", " ", name.replace("’", "'").casefold()).strip()
    return key.removeprefix("the ")


def _table(agencies: Sequence[Agency]) -> dict[str, str]:
    return {_key(alias): one.name for one in agencies for alias in (one.name, *one.aliases)}


_BUILT_IN = _table(AGENCIES)


def _wires(field: str, table: dict[str, str]) -> Iterator[str]:
    """The agencies that a byline or credit names, each a whole part of it."""
    whole = " ".join(field.split()).strip(" .()[]—–-")
    if _UNNAMED.fullmatch(whole):
        yield UNNAMED_AGENCIES
        return
    for part in _PARTS.split(whole):
        name = _wire(part, table)
        if name:
            yield name


def _wire(part: str, table: dict[str, str]) -> str | None:
    bare = _LEADS.sub("", _LEADS.sub("", part.strip(" .()[]—–-")))
    for candidate in (bare, _WRITERS.sub("", bare), re.sub(r" in [A-Z].*$", "", bare)):
        if _key(candidate) in table:
            return table[_key(candidate)]
    return UNNAMED_AGENCIES if _UNNAMED.fullmatch(bare) else None


# --- in the text ------------------------------------------------------------------------------------------------------


def _in_text(text: str, table: dict[str, str]) -> Iterator[Credit]:
    blocks = paragraphs(text)
    opening = _dateline(text)
    if opening and opening["agency"]:
        start, end = opening.span("agency")
        for name in _wires(opening["agency"], table):
            yield Credit(CreditKind.WIRE, name, Span(start, end))
    for index, block in enumerate(blocks):
        edge = index < HEAD or index >= len(blocks) - TAIL
        if edge and block.end - block.start <= LONGEST_DATELINE * 2:
            yield from _alone(text, block, table)
    for sentence in sentences(text):
        if sentence.end - sentence.start <= LONGEST_CREDIT:
            yield from _told(text[sentence.start : sentence.end], sentence, table)


def _dateline(text: str) -> re.Match[str] | None:
    for block in paragraphs(text[: LONGEST_CREDIT * HEAD])[:HEAD]:
        found = _DATELINE.match(text, block.start, min(block.end, block.start + LONGEST_DATELINE))
        if found and found.end() < block.end and _is_dateline(found):
            return found
    return None


def _is_dateline(found: re.Match[str]) -> bool:
    """Whether it ends in a dash or an agency, and is no label: "Sen. Jane Doe (D-Ohio)" and "EXCLUSIVE —" are not."""
    if found["agency"] and found[0].endswith(")"):
        return _key(found["agency"]) in _BUILT_IN
    return not _LABEL.match(found[0])


def _alone(text: str, block: Span, table: dict[str, str]) -> Iterator[Credit]:
    """An agency alone on its line, or in a byline that stands in the text."""
    line = " ".join(text[block.start : block.end].split())
    if line.endswith(":") or _helped(line):
        return
    alone = _wire(line, table)
    if alone:
        yield Credit(CreditKind.WIRE, alone, block)
        return
    for name in _wires(byline(line) or "", table):
        yield Credit(CreditKind.WIRE, name, block)
    if source := _SOURCE.fullmatch(line):
        yield Credit(CreditKind.OUTLET, re.sub(r"^[Tt]he ", "", source["who"]).strip(" ."), block)


def _told(words: str, sentence: Span, table: dict[str, str]) -> Iterator[Credit]:
    """What a sentence says in so many words about who its report's words are from."""
    if _REPORTING.match(words):
        yield Credit(CreditKind.WIRE, _wire_in(words, table) or "Reuters", sentence)
        return
    if helped := _helped(words):
        for name in _helpers(helped, table):
            yield Credit(CreditKind.CONTRIBUTED, name, sentence)
        return
    if first := _first(words):
        yield Credit(CreditKind.OUTLET, table.get(_key(first), first), sentence)
        return
    owner = _COPYRIGHT.search(words)
    agent = _wire(owner["who"] or owner["agency"], table) if owner else None
    if agent:
        yield Credit(CreditKind.WIRE, agent, sentence)


def _helped(words: str) -> str | None:
    """Whose help a sentence acknowledges."""
    found = next((found for form in (_CONTRIBUTED, _ADDED, _MATERIAL) if (found := form.match(words))), None)
    return next(who for who in found.groupdict().values() if who) if found else None


def _wire_in(words: str, table: dict[str, str]) -> str | None:
    """The agency for which reporters are said to have reported: "Reporting by Jane Doe for AP"."""
    return next((name for part in re.split(r" for |, | - |\(|\)", words) if (name := table.get(_key(part)))), None)


def _helpers(who: str, table: dict[str, str]) -> Iterator[str]:
    """Of those who contributed, the agencies and the other outlets, not the people."""
    for part in _PARTS.split(_OF_THEIRS.sub("", who).strip(" .)")):
        if name := _wire(part, table):
            yield name
        elif _is_outlet(part):
            yield re.sub(r"^[Tt]he ", "", _WRITERS.sub("", part)).strip(" .")


def _is_outlet(part: str) -> bool:
    last = part.strip(" .").rsplit(None, 1)[-1].casefold() if part.strip(" .") else ""
    return part.lstrip().startswith(("The ", "the ")) or last in ORGANISATION_WORDS


def _first(words: str) -> str | None:
    """The outlet that a report is said to have first appeared in."""
    found = _FIRST.search(words)
    if found is None or not _FIRSTNESS.search(words):
        return None
    name = next(group for group in found.groups() if group)
    return re.sub(r"^[Tt]he ", "", name).strip(" .,’'")
