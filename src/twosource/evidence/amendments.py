"""What an editor says of the evidence: this is a copy of that, this was said by her, that outlet is owned by them.

Strategy: as with corrections of grouping, an amendment names what stays: reports by id, words by what they are, outlets
by name; so it holds when stories are grouped anew, when a report is edited, and when another tagger reads it. Undoing
one is leaving it out, for a dossier is always built from the reports and all amendments that hold.

What may live here: amendments as values and as JSON, and what each does to what was found. `evidence.dossier` applies
them: owners first, speakers once they are reconciled, copies beside those that were found.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, Final

from twosource.errors import BadField, MissingField
from twosource.model import Attribution, Copy, CopyKind, Outlet, Report, Span, Speaker, SpeakerKind, publication_order

LONGEST: Final = 1_000  # characters of an id, a name or an owner
LONGEST_WORDS: Final = 20_000  # characters of what somebody said


@dataclass(frozen=True, slots=True)
class Copied:
    """These reports are one text, whatever their words: together they are one origin. Ids, two or more."""

    reports: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SpokenBy:
    """What a report has at a place was said by this speaker. `words` are those at `start` to `end` of its text."""

    report: str
    start: int
    end: int
    words: str
    speaker: Speaker


@dataclass(frozen=True, slots=True)
class Owned:
    """An outlet, by key or name, belongs to an owner; an empty one says that it belongs to nobody else."""

    outlet: str
    owner: str


Amendment = Copied | SpokenBy | Owned
NAMES: Final[Mapping[str, type[Copied] | type[SpokenBy] | type[Owned]]] = {
    "copy": Copied,
    "speaker": SpokenBy,
    "owner": Owned,
}


# --- what they do -----------------------------------------------------------------------------------------------------


def copies_marked(reports: Sequence[Report], amendments: Iterable[Amendment]) -> tuple[Copy, ...]:
    """The copies among `reports` that an editor marked, in order of publication."""
    ids = _ids(reports)
    order = [report.id for report in sorted(reports, key=publication_order)]
    found = []
    for amendment in amendments:
        if isinstance(amendment, Copied):
            here = {ids[report] for report in amendment.reports if report in ids}
            if len(here) > 1:
                found.append(Copy(tuple(one for one in order if one in here), 1.0, (), CopyKind.MARKED))
    return tuple(dict.fromkeys(found))


def with_speakers(
    said: Mapping[str, Sequence[Attribution]], reports: Sequence[Report], amendments: Iterable[Amendment]
) -> Mapping[str, Sequence[Attribution]]:
    """The attributions by report, with the speakers that an editor named; of two for one place the last holds."""
    ids, changed = _ids(reports), dict(said)
    texts = {report.id: report.text for report in reports}
    for amendment in amendments:
        if isinstance(amendment, SpokenBy) and (report := ids.get(amendment.report)) is not None:
            changed[report] = tuple(
                replace(one, speaker=amendment.speaker) if _is_meant(one, texts[report], amendment) else one
                for one in changed.get(report, ())
            )
    return changed


def _is_meant(one: Attribution, text: str, amendment: SpokenBy) -> bool:
    """Whether an attribution has the words that were meant: where they stood, or where they stand since an edit."""
    if not one.content:
        return False
    span = Span(one.content[0].start, one.content[-1].end)
    if text[amendment.start : amendment.end] == amendment.words:
        return span == (amendment.start, amendment.end)
    return text[slice(*span)] == amendment.words


def with_owners(outlets: Mapping[str, Outlet], amendments: Iterable[Amendment]) -> Mapping[str, Outlet]:
    """The outlets by casefolded key or name, with the owners that an editor named."""
    changed = dict(outlets)
    for amendment in amendments:
        if isinstance(amendment, Owned):
            name = amendment.outlet.strip()
            known = changed.get(name.casefold()) or Outlet(key=name.casefold(), name=name)
            owned = replace(known, owner=amendment.owner.strip() or None)
            keys = [key for key, outlet in changed.items() if outlet.key == known.key]
            changed |= dict.fromkeys([*keys, name.casefold()], owned)
    return changed


def _ids(reports: Iterable[Report]) -> dict[str, str]:
    """The id of each report by the ids of all its states."""
    return {name: report.id for report in reports for name in (report.id, *report.other_ids)}


# --- as JSON ----------------------------------------------------------------------------------------------------------


def to_json(amendment: Amendment) -> dict[str, Any]:
    """`{"kind", …}`."""
    kind = next(name for name, made in NAMES.items() if isinstance(amendment, made))
    told = asdict(amendment)
    if isinstance(amendment, SpokenBy):
        told["speaker"] = {name: getattr(amendment.speaker, name) for name in ("key", "name", "kind")}
    return {"kind": kind, **told}


def from_json(found: object, name: str) -> Amendment:
    """The amendment that `to_json` wrote.

    Args:
        found: what the JSON holds.
        name: where it stands, for errors.

    Raises:
        MissingField, BadField: it is no amendment.
    """
    if not isinstance(found, Mapping) or str(found.get("kind")) not in NAMES:
        raise MissingField(name, "no amendment", f'write {{"kind": …}}, one of {", ".join(NAMES)}')
    try:
        made = _READERS[str(found["kind"])](found)
    except (KeyError, TypeError, ValueError) as error:
        raise BadField(name, f"no amendment ({error!r})", "see the reference") from error
    return made


def _copied(found: Mapping[str, Any]) -> Copied:
    reports = tuple(_text(report) for report in found["reports"])
    if len(set(reports)) < 2:
        raise ValueError("copies are two reports or more")
    return Copied(reports)


def _said(found: Mapping[str, Any]) -> SpokenBy:
    start, end, words = found["start"], found["end"], _text(found["words"], LONGEST_WORDS)
    if not isinstance(start, int) or not isinstance(end, int) or not 0 <= start < end or end - start != len(words):
        raise ValueError("words are where they stand")
    told = found["speaker"]
    speaker = Speaker(_text(told["key"]), _text(told["name"]), SpeakerKind(told["kind"]))
    return SpokenBy(_text(found["report"]), start, end, words, speaker)


def _owned(found: Mapping[str, Any]) -> Owned:
    owner = found["owner"]
    return Owned(_text(found["outlet"]), _text(owner) if owner else "")


_READERS: Final[Mapping[str, Callable[[Mapping[str, Any]], Amendment]]] = {
    "copy": _copied,
    "speaker": _said,
    "owner": _owned,
}


def _text(found: object, most: int = LONGEST) -> str:
    if not isinstance(found, str) or not found.strip() or len(found) > most:
        raise ValueError("no text, or one too long")
    return found
