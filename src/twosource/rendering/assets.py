"""Files that pages of the site refer to: style sheets, scripts, icons, each under a name that holds its digest.

Strategy: what a name stands for never changes, so a browser may keep it for ever and never asks again. The files are
package data in `static/`, and the style sheets of `templates/` that stand-alone pages carry in themselves.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Final

PLACE: Final = "/static/"
KINDS: Final = {
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "svg": "image/svg+xml",
    "png": "image/png",
    "ico": "image/vnd.microsoft.icon",
    "webmanifest": "application/manifest+json",
}

BUNDLES: Final = {
    "reader.css": ("base.css", "story.css", "site.css"),
    "reader.js": ("story.js", "site.js"),
}
"""Files that are sent as one: what every page of the reader has."""


@dataclass(frozen=True, slots=True)
class Asset:
    """A file of the site: its address there, the kind that it is sent as, and its bytes."""

    address: str
    kind: str
    content: bytes


@cache
def assets() -> Mapping[str, Asset]:
    """All files of the site by their names: `base.css`, `reader.js`."""
    package = files("twosource.rendering")
    found = [*(package / "templates").iterdir(), *(package / "static").iterdir()]
    named = sorted((entry.name, entry) for entry in found if entry.name.rpartition(".")[2] in KINDS)
    single = {name: entry.read_bytes() for name, entry in named}
    joined = {name: b"\n".join(single[part] for part in parts) for name, parts in BUNDLES.items()}
    return MappingProxyType({name: _asset(name, content) for name, content in {**single, **joined}.items()})


def _asset(name: str, content: bytes) -> Asset:
    stem, _, kind = name.rpartition(".")
    digest = hashlib.sha256(content).hexdigest()[:12]
    return Asset(f"{PLACE}{stem}.{digest}.{kind}", KINDS[kind], content)


def asset_address(name: str) -> str:
    """Where a page finds the file: `/static/base.0f3a….css`.

    Raises:
        KeyError: there is no such file.
    """
    return assets()[name].address
