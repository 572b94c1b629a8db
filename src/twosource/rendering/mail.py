"""Brief → a mail: one column of 600 px with its styles inlined, and a text part laid out as carefully.

Strategy: the same lines as the page. No script, no remote asset, no tracking; dark by a media query, which is the one
rule that stays in the head. Who sends it hands in where its reader can go from there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import css_inline

from twosource.model import Brief, Outlet
from twosource.rendering import labels, news, templating
from twosource.rendering.lines import shown_stories
from twosource.rendering.places import Link
from twosource.rendering.terminal import brief_summary
from twosource.rendering.words import ENGLISH, Words

# Columns of the text part: what mail readers show without wrapping, with room for one level of quoting.
COLUMNS = 74


@dataclass(frozen=True, slots=True)
class Mail:
    """What is sent. The two parts tell the same."""

    subject: str
    html: str
    text: str


@dataclass(frozen=True, slots=True)
class Ways:
    """Where a reader can go from a mail: absolute addresses, None for what there is not."""

    web: str | None = None
    preferences: str | None = None
    unsubscribe: str | None = None

    def named(self, words: Words = ENGLISH) -> Iterator[tuple[str, str]]:
        """Our words for each, with its address."""
        for key, address in (
            ("way.web", self.web),
            ("way.preferences", self.preferences),
            ("way.unsubscribe", self.unsubscribe),
        ):
            if address:
                yield words(key), address


NO_WAYS = Ways()


def brief_mail(brief: Brief, outlets: Mapping[str, Outlet], link: Link | None = None, ways: Ways = NO_WAYS) -> Mail:
    """The mail of this brief.

    Args:
        brief: what to tell.
        outlets: by casefolded key or name.
        link: as for `brief_page`; its addresses must be absolute to work from an in-box.
        ways: where the reader can go, at the foot of both parts.
    """
    page = (
        templating.environment()
        .get_template("mail.html.jinja")
        .render(
            style=templating.asset("mail.css"),
            stories=shown_stories(brief, outlets, link),
            subject=labels.brief_subject(brief),
            name=labels.brief_name(brief),
            extent=labels.brief_extent(brief),
            t=ENGLISH,
            greeting=news.greeting(brief),
            nothing=news.nothing(brief),
            ways=list(ways.named()),
        )
    )
    inliner = css_inline.CSSInliner(keep_style_tags=False, keep_at_rules=True, load_remote_stylesheets=False)
    text = brief_summary(brief, outlets, width=COLUMNS, link=link, ways=list(ways.named())).plain
    return Mail(labels.brief_subject(brief), inliner.inline(page), text)
