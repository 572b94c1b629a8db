"""A file of outlets → Outlets, by every name that a report may carry.

The file is TOML: a table for each outlet, named by its key, with `name` and, where known, `domain`, `owner`, `language`
and `country`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path

from twosource.errors import ConfigError, of_system
from twosource.model import Outlet

FORM = 'write for each [key], and under it name = "…", domain = "…", owner = "…"'
FIELDS = tuple(field.name for field in fields(Outlet) if field.name != "key")


def outlets(path: Path) -> Mapping[str, Outlet]:
    """Outlets keyed by casefolded key, name and domain.

    Raises:
        ConfigError: the file cannot be read, is not TOML, or holds an outlet without a name.
    """
    try:
        tables = tomllib.loads(path.read_text(encoding="utf8"))
    except OSError as error:
        raise ConfigError(f"{path}: the table of outlets cannot be read: {of_system(error)}; check the path") from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path}: a table of outlets is text in UTF-8, and this is not; save it as that") from error
    except (ValueError, RecursionError) as error:  # numbers of 5,000 digits, lists a thousand deep
        raise ConfigError(f"{path}: no table of outlets ({error}); {FORM}") from error
    found: dict[str, Outlet] = {}
    for outlet in (_outlet(path, key, tables[key]) for key in sorted(tables)):
        for name in (outlet.key, outlet.name, outlet.domain):
            if name:
                found.setdefault(name.casefold(), outlet)
    return found


def _outlet(path: Path, key: str, table: object) -> Outlet:
    if not isinstance(table, dict) or not all(isinstance(value, str) for value in table.values()):
        raise ConfigError(
            f"{path}: outlet {key} is not a table of texts; write [{key}] and under it name, domain, owner"
        )
    if "name" not in table:
        raise ConfigError(f"{path}: outlet {key} has no name; give it one")
    if unknown := sorted(table.keys() - set(FIELDS)):
        raise ConfigError(
            f"{path}: outlet {key}: unknown field {', '.join(unknown)}; the fields are {', '.join(FIELDS)}"
        )
    return Outlet(key=key, **table)
