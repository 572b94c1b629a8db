"""Pages before and beside the news: what went wrong, logging in, accounts and tokens.

Strategy: values in, HTML out, in our words alone. These pages need nothing but the base style: they must stand when
everything else is down.
"""

from __future__ import annotations

from twosource.rendering.assets import asset_address
from twosource.rendering.templating import environment
from twosource.rendering.words import Words


def doorstep(template: str, words: Words, **values: object) -> str:
    """A page of ours by the template of that name."""
    styles = (asset_address("base.css"), asset_address("doorstep.css"))
    made = environment().get_template(template)
    return made.render(t=words, styles=styles, icon=asset_address("icon.svg"), **values)


def fault(words: Words, title: str, told: str, *, remedy: str = "", back: str = "") -> str:
    """A page that says what is missing or wrong, why, and what to do; `back`: where the form stands that was sent."""
    return doorstep("fault.html.jinja", words, title=title, told=told, remedy=remedy, back=back)
