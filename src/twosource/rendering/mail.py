"""Brief → a mail: one column of 600 px with its styles inlined, and a text part laid out as carefully.

Strategy: the same lines as the page. No script, no remote asset, no tracking; dark by a media query, which is the one
rule that stays in the head.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import css_inline

from twosource.model import Brief, Outlet
from twosource.rendering import labels, templating
from twosource.rendering.lines import shown_stories
from twosource.rendering.places import Link
from twosource.rendering.terminal import brief_summary

# Columns of the text part: what mail readers show without wrapping, with room for one level of quoting.
COLUMNS = 74


@dataclass(frozen=True, slots=True)
class Mail:
    """What is sent. The two parts tell the same."""

    subject: str
    html: str
    text: str


def brief_mail(brief: Brief, outlets: Mapping[str, Outlet], link: Link | None = None) -> Mail:
    """The mail of this brief. `link` as for `brief_page`; its addresses must be absolute to work from an in-box."""
    page = (
        templating.environment()
        .get_template("mail.html.jinja")
        .render(
            style=templating.asset("mail.css"),
            stories=shown_stories(brief, outlets, link),
            subject=labels.brief_subject(brief),
            name=labels.brief_name(brief),
            extent=labels.brief_extent(brief),
        )
    )
    inliner = css_inline.CSSInliner(keep_style_tags=False, keep_at_rules=True, load_remote_stylesheets=False)
    text = brief_summary(brief, outlets, width=COLUMNS, link=link).plain
    return Mail(labels.brief_subject(brief), inliner.inline(page), text)
