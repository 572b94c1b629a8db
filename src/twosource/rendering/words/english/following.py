"""The page on which feeds are added."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

MESSAGES: Final[Mapping[str, str]] = {
    "follow": "Add feeds",
    "follow.why": "What is added here is read from now on, and its news comes in within minutes. Owners matter: "
    "outlets of one owner are one family, and never count as independent of each other.",
    "follow.site": "A site, or a feed",
    "follow.address": "Address",
    "follow.address.why": "Of the site will do: the feed that it tells of is found.",
    "follow.outlet": "Who publishes it; what the feed calls itself, if left empty",
    "follow.owner": "Who owns that outlet, if you know",
    "follow.find": "Find its feed and read it",
    "follow.pack": "Well-known outlets of a region",
    "follow.pack.why": "A list that comes with the program: public feeds, with their owners.",
    "follow.region": "Region",
    "follow.pack.do": "Read them all",
    "follow.list": "A list from another reader",
    "follow.list.why": "OPML, as other readers export it.",
    "follow.file": "File",
    "follow.list.do": "Read all of its feeds",
    "follow.take": "Take the list with you",
    "follow.take.why": "All feeds that are read here, as OPML, which other readers take.",
    "follow.take.do": "The list as a file",
    "follow.new": "{n} feed is new | {n} feeds are new",
    "follow.known": "{n} was read already, and is asked again | {n} were read already, and are asked again",
    "follow.not_taken": "Not taken",
    "follow.more": "… and {n} more",
    "follow.others": "Its site tells of others, too",
    "follow.back": "All feeds, and how each does",
    "pack.africa": "Africa",
    "pack.americas": "The Americas",
    "pack.asia": "Asia",
    "pack.europe": "Europe",
    "pack.middle-east": "The Middle East",
    "pack.oceania": "Oceania",
    "pack.world": "The world",
    "act.follow": "feeds added",
}
