"""Values → JSON, in the forms that programs rely on: `compare --json`, `brief --json` (version 1), and records.

Strategy: one function a noun, plain dicts in a fixed order, one way to dump. Fields are added freely and changed never.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from twosource.model import (
    Attribution,
    Brief,
    BriefStory,
    Copy,
    Counts,
    DateMention,
    Difference,
    Dossier,
    Dropped,
    Enclosure,
    FigureLine,
    Passage,
    Reason,
    Report,
    Said,
    SlotValue,
    Speaker,
    Statement,
    Story,
    Testimony,
    TimelineEntry,
    Topic,
    Utterance,
    Version,
)

VERSION = 1

# Digits after the point of a share or a term: more would show noise of the arithmetic.
DIGITS = 4

Json = dict[str, Any]


def dumps(value: object, *, indent: int | None = 1) -> str:
    """The one way to dump: characters as they are, keys in the order given, no NaN."""
    return json.dumps(value, ensure_ascii=False, indent=indent, allow_nan=False)


def line(value: object) -> str:
    """One record of JSON Lines, with its line end. U+2028 and U+2029 are escaped: some readers split lines there."""
    return dumps(value, indent=None).replace("\u2028", "\\u2028").replace("\u2029", "\\u2029") + "\n"


# --- records, one a line ----------------------------------------------------------------------------------------------


def report_json(report: Report) -> Json:
    """A report as it travels between commands."""
    return {
        "id": report.id,
        "outlet": report.outlet,
        "url": report.url,
        "title": report.title,
        "byline": report.byline,
        "published": report.published.isoformat() if report.published else None,
        "credit": report.credit,
        "language": report.language,
        "subjects": list(report.subjects),
        "text": report.text,
        **({"media": [media_json(one) for one in report.media]} if report.media else {}),
    }


def media_json(one: Enclosure) -> Json:
    """A file that comes with a report, with what is known of it."""
    told = {"type": one.type, "title": one.title, "duration": one.duration, "bytes": one.bytes}
    return {"url": one.url, **{name: value for name, value in told.items() if value is not None}}


def story_json(story: Story) -> list[Json]:
    """`{"id", "story", "topics"}` for each report of the story: what `group` writes.

    States of a report that came under other ids have a line too, with the report that they became.
    """
    topics = [topic_json(topic) for topic in story.topics]
    lines: list[Json] = []
    for report in story.reports:
        lines.append({"id": report.id, "story": story.id, "topics": topics})
        others = report.other_ids
        lines += [{"id": other, "story": story.id, "topics": topics, "state_of": report.id} for other in others]
    return lines


def topic_json(topic: Topic) -> Json:
    """`name` as it stands in the reports; `key` is made of stems, the same for `flood` and `floods`."""
    return {"name": topic.name, "kind": topic.kind.value, "key": topic.key}


def attributions_json(report_id: str, attributions: Iterable[Attribution]) -> Json:
    """What `voices` writes of one report."""
    return {"id": report_id, "attributions": [_attribution(attribution) for attribution in attributions]}


def dates_json(report_id: str, dates: Iterable[DateMention]) -> Json:
    """What `dates` writes of one report."""
    return {
        "id": report_id,
        "dates": [{"start": d.span.start, "end": d.span.end, "type": d.type.value, "value": d.value} for d in dates],
    }


def _attribution(attribution: Attribution) -> Json:
    return {
        "source": [list(span) for span in attribution.source],
        "cue": [list(span) for span in attribution.cue],
        "content": [list(span) for span in attribution.content],
        "kind": attribution.kind.value,
        "speaker": _speaker(attribution.speaker),
        "parent": attribution.parent,
        "medium": attribution.medium,
        "anonymity": list(attribution.anonymity) if attribution.anonymity else None,
    }


def _speaker(speaker: Speaker) -> Json:
    return {"key": speaker.key, "name": speaker.name, "kind": speaker.kind.value}


# --- dossiers ---------------------------------------------------------------------------------------------------------


def _counts(counts: Counts) -> Json:
    return {
        "reports": counts.reports,
        "texts": counts.texts,
        "outlets": counts.outlets,
        "origins": counts.origins,
    }


def passage_json(passage: Passage) -> Json:
    """Words of a report, and where they stand in it."""
    return {"report": passage.report, "start": passage.start, "end": passage.end, "text": passage.text}


def _reason(reason: Reason) -> Json:
    return {"rule": reason.rule, "text": reason.text, "passages": [passage_json(p) for p in reason.passages]}


def _said(said: Said) -> Json:
    return {"report": said.report, **_attribution(said.attribution)}


def _testimony(testimony: Testimony) -> Json:
    return {
        **passage_json(testimony.passage),
        "origin": {"kind": testimony.origin.kind.value, "name": testimony.origin.name},
        "attribution": testimony.attribution,
        "reasons": [_reason(reason) for reason in testimony.reasons],
    }


def _statement(statement: Statement) -> Json:
    return {
        "id": statement.id,
        "status": statement.status.value,
        "counts": _counts(statement.counts),
        "passages": [_testimony(testimony) for testimony in statement.testimonies],
        "reasons": [_reason(reason) for reason in statement.reasons],
        "turns": [{"kind": turn.kind.value, "report": turn.report} for turn in statement.turns],
    }


def _version(version: Version) -> Json:
    return {
        **passage_json(version.passage),
        "change": version.change.value,
        "form": "reported" if version.retold else "quoted",
        "edits": [{"kind": e.kind.value, "text": e.text, "instead_of": e.instead_of} for e in version.edits],
        "attribution": version.attribution,
    }


def _utterance(utterance: Utterance) -> Json:
    return {
        "id": utterance.id,
        "speaker": _speaker(utterance.speaker),
        "text": utterance.fullest.text,
        "medium": utterance.medium,
        "fullest": passage_json(utterance.fullest),
        "first": utterance.first,
        "variants": [_version(version) for version in utterance.versions],
    }


def _difference(difference: Difference) -> Json:
    return {
        "kind": difference.kind.value,
        "relation": None if difference.relation is None else difference.relation.value,
        "values": [_slot_value(value) for value in difference.values],
    }


def _slot_value(given: SlotValue) -> Json:
    return {"value": given.value, **passage_json(given.context), "slot": [given.slot.start, given.slot.end]}


def _figure(line: FigureLine) -> Json:
    return {"points": [{"number": point.number, **_slot_value(point.given)} for point in line.points]}


def _entry(entry: TimelineEntry) -> Json:
    return {"date": entry.date, "precision": entry.precision, "passages": [passage_json(p) for p in entry.passages]}


def _dropped(line: Dropped) -> Json:
    return {
        "report": line.report,
        "revision": line.revision,
        "start": line.start,
        "end": line.end,
        "text": line.text,
    }


def _copy(copy: Copy) -> Json:
    return {
        "reports": list(copy.reports),
        "kind": copy.kind.value,
        "share": round(copy.share, DIGITS),
        "stretches": [[passage_json(p) for p in stretch] for stretch in copy.stretches],
    }


def dossier_json(dossier: Dossier) -> Json:
    """One story of `compare --json`."""
    return {
        "id": dossier.id,
        "title": dossier.title,
        "counts": _counts(dossier.counts),
        "topics": [topic_json(topic) for topic in dossier.topics],
        "reports": [report_json(report) for report in dossier.reports],
        "attributions": [_said(said) for said in dossier.attributions],
        "statements": [_statement(statement) for statement in dossier.statements],
        "quotes": [_utterance(utterance) for utterance in dossier.utterances],
        "differences": [_difference(difference) for difference in dossier.differences],
        "timeline": [_entry(entry) for entry in dossier.timeline],
        "copies": [_copy(copy) for copy in dossier.copies],
        "dropped": [_dropped(line) for line in dossier.dropped],
        "figures": [_figure(line) for line in dossier.figures],
    }


def dossiers_json(dossiers: Sequence[Dossier]) -> str:
    """`compare --json`, version 1. A passage's `attribution` is an index into its story's `attributions`."""
    return dumps({"version": VERSION, "stories": [dossier_json(dossier) for dossier in dossiers]}) + "\n"


# --- briefs -----------------------------------------------------------------------------------------------------------


def _brief_story(story: BriefStory) -> Json:
    return {
        "id": story.dossier.id,
        "title": story.title,
        "why": {term: round(value, DIGITS) for term, value in story.why},
        "counts": _counts(story.dossier.counts),
        "lines": [
            {
                "role": line.role.value,
                **passage_json(line.passage),
                "counts": _counts(line.counts),
                "statement": line.statement,
                "helpers": [
                    {
                        "at": helper.at,
                        "text": helper.text,
                        "taken": passage_json(helper.taken) if helper.taken else None,
                    }
                    for helper in line.helpers
                ],
                "before": line.before or None,
            }
            for line in story.lines
        ],
        "news": [
            {
                "kind": news.kind.value,
                "before": list(news.before),
                "now": [passage_json(passage) for passage in news.now],
            }
            for news in story.news
        ],
        "was": _counts(story.was) if story.was else None,
    }


def brief_json(brief: Brief) -> str:
    """`brief --json`, version 1, with the reports of its stories: every line can be checked against its text."""
    reports: Mapping[str, Report] = {r.id: r for story in brief.stories for r in story.dossier.reports}
    whole = {
        "version": VERSION,
        "since": brief.since.isoformat() if brief.since else None,
        "until": brief.until.isoformat() if brief.until else None,
        "after": brief.after.isoformat() if brief.after else None,
        "stories": [_brief_story(story) for story in brief.stories],
        "reports": [report_json(report) for report in reports.values()],
    }
    return dumps(whole) + "\n"
