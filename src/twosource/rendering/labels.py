"""Our words for values of the model: every label, count and date that we set beside the news, in one place.

Strategy: values in, short strings out, in the words that are handed in: those of a page's reader, and English where a
text is for programs and terminals. The messages stand in `words`; which of them says what, and how it is put together,
stands here. May live here: what chooses among words, the dots. May not: the words, and anything that knows of HTML.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import reduce

from twosource.model import (
    Brief,
    CopyKind,
    Counts,
    Difference,
    DifferenceKind,
    Directness,
    LineRole,
    Origin,
    OriginKind,
    Reason,
    Speaker,
    SpeakerKind,
    Statement,
    Status,
    Version,
    moment,
)
from twosource.rendering.words import ENGLISH, Words

WEEK = range(6, 9)  # days that readers call a week: five working days and a weekend, and both ends counted

OWN, REPEATS, UNTOLD = "●", "○", "◐"
DOTS = {OWN: "own", REPEATS: "repeats", UNTOLD: "untold"}

# What more than one report has, in the order in which it is shown.
SEVERAL = (Status.INDEPENDENT, Status.SAME_ORIGIN, Status.UNKNOWN)


# --- numbers and lists ------------------------------------------------------------------------------------------------


def listed(names: Iterable[str], words: Words = ENGLISH) -> str:
    """`A`, `A and B`, `A, B and C`."""
    *rest, last = list(names) or [""]
    if not rest:
        return last
    return words("list.last", before=reduce(lambda a, b: words("list.comma", before=a, next=b), rest), last=last)


def number(value: float, words: Words = ENGLISH) -> str:
    """`3`, `0.25`: no more digits than tell something."""
    return words.number(float(value))


def share(value: float, words: Words = ENGLISH) -> str:
    """`84%`; never rounded up to all."""
    return words("number.share", n=min(99, round(value * 100)) if value < 1 else 100)


def count_parts(value: Counts, words: Words = ENGLISH) -> tuple[str, ...]:
    """The four numbers, always in this order."""
    return (
        words.many("count.reports", value.reports),
        words.many("count.texts", value.texts),
        words.many("count.outlets", value.outlets),
        words.many("count.origins", value.origins),
    )


def counts(value: Counts, words: Words = ENGLISH) -> str:
    """The four numbers in one line: `12 reports · 9 texts · 7 outlets · 3 origins`."""
    return " · ".join(count_parts(value, words))


# --- copies, and what became of a line --------------------------------------------------------------------------------


def copied(kind: CopyKind, names: Iterable[str], value: float, words: Words = ENGLISH) -> str:
    """`The Gazette and The Post share 84% of the words of the shortest`, or tell it again in other words."""
    outlets = listed(names, words)
    if kind is CopyKind.MARKED:
        return words("copied.marked", outlets=outlets)
    key = "copied.verbatim" if kind is CopyKind.VERBATIM else "copied.retold"
    return words(key, outlets=outlets, share=share(value, words))


def became(taken_up: Iterable[str], dropped: Iterable[str], words: Words = ENGLISH) -> str:
    """What became of a line that one outlet had alone: who had it later, which versions lack it; by outlet and time."""
    found = (("became.taken_up", listed(taken_up, words)), ("became.dropped", listed(dropped, words)))
    return " · ".join(words(key, outlets=outlets) for key, outlets in found if outlets)


def tied(kind: str, times: int, words: Words = ENGLISH) -> str:
    """How often: `3 passages` that are owed to another, `1 report` that is a copy."""
    return words.many("count.passages" if kind == "cites" else "count.reports", times)


# --- statements -------------------------------------------------------------------------------------------------------


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


def dots_in_words(statement: Statement, words: Words = ENGLISH) -> str:
    """What the dots say: `2 origins, 1 repeats, 1 cannot be told`."""
    shown = dots(statement)
    own, repeats, untold = (shown.count(dot) for dot in (OWN, REPEATS, UNTOLD))
    said = [words.many("count.origins", own)] if own else []
    if repeats:
        said.append(words.many("dots.repeats" if own else "dots.repeats.alone", repeats))
    said += [words.many("dots.untold", untold)] if untold else []
    return reduce(lambda a, b: words("list.comma", before=a, next=b), said) if said else ""


def dot(kind: str, words: Words = ENGLISH) -> str:
    """What a dot of a table says; nothing where there is none."""
    return words(f"dot.{DOTS[kind]}") if kind else ""


def legend(words: Words = ENGLISH) -> tuple[tuple[str, str], ...]:
    """The dots, and what each stands for."""
    return tuple((dot, words(f"dot.{name}.legend")) for dot, name in DOTS.items())


def ranked(statements: Iterable[Statement]) -> list[Statement]:
    """What several report: independent first, then most origins, then most reports; else in the order given."""

    def rank(statement: Statement) -> tuple[int, int, int]:
        return (SEVERAL.index(statement.status), -statement.counts.origins, -statement.counts.reports)

    return sorted((s for s in statements if s.status in SEVERAL), key=rank)


def status(statement: Statement, words: Words = ENGLISH) -> str:
    """A statement's status in words: `reported independently by 3 origins`."""
    many = statement.counts.origins if statement.status is Status.INDEPENDENT else statement.counts.outlets
    return words.many(f"status.{statement.status.name.lower()}", many)


