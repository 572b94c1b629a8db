"""Pages of an editor: the tools for a story, and what all editors did."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from twosource.model import Dossier, Outlet, Said, Span, SpeakerKind
from twosource.rendering import labels
from twosource.rendering.mastheads import Masthead, mastheads
from twosource.rendering.pages.frame import Content, content
from twosource.rendering.words import Words

SHOWN: Final = 160  # characters of what somebody said, in a list of all that is said


@dataclass(frozen=True, slots=True)
class Spoken:
    """Something that is said in a report, to choose from a list. `place` is `START-END REPORT`."""

    place: str
    words: str
    speaker: str
    outlet: str


@dataclass(frozen=True, slots=True)
class Done:
    """Something that an editor did. `undone` is by whom and when it was taken back, empty while it holds.

    waits: its stories are being regrouped. story: a report by which to find what became of them, if it is of grouping.
    """

    number: int
    who: str
    at: datetime
    kind: str
    told: tuple[str, ...]
    undone: str
    waits: bool = False
    story: str = ""


def editing_page(words: Words, dossier: Dossier, outlets: Mapping[str, Outlet], csrf: str) -> Content:
    """The tools for a story."""
    heads = mastheads(dossier.reports, outlets, words=words)
    return content(
        "site/editing.jinja",
        words,
        styles=("talk.css",),
        heading=dossier.title,
        story=dossier.id,
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
    text = dossier.report(said.report).text[slice(*span)]
    shown = text if len(text) <= SHOWN else f"{text[:SHOWN]}…"
    speaker = labels.called(said.attribution.speaker, words)
    return Spoken(f"{span.start}-{span.end} {said.report}", shown, speaker, heads[said.report].name)


def done(
    number: int, who: str, at: datetime, body: Mapping[str, Any], *, words: Words, undone: str = "", waits: bool = False
) -> Done:
    """An edit as a page shows it: what it names, in a few lines."""
    first = next((str(report) for group in body.get("groups", ()) for report in group), "")
    told: list[str] = [", ".join(map(str, group)) or words("edit.own_story") for group in body.get("groups", ())]
    told += [str(report) for report in body.get("reports", ())]
    if speaker := body.get("speaker"):
        kind = words.name("speaker.kind", speaker["kind"])
        told += [str(body.get("words", "")), words("speaker.of_kind", name=speaker["name"], kind=kind)]
    if "outlet" in body:
        told += [str(body["outlet"]), str(body.get("owner") or words("edit.nobody"))]
    return Done(number, who, at, str(body.get("kind", "")), tuple(told), undone, waits, first)


def done_page(words: Words, edits: Sequence[Done], csrf: str, older: str) -> Content:
    """What editors did, the last first. `older` is the address of the next page, empty where there is none."""
    return content("site/done.jinja", words, styles=("talk.css",), edits=edits, csrf=csrf, older=older)
