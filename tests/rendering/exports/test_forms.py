"""ninjs, JSON-LD and annotations: what their specifications ask for, and every passage at its offsets."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date, datetime
from typing import Any, Final

import pytest
from tests.rendering import hostile, sample

from twosource.model import (
    Change,
    Dossier,
    Edit,
    EditKind,
    Enclosure,
    Span,
    Speaker,
    SpeakerKind,
    Topic,
    TopicKind,
    Version,
)
from twosource.rendering.exports import webannotations as notes
from twosource.rendering.exports.linked import linked
from twosource.rendering.exports.ninjs import ninjs
from twosource.rendering.exports.places import Names

NAMES = Names("https://news.example")
TOPICS = tuple(Topic(kind.value, kind.value.title(), kind) for kind in TopicKind)
MEDIA = (Enclosure("https://a.example/1.mp3", "audio/mpeg", "Hear", 61, 900), Enclosure("https://a.example/2"))
RICH: Dossier = replace(
    sample.DOSSIER,
    topics=TOPICS,
    reports=(
        replace(sample.COURIER, media=MEDIA, language="en", credit="Agency", subjects=("Bridges",)),
        *sample.REPORTS[1:],
    ),
)
BARE: Dossier = replace(
    sample.DOSSIER,
    reports=tuple(
        replace(one, title=None, byline=None, outlet=None, url=None, published=None) for one in sample.REPORTS
    ),
)
DOSSIERS = pytest.mark.parametrize("dossier", [RICH, BARE, hostile.DOSSIER], ids=["rich", "bare", "hostile"])
Json = dict[str, Any]


def is_address(text: str) -> bool:
    """Whether it can be a URI as RFC 3986 writes one: a scheme, and no character that must be escaped."""
    return bool(re.fullmatch(r"[a-z][a-z0-9+.-]*:[!#-;=?-Z\[\]_a-z~]+", text))


# --- ninjs: the part of the schema, version 3.0, that we use ----------------------------------------------------------

TEXT: Final = {"role": str, "contentType": str, "value": str}
CONCEPT: Final = {"name": str, "rel": str, "uri": is_address, "literal": str}
NINJS: Final[Json] = {
    "uri": is_address,
    "type": {"text", "composite"},
    "representationType": {"full", "partial"},
    "profile": str,
    "version": str,
    "contentCreated": lambda text: datetime.fromisoformat(text).tzinfo is not None and "T" in text,
    "language": str,
    "title": str,
    "by": str,
    "headlines": [TEXT],
    "descriptions": [TEXT],
    "bodies": [{**TEXT, "charCount": int}],
    "people": [CONCEPT],
    "organisations": [CONCEPT],
    "places": [CONCEPT],
    "subjects": [CONCEPT],
    "infoSources": [{"name": str, "role": str}],
    "altIds": [{"role": str, "value": str}],
    "renditions": [
        {"name": str, "href": is_address, "contentType": str, "title": str, "duration": int, "sizeInBytes": int}
    ],
    "standard": {"name": str, "version": str, "schema": is_address},
}
ASSOCIATED: Final = {**NINJS, "name": str, "rel": str}
COMPOSITE: Final = {**NINJS, "associations": [ASSOCIATED]}


def fits(value: Any, shape: Any) -> bool:
    """Whether a value has no field but those of the shape, each as the shape has it."""
    if isinstance(shape, dict):
        return set(value) <= set(shape) and all(fits(found, shape[name]) for name, found in value.items())
    if isinstance(shape, list):
        return isinstance(value, list) and all(fits(one, shape[0]) for one in value)
    if isinstance(shape, set):
        return value in shape
    return isinstance(value, shape) if isinstance(shape, type) else bool(shape(value))


@DOSSIERS
def test_ninjs_has_the_fields_of_its_schema_and_no_other(dossier: Dossier) -> None:
    made = ninjs(dossier, NAMES)
    assert fits(made, COMPOSITE), made
    assert made["standard"]["schema"].endswith("ninjs-schema_3.0.json#")
    for one in made["associations"]:
        assert {"name", "uri"} <= set(one), "what the schema asks for"
        assert one["renditions"] == [] or all("name" in rendition for rendition in one["renditions"])
    assert json.loads(json.dumps(made)) == made


@DOSSIERS
def test_ninjs_holds_every_text_whole(dossier: Dossier) -> None:
    made = ninjs(dossier, NAMES)
    bodies = [one["bodies"] for one in made["associations"]]
    assert [(one[0]["value"], one[0]["charCount"]) for one in bodies] == [
        (report.text, len(report.text)) for report in dossier.reports
    ]
    lines = [one["value"] for one in made["descriptions"] if one["role"] != "counts"]
    assert lines
    assert all(any(line in report.text for report in dossier.reports) for line in lines)


def test_ninjs_tells_what_is_known_and_nothing_else() -> None:
    made = ninjs(RICH, NAMES)
    first, second, third = made["associations"]
    assert first["contentCreated"] == "2031-05-06T21:15:00+00:00"
    assert "contentCreated" not in third, "a bare day is no date-time"
    assert [one["href"] for one in first["renditions"]] == [sample.COURIER.url, *(one.url for one in MEDIA)]
    assert second["renditions"] == [], "javascript: is no address of a page"
    assert first["infoSources"] == [{"name": "courier", "role": "publisher"}, {"name": "Agency", "role": "credit"}]
    assert {one["name"] for one in made["people"]} == {"Ada Quill", "Person"}
    assert {one["name"] for one in made["places"]} == {"Place"}
    assert len(made["subjects"]) == len(TOPICS) - 3
    assert "language" not in made
    one = replace(RICH, reports=RICH.reports[:1], attributions=(), statements=(), utterances=())
    assert ninjs(one, NAMES)["language"] == "en"


# --- JSON-LD ----------------------------------------------------------------------------------------------------------


def nodes(made: Json, kind: str) -> list[Json]:
    return [node for node in made["@graph"] if node["@type"] == kind]


@DOSSIERS
def test_the_graph_names_what_is_in_it(dossier: Dossier) -> None:
    made = linked(dossier, NAMES)
    assert made["@context"] == "https://schema.org"
    ids = [node["@id"] for node in made["@graph"]]
    assert len(ids) == len(set(ids))
    assert all(is_address(one) for one in ids)
    told = re.findall(r'\{"@id": "([^"]+)"\}', json.dumps(made))
    assert set(told) <= set(ids)
    assert [node["articleBody"] for node in nodes(made, "NewsArticle")] == [report.text for report in dossier.reports]
    assert not re.search(r'"@type": "(Claim|ClaimReview)"', json.dumps(made))
    assert "null" not in json.dumps(made)


@DOSSIERS
def test_each_quotation_stands_at_its_address(dossier: Dossier) -> None:
    found = nodes(linked(dossier, NAMES), "Quotation")
    assert len(found) == 4
    by_address = {NAMES.report(report.id): report for report in dossier.reports}
    for node in found:
        report = by_address[node["isPartOf"]["@id"]]
        start, end = map(int, node["url"].rsplit("#p", 1)[1].split("-"))
        assert report.text[start:end] == node["text"]


def version(words: str, *edits: tuple[EditKind, str], retold: bool = False) -> Version:
    start = sample.COURIER.text.index(words)
    passage = sample.COURIER.passage(Span(start, start + len(words)))
    return Version(passage, Change.SAME, tuple(Edit(*edit) for edit in edits), 0, retold=retold)


def of_versions(*versions: Version, kind: SpeakerKind = SpeakerKind.PERSON) -> list[Json]:
    said = replace(sample.UTTERANCES[0], versions=versions, speaker=Speaker("k", "An aide", kind))
    return nodes(linked(replace(sample.DOSSIER, utterances=(said,)), NAMES), "Quotation")


def test_no_word_of_the_report_is_put_into_a_mouth() -> None:
    words = "every pier has been checked twice, and that will take weeks,” Mayor Ada Quill said outside"
    parts = ("every pier has been checked twice", ", and ", "that will take weeks,”", " Mayor Ada Quill said outside")
    broken = version(
        words,
        (EditKind.KEPT, parts[0]),
        (EditKind.BETWEEN, parts[1]),
        (EditKind.CUT, "which this one lacks"),
        (EditKind.ADDED, parts[2]),
        (EditKind.BETWEEN, parts[3]),
    )
    assert [node["text"] for node in of_versions(broken)] == [parts[0], parts[2]]
    assert of_versions(version(words, (EditKind.KEPT, words), retold=True)) == [], "what is retold is no quotation"


def test_the_marks_around_a_quotation_that_its_cue_parts_move_no_word() -> None:
    said, cue, rest = "Every pier is old,", "” she said, “", "but each was checked."
    report = replace(sample.COURIER, text=f"“{said}{cue}{rest}” He left.")
    passage = report.passage(Span(0, report.text.index(" He left")))
    edits = (Edit(EditKind.KEPT, said), Edit(EditKind.BETWEEN, cue), Edit(EditKind.KEPT, rest))
    utterance = replace(sample.UTTERANCES[0], fullest=passage, versions=(Version(passage, Change.SAME, edits, 0),))
    dossier = replace(sample.DOSSIER, reports=(report,), statements=(), utterances=(utterance,))
    assert [node["text"] for node in nodes(linked(dossier, NAMES), "Quotation")] == [said, rest]


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        (SpeakerKind.PERSON, {"spokenByCharacter": "Person"}),
        (SpeakerKind.ORGANISATION, {"spokenByCharacter": "Organization"}),
        (SpeakerKind.OUTLET, {"spokenByCharacter": "NewsMediaOrganization"}),
        (SpeakerKind.DOCUMENT, {"citation": "CreativeWork"}),
        (SpeakerKind.ANONYMOUS, {"creditText": None}),
        (SpeakerKind.UNKNOWN, {}),
    ],
)
def test_who_is_quoted_is_told_as_what_they_are(kind: SpeakerKind, told: dict[str, str | None]) -> None:
    node = of_versions(version("Nobody was hurt", (EditKind.KEPT, "Nobody was hurt")), kind=kind)[0]
    assert set(node) & {"spokenByCharacter", "citation", "creditText", "creator", "author"} == set(told)
    assert all(kind is None or node[name]["@type"] == kind for name, kind in told.items())


def test_reports_are_told_as_they_are_known() -> None:
    first, second, third = nodes(linked(RICH, NAMES), "NewsArticle")
    assert (first["url"], first["creditText"]) == (sample.COURIER.url, ["Ines Marlow", "Agency"])
    assert "url" not in second
    assert date.fromisoformat(third["datePublished"]) == date(2031, 5, 7)
    assert first["associatedMedia"][0]["duration"] == "PT61S"
    assert first["associatedMedia"][1] == {"@type": "MediaObject", "contentUrl": "https://a.example/2"}
    bare = nodes(linked(BARE, NAMES), "NewsArticle")[0]
    assert not {"headline", "publisher", "datePublished", "creditText"} & set(bare)
    about = nodes(linked(RICH, NAMES), "Collection")[0]["about"]
    assert {one["@type"] for one in about} == {"Person", "Organization", "Place", "Thing", "DefinedTerm"}


# --- Web Annotation ---------------------------------------------------------------------------------------------------


@DOSSIERS
def test_annotations_have_what_the_model_asks_for(dossier: Dossier) -> None:
    made = notes.annotated(dossier, NAMES)
    assert (made["@context"], made["type"]) == ("http://www.w3.org/ns/anno.jsonld", "AnnotationCollection")
    items = made["first"]["items"]
    assert (made["total"], made["first"]["type"], made["first"]["partOf"]) == (len(items), "AnnotationPage", made["id"])
    assert len({one["id"] for one in items}) == len(items) > 10
    for one in items:
        assert one["type"] == "Annotation"
        assert one["motivation"] in {"classifying", "identifying"}
        assert all(body["type"] == "TextualBody" and body["value"] for body in one["body"])
        assert is_address(one["id"])
        assert one["target"]


@DOSSIERS
def test_both_selectors_resolve_to_the_same_words(dossier: Dossier) -> None:
    texts = {NAMES.text(report.id): report.text for report in dossier.reports}
    for one in notes.annotated(dossier, NAMES)["first"]["items"]:
        for target in one["target"]:
            text = texts[target["source"]["id"]]
            position, quote = target["selector"]
            start, end = position["start"], position["end"]
            assert text[start:end] == quote["exact"] != ""
            assert text[:start].endswith(quote["prefix"])
            assert text[end:].startswith(quote["suffix"])
            assert len(quote["prefix"]) == min(start, notes.AROUND)
            assert len(quote["suffix"]) == min(len(text) - end, notes.AROUND)
            assert is_address(
                target.get("scope", "https://a.example").replace('"', "").replace(">", "").replace("<", "")
            )


def test_positions_are_code_points_and_not_units_of_utf_16() -> None:
    text = "\U0001f525\U0001f525 The mill burns."
    report = replace(sample.COURIER, text=text)
    passage = report.passage(Span(3, 11))
    seen = replace(sample.STATEMENTS[0].testimonies[0], passage=passage)
    statement = replace(sample.STATEMENTS[0], testimonies=(seen,))
    made = notes.annotated(
        replace(
            sample.DOSSIER, reports=(report,), statements=(statement,), attributions=(), utterances=(), differences=()
        ),
        NAMES,
    )
    position, quote = made["first"]["items"][0]["target"][0]["selector"]
    assert (position["start"], position["end"], quote["exact"]) == (3, 11, "The mill")
    assert quote["prefix"] == "\U0001f525\U0001f525 "


def test_who_is_not_known_is_not_identified() -> None:
    def bodies(kind: SpeakerKind) -> list[Json]:
        said = replace(sample.UTTERANCES[0], speaker=Speaker("k", "An aide", kind))
        items = notes.annotated(replace(sample.DOSSIER, utterances=(said,)), NAMES)["first"]["items"]
        found = next(one["body"] for one in items if "quote-" in one["id"])
        return [body for body in found if body["purpose"] == "identifying"]

    assert bodies(SpeakerKind.UNKNOWN) == []
    assert "id" not in bodies(SpeakerKind.ANONYMOUS)[0]
    assert bodies(SpeakerKind.PERSON)[0]["id"] == "https://news.example/speakers/k"
