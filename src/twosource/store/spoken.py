"""What a dossier has of one speaker, kept apart: a page of a speaker shows ten stories, and reads none of them whole.

Strategy: a part is a dossier itself, of the speaker's utterances and attributions and of the reports that these stand
in, packed as dossiers are: so it is read back word for word or not at all, and whoever can show a dossier can show it.
Parts are made when their dossier is kept, and fall with it. Those of dossiers that an older version kept are made by
the way (`dossiers.take_apart`); until then who asks reads the whole.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from twosource.errors import VerbatimError
from twosource.model import Dossier, Report, Said, SpeakerKind, Utterance
from twosource.store.database import Database, Row, batches, listed
from twosource.store.packing import TextName, form, opened, pack, unpack
from twosource.store.rows import LONGEST_KEY, sound
from twosource.store.texts import texts_of

ONE_AND_THE_SAME: Final = frozenset(
    {SpeakerKind.PERSON, SpeakerKind.ORGANISATION, SpeakerKind.DOCUMENT, SpeakerKind.OUTLET}
)
"""Speakers whose key is one and the same in all stories, not "officials"."""
_KEEP: Final = "INSERT INTO spoken (story, speaker, body) VALUES (:story, :speaker, :body)"


def speaker_key(key: str) -> str:
    """A speaker's key as the store has it."""
    return sound(key)[:LONGEST_KEY]


# --- parts ------------------------------------------------------------------------------------------------------------


def parts(dossier: Dossier) -> dict[str, Dossier]:
    """What a dossier has of each speaker who has a page, by key; their earlier states and edits are left out."""
    said: dict[str, set[int]] = defaultdict(set)
    uttered: dict[str, list[Utterance]] = defaultdict(list)
    for at, one in enumerate(dossier.attributions):
        if one.attribution.speaker.kind in ONE_AND_THE_SAME:
            said[speaker_key(one.attribution.speaker.key)].add(at)
    for utterance in dossier.utterances:
        if (key := speaker_key(utterance.speaker.key)) in said:
            uttered[key].append(utterance)
            said[key].update(version.attribution for version in utterance.versions)
    reports = {report.id: report for report in dossier.reports}
    return {key: _part(dossier, reports, sorted(said[key]), uttered[key]) for key in said}


def _part(
    dossier: Dossier, reports: Mapping[str, Report], said: Sequence[int], uttered: Sequence[Utterance]
) -> Dossier:
    places = {at: place for place, at in enumerate(said)}
    attributions = [dossier.attributions[at] for at in said]
    passages = [version.passage for utterance in uttered for version in utterance.versions]
    ids = {*(one.report for one in attributions), *(passage.report for passage in passages)}
    return Dossier(
        id=dossier.id,
        title=dossier.title,
        counts=dossier.counts,
        reports=tuple(replace(report, earlier=(), media=()) for one, report in reports.items() if one in ids),
        attributions=tuple(Said(one.report, replace(one.attribution, parent=None)) for one in attributions),
        statements=(),
        utterances=tuple(_plain(utterance, places) for utterance in uttered),
        differences=(),
        timeline=(),
        copies=(),
    )


def _plain(utterance: Utterance, places: Mapping[int, int]) -> Utterance:
    """Its versions without the edits between them, each with its attribution's place in the part."""
    versions = (replace(one, edits=(), attribution=places[one.attribution]) for one in utterance.versions)
    return replace(utterance, versions=tuple(versions))


def rows_of(dossier: Dossier, names: Mapping[str, TextName]) -> list[Row]:
    """The rows of a dossier; `names` as `pack` takes them."""
    return [
        {"story": dossier.id, "speaker": speaker, "body": pack(part, names).body}
        for speaker, part in parts(dossier).items()
    ]


# --- in and out -------------------------------------------------------------------------------------------------------


def put(database: Database, story: str, rows: Sequence[Row]) -> None:
    """These are the parts of a story's dossier, inside a transaction."""
    database.run("DELETE FROM spoken WHERE story = :story", [{"story": story}])
    database.run(_KEEP, rows)
    database.run("UPDATE dossiers SET apart = 1 WHERE story = :story", [{"story": story}])


def spoken(database: Database, speaker: str, stories: Sequence[str]) -> dict[str, Dossier]:
    """What each of these stories has of a speaker, by story; those of which no part can be read back are left out."""
    bodies: dict[str, bytes] = {}
    for batch in batches(stories):
        which, values = listed("s", batch)
        sql = (
            "SELECT s.story AS story, body FROM spoken s JOIN dossiers d ON d.story = s.story"
            f" WHERE speaker = :speaker AND s.story IN {which} AND form = :form"
        )
        rows = database.rows(sql, {**values, "speaker": speaker_key(speaker), "form": form()})
        bodies |= {row["story"]: row["body"] for row in rows}
    return dict(_read(database, bodies))


def spoken_in(database: Database, story: str) -> dict[str, Dossier]:
    """What is kept of each speaker of a story, by key."""
    rows = database.rows("SELECT speaker, body FROM spoken WHERE story = :story", {"story": story})
    return dict(_read(database, {row["speaker"]: row["body"] for row in rows}))


def _read(database: Database, bodies: Mapping[str, bytes]) -> Iterator[tuple[str, Dossier]]:
    found = {key: opened(body) for key, body in bodies.items()}
    names = dict.fromkeys(name for body in found.values() for name in body.texts)
    texts = texts_of(database, list(names))
    for key, body in found.items():
        try:
            yield key, unpack(body, texts)
        except VerbatimError:
            continue
