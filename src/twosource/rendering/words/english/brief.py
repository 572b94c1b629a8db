"""A brief, on a page and in a mail: what is new in it, and why each story is there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

MESSAGES: Final[Mapping[str, str]] = {
    "brief.day": "Your day",
    "brief.week": "Your week",
    "brief.other": "Your brief",
    "brief.stories": "{n} story | {n} stories",
    "brief.extent": "{stories}, {days}",
    "brief.subject": "{name}: {extent}",
    "brief.greeted": "{extent}. {greeting}",
    "brief.after": "Nothing that you were told before: only what is new since your brief up to {day}.",
    "brief.nothing": "No story falls into this period. Choose an earlier day, or add reports.",
    "brief.nothing.after": "Nothing has happened that you were not told in your brief up to {day}.",
    "brief.note": "Every line is the outlet’s own, as it printed it. Counts are reports, distinct texts, outlets and "
    "independent origins: copies, editions of one owner and “as another reported” add no origin.",
    "brief.helpers": "What stands in [= brackets] is ours: who somebody is, as the same report has it, or which day is "
    "meant.",
    # what has become of a story
    "news.new": "New",
    "news.corrected": "Corrected",
    "news.settled": "Settled",
    "news.grown": "More since",
    "news.disputed": "Still in dispute",
    "news.what": "What is new",
    "news.told": "You were told",
    "news.told.words": "You were told: {words}",
    "news.origins": "{n} independent origin now, {was} when you were told | {n} independent origins now, {was} when "
    "you were told",
    "news.corrected.was": "{outlet} no longer has what you were told: {words}",
    "news.corrected.nobody": "The outlet no longer has what you were told: {words}",
    "news.settled.was": "Outlets no longer differ as you were told: {sides}",
    "news.disputed.on": "Still in dispute: {sides}",
    # what a line does for the reader
    "line.lead": "What happened",
    "line.shared": "Shared by {n} origin | Shared by {n} origins",
    "line.in": "In {n} outlet | In {n} outlets",
    "line.differs": "Differs",
    "line.differs.above": "Differs from the line above",
    "line.said": "Said",
    "line.corrected": "Corrected since",
    "line.settled": "Settled since",
    "line.only": "Only in {outlet}",
    # why a story is there
    "why.story": "Why this story?",
    "why.sum": "importance, the sum",
    "why.rule": "your rule “{rule}”",
    "why.origins": "independent origins",
    "why.owners": "owners that reported for themselves",
    "why.outlets": "outlets with a text of their own",
    "why.days": "days on which such a text appeared",
    "why.newness": "how much of it is new",
    "why.reach": "countries that these outlets publish in",
    "why.placed": "how high feeds place it",
    "why.known": "less what you were told before",
    "why.corrected": "a line that you were told has been changed",
    "why.settled": "outlets agree on what they differed on",
    "why.in_words": "Why it is here: {terms}; importance {n}.",
    "why.origins.are": "{n} independent origin | {n} independent origins",
    "why.owners.are": "{n} owner with reporting of its own | {n} owners with reporting of their own",
    "why.outlets.are": "{n} outlet with a text of their own | {n} outlets with a text of their own",
    "why.reach.is": "outlets of {n} country | outlets of {n} countries",
    "why.days.are": "reported on {n} day | reported on {n} days",
    "why.newness.all": "all of it new",
    "why.newness.is": "{share} of it new",
    "why.placed.is": "placed in feeds at {n} of 1",
    # what rules do, or would have done
    "did_to.in": "brought in, at place {now}",
    "did_to.up": "moved up from {was} to {now}",
    "did_to.down": "moved down from {was} to {now}",
    "did_to.out": "left out, was at place {was}",
    "did_to.by": "{did}: {rules}",
    "did_to.others": "{did}, because of others",
    "rules.idle": "“{rule}” touches no story of this period.",
    "rules.none": "These rules change nothing in the brief of this period.",
    # ways from a mail
    "way.web": "Read it on the web",
    "way.preferences": "Change what you get",
    "way.unsubscribe": "Unsubscribe",
}
