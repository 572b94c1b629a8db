"""What is around every page, and how numbers and lists are written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

MESSAGES: Final[Mapping[str, str]] = {
    "site": "TwoSource",
    "site.what": "reports of one event, side by side",
    "skip": "Skip to the content",
    "nav": "Pages",
    "nav.front": "Front page",
    "nav.briefs": "Briefs",
    "told.read": "Marked as read",
    "told.unread": "Marked as unread",
    "told.saved": "Saved on this device",
    "told.unsaved": "No longer saved on this device",
    "told.failed": "This could not be saved: there is no connection, or no room on this device",
    "told.nowhere": "No address at an outlet stands here: open a report first",
    "told.never": "This browser saves nothing here: it asks for https, or for the machine that serves",
    "nav.saved": "Saved",
    "nav.feeds": "Feeds",
    "nav.keys": "Keyboard",
    "nav.login": "Log in",
    "nav.account": "Account",
    "search": "Search",
    "search.field": "Search the reports",
    "foot.voices": "Words in serif are the outlets’, as they printed them. Words like these are ours: labels, "
    "counts and links.",
    "foot.counts": "Counts are reports, distinct texts, outlets and independent origins, always in this order.",
    "dots": "Dots",
    "more": "More",
    "older": "Older",
    "paging": "Further pages",
    "why": "Why?",
    "as_table": "As a table",
    "number.group": ",",
    "number.decimal": ".",
    "number.share": "{n}%",
    "list.comma": "{before}, {next}",
    "list.last": "{before} and {last}",
}
