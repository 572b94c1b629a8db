"""Our words: every label, count and date that we set beside the news, in one place.

Strategy: values in, short strings out. A translation replaces this module and no other. May live here: words of
ours, the dots, number and date formats. May not: words about the news itself, and anything that knows of HTML.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from types import MappingProxyType

from twosource.model import (
    Brief,
    Change,
    CopyKind,
    Counts,
    Difference,
    DifferenceKind,
    Directness,
    Origin,
    OriginKind,
    Relation,
    Role,
    Speaker,
    SpeakerKind,
    Statement,
    Status,
    Version,
    moment,
)

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

WEEK = range(6, 9)  # days that readers call a week: five working days and a weekend, and both ends counted

OWN, REPEATS, UNTOLD = "●", "○", "◐"
DOT_WORD = {OWN: "own", REPEATS: "repeats", UNTOLD: "cannot be told", "": ""}

STATUS_HEADING = {
    Status.INDEPENDENT: "Reported independently",
    Status.SAME_ORIGIN: "Reported by several, from one origin",
    Status.UNKNOWN: "Reported by several, origin cannot be told",
    Status.SINGLE: "Reported by one",
}

# What more than one report has, in the order in which it is shown.
SEVERAL = (Status.INDEPENDENT, Status.SAME_ORIGIN, Status.UNKNOWN)

STATUS_NOTE = {
    Status.INDEPENDENT: "Two origins or more, each with its own way to it.",
    Status.SAME_ORIGIN: "Several outlets carry it, but it goes back to one origin: count it once.",
    Status.UNKNOWN: "Whether these reports know it from different origins cannot be told.",
    Status.SINGLE: "One report has it.",
}

CHANGE = {
    Change.SAME: "word for word",
    Change.SHORTENED: "shortened",
    Change.ALTERED: "altered",
}


def change(version: Version) -> str:
    """What a version did to the fullest one, and whether it quotes at all."""
    return "retold, not quoted" if version.retold else CHANGE[version.change]


DIFFERENCE = {
    DifferenceKind.NUMBER: "The number",
    DifferenceKind.DATE: "The date",
    DifferenceKind.NAME: "The name",
    DifferenceKind.PLACE: "The place",
    DifferenceKind.ATTRIBUTION: "Who says so",
    DifferenceKind.WORDING: "The wording",
    DifferenceKind.NEGATION: "Whether or not",
    DifferenceKind.MODALITY: "How sure it is",
}

RELATION = {
    Relation.APPROXIMATE: "not all exact",
    Relation.LATER: "later reports have another",
    Relation.AT_ONCE: "told at one time",
}


def differing(difference: Difference) -> str:
    """On what reports differ, and how the values stand to each other."""
    kind = DIFFERENCE[difference.kind]
    return kind if difference.relation is None else f"{kind}: {RELATION[difference.relation]}"


DIRECTNESS = {Directness.DIRECT: "quoted", Directness.MIXED: "partly quoted", Directness.INDIRECT: "reported"}

SPEAKER_KIND = {
    SpeakerKind.PERSON: "",
    SpeakerKind.ORGANISATION: "organisation",
    SpeakerKind.DOCUMENT: "document",
    SpeakerKind.OUTLET: "outlet",
    SpeakerKind.ANONYMOUS: "unnamed",
    SpeakerKind.UNKNOWN: "",
}

WHY_TERM = {
    "origins": "independent origins",
    "owners": "owners that reported for themselves",
    "outlets": "outlets with a text of their own",
    "days": "days on which such a text appeared",
    "newness": "how much of it is new",
    "reach": "countries that these outlets publish in",
    "placed": "how high feeds place it",
    "known": "less what you were told before",
    "corrected": "a line that you were told has been changed",
    "settled": "outlets agree on what they differed on",
}

ROLE = {
    Role.LEAD: "What happened",
    Role.DIFFERS: "Differs",
    Role.SAID: "Said",
    Role.CORRECTED: "Corrected since",
    Role.SETTLED: "Settled since",
}

NO_SPEAKER = "Speaker not named"
NO_HEADLINE = "Without a headline"
UNKNOWN_OUTLET = "unknown outlet"
UNDATED = "undated"
BRIEF_EMPTY = "No story falls into this period. Choose an earlier day, or add reports."
BRIEF_NOTE = (
    "Every line is the outlet’s own, as it printed it. Counts are reports, distinct texts, outlets and independent "
    "origins: copies, editions of one owner and “as another reported” add no origin."
)


PAGE: Mapping[str, str] = MappingProxyType(
    {
        "tagline": "reports of one event, side by side",
        "read_more_about": "Read more about",
        "skip": "Skip to the stories",
        "two_voices": "Words in serif are the outlets’, as they printed them. "
        "Words like these are ours: labels, counts and links.",
        "no_stories": "No stories",
        "no_stories_why": "No reports were given, or none could be read. "
        "Give files, folders or addresses of reports, and look here again.",
        "dots": "Dots",
        "set_back": "Set back",
        "set_back_why": "the rest of a sentence, around the words that are meant",
        "why": "Why?",
        "in_this_story": "In this story",
        "all_stories": "↑ All stories",
        "headline_of": "headline of",
        "who": "Who reported it",
        "shared": "What several report",
        "quotes": "Who is quoted",
        "differences": "Where outlets differ",
        "alone": "What only one has",
        "dropped": "What later versions lack",
        "timeline": "Timeline",
        "figure": "A figure that changes",
        "figure_note": "As one report follows another. Which is right is not for us to say.",
        "copies": "Words in common",
        "reports": "The reports, side by side",
        "said_in_it": "who says what in it",
        "graph": "Who cites and who copies whom",
        "graph_who": "Outlet",
        "graph_does": "does",
        "graph_whom": "whom",
        "graph_times": "how often",
        "over_time": "Quotes over time",
        "outlet_lines": "Lines that it has alone, and with others",
        "matrix": "Statements by reports",
        "as_table": "As a table",
        "report": "Report",
        "statements": "statements",
        "lines": "lines",
        "dates": "dates",
        "earlier_date": "earlier date",
        "quotes_in_one": "quotes in one outlet",
        "more": "more",
        "versions_note": "Under each quote, every outlet’s version of it:",
        "cut": "cut",
        "added": "added",
        "altered": "altered",
        "instead_of": "for",
        "word_for_word_in": "word for word in",
        "differences_note": "Set side by side in the order of publication. Which is right is not for us to say.",
        "only_in": "Only in",
        "margin_note": "A number in the margin marks a statement that several report, and leads to all its versions.",
        "margin_note_wide": "Choose it to bring the others level; again to go there.",
        "at_the_outlet": "at the outlet",
        "why_story": "Why this story?",
    }
)

SHORT: Mapping[str, str] = MappingProxyType(
    {
        "shared": "Shared",
        "quotes": "Quoted",
        "differences": "Outlets differ",
        "alone": "Only in one",
        "timeline": "Timeline",
        "copies": "Words in common",
        "graph": "Who cites whom",
        "reports": "Reports",
    }
)

LEGEND = ((OWN, "an independent origin"), (REPEATS, "repeats one"), (UNTOLD, "cannot be told"))

NO_COPIES = "No report shares enough of its words with another to be a copy."
COME_FROM = "Passages here come"
TIE: Mapping[str, str] = MappingProxyType({"cites": "cites", "copies": "copies"})
ALL_VERSIONS = "All versions of this statement"


def plural(number: int, one: str, many: str | None = None) -> str:
    """`1 report`, `3 reports`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def listed(words: Iterable[str]) -> str:
    """`A`, `A and B`, `A, B and C`."""
    *rest, last = list(words) or [""]
    return f"{', '.join(rest)} and {last}" if rest else last