def status_heading(value: Status, words: Words = ENGLISH) -> str:
    """What stands over the statements of a status that several report."""
    return words(f"status.{value.name.lower()}.heading")


def status_note(value: Status, words: Words = ENGLISH) -> str:
    return words(f"status.{value.name.lower()}.note")


def reason(value: Reason, words: Words = ENGLISH) -> str:
    """Why a count is as it is: said in English where it was found, and again here."""
    return words.again(value.text, "reason.")


# --- where it comes from ----------------------------------------------------------------------------------------------


def because(origin: str, reason: str, words: Words = ENGLISH) -> str:
    """An unnamed source, and why its report does not name it: `from an unnamed source: two aides, “because …”`."""
    return words("origin.because", origin=origin, reason=reason)


def origin(value: Origin, words: Words = ENGLISH) -> str:
    """Where a passage's information comes from, in words."""
    if value.kind is OriginKind.OWN:
        return words("origin.own")
    if value.kind is OriginKind.UNNAMED:
        return words("origin.unnamed.as", name=value.name) if value.name else words("origin.unnamed")
    known = value.name and value.kind is not OriginKind.UNKNOWN
    return words("origin.named", name=value.name) if known else words("origin.unknown")


def source(value: Origin, words: Words = ENGLISH) -> str:
    """Who a passage is owed to, alone: a name, or that there is none."""
    return value.name or words("source.unnamed" if value.kind is OriginKind.UNNAMED else "source.unknown")


def own_of(outlet: str, words: Words = ENGLISH) -> str:
    """Another outlet's own reporting."""
    return words("origin.own_of", outlet=outlet)


# --- speakers and what they say ---------------------------------------------------------------------------------------


def is_named(value: Speaker) -> bool:
    """Whether a speaker goes by words of the report; who cannot be told does not."""
    return bool(value.name) and not (value.kind is SpeakerKind.UNKNOWN and value.name == "unknown")


def speaker(value: Speaker, words: Words = ENGLISH) -> str:
    """Who says it, and of what kind where the name alone does not tell."""
    if not is_named(value):
        return words("speaker.none")
    kind = speaker_kind(value.kind, words)
    return words("speaker.of_kind", name=value.name, kind=kind) if kind else value.name


def called(value: Speaker, words: Words = ENGLISH) -> str:
    """The speaker's name, or that there is none."""
    return value.name if is_named(value) else words("speaker.none")


def speaker_kind(value: SpeakerKind, words: Words = ENGLISH) -> str:
    """Of what kind a speaker is, where that says anything: of a person it does not."""
    return "" if value in {SpeakerKind.PERSON, SpeakerKind.UNKNOWN} else words(f"speaker.kind.{value.value}")


def directness(value: Directness, words: Words = ENGLISH) -> str:
    return words(f"directness.{value.value}")


def medium(value: str | None, words: Words = ENGLISH) -> str:
    """`on Twitter` for a name, `in an interview` for what is none; nothing where it is not told."""
    if not value:
        return ""
    return words("medium.named" if value[0].isupper() else "medium.other", medium=value)


def change(version: Version, words: Words = ENGLISH) -> str:
    """What a version did to the fullest one, and whether it quotes at all."""
    return words("change.retold" if version.retold else f"change.{version.change.value}")


def printed_by(outlets: int, words: Words = ENGLISH) -> str:
    return words.many("printed.by", outlets)


def printed_in(reports: int, words: Words = ENGLISH) -> str:
    """In place of `printed_by` where it is not known whether the reports are of different outlets."""
    return words.many("printed.in", reports)


def first_in(printed: str, outlet: str, words: Words = ENGLISH) -> str:
    return words("printed.first", printed=printed, outlet=outlet)


def differing(difference: Difference, words: Words = ENGLISH) -> str:
    """On what reports differ, and how the values stand to each other."""
    kind = slot(difference.kind, words)
    if difference.relation is None:
        return kind
    return words("difference.related", kind=kind, relation=words(f"relation.{difference.relation.name.lower()}"))


def slot(value: DifferenceKind, words: Words = ENGLISH) -> str:
    return words(f"difference.{value.value}")


def in_state(of: str, state: str, many: int, words: Words = ENGLISH) -> str:
    """How many mails (`sends`), readers (`subscribers`) or messages (`deliveries`) are in a state: `17 sent`."""
    key = f"state.{of}.{state}"
    return words.many(key, many) if key in words.messages else f"{words.number(many)} {state}"


# --- briefs -----------------------------------------------------------------------------------------------------------


def role(value: LineRole, line_counts: Counts, outlet: str, words: Words = ENGLISH) -> str:
    """What a line of a brief does for the reader: `What happened`, `Shared by 3 origins`, `Only in The Gazette`."""
    if value is LineRole.ALONE:
        return words("line.only", outlet=outlet)
    if value is not LineRole.SHARED:
        return words(f"line.{value.value}")
    if line_counts.origins > 1:
        return words.many("line.shared", line_counts.origins)
    return words.many("line.in", line_counts.outlets)


