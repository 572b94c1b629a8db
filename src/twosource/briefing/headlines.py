"""Under which headline a story stands in a brief.

Strategy: headlines are the outlets', and one of them stands over the story. Of those that name what the reports open
with, rather that of the report which leads, so that both tell the same; a feature's headline (a quotation, a call, a
question) or one with a toll that was overtaken only where there is no other. One of an earlier day that has less of the
lead than the headline above it, or that says is to come what the lead tells as done, gives way too: the line below
would belie it.

What may live here: choosing among the headlines that there are.
"""

from __future__ import annotations

import re
from datetime import timedelta

from twosource.briefing.gists import about
from twosource.briefing.material import Material
from twosource.briefing.tone import chats
from twosource.model import Passage, Report, moment

# Set by reading the headlines of the sample corpus (train, dev) and of BASIL open beside their leads.
LEADING = 1.5  # how much better that of the report is which leads
CHOSEN = 1.25  # and that which the dossier chose among the headlines alone
FEATURE = 0.5  # how much worse one that calls, asks, quotes first or chats
OVERTAKEN = 0.1  # and one with a toll that a later report corrected
STALE = 0.5  # one of a report that came out a day or more before that which leads, and has less of the lead
DAY = timedelta(days=1)
TO_COME = 0.5  # one that says is to come what the lead tells as done
FEWEST = 4  # stems that a headline is taken to have, so that a short one is not all to the point by chance

_CALLS = re.compile(r"[!?]|\A\W*[“‘\"'«]|\bVIDEO\b|\bPHOTOS?\b|\A[A-Z]{5,}")
_WILL = re.compile(r"\b[Ww]ill\b|\b(?:[Dd]ue|[Ee]xpected|[Pp]oised|[Ss]et)\s+[Tt]o\b")
_TO = re.compile(r"\b([A-Z][\w’'-]+)\s+to\s+[A-Za-z]")
_AHEAD = re.compile(
    r"\b(?:will|would|may|could|plan(?:s|ned|ning)?\s+to|prepar\w+|expect\w*|intend\w*|vow\w*|"
    r"(?:about|due|going|poised|set)\s+to)\b"
)


def headline(source: Material, lead: Passage | None) -> str:
    """The headline of a story that `lead` tells; the dossier's title where no report has one."""
    titled = [report for report in source.dossier.reports if (report.title or "").strip()]
    best = max(titled, key=lambda report: _worth(source, report, lead), default=None)
    return (best.title or "").strip() if best else source.dossier.title


def _worth(source: Material, report: Report, lead: Passage | None) -> float:
    """How much of what the reports open with a headline names, in how many of them; and how it says so."""
    title = (report.title or "").strip()
    stems = about(title)
    shared = sum(source.spread[stem] - 1 for stem in stems if source.spread[stem] > 1)
    worth = shared / max(FEWEST, len(stems)) + 0.01
    worth *= LEADING if lead and lead.report == report.id else 1
    worth *= CHOSEN if title == source.dossier.title else 1
    worth *= FEATURE if _CALLS.search(title) or chats(title) else 1
    worth *= OVERTAKEN if source.is_overtaken(title, report) else 1
    if lead:
        worth *= STALE if _is_stale(report, source.reports[lead.report], lead) else 1
        worth *= TO_COME if _is_to_come(title, lead) and not _AHEAD.search(lead.text) else 1
    return worth * source.plain(report)


def _is_stale(report: Report, leading: Report, lead: Passage) -> bool:
    """Whether a report came out a day or more before the one that leads, and its headline has less of the lead."""
    when, last = moment(report.published), moment(leading.published)
    if when is None or last is None or last - when < DAY:
        return False
    told = about(lead.text)
    return len(about(report.title or "") & told) < len(about(leading.title or "") & told)


def _is_to_come(title: str, lead: Passage) -> bool:
    """Whether a headline says that something will be done: "Roe to Step Down", where the lead names Roe."""
    named = (found[1] for found in _TO.finditer(title))
    return bool(_WILL.search(title)) or any(re.search(rf"\b{re.escape(name)}\b", lead.text) for name in named)
