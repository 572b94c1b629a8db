"""Under which headline a story stands in a brief.

Strategy: headlines are the outlets', and one of them stands over the story. Of those that name what the reports open
with, rather that of the report which leads, so that both tell the same; a feature's headline (a quotation, a call, a
question) or one with a toll that was overtaken only where there is no other.

What may live here: choosing among the headlines that there are.
"""

from __future__ import annotations

import re

from twosource.briefing.gists import about
from twosource.briefing.material import Material
from twosource.briefing.tone import chats
from twosource.model import Passage, Report

# Set by reading the headlines of the sample corpus (train, dev) and of BASIL open beside their leads.
LEADING = 1.5  # how much better that of the report is which leads
CHOSEN = 1.25  # and that which the dossier chose among the headlines alone
FEATURE = 0.5  # how much worse one that calls, asks, quotes first or chats
OVERTAKEN = 0.1  # and one with a toll that a later report corrected
FEWEST = 4  # stems that a headline is taken to have, so that a short one is not all to the point by chance

_CALLS = re.compile(r"[!?]|\A\W*[“‘\"'«]|\bVIDEO\b|\bPHOTOS?\b|\A[A-Z]{5,}")


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
    return worth * source.plain(report)
