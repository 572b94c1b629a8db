"""Brief → a page: the lines of a period, one column, each a way into its story's dossier.

Strategy: `lines` says what is shown, the template how. Nothing is written here about the news.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from twosource.model import Brief, Outlet
from twosource.rendering import labels, news, templating
from twosource.rendering.lines import shown_stories
from twosource.rendering.places import Link
from twosource.rendering.words import ENGLISH, Words


def brief_page(brief: Brief, outlets: Mapping[str, Outlet], link: Link | None = None) -> str:
    """One self-contained HTML file of this brief.

    Args:
        brief: what to show.
        outlets: by casefolded key or name.
        link: the way into the dossiers, as `places.links(dossiers, "stories.html")` makes it; without it lines lead
            to the outlets' own pages.
    """
    return templating.page("brief.html.jinja", styles=("base.css", "brief.css"), **told(brief, outlets, link))


def told(brief: Brief, outlets: Mapping[str, Outlet], link: Link | None, words: Words = ENGLISH) -> dict[str, Any]:
    """What the template asks for."""
    return {
        "stories": shown_stories(brief, outlets, link, words),
        "name": labels.brief_name(brief, words),
        "extent": labels.brief_extent(brief, words),
        "greeting": news.greeting(brief, words),
        "nothing": news.nothing(brief, words),
    }
