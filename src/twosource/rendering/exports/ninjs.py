"""A dossier → ninjs 3.0, the IPTC's "News in JSON": a composite object, with its reports as associated objects.

Strategy: fields say what their definitions in the schema say (github.com/iptc/newsinjson, ninjs-schema_3.0.json), which
allows no others; what is not known is left out. A report's text is its one body, verbatim. Times are told only where
the time of day is known: a bare day is no date-time. Counts and lines of several reports have no field of their own,
and stand among the descriptions of the composite, lines verbatim; where they stand in which report, ninjs cannot say.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

from twosource.model import Dossier, Enclosure, Report, Speaker, SpeakerKind, Statement, Topic, TopicKind
from twosource.rendering import labels
from twosource.rendering.exports.places import Names, page
from twosource.rendering.exports.tables import published_at

MEDIA_TYPE: Final = "application/json"
STANDARD: Final = {
    "name": "ninjs",
    "version": "3.0",
    "schema": "http://www.iptc.org/std/ninjs/ninjs-schema_3.0.json#",
}
PLAIN: Final = "text/plain"

Json = dict[str, Any]


def ninjs(dossier: Dossier, names: Names) -> Json:
    """One ninjs object, of type composite."""
    languages = {report.language for report in dossier.reports}
    shared = [one for one in dossier.statements if one.status in labels.SEVERAL]
    counts = {"role": "counts", "contentType": PLAIN, "value": labels.counts(dossier.counts)}
    return {
        "uri": names.story(dossier.id),
        "type": "composite",
        "representationType": "full",
        "profile": "story",
        "standard": dict(STANDARD),
        "title": dossier.title,
        **({"language": languages.pop()} if len(languages) == 1 and languages != {None} else {}),
        "headlines": [{"role": "main", "contentType": PLAIN, "value": dossier.title}],
        "descriptions": [counts, *map(_line, shared)],
        "people": _who(dossier, SpeakerKind.PERSON, names) + _of_kind(dossier.topics, (TopicKind.PERSON,)),
        "organisations": _who(dossier, SpeakerKind.ORGANISATION, names)
        + _of_kind(dossier.topics, (TopicKind.ORGANISATION,)),
        "places": _of_kind(dossier.topics, (TopicKind.PLACE,)),
        "subjects": _of_kind(dossier.topics, ()),
        "altIds": [{"role": "story", "value": dossier.id}],
        "associations": [
            {"name": report.title or report.id, "rel": "report", **_report(report, names)} for report in dossier.reports
        ],
    }


def _line(statement: Statement) -> Json:
    """What several reports say, in the words of the first."""
    return {"role": statement.status.value, "contentType": PLAIN, "value": statement.testimonies[0].passage.text}


def _report(report: Report, names: Names) -> Json:
    when, address = published_at(report), page(report.url)
    renditions = [{"name": "web", "href": address, "contentType": "text/html"}] if address else []
    renditions += [_media(one, f"media-{at}") for at, one in enumerate(report.media, 1)]
    body = {"role": "main", "contentType": PLAIN, "charCount": len(report.text), "value": report.text}
    return {
        "uri": names.report(report.id),
        "type": "text",
        "representationType": "full",
        "version": str(report.revision),
        **({"contentCreated": when.isoformat()} if when else {}),
        **({"language": report.language} if report.language else {}),
        **({"by": report.byline} if report.byline else {}),
        "headlines": [{"role": "main", "contentType": PLAIN, "value": report.title}] if report.title else [],
        "bodies": [body],
        "subjects": [{"name": subject} for subject in report.subjects],
        "infoSources": _sources(report),
        "altIds": [{"role": "report", "value": report.id}],
        "renditions": renditions,
    }


def _sources(report: Report) -> list[Json]:
    told = (("publisher", report.outlet), ("credit", report.credit))
    return [{"name": name, "role": role} for role, name in told if name]


def _media(media: Enclosure, name: str) -> Json:
    told = {
        "contentType": media.type,
        "title": media.title,
        "duration": media.duration,
        "sizeInBytes": media.bytes,
    }
    return {
        "name": name,
        "href": page(media.url) or media.url,
        **{key: value for key, value in told.items() if value is not None},
    }


def _who(dossier: Dossier, kind: SpeakerKind, names: Names) -> list[Json]:
    """Those of a kind who are quoted, once each."""
    return [
        {"name": one.name, "rel": "quoted", "uri": names.speaker(one.key), "literal": one.key}
        for one in _speakers(said.speaker for said in dossier.utterances)
        if one.kind is kind and one.name
    ]


def _speakers(found: Iterable[Speaker]) -> Iterable[Speaker]:
    return {speaker.key: speaker for speaker in found}.values()


def _of_kind(topics: Sequence[Topic], kinds: Sequence[TopicKind]) -> list[Json]:
    """Topics of those kinds; of no kind named, those that have no list of their own."""
    own = {TopicKind.PERSON, TopicKind.ORGANISATION, TopicKind.PLACE}
    chosen = [topic for topic in topics if (topic.kind in kinds if kinds else topic.kind not in own)]
    return [{"name": topic.name, "rel": "about", "literal": topic.key} for topic in chosen]
