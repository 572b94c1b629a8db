"""The reports of one event, and what they are about."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from twosource.model.reports import Report


class TopicKind(StrEnum):
    """What a topic is the name of."""

    PERSON = "person"
    ORGANISATION = "organisation"
    PLACE = "place"
    GROUP = "group"  # a nationality, party or faith
    NAME = "name"  # of what, nothing tells
    SUBJECT = "subject"
    MEDIA_TOPIC = "media topic"  # of the IPTC


@dataclass(frozen=True, slots=True, order=True)
class Topic:
    """What a story is about. Equal keys are one topic, in whatever story."""

    key: str
    name: str
    kind: TopicKind


@dataclass(frozen=True, slots=True)
class Story:
    """The reports of one event, in order of publication, and what they are about."""

    id: str
    reports: tuple[Report, ...]
    topics: tuple[Topic, ...] = ()
