"""Pages and mails of our own about briefs by mail: asking for them, confirming, wishing, ending, and what became of it.

Strategy: values in, HTML or a mail out, in our words alone. What changes something is a form with a button: a link may
be followed by a program that looks at mail before its reader does.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import css_inline

from twosource.briefing.trial import Trial
from twosource.rendering.doorstep import doorstep
from twosource.rendering.mail import COLUMNS, Mail
from twosource.rendering.news import effect
from twosource.rendering.templating import asset, environment
from twosource.rendering.words import ENGLISH, Words

MINUTES: Final = (3, 5, 15)


@dataclass(frozen=True, slots=True)
class Form:
    """What stands in a form: what was chosen, or what is usual."""

    address: str = ""
    zone: str = "UTC"
    days: str = "1"
    hour: int = 7
    minutes: int = 5
    rules: str = ""


def subscribe(words: Words, form: Form, zones: Sequence[str], *, csrf: str, wrong: str = "") -> str:
    """The page on which briefs are asked for."""
    values = {"form": form, "zones": zones, "csrf": csrf, "wrong": wrong}
    return doorstep("subscribe.html.jinja", words, title=words("subscribe"), lengths=MINUTES, **values)


def wishes(
    words: Words,
    form: Form,
    zones: Sequence[str],
    *,
    state: str,
    wrong: str = "",
    saved: bool = False,
    trial: Trial | None = None,
    tried: bool = False,
) -> str:
    """A reader's own page: when briefs come, how long they are, and what is in them.

    `trial`: what the rules that stand in the form would have done, if that was `tried` and there are stories.
    """
    told = {"state": state, "wrong": wrong, "saved": saved, "trial": trial, "tried": tried, "tell": effect}
    page = "preferences.html.jinja"
    return doorstep(page, words, title=words("wishes"), form=form, zones=zones, lengths=MINUTES, **told)


def step(
    words: Words,
    title: str,
    told: str,
    *,
    button: str = "",
    fields: Sequence[tuple[str, str]] = (),
    onward: str = "",
) -> str:
    """A page with a sentence and, where there is something to do, a button that does it at the page's own address."""
    values = {"told": told, "button": button, "fields": fields, "onward": onward}
    return doorstep("step.html.jinja", words, title=title, **values)


def question(link: str, *, is_reader: bool, words: Words = ENGLISH) -> Mail:
    """The mail that asks whether somebody wants briefs; to who gets them already, the way to change them."""
    title = words("question.known" if is_reader else "question")
    values = {"t": words, "title": title, "link": link, "is_reader": is_reader}
    html = environment().get_template("question.html.jinja").render(style=asset("mail.css"), **values)
    inliner = css_inline.CSSInliner(keep_style_tags=False, keep_at_rules=True, load_remote_stylesheets=False)
    text = environment().get_template("question.txt.jinja").render(columns=COLUMNS, **values)
    return Mail(title, inliner.inline(html), text)
