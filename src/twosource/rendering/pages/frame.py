"""What is around every page: masthead, navigation, search, footer.

Strategy: the frame is a value: which of the navigation is open, whose account it is, what the search field holds. Style
and script are two files that all pages share, under names that change with them, so that a browser keeps them for good.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from twosource.rendering import addresses, labels, templating
from twosource.rendering.assets import asset_address
from twosource.rendering.words import ENGLISH, Words

@dataclass(frozen=True, slots=True)
class Frame:
    """The frame of one page.

    here: which of the navigation is open (`front`, `briefs`, `saved`, `feeds`), or nothing.
    account: the reader's name, where there are accounts and they are logged in; `accounts`: whether there are any.
    token: what a form of this reader sends along against forgery.
    feeds: lists for other readers: media type, title, address of each.
    """

    words: Words = ENGLISH
    here: str = ""
    query: str = ""
    now: datetime | None = None
    accounts: bool = False
    account: str | None = None
    token: str = ""
    feeds: tuple[tuple[str, str, str], ...] = ()


NAVIGATION: Final = (
    ("front", addresses.FRONT),
    ("briefs", addresses.BRIEFS),
    ("saved", addresses.SAVED),
    ("feeds", addresses.FEEDS),
)


def page(template: str, frame: Frame, *, styles: tuple[str, ...] = (), **values: object) -> str:
    """A page of the reader."""
    made = templating.environment().get_template(template)
    return made.render(
        frame=frame,
        t=frame.words,
        to=addresses,
        navigation=NAVIGATION,
        styles=[asset_address(name) for name in ("reader.css", *styles)],
        script=asset_address("reader.js"),
        icons=(asset_address("icon.svg"), asset_address("icon-180.png")),
        today=f"{labels.WEEKDAYS[frame.now.weekday()]}, {labels.day(frame.now)}" if frame.now else "",
        **values,
    )


def message(frame: Frame, key: str, **values: object) -> str:
    """A page that says one thing: what is missing or broken, why, and what to do. `key` names it and `key.why`."""
    why = frame.words(f"{key}.why", **values)
    return page("site/message.jinja", frame, heading=frame.words(key), why=why)
