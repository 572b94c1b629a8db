"""What is around every page: masthead, navigation, search, footer.

Strategy: the frame is a value: which of the navigation is open, whose account it is, what the search field holds. Style
and script are two files that all pages share, under names that change with them, so that a browser keeps them for good.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from markupsafe import Markup

from twosource.rendering import addresses, labels, templating
from twosource.rendering.assets import asset_address
from twosource.rendering.words import ENGLISH, Words


@dataclass(frozen=True, slots=True)
class Frame:
    """The frame of one page.

    here: which of the navigation is open (`front`, `briefs`, `saved`, `feeds`), or nothing.
    account: the reader's name, where there are accounts and they are logged in; `accounts`: whether there are any.
    token: what a form of this reader sends along against forgery.
    feeds: this list for other readers: the address by media type.
    tools: what else can be done with what the page shows: address and words of each.
    read: which of the stories that stand in the page the reader has read.
    notice: what is to be known of the page at the moment.
    """

    words: Words = ENGLISH
    here: str = ""
    query: str = ""
    now: datetime | None = None
    accounts: bool = False
    account: str | None = None
    token: str = ""
    feeds: Mapping[str, str] = field(default_factory=dict)
    tools: tuple[tuple[str, str], ...] = ()
    read: tuple[str, ...] = ()
    notice: str = ""


NAVIGATION: Final = (
    ("front", addresses.FRONT),
    ("briefs", addresses.BRIEFS),
    ("saved", addresses.SAVED),
    ("feeds", addresses.FEEDS),
)


@dataclass(frozen=True, slots=True)
class Content:
    """What a page says, without what is around it: the same for whoever asks, so that it can be kept."""

    title: Markup
    main: Markup
    foot: Markup
    styles: tuple[str, ...] = ()

    @property
    def size(self) -> int:
        """Bytes, about: what keeping it costs."""
        return len(self.main.encode("utf-8", "replace"))


def content(template: str, words: Words, *, styles: tuple[str, ...] = (), **values: object) -> Content:
    """What the template of a page says; `styles` are those that it needs beside what all pages have."""
    made = templating.environment().get_template(template)

    def only(block: str) -> Markup:
        told = made.render(base=f"site/only_{block}.jinja", t=words, to=addresses, **values)
        return Markup(told.strip())  # noqa: S704 - what a template of ours made, everything in it escaped

    return Content(only("title"), only("main"), only("foot"), styles)


def framed(told: Content, frame: Frame) -> str:
    """A page of the reader: `told` in its frame."""
    return (
        templating.environment()
        .get_template("site/frame.jinja")
        .render(
            content=told,
            frame=frame,
            t=frame.words,
            to=addresses,
            navigation=NAVIGATION,
            styles=[asset_address(name) for name in ("reader.css", *told.styles)],
            script=asset_address("reader.js"),
            icons=(asset_address("icon.svg"), asset_address("icon-180.png")),
            today=labels.today(frame.now, frame.words) if frame.now else "",
        )
    )


def message(words: Words, key: str, **values: object) -> Content:
    """A page that says one thing: what is missing or broken, why, and what to do. `key` names it and `key.why`."""
    return content("site/message.jinja", words, heading=words(key), why=words(f"{key}.why", **values))