def count_parts(value: Counts) -> tuple[str, ...]:
    """The four numbers, always in this order."""
    return (
        plural(value.reports, "report"),
        plural(value.texts, "text"),
        plural(value.outlets, "outlet"),
        plural(value.origins, "origin"),
    )


def counts(value: Counts) -> str:
    """The four numbers in one line: `12 reports · 9 texts · 7 outlets · 3 origins`."""
    return " · ".join(count_parts(value))


def why_reports(value: Counts) -> str:
    return f"{plural(value.reports, 'report')}: every article that was put into this story."


def why_texts(value: Counts) -> str:
    return f"{plural(value.texts, 'distinct text')}: copies of one text count once."


def why_outlets(value: Counts) -> str:
    """Followed by their names."""
    return f"{plural(value.outlets, 'outlet')}:"


def why_origins(value: Counts) -> str:
    return (
        f"{plural(value.origins, 'independent origin')}: copies, editions of one owner and “as another reported” add "
        "none, and what cannot be told is not counted."
    )


def copied(names: Iterable[str], value: float) -> str:
    """`The Gazette and The Post share 84% of the words of the shortest.`"""
    return f"{listed(names)} share {share(value)} of the words of the shortest."


def copied_how(kind: CopyKind, names: Iterable[str], value: float) -> str:
    """`copied`, or that one tells the other again in other words."""
    if kind is CopyKind.VERBATIM:
        return copied(names, value)
    if kind is CopyKind.MARKED:
        return f"{listed(names)} are one text, says an editor of this site."
    return f"{listed(names)} tell {share(value)} of the shortest in the same order, in other words."


