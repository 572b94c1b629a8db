"""Who says what: attributions in one report, and utterances over all the reports of a story."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from twosource.model.reports import Passage, Span

# --- voices -----------------------------------------------------------------------------------------------------------


class SpeakerKind(StrEnum):
    PERSON = "person"
    ORGANISATION = "organisation"
    DOCUMENT = "document"
    OUTLET = "outlet"
    ANONYMOUS = "anonymous"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, order=True)
class Speaker:
    """Who a source span is. `many` tells several unnamed ones ("two officials") from one ("an aide").

    `roles` are what its report calls a person ("finance minister"), or one unknown ("the finance minister"), whom
    another report of the story may name; two speakers are one whatever their roles.
    """

    key: str
    name: str
    kind: SpeakerKind
    many: bool = False
    roles: tuple[str, ...] = field(default=(), compare=False)


class Directness(StrEnum):
    DIRECT = "direct"
    MIXED = "mixed"
    INDIRECT = "indirect"


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who says what. Spans are in text order; `source` may be empty (a passive), `cue` too (a quote that stands alone).

    `parent` is the index, among the same report's attributions, of the one that says that this one says it.
    `medium` is where it was said when the report tells ("Twitter"). `anonymity` are the report's words on why its
    source is not named ("because he is not allowed to speak to newspapers").
    """

    content: tuple[Span, ...]
    cue: tuple[Span, ...]
    source: tuple[Span, ...]
    kind: Directness
    speaker: Speaker
    parent: int | None = None
    medium: str | None = None
    anonymity: Span | None = None


# --- evidence ---------------------------------------------------------------------------------------------------------


class Change(StrEnum):
    """What a version of an utterance did to the fullest one."""

    SAME = "same"
    SHORTENED = "shortened"
    ALTERED = "altered"


class EditKind(StrEnum):
    KEPT = "kept"
    CUT = "cut"  # words of the fullest version that this one lacks
    ADDED = "added"  # words that only this version has
    ALTERED = "altered"  # words that stand in place of `instead_of`
    BETWEEN = "between"  # the report's own words between two parts of what is said (“…,” she said. “…”)


@dataclass(frozen=True, slots=True)
class Edit:
    """A run of words of a version against the fullest one. `text` is verbatim, with the space that follows it."""

    kind: EditKind
    text: str
    instead_of: str = ""


@dataclass(frozen=True, slots=True)
class Version:
    """One outlet's version of an utterance. `passage` spans it in the report, from the first word to the last.

    `retold` tells indirect speech from a quotation.
    """

    passage: Passage
    change: Change
    edits: tuple[Edit, ...]
    attribution: int
    retold: bool = False


@dataclass(frozen=True, slots=True)
class Utterance:
    """One thing said on one occasion, with every outlet's version of it. `fullest` is the longest that is quoted.

    `first` is the id of the report that printed it before all others, None where publication does not tell.
    """

    id: str
    speaker: Speaker
    fullest: Passage
    versions: tuple[Version, ...]
    medium: str | None = None
    first: str | None = None


class Said(NamedTuple):
    """An attribution with the report that holds it."""

    report: str
    attribution: Attribution
