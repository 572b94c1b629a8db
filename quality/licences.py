"""`python -m quality.licences`: what TwoSource stands on, and under which terms, as docs/licences.md.

Strategy: the packages that are installed say what they ask for and what they are under, as an SPDX expression, a line
or a classifier, in this order. What they say in words of their own is put into SPDX by the table below; what is in
neither is not allowed until somebody has read it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from email.message import Message
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Final, cast

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PROJECT: Final = Path(__file__).resolve().parents[1] / "pyproject.toml"
EXTRAS: Final = ("postgres", "parquet", "oidc", "archive", "dev")
ALLOWED: Final = frozenset(
    {
        *("0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "CNRI-Python", "ISC", "MIT", "MIT-0"),
        *("PSF-2.0", "Zlib"),
        *("MPL-1.1", "MPL-2.0", "LGPL-3.0-only"),  # of files and of libraries: nothing of ours is made theirs
    }
)
SAID: Final[Mapping[str, str]] = {
    "3-Clause BSD License": "BSD-3-Clause",
    "Apache 2.0": "Apache-2.0",
    "Apache License": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "BSD 2-Clause License": "BSD-2-Clause",
    "BSD 3-Clause License": "BSD-3-Clause",
    "BSD License": "BSD-3-Clause",
    "ISC License": "ISC",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "PSFL": "PSF-2.0",
    "The BSD 2-Clause License": "BSD-2-Clause",
}
READ: Final[Mapping[str, str]] = {"dkimpy": "Zlib"}
"""Those that say nothing of use, as somebody has read in their LICENSE."""
HEAD: Final = """# Licences

What TwoSource stands on, down to the last, and under which terms: `python -m quality.licences > docs/licences.md` makes
this page from what is installed, and a test holds each against a list of those that are allowed. Versions and hashes
are in [requirements.lock](../requirements.lock); whose the weights in the package were is in [NOTICE](../NOTICE).

The MPL's and the LGPL's are used as they come, by their names; no file of theirs is part of this package.
"""


@dataclass(frozen=True, slots=True)
class Package:
    """One that is installed, and what asked for it first: "" for TwoSource itself, else one of its extras."""

    name: str
    licence: str
    extra: str


def packages() -> list[Package]:
    """All that TwoSource and its extras ask for, as far as they are installed, by name."""
    found: dict[str, Package] = {}
    asked_with: set[tuple[str, frozenset[str]]] = set()
    for extra in ("", *EXTRAS):
        waiting = _ours(extra)
        while waiting:
            asked = waiting.pop()
            installed, key = _installed(asked.name), (asked.name, frozenset(asked.extras))
            if installed is None or key in asked_with:
                continue
            asked_with.add(key)
            name = canonicalize_name(asked.name)
            found.setdefault(name, Package(name, licence(installed), extra))
            waiting += _asked(installed, frozenset(asked.extras))
    return sorted(found.values(), key=lambda one: one.name)


def licence(installed: Distribution) -> str:
    """What it says that it is under, in SPDX as far as that is known."""
    told = cast("Message", installed.metadata)
    if (known := READ.get(told["Name"])) is not None:
        return known
    classified = (one.rpartition("::")[2].strip() for one in told.get_all("Classifier") or () if "License ::" in one)
    lines = (told.get("License-Expression"), (told.get("License") or "").partition("\n")[0].strip(), *classified)
    said = next((line for line in lines if line), "unknown")
    return SAID.get(said, said)


def is_allowed(expression: str) -> bool:
    """Whether all that an expression asks for is: of what is joined by OR, one will do."""
    return any(
        all(part.strip("() ") in ALLOWED for part in re.split(r"\bAND\b", choice))
        for choice in re.split(r"\bOR\b", expression)
    )


def page() -> str:
    """docs/licences.md."""
    return "\n".join([HEAD, *_tables()]) + "\n"


def _tables() -> Iterator[str]:
    found = packages()
    for extra in ("", *EXTRAS):
        yield f"## {f'With the extra `{extra}`' if extra else 'Always'}\n\n| package | licence |\n|---|---|"
        yield from (f"| {one.name} | {one.licence} |" for one in found if one.extra == extra)
        yield ""


def _installed(name: str) -> Distribution | None:
    try:
        return distribution(name)
    except PackageNotFoundError:
        return None


def _ours(extra: str) -> list[Requirement]:
    """What pyproject.toml asks for, with or without an extra; what is installed of us may be older."""
    project = tomllib.loads(PROJECT.read_text(encoding="utf8"))["project"]
    return [Requirement(one) for one in (project["optional-dependencies"][extra] if extra else project["dependencies"])]


def _asked(installed: Distribution, extras: frozenset[str]) -> list[Requirement]:
    """What it asks for here, with these of its extras ("" for none)."""
    asked = map(Requirement, installed.requires or ())
    return [one for one in asked if not one.marker or any(one.marker.evaluate({"extra": e}) for e in extras or {""})]


if __name__ == "__main__":
    print(page(), end="")