def became(taken_up: Iterable[str], dropped: Iterable[str]) -> str:
    """What became of a line that one outlet had alone: who had it later, which versions lack it; by outlet and time."""
    later, gone = listed(taken_up), listed(dropped)
    return " · ".join(filter(None, (later and f"later in {later}", gone and f"not in the later version: {gone}")))


def tied(kind: str, times: int) -> str:
    """How often: `3 passages` that are owed to another, `1 report` that is a copy."""
    return plural(times, "passage" if kind == "cites" else "report")


def stretches(count: int) -> str:
    return plural(count, "stretch", "stretches")


def statement_place(number: int) -> str:
    """What the number beside a statement leads to."""
    return f"Statement {number}, in the reports"


def printed_by(outlets: int) -> str:
    return f"as printed by {plural(outlets, 'outlet')}"


def printed_in(reports: int) -> str:
    """In place of `printed_by` where it is not known whether the reports are of different outlets."""
    return f"in {plural(reports, 'report')}"


def first_in(printed: str, outlet: str) -> str:
    return f"{printed}, first in {outlet}"


def standing(statement: Statement) -> dict[str, str]:
    """What each report of a statement adds to it, by report id: ● an independent origin, ○ a repeat, ◐ cannot be told.

    In order of publication the first report of an origin has the full dot. There are never more than the count of
    origins: a further origin that was not counted repeats where all go back to one, else it cannot be told.
    """
    origins: dict[str, set[Origin]] = {}
    for testimony in statement.testimonies:
        told = {testimony.origin} if testimony.origin.kind is not OriginKind.UNKNOWN else set()
        origins.setdefault(testimony.passage.report, set()).update(told)
    uncounted = REPEATS if statement.status is Status.SAME_ORIGIN else UNTOLD
    left = statement.counts.origins
    seen: set[Origin] = set()
    result: dict[str, str] = {}
    for report, told in origins.items():
        if told - seen and left > 0:
            result[report], left = OWN, left - 1
        else:
            result[report] = REPEATS if told & seen else uncounted
        seen |= told
    return result


def dots(statement: Statement) -> str:
    """`●●○`: ● an independent origin, ○ one who repeats it, ◐ cannot be told."""
    return "".join(sorted(standing(statement).values(), key=(OWN + REPEATS + UNTOLD).index))


