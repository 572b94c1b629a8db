"""A dossier → JSON-LD in the words of schema.org: the story, its reports (NewsArticle), what is quoted (Quotation).

Strategy: a graph whose nodes name each other by their addresses at the site. A property is used for what its definition
says. So who is quoted is `spokenByCharacter` ("to whom the quotation is attributed within the containing CreativeWork")
and not `creator`, since that they said it is the report's word; a byline is `creditText` and not `author`, since it may
name several or nobody. Only what stands in quotation is a Quotation; a quotation that the report breaks off (“…,” she
said. “…”) is one node for each part, so that no word of the report's own is put into anybody's mouth. Its `url` leads
to the passage, in code points. There is no ClaimReview and no Claim: we give no verdict.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from twosource.model import (
    Dossier,
    EditKind,
    Enclosure,
    Passage,
    Report,
    Span,
    Speaker,
    SpeakerKind,
    TopicKind,
    Utterance,
    Version,
)
from twosource.rendering.exports.places import Names, page

CONTEXT: Final = "https://schema.org"
MEDIA_TYPE: Final = "application/ld+json"
TOPICS: Final = {
    TopicKind.PERSON: "Person",
    TopicKind.ORGANISATION: "Organization",
    TopicKind.PLACE: "Place",
    TopicKind.SUBJECT: "DefinedTerm",
    TopicKind.MEDIA_TOPIC: "DefinedTerm",
}
SPEAKERS: Final = {
    SpeakerKind.PERSON: "Person",
    SpeakerKind.ORGANISATION: "Organization",
    SpeakerKind.OUTLET: "NewsMediaOrganization",
}

Json = dict[str, Any]


def linked(dossier: Dossier, names: Names) -> Json:
    """A graph: the story first, then its reports, then what is quoted."""
    graph = [_story(dossier, names), *(_report(report, dossier, names) for report in dossier.reports)]
    for said in dossier.utterances:
        graph += _utterance(said, dossier, names)
    return {"@context": CONTEXT, "@graph": graph}


def _story(dossier: Dossier, names: Names) -> Json:
    about = [{"@type": TOPICS.get(one.kind, "Thing"), "name": one.name} for one in dossier.topics]
    return {
        "@type": "Collection",
        "@id": names.story(dossier.id),
        "name": dossier.title,
        "identifier": dossier.id,
        "collectionSize": len(dossier.reports),
        **({"about": about} if about else {}),
        "hasPart": [{"@id": names.report(report.id)} for report in dossier.reports],
    }


def _report(report: Report, dossier: Dossier, names: Names) -> Json:
    credited = [told for told in (report.byline, report.credit) if told]
    told: Json = {
        "url": page(report.url),
        "headline": report.title,
        "datePublished": report.published.isoformat() if report.published else None,
        "inLanguage": report.language,
        "publisher": {"@type": "NewsMediaOrganization", "name": report.outlet} if report.outlet else None,
        "creditText": credited or None,
        "keywords": list(report.subjects) or None,
        "associatedMedia": [_media(one) for one in report.media] or None,
    }
    return {
        "@type": "NewsArticle",
        "@id": names.report(report.id),
        "identifier": report.id,
        **_known(told),
        "version": report.revision,
        "isPartOf": {"@id": names.story(dossier.id)},
        "articleBody": report.text,
    }


def _media(media: Enclosure) -> Json:
    told = {
        "name": media.title,
        "encodingFormat": media.type,
        "duration": None if media.duration is None else f"PT{media.duration}S",
        "contentSize": None if media.bytes is None else f"{media.bytes} B",
    }
    return {"@type": "MediaObject", "contentUrl": page(media.url) or media.url, **_known(told)}


def _known(told: Json) -> Json:
    return {name: value for name, value in told.items() if value is not None}


# --- what is quoted ---------------------------------------------------------------------------------------------------


def _utterance(said: Utterance, dossier: Dossier, names: Names) -> list[Json]:
    """What was said on one occasion, and each part of each version of it that stands in quotation."""
    own = f"{names.story(dossier.id)}#{said.id}"
    quoted = [
        {
            "@type": "Quotation",
            "@id": f"{own}-{at}-{number}",
            "text": part.text,
            "url": names.passage(part),
            **_spoken(said.speaker, names),
            "isPartOf": {"@id": names.report(part.report)},
            "exampleOfWork": {"@id": own},
        }
        for at, version in enumerate(said.versions)
        if not version.retold
        for number, part in enumerate(_parts(version, dossier.report(version.passage.report)))
    ]
    if not quoted:
        return []
    work = {"@type": "CreativeWork", "@id": own, "isPartOf": {"@id": names.story(dossier.id)}}
    return [{**work, "workExample": [{"@id": one["@id"]} for one in quoted]}, *quoted]


def _parts(version: Version, report: Report) -> Iterator[Passage]:
    """The runs of a version that are what was said, without the report's own words between them."""
    passage, kept = version.passage, [edit for edit in version.edits if edit.kind is not EditKind.CUT]
    if not any(edit.kind is EditKind.BETWEEN for edit in kept):
        yield passage
        return
    # the words begin behind the mark around them
    start = at = passage.start + passage.text.index("".join(edit.text for edit in kept))
    for edit in kept:
        if edit.kind is EditKind.BETWEEN:
            yield from _run(report, start, at)
            start = at + len(edit.text)
        at += len(edit.text)
    yield from _run(report, start, at)


def _run(report: Report, start: int, end: int) -> Iterator[Passage]:
    text = report.text[start:end]
    start += len(text) - len(text.lstrip())
    if text.strip():
        yield report.passage(Span(start, start + len(text.strip())))


def _spoken(speaker: Speaker, names: Names) -> Json:
    """Who is quoted. Who goes by no name is credited in the report's words; a document is cited."""
    if kind := SPEAKERS.get(speaker.kind):
        return {"spokenByCharacter": {"@type": kind, "@id": names.speaker(speaker.key), "name": speaker.name}}
    if speaker.kind is SpeakerKind.DOCUMENT:
        return {"citation": {"@type": "CreativeWork", "name": speaker.name}}
    return {"creditText": speaker.name} if speaker.kind is SpeakerKind.ANONYMOUS else {}
