"""Everything in one file, out and in: gzipped JSON Lines, version 1.

    {"twosource": "export", "version": 1}                                        the first line
    {"kind": "page", "sha256", "name", "url", "content_type", "headers", "fetched", "content": base64 | null}
    {"kind": "report", "number", "report": {…as `read` writes it}, "digest", "revision", "page", "added",
                       "earlier": [{"revision", "report", "digest", "page", "added"}], "media"?: [{"url", …}]}
    {"kind": "attributions", "id", "tagger", "content", "body"}
    {"kind": "story", "id", "reports": [ids]}
    {"kind": "dossier", "story", "source", "made", "form", "body": base64, "stale": bool}
    {"kind": "outlet", "outlet", "body"}                                         what dossiers were made with
    {"kind": "correction", "id", "body"}
    {"kind": "brief", "id", "composed", "body", "own"?: 1}
    {"kind": "feed", "url", "outlet", "state"}
    {"kind": "account", "name", "role", "added", "local": whether it took the place of the reader at the machine,
                        "notes_hidden"?}
    {"kind": "item", "id", "feed", "url", "outlet", "host", "state", "due", "tries", "reason", "digest", "found",
                     "page", "body", "media", "above"}
    {"kind": "subscriber", "key", "address", "name", "zone", "days", "hour", "minutes", "rules", "state", "due", "soft",
                           "reason", "added", "confirmed", "told": str | null}
    {"kind": "entry"}, {"kind": "shelf"}                                         what apps sync: see synced.py
    {"kind": "note", "number", "account", "report", "revision", "first", "last", "parent", "shared", "state", "body",
                     "written"}
    {"kind": "edit", "number", "who", "at", "body", "correction", "undone", "undone_by"}
    {"kind": "regrouping", "edit"}                                               that stories do not follow yet
    {"kind": "end", "lines"}                                                     the last line: nothing is missing

Strategy: a line a thing, in an order in which each finds what it needs, so that a file of any size passes through. The
same store gives the same bytes. An import is cut into short transactions and may be run again after it was cut off:
what is there already stays as it is, and nothing comes twice. Numbers of reports are kept where they are free.

What may live here: what the lines are. They are written by `exporting` and read by `importing`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import UnionType
from typing import Any, Final

from twosource.store import edits, notes, regroupings, synced
from twosource.store.rows import Json

VERSION: Final = 1
Lines = Iterator[Json]

FORMS: Final[Mapping[str, Mapping[str, type | UnionType]]] = {
    "page": {
        **dict.fromkeys(("sha256", "name", "fetched"), str),
        **dict.fromkeys(("url", "content_type", "content"), str | None),
        "headers": dict,
    },
    "report": {
        **dict.fromkeys(("digest", "page", "added"), str),
        "number": int,
        "revision": int,
        "report": dict,
        "earlier": list,
    },
    "attributions": {**dict.fromkeys(("id", "tagger", "content"), str), "body": list},
    "story": {"id": str, "reports": list},
    "dossier": {**dict.fromkeys(("story", "source", "made", "form", "body"), str), "stale": bool},
    "outlet": {"outlet": str, "body": dict},
    "correction": {"id": str, "body": dict},
    "brief": dict.fromkeys(("id", "composed", "body"), str),
    "feed": {"url": str, "outlet": str | None, "state": dict},
    "account": {"name": str, "role": str, "added": str | None, "local": bool},
    "item": {
        **dict.fromkeys(("id", "feed", "host", "state", "due", "reason", "digest", "found"), str),
        **dict.fromkeys(("url", "outlet", "page", "body", "media"), str | None),
        "tries": int,
        "above": int | None,
    },
    "subscriber": {
        **dict.fromkeys(("key", "address", "name", "zone", "days", "rules", "state", "reason"), str),
        **dict.fromkeys(("due", "told", "added", "confirmed"), str | None),
        **dict.fromkeys(("hour", "minutes", "soft"), int),
    },
    **synced.FORMS,
    "note": notes.FORM,
    "edit": edits.FORM,
    "regrouping": regroupings.FORM,
}
"""The fields that a line of each kind must have, and of which types."""


def only(row: Mapping[str, Any], names: str) -> Json:
    """The columns of these names, which are parted by spaces."""
    return {name: row[name] for name in names.split()}