def dots_in_words(statement: Statement) -> str:
    """What the dots say: `2 origins, 1 repeats, 1 cannot be told`."""
    shown = dots(statement)
    own, repeats, untold = (shown.count(dot) for dot in (OWN, REPEATS, UNTOLD))
    said = [plural(own, "origin")] if own else []
    if repeats:
        repeated = f"{repeats} {'repeats' if repeats == 1 else 'repeat'}"
        said.append(repeated if own else f"{repeated} an origin that is not told")
    said += [f"{untold} cannot be told"] if untold else []
    return ", ".join(said)


def ranked(statements: Iterable[Statement]) -> list[Statement]:
    """What several report: independent first, then most origins, then most reports; else in the order given."""

    def rank(statement: Statement) -> tuple[int, int, int]:
        return (SEVERAL.index(statement.status), -statement.counts.origins, -statement.counts.reports)

    return sorted((s for s in statements if s.status in SEVERAL), key=rank)


def status(statement: Statement) -> str:
    """A statement's status in words: `reported independently by 3 origins`."""
    if statement.status is Status.INDEPENDENT:
        return f"reported independently by {plural(statement.counts.origins, 'origin')}"
    if statement.status is Status.SAME_ORIGIN:
        return f"in {plural(statement.counts.outlets, 'outlet')}, from one origin"
    if statement.status is Status.UNKNOWN:
        return f"in {plural(statement.counts.outlets, 'outlet')}, origin cannot be told"
    return "in one report"


def because(words: str, reason: str) -> str:
    """An unnamed source, and why its report does not name it: `from an unnamed source: two aides, “because …”`."""
    return f"{words}, “{reason}”"


def origin(value: Origin) -> str:
    """Where a passage's information comes from, in words."""
    words = {
        OriginKind.OWN: "own reporting",
        OriginKind.UNKNOWN: "origin cannot be told",
        OriginKind.UNNAMED: f"from an unnamed source: {value.name}" if value.name else "from an unnamed source",
    }
    return words.get(value.kind) or (f"from {value.name}" if value.name else "origin cannot be told")


def source(value: Origin) -> str:
    """Who a passage is owed to, alone: a name, or that there is none."""
    return value.name or ("an unnamed source" if value.kind is OriginKind.UNNAMED else "a source that is not told")


def own_of(outlet: str) -> str:
    """Another outlet's own reporting."""
    return f"from {outlet}’s own reporting"


def is_named(value: Speaker) -> bool:
    """Whether a speaker goes by words of the report; who cannot be told does not."""
    return bool(value.name) and not (value.kind is SpeakerKind.UNKNOWN and value.name == "unknown")


def speaker(value: Speaker) -> str:
    """Who says it, and of what kind where the name alone does not tell."""
    if not is_named(value):
        return NO_SPEAKER
    kind = SPEAKER_KIND[value.kind]
    return f"{value.name} ({kind})" if kind else value.name


def medium(value: str | None) -> str:
    """`on Twitter` for a name, `in an interview` for what is none; nothing where it is not told."""
    if not value:
        return ""
    return f"on {value}" if value[0].isupper() else f"in {value}"


def role(value: Role, line_counts: Counts, outlet: str) -> str:
    """What a line of a brief does for the reader: `What happened`, `Shared by 3 origins`, `Only in The Gazette`."""
    if value is Role.SHARED:
        many = line_counts.origins > 1
        return (
            f"Shared by {plural(line_counts.origins, 'origin')}"
            if many
            else f"In {plural(line_counts.outlets, 'outlet')}"
        )
    return ROLE.get(value) or f"Only in {outlet}"


DIFFERS_FROM_ABOVE = "Differs from the line above"
WHY_SUM = "importance, the sum"


def why_term(term: str) -> str:
    """A term of a story's importance in words; a term that has none is shown as it is."""
    return WHY_TERM.get(term, term.replace("_", " "))


