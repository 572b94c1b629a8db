"""Pages of an editor: the tools for a story, and what all editors did."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import repeat
from typing import Any, Final

from twosource.model import Dossier, Outlet, Said, Span, SpeakerKind
from twosource.rendering import addresses, labels
from twosource.rendering.mastheads import Masthead, mastheads
from twosource.rendering.pages.cards import Card
from twosource.rendering.pages.frame import Content, content
from twosource.rendering.words import Words

SHOWN: Final = 160  # characters of what somebody said, in a list of all that is said
LISTED: Final = 5  # reports that are named of a group: enough to know the story by
LOOKED_UP: Final = 20  # of a group, among which those are: several may be states of one report


@dataclass(frozen=True, slots=True)
class Spoken:
    """Something that is said in a report, to choose from a list. `place` is `START-END REPORT`."""

    place: str
    words: str
    speaker: str
    outlet: str


Headlines = Mapping[str, tuple[str, str]]
"""The outlet and the headline of reports, by id; of those that are not in the store any more there is nothing."""


@dataclass(frozen=True, slots=True)
class Meant:
    """Reports that an edit names together: what they are in it, the id, outlet and headline of some, how many more."""

    called: str
    reports: tuple[tuple[str, str, str], ...]
    more: int = 0


@dataclass(frozen=True, slots=True)
class NamedSpeaker:
    """What an editor said of a speaker: words of a report, their place, and who says them."""

    words: str
    place: str
    speaker: str


@dataclass(frozen=True, slots=True)
class Done:
    """Something that an editor did. `undone` is by whom and when it was taken back, empty while it holds.

    owned: an outlet, and whom it belongs to. waits: its stories are being regrouped. story: a report by which to find
    what became of them.
    """

    number: int
    who: str
    at: datetime
    kind: str
    groups: tuple[Meant, ...]
    heard: NamedSpeaker | None
    owned: tuple[str, str] | None
    undone: str
    waits: bool = False
    story: str = ""


def editing_page(
    words: Words, dossier: Dossier, near: Sequence[Card], outlets: Mapping[str, Outlet], csrf: str
) -> Content:
    """The tools for a story. `near` are stories that it could be one with, or one of its reports belong to."""
    heads = mastheads(dossier.reports, outlets, words=words)
    return content(
        "site/editing.jinja",
        words,
        styles=("talk.css",),
        heading=dossier.title,
        story=dossier.id,
        near=near,
        reports=list(heads.values()),
        outlets=sorted({head.name for head in heads.values() if head.family is not None}),
        spoken=[one for said in dossier.attributions if (one := _spoken(said, dossier, heads, words))],
        kinds=[kind.value for kind in SpeakerKind],
        csrf=csrf,
    )


def _spoken(said: Said, dossier: Dossier, heads: Mapping[str, Masthead], words: Words) -> Spoken | None:
    if not said.attribution.content:
        return None
    span = Span(said.attribution.content[0].start, said.attribution.content[-1].end)
    shown = _short(dossier.report(said.report).text[slice(*span)])
    speaker = labels.called(said.attribution.speaker, words)
    return Spoken(f"{span.start}-{span.end} {said.report}", shown, speaker, heads[said.report].name)


def reports_of(body: Mapping[str, Any]) -> list[str]:
    """The ids of those reports of an edit that its page may name."""
    return [str(one) for _, group in _groups(body) for one in group[:LOOKED_UP]]


def done(
    number: int,
    who: str,
    at: datetime,
    body: Mapping[str, Any],
    *,
    words: Words,
    known: Headlines,
    undone: str = "",
    waits: bool = False,
) -> Done:
    """An edit as a page shows it: what it names, by headline and outlet where they are known."""
    groups = tuple(_meant(words(key) if key else "", group, known, words) for key, group in _groups(body))
    owned = (str(body["outlet"]), str(body.get("owner") or words("edit.nobody"))) if "outlet" in body else None
    first = next(iter(reports_of(body)), "")
    return Done(number, who, at, str(body.get("kind", "")), groups, _heard(body, words), owned, undone, waits, first)


def _heard(body: Mapping[str, Any], words: Words) -> NamedSpeaker | None:
    if not (speaker := body.get("speaker")):
        return None
    kind = words.name("speaker.kind", str(speaker["kind"]))
    place = f"{addresses.report(str(body['report']))}#{addresses.place_id(body['start'], body['end'])}"
    return NamedSpeaker(_short(str(body["words"])), place, words("speaker.of_kind", name=speaker["name"], kind=kind))


def _short(text: str) -> str:
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"


def _groups(body: Mapping[str, Any]) -> list[tuple[str, Sequence[Any]]]:
    """The groups of reports that an edit names, each with the key of our words for what it is in it."""
    kind = body.get("kind")
    if groups := body.get("groups"):
        places = (f".{at}" for at in range(1, 4)) if kind == "move" else repeat("")
        return [(f"did.{kind}.group{place}", group) for place, group in zip(places, groups, strict=False)]
    alone = body.get("reports") or [body[name] for name in ("report",) if name in body]
    return [("", alone)] if alone else []


def _meant(called: str, group: Sequence[Any], known: Headlines, words: Words) -> Meant:
    """The first of the group by their headlines: states of one report, which have one, stand there once."""
    found: dict[tuple[str, str], tuple[str, str, str]] = {}
    for report in map(str, group[:LOOKED_UP]):
        outlet, title = known.get(report, ("", ""))
        found.setdefault((outlet, title or report), (report, outlet, title))
    shown = tuple(found.values())[:LISTED]
    double = min(len(group), LOOKED_UP) - len(found)
    if not group:
        called = f"{called} {words('edit.own_story')}".strip()
    return Meant(called, shown, len(group) - double - len(shown))


def done_page(words: Words, edits: Sequence[Done], csrf: str, older: str) -> Content:
    """What editors did, the last first. `older` is the address of the next page, empty where there is none."""
    return content("site/done.jinja", words, styles=("talk.css",), edits=edits, csrf=csrf, older=older)