def why_term(term: str, words: Words = ENGLISH) -> str:
    """A term of a story's importance in words; a term that has none is shown as it is."""
    return words.name("why", term).replace("_", " ")


def brief_name(brief: Brief, words: Words = ENGLISH) -> str:
    """`Your day`, `Your week`, or where the period is another or not known `Your brief`."""
    if brief.since is None or brief.until is None:
        return words("brief.other")
    length = (brief.until - brief.since).days + 1
    return words("brief.day" if length == 1 else "brief.week" if length in WEEK else "brief.other")


def brief_extent(brief: Brief, words: Words = ENGLISH) -> str:
    """`12 stories, 15–21 March 2018`."""
    return extent(len(brief.stories), brief.since, brief.until, words)


def extent(stories: int, since: date | None, until: date | None, words: Words = ENGLISH) -> str:
    """The same, of so many stories and that period."""
    period = days(since, until, words)
    told = words.many("brief.stories", stories)
    return words("brief.extent", stories=told, days=period) if period else told


def brief_subject(brief: Brief, words: Words = ENGLISH) -> str:
    """`Your week: 12 stories, 15–21 March 2018`."""
    return words("brief.subject", name=brief_name(brief, words), extent=brief_extent(brief, words))


# --- dates ------------------------------------------------------------------------------------------------------------


def day(value: date, words: Words = ENGLISH) -> str:
    """`21 March 2018`."""
    return words("date.day", day=value.day, month=words(f"month.{value.month}"), year=value.year)


def month(value: date, words: Words = ENGLISH) -> str:
    """`March 2018`."""
    return words("date.month", month=words(f"month.{value.month}"), year=value.year)


def weekday(value: date, words: Words = ENGLISH) -> str:
    """`Wednesday`."""
    return words(f"weekday.{value.isoweekday()}")


def today(value: date, words: Words = ENGLISH) -> str:
    """`Wednesday, 21 March 2018`."""
    return words("date.today", weekday=weekday(value, words), date=day(value, words))


def published(value: date | None, words: Words = ENGLISH) -> str:
    """`21 March 2018, 14:05 UTC`, or the day alone where no time is known. One zone for all, so that times compare."""
    if value is None:
        return words("date.none")
    when = moment(value)
    if not isinstance(value, datetime) or when is None:
        return day(value, words)
    return words("date.moment", date=day(when, words), time=f"{when:%H:%M}")


def days(first: date | None, last: date | None, words: Words = ENGLISH) -> str:
    """`15–21 March 2018`, `28 February – 3 March 2018`, `21 March 2018`; nothing where neither is known."""
    if first is None or last is None:
        return day(first or last, words) if first or last else ""  # type: ignore[arg-type]
    a, b = (v.date() if isinstance(v, datetime) else v for v in (first, last))
    if a == b:
        return day(a, words)
    if (a.year, a.month) == (b.year, b.month):
        return words("date.days.of_month", first=a.day, last=day(b, words))
    start = words("date.day_month", day=a.day, month=words(f"month.{a.month}")) if a.year == b.year else day(a, words)
    return words("date.days", first=start, last=day(b, words))


_TIMEX = re.compile(
    r"(?P<year>\d{4})(?:-(?:W(?P<week>\d{2})(?P<weekend>-WE)?|Q(?P<quarter>\d)|H(?P<half>[12])"
    r"|(?P<season>SP|SU|FA|WI)"
    r"|(?P<month>\d{2})(?:-(?P<day>\d{2})(?:T(?P<time>\d{2}:\d{2})?(?P<part>MO|AF|EV|NI)?.*)?)?))?"
)


def timex(value: str, words: Words = ENGLISH) -> str:
    """A TIMEX3 value as readers write dates: `Tuesday 20 March 2018`, `Week of 19 March 2018`, `March 2018`.

    What is on no calendar stays as it is.
    """
    found = _TIMEX.fullmatch(value)
    if not found:
        return value
    year = found["year"]
    if found["quarter"]:
        return words("date.quarter", n=found["quarter"], year=year)
    if found["season"] or found["half"]:
        return words(f"date.season.{found['season']}" if found["season"] else f"date.half.{found['half']}", year=year)
    try:
        return _calendar(found, words)
    except ValueError:  # no such day
        return value


def _calendar(found: re.Match[str], words: Words) -> str:
    year, month_of = int(found["year"]), found["month"]
    if found["week"]:
        monday = date.fromisocalendar(year, int(found["week"]), 1)
        if found["weekend"]:
            return words("date.weekend", date=days(monday + timedelta(days=5), monday + timedelta(days=6), words))
        return words("date.week", date=day(monday, words))
    if not month_of:
        return found["year"]
    told = date(year, int(month_of), int(found["day"] or 1))
    if not found["day"]:
        return month(told, words)
    after = found["time"] or (words(f"part_of_day.{found['part']}") if found["part"] else "")
    whole = words("date.weekday", weekday=weekday(told, words), date=day(told, words))
    return words("date.part", date=whole, part=after) if after else whole
