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
from twosource.rendering.mail import Mail
from twosource.rendering.templating import asset, environment

DAYS: Final = tuple(enumerate(("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"), 1))
MINUTES: Final = (3, 5, 15)
QUESTION: Final = "Do you want briefs of the news by mail?"
KNOWN: Final = "You get briefs of the news already"


@dataclass(frozen=True, slots=True)
class Form:
    """What stands in a form: what was chosen, or what is usual."""

    address: str = ""
    zone: str = "UTC"
    days: str = "1"
    hour: int = 7
    minutes: int = 5
    rules: str = ""


def subscribe(form: Form, zones: Sequence[str], *, csrf: str, wrong: str = "") -> str:
    """The page on which briefs are asked for."""
    return _page("subscribe.html.jinja", "Briefs by mail", form=form, zones=zones, csrf=csrf, wrong=wrong)


def wishes(
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
    told = {"state": state, "wrong": wrong, "saved": saved, "trial": trial, "tried": tried}
    return _page("preferences.html.jinja", "Your briefs", form=form, zones=zones, **told)


def step(title: str, told: str, *, button: str = "", fields: Sequence[tuple[str, str]] = (), onward: str = "") -> str:
    """A page with a sentence and, where there is something to do, a button that does it at the page's own address."""
    return _page("step.html.jinja", title, told=told, button=button, fields=fields, onward=onward)


def question(link: str, *, is_reader: bool) -> Mail:
    """The mail that asks whether somebody wants briefs; to who gets them already, the way to change them."""
    title = KNOWN if is_reader else QUESTION
    html = environment().get_template("question.html.jinja")
    made = html.render(style=asset("mail.css"), title=title, link=link, is_reader=is_reader)
    inliner = css_inline.CSSInliner(keep_style_tags=False, keep_at_rules=True, load_remote_stylesheets=False)
    text = environment().get_template("question.txt.jinja").render(title=title, link=link, is_reader=is_reader)
    return Mail(title, inliner.inline(made), text)


def _page(template: str, title: str, **values: object) -> str:
    return doorstep(template, title=title, days=DAYS, lengths=MINUTES, **values)