def number(value: float) -> str:
    """`3`, `0.25`: no more digits than tell something."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def share(value: float) -> str:
    """`84%`; never rounded up to all."""
    return f"{min(99, round(value * 100)) if value < 1 else 100}%"


def day(value: date) -> str:
    """`21 March 2018`."""
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def published(value: date | None) -> str:
    """`21 March 2018, 14:05 UTC`, or the day alone where no time is known. One zone for all, so that times compare."""
    if value is None:
        return UNDATED
    when = moment(value)
    if not isinstance(value, datetime) or when is None:
        return day(value)
    return f"{day(when)}, {when:%H:%M} UTC"


def days(first: date | None, last: date | None) -> str:
    """`15–21 March 2018`, `28 February – 3 March 2018`, `21 March 2018`; nothing where neither is known."""
    if first is None or last is None:
        return day(first or last) if first or last else ""  # type: ignore[arg-type]
    a, b = (v.date() if isinstance(v, datetime) else v for v in (first, last))
    if a == b:
        return day(a)
    if (a.year, a.month) == (b.year, b.month):
        return f"{a.day}–{day(b)}"
    start = f"{a.day} {MONTHS[a.month - 1]}" if a.year == b.year else day(a)
    return f"{start} – {day(b)}"


_TIMEX = re.compile(
    r"(?P<year>\d{4})(?:-(?:W(?P<week>\d{2})(?P<weekend>-WE)?|Q(?P<quarter>\d)|H(?P<half>[12])"
    r"|(?P<season>SP|SU|FA|WI)"
    r"|(?P<month>\d{2})(?:-(?P<day>\d{2})(?:T(?P<time>\d{2}:\d{2})?(?P<part>MO|AF|EV|NI)?.*)?)?))?"
)
_SEASONS = {"SP": "Spring", "SU": "Summer", "FA": "Autumn", "WI": "Winter"}
_HALVES = {"1": "First half", "2": "Second half"}
_PARTS = {"MO": "morning", "AF": "afternoon", "EV": "evening", "NI": "night"}


def timex(value: str) -> str:
    """A TIMEX3 value as readers write dates: `Tuesday 20 March 2018`, `Week of 19 March 2018`, `March 2018`.

    What is on no calendar stays as it is.
    """
    found = _TIMEX.fullmatch(value)
    if not found:
        return value
    year = found["year"]
    if found["quarter"]:
        return f"Quarter {found['quarter']} of {year}"
    if found["season"] or found["half"]:
        return f"{_SEASONS.get(found['season']) or _HALVES[found['half']] + ' of'} {year}"
    try:
        return _calendar(found)
    except ValueError:  # no such day
        return value


def _calendar(found: re.Match[str]) -> str:
    year, month = int(found["year"]), found["month"]
    if found["week"]:
        monday = date.fromisocalendar(year, int(found["week"]), 1)
        if found["weekend"]:
            return f"Weekend of {days(monday + timedelta(days=5), monday + timedelta(days=6))}"
        return f"Week of {day(monday)}"
    if not month:
        return found["year"]
    told = date(year, int(month), int(found["day"] or 1))
    if not found["day"]:
        return f"{MONTHS[told.month - 1]} {year}"
    after = found["time"] or _PARTS.get(found["part"] or "", "")
    return f"{WEEKDAYS[told.weekday()]} {day(told)}" + (f", {after}" if after else "")


def brief_name(brief: Brief) -> str:
    """`Your day`, `Your week`, or where the period is another or not known `Your brief`."""
    if brief.since is None or brief.until is None:
        return "Your brief"
    length = (brief.until - brief.since).days + 1
    return "Your day" if length == 1 else "Your week" if length in WEEK else "Your brief"


def brief_extent(brief: Brief) -> str:
    """`12 stories, 15–21 March 2018`."""
    period = days(brief.since, brief.until)
    told = plural(len(brief.stories), "story", "stories")
    return f"{told}, {period}" if period else told


def brief_subject(brief: Brief) -> str:
    """`Your week: 12 stories, 15–21 March 2018`."""
    return f"{brief_name(brief)}: {brief_extent(brief)}"
