"""Templates of this package → pages that stand alone.

Strategy: templates, style sheets and scripts are package data, read by Jinja's loader as code is read by an import;
everything that they are given is escaped. A page carries its style and script in itself, and a content security policy
that allows these two, by their digests, and nothing else.
"""

from __future__ import annotations

import base64
import hashlib
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from twosource.rendering import labels
from twosource.rendering.words import ENGLISH


@cache
def environment() -> Environment:
    """The one way to the templates: autoescaped, strict about names, never reloaded."""
    made = Environment(
        loader=PackageLoader("twosource.rendering", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.globals["say"] = labels
    made.filters["coded"] = coded
    made.filters["put"] = put
    return made


def load() -> None:
    """Make all templates ready, which takes half a second, so that the first page does not."""
    for name in environment().list_templates(extensions=["jinja"]):
        environment().get_template(name)


def coded(words: str) -> Markup:
    """Words of ours in which `…` is what is to be typed."""
    parts = words.split("`")
    return Markup("").join(Markup("<code>{}</code>").format(p) if at % 2 else escape(p) for at, p in enumerate(parts))


def put(message: str, **values: object) -> Markup:
    """A message of ours whose values are pieces of a page: they stand where the language has them."""
    return escape(message).format_map({name: escape(value) for name, value in values.items()})


@cache
def asset(name: str) -> Markup:
    """A style sheet or script of ours, as it stands in its file."""
    loader = environment().loader
    assert loader is not None  # noqa: S101  # set four lines up; Jinja's type does not know
    return Markup(loader.get_source(environment(), name)[0].strip())  # noqa: S704  # ours, never of the news


def _digest(code: str) -> str:
    return "'sha256-" + base64.b64encode(hashlib.sha256(code.encode()).digest()).decode() + "'"


def policy(style: str, script: str = "") -> str:
    """A content security policy under which only this style and this script work, and nothing is fetched."""
    allowed = f"default-src 'none'; style-src {_digest(style)}; base-uri 'none'; form-action 'none'"
    return f"{allowed}; script-src {_digest(script)}" if script else allowed


def page(template: str, *, styles: tuple[str, ...], scripts: tuple[str, ...] = (), **values: object) -> str:
    """One self-contained HTML file, in English: it is made for nobody in particular."""
    style = Markup("\n").join(map(asset, styles))
    script = Markup("\n").join(map(asset, scripts))
    made = environment().get_template(template)
    return made.render(style=style, script=script, policy=policy(style, script), t=ENGLISH, **values)
