"""Pages that are lists: a topic, a search, briefs, feeds; and the pages of ours alone: keyboard, saved, offline.

Strategy: values of the store as they are shown, in the order in which they come. Each list has words for when it is
empty, and for a question that cannot be asked.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup, escape

from twosource.model import Brief, Outlet, Passage, Report, Span, Topic
from twosource.rendering import addresses, labels
from twosource.rendering.brief import told
from twosource.rendering.mastheads import mastheads
from twosource.rendering.pages.briefs import Glance
from twosource.rendering.pages.cards import Card, by_day
from twosource.rendering.pages.frame import Content, content
from twosource.rendering.words import Words

# --- a topic ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class TopicPage:
    """A topic's stories, the newest first. `related` are topics that stand beside it, with in how many stories."""

    topic: Topic
    cards: tuple[Card, ...]
    related: tuple[tuple[Topic, int], ...] = ()
    older: str | None = None


def topic_page(topic: TopicPage, words: Words) -> Content:
    return content("site/topic.jinja", words, topic=topic, days=by_day(topic.cards, words))


# --- a search ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SearchHit:
    """A report that answers, the passage that does, and the story that it is in.

    found: where what was asked for stands in the text; titled: where in the headline. In order, none over another.
    """

    report: Report
    passage: Passage | None = None
    story: Card | None = None
    found: tuple[Span, ...] = ()
    titled: tuple[Span, ...] = ()

    def marked(self) -> Markup:
        """The passage, with what was asked for marked."""
        return _marked(self.passage.text, self.found, self.passage.start) if self.passage else Markup("")

    def headline(self) -> Markup:
        """The headline, likewise; nothing where there is none."""
        title = self.report.title or ""
        return _marked(title.rstrip(), self.titled).lstrip()


def _marked(text: str, spans: Sequence[Span], offset: int = 0) -> Markup:
    """`text` with these parts marked; they are counted from `offset`."""
    told, at = Markup(""), 0
    for start, end in ((one.start - offset, one.end - offset) for one in spans):
        told += escape(text[at:start]) + Markup("<mark>{}</mark>").format(text[start:end])
        at = end
    return told + escape(text[at:])


EXAMPLES = (
    ("ferry pier", "search.help.words"),
    ("“nobody was hurt”", "search.help.phrase"),
    ("ferry OR bridge", "search.help.or"),
    ("ferry -bridge", "search.help.not"),
    ("outlet:Courier", "search.help.outlet"),
    ("speaker:“Ada Quill”", "search.help.speaker"),
    ("title:levy", "search.help.title"),
    ("after:2026-03-01 before:2026-04", "search.help.days"),
)


@dataclass(frozen=True, slots=True)
class Search:
    """What was asked, and what answers; `wrong` is what is wrong with the question, in a sentence.

    unknown: what stood before a colon as fields do, and is none.
    """

    query: str = ""
    found: tuple[SearchHit, ...] = ()
    wrong: str = ""
    older: str | None = None
    unknown: tuple[str, ...] = ()


def search_page(search: Search, outlets: Mapping[str, Outlet], words: Words) -> Content:
    heads = mastheads([one.report for one in search.found], outlets, words=words)
    older = addresses.asked(addresses.SEARCH, q=search.query, before=search.older) if search.older else None
    told = labels.listed((f"{field}:" for field in search.unknown), words)
    return content("site/search.jinja", words, search=search, heads=heads, older=older, told=told, examples=EXAMPLES)


# --- briefs -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class BriefEntry:
    """A brief in the list of them: of what extent it is, and the headlines of its first stories."""

    id: str
    composed: datetime
    extent: str = ""
    titles: tuple[str, ...] = ()


def brief_entry(brief_id: str, composed: datetime, brief: Glance, words: Words) -> BriefEntry:
    extent = labels.extent(brief.stories, brief.since, brief.until, words)
    return BriefEntry(brief_id, composed, extent, brief.titles)


def briefs_page(briefs: Sequence[BriefEntry], words: Words) -> Content:
    return content("site/briefs.jinja", words, briefs=briefs)


def brief_page(brief: Brief, outlets: Mapping[str, Outlet], words: Words) -> Content:
    """A brief of which every line leads to its place in a report's page."""
    return content("brief.html.jinja", words, styles=("brief.css",), **told(brief, outlets, addresses.link, words))


# --- feeds ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """A feed and how it does; `reason` and `troubles` say why. `outlet` is its key, where one is told."""

    url: str
    name: str
    health: str
    well: bool
    reason: str
    outlet: str | None = None
    since: datetime | None = None
    due: datetime | None = None
    kept: int = 0
    waiting: int = 0
    failed: int = 0
    troubles: tuple[tuple[str, int], ...] = ()


def feeds_page(feeds: Sequence[FeedEntry], words: Words) -> Content:
    """Those that need a look first, then those that nobody asked yet; each group by name."""
    ordered = sorted(feeds, key=lambda one: (one.name.casefold(), one.url))
    asked = [one for one in ordered if one.reason]
    ill, well = ([one for one in asked if one.well is held] for held in (False, True))
    new = [one for one in ordered if not one.reason]
    return content("site/feeds.jinja", words, ill=ill, new=new, well=well)


# --- ours alone -------------------------------------------------------------------------------------------------------

KEYS = (("keys.on_lists", ("j", "k", "o", "v", "m", "s")), ("keys.go", ("gf", "gb", "gs", "gh", "/", "?")))


def keys_page(words: Words) -> Content:
    return content("site/keys.jinja", words, keys=KEYS)


def saved_page(words: Words, *, offline: bool = False) -> Content:
    """What is kept on this device, which a script fills in; `offline`: the page in place of one that cannot be had."""
    return content("site/saved.jinja", words, offline=offline)
