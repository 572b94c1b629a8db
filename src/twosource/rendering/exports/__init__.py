"""A dossier in the forms that others' programs read: ninjs, JSON-LD, Web Annotations, and tables as CSV and Parquet.

Strategy: a module a form, each from a dossier to values of that form, and nothing said that the dossier does not say.
Words of the news stand in every form as they stand in their report, at offsets in Unicode code points. What a form has
no place for is left out: the whole is `rendering.json`.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

WHOLE: Final[Mapping[str, str]] = MappingProxyType(
    {"ninjs": "ninjs (IPTC)", "jsonld": "JSON-LD (schema.org)", "annotations": "Web Annotations (W3C)"}
)
"""The forms that hold a whole story, and what they are called."""
BY_TABLE: Final[Mapping[str, str]] = MappingProxyType({"csv": "CSV", "parquet": "Parquet"})
"""The forms that hold one table of it."""
