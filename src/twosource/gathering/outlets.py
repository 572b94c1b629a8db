"""A file of outlets → Outlets, by every name that a report may carry.

The file is TOML: `[[outlet]]` tables with `key`, `name`, and, where known, `domain`, `owner`,
`language` and `country`.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path

from twosource.errors import ConfigError
from twosource.model import Outlet

FIELDS = frozenset(field.name for field in fields(Outlet))


def outlets(path: Path) -> Mapping[str, Outlet]:
    """Outlets keyed by casefolded key, name and domain.

    Raises:
        ConfigError: the file cannot be read, is not TOML, or holds an outlet without key and name.
    """
    try:
        tables = tomllib.loads(path.read_text(encoding="utf8")).get("outlet", [])
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ConfigError(f"{path}: no table of outlets ({error}); see docs/reference.md for its form") from error
    if not isinstance(tables, list):
        raise ConfigError(f"{path}: `outlet` is not an array of tables; write [[outlet]] before each")
    found: dict[str, Outlet] = {}
    for outlet in (_outlet(path, table) for table in tables):
        for name in (outlet.key, outlet.name, outlet.domain):
            if name:
                found.setdefault(name.casefold(), outlet)
    return found


def _outlet(path: Path, table: object) -> Outlet:
    if not isinstance(table, dict) or not all(isinstance(value, str) for value in table.values()):
        raise ConfigError(
            f"{path}: an outlet that is not a table of texts; write key, name, domain and owner in quotes"
        )
    if not {"key", "name"} <= table.keys():
        raise ConfigError(f"{path}: an outlet without key and name ({table}); give both")
    if unknown := sorted(table.keys() - FIELDS):
        raise ConfigError(f"{path}: outlet {table['key']}: unknown field {', '.join(unknown)}")
    return Outlet(**table)
