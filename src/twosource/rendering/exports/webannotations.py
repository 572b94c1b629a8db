"""A dossier → annotations of its reports, as the W3C's Web Annotation Data Model has them (Recommendation, 2017).

Strategy: the target of an annotation is a passage of the bare text of a report (`text/plain`), told by its position and
by its words with those before and behind them. Positions are Unicode code points, as the model asks for (not the UTF-16
units of browsers), half open; texts are annotated as they are, without normalisation. One annotation a statement, whose
targets are all passages that say it; one for each version of what somebody said; one for each attribution, whose
targets are the parts of what is attributed; one for each difference, whose targets are the words that differ. Bodies
are tags and names of ours, and claim nothing of the world: no annotation says that a passage is true.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from twosource.model import Attribution, Dossier, Passage, Report, Speaker, SpeakerKind, Utterance
from twosource.rendering import labels
from twosource.rendering.exports.places import Names, page

PROFILE: Final = "http://www.w3.org/ns/anno.jsonld"
MEDIA_TYPE: Final = f'application/ld+json; profile="{PROFILE}"'
AROUND: Final = 32  # code points before and behind a passage: what Hypothesis, the widest used client, takes

Json = dict[str, Any]


def annotated(dossier: Dossier, names: Names) -> Json:
    """An AnnotationCollection with all of its annotations in its one page."""
    own = names.export(dossier.id, "annotations")
    items = [{"id": f"{own}#{name}", "type": "Annotation", **told} for name, told in _all(dossier, names)]
    only = {"id": f"{own}#page", "type": "AnnotationPage", "partOf": own, "startIndex": 0, "items": items}
    head = {"@context": PROFILE, "id": own, "type": "AnnotationCollection", "label": dossier.title}
    return {**head, "total": len(items), "first": only}


def _all(dossier: Dossier, names: Names) -> Iterator[tuple[str, Json]]:
    targets = _Targets(dossier, names)
    for one in dossier.statements:
        told = [_tag(one.status.value), _text(labels.counts(one.counts), "describing")]
        passages = [testimony.passage for testimony in one.testimonies]
        yield f"statement-{one.id}", _about("classifying", told, targets.of(passages))
    for said in dossier.utterances:
        yield from _versions(said, targets, names)
    for at, (report, attribution) in enumerate(dossier.attributions):
        found = _attribution(attribution, names)
        spans = [dossier.report(report).passage(span) for span in attribution.content]
        yield f"attribution-{at}", _about("identifying", found, targets.of(spans))
    for at, difference in enumerate(dossier.differences):
        slots = [value.slot for value in difference.values]
        yield f"difference-{at}", _about("classifying", [_tag(difference.kind.value)], targets.of(slots))


def _versions(said: Utterance, targets: _Targets, names: Names) -> Iterator[tuple[str, Json]]:
    for at, version in enumerate(said.versions):
        form = "reported" if version.retold else "quoted"
        told = [*_who(said.speaker, names), _tag(version.change.value), _tag(form)]
        yield f"quote-{said.id}-{at}", _about("identifying", told, targets.of([version.passage]))


def _attribution(attribution: Attribution, names: Names) -> list[Json]:
    return [*_who(attribution.speaker, names), _tag(attribution.kind.value)]


def _about(motivation: str, bodies: Sequence[Json], targets: Sequence[Json]) -> Json:
    return {"motivation": motivation, "body": list(bodies), "target": list(targets)}


def _who(speaker: Speaker, names: Names) -> list[Json]:
    """Who says it, by name, and by their page where they have one."""
    if speaker.kind is SpeakerKind.UNKNOWN:
        return []
    own = {} if speaker.kind is SpeakerKind.ANONYMOUS else {"id": names.speaker(speaker.key)}
    return [{**own, **_text(speaker.name, "identifying")}]


def _tag(value: str) -> Json:
    return _text(value, "tagging")


def _text(value: str, purpose: str) -> Json:
    return {"type": "TextualBody", "value": value, "format": "text/plain", "purpose": purpose}


class _Targets:
    """Passages of a dossier as targets."""

    def __init__(self, dossier: Dossier, names: Names) -> None:
        self._reports: Mapping[str, Report] = {report.id: report for report in dossier.reports}
        self._names = names

    def of(self, passages: Sequence[Passage]) -> list[Json]:
        return [self._target(passage) for passage in passages]

    def _target(self, passage: Passage) -> Json:
        report = self._reports[passage.report]
        source = {"id": self._names.text(report.id), "type": "Text", "format": "text/plain"}
        language = {"language": report.language} if report.language else {}
        address = page(report.url)
        return {
            "type": "SpecificResource",
            "source": {**source, **language},
            **({"scope": address} if address else {}),
            "selector": [_position(passage), _quote(passage, report.text)],
        }


def _position(passage: Passage) -> Json:
    return {"type": "TextPositionSelector", "start": passage.start, "end": passage.end}


def _quote(passage: Passage, text: str) -> Json:
    before, behind = text[max(0, passage.start - AROUND) : passage.start], text[passage.end : passage.end + AROUND]
    return {"type": "TextQuoteSelector", "exact": passage.text, "prefix": before, "suffix": behind}
