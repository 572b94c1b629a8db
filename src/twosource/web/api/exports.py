"""Stories in the forms that others' programs read, and the bare texts in which their offsets count.

Strategy: `rendering.exports` makes each form of the dossier that is kept; here is which address answers which form, and
as what kind. Names in an export are addresses at this site.
"""

from __future__ import annotations

import json
from enum import StrEnum
from typing import Annotated, Any, Final

from fastapi import Path
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from twosource.errors import ConfigError
from twosource.model import Dossier
from twosource.rendering import addresses
from twosource.rendering.exports import csv, linked, ninjs, parquet, webannotations
from twosource.rendering.exports.places import Names
from twosource.rendering.exports.tables import COLUMNS, table
from twosource.store.dossiers import dossier
from twosource.store.keeping import named
from twosource.web.answers import whole
from twosource.web.api.ways import Id, Way
from twosource.web.faults import missing
from twosource.web.site import site_of

PLAIN: Final = "text/plain; charset=utf-8"
_OBJECT: Final = {"type": "object"}
_TEXT: Final = {"type": "string"}
_BYTES: Final = {"type": "string", "format": "binary"}

TableName = StrEnum("TableName", [(name, name) for name in COLUMNS])  # type: ignore[misc]
Which = Annotated[TableName, Path(alias="table", description="Which table.")]


def export_ninjs(request: Request, id: Id) -> Response:  # noqa: A002 - as the address has it
    """The story as IPTC ninjs 3.0: a composite object, with its reports as associated ones."""
    return _json(request, ninjs.ninjs(_story(request, id), _names(request)), ninjs.MEDIA_TYPE, "ninjs.json")


def export_jsonld(request: Request, id: Id) -> Response:  # noqa: A002
    """The story as JSON-LD in the words of schema.org: NewsArticle and Quotation."""
    return _json(request, linked.linked(_story(request, id), _names(request)), linked.MEDIA_TYPE, "story.jsonld")


def export_annotations(request: Request, id: Id) -> Response:  # noqa: A002
    """The story as W3C Web Annotations of its reports' texts (`/reports/{id}/text`); positions are code points."""
    made = webannotations.annotated(_story(request, id), _names(request))
    return _json(request, made, webannotations.MEDIA_TYPE, "annotations.jsonld")


def export_csv(request: Request, id: Id, table_: Which) -> Response:  # noqa: A002
    """A table of the story as CSV. A text that a spreadsheet would take for a formula has an apostrophe before it, and
    so has one that begins with an apostrophe: take one away for the verbatim text.
    """
    made = csv.csv(table(_story(request, id), table_))
    return whole(request, made.encode("utf8", "replace"), csv.MEDIA_TYPE, name=f"{table_}.csv")


def export_parquet(request: Request, id: Id, table_: Which) -> Response:  # noqa: A002
    """A table of the story as Parquet, with the types of its columns. 501 where the extra `parquet` is missing."""
    found = table(_story(request, id), table_)
    try:
        made = parquet.parquet(found)
    except ConfigError as error:
        raise HTTPException(501, f"{error}.") from error
    return whole(request, made, parquet.MEDIA_TYPE, name=f"{table_}.parquet")


def report_text(request: Request, id: Id) -> Response:  # noqa: A002
    """The text of a report and nothing else: what all offsets count in, in Unicode code points."""
    key = addresses.plain(id)
    with site_of(request).store() as database:
        found = named(database, [key]).get(key)
    if found is None:
        raise missing("No report of that id is in the store.")
    return whole(request, found.text.encode("utf8", "replace"), PLAIN)


def _story(request: Request, written: str) -> Dossier:
    with site_of(request).store() as database:
        found = dossier(database, addresses.plain(written))
    if found is None:
        raise missing("No story of that id is told here; it may have joined another, or not be told yet.")
    return found


def _names(request: Request) -> Names:
    return Names(site_of(request).address or f"{request.url.scheme}://{request.url.netloc}")


def _json(request: Request, value: dict[str, Any], kind: str, name: str) -> Response:
    return whole(request, json.dumps(value, ensure_ascii=False).encode("utf8", "replace"), kind, name=name)


_FORMS: Final = "/stories/{id}/exports"
WAYS: Final = (
    Way(f"{_FORMS}/ninjs", export_ninjs, kinds={ninjs.MEDIA_TYPE: _OBJECT}),
    Way(f"{_FORMS}/jsonld", export_jsonld, kinds={linked.MEDIA_TYPE: _OBJECT}),
    Way(f"{_FORMS}/annotations", export_annotations, kinds={webannotations.MEDIA_TYPE: _OBJECT}),
    Way(f"{_FORMS}/csv/{{table}}", export_csv, kinds={csv.MEDIA_TYPE: _TEXT}),
    Way(f"{_FORMS}/parquet/{{table}}", export_parquet, kinds={parquet.MEDIA_TYPE: _BYTES}, faults=(501,)),
    Way("/reports/{id}/text", report_text, kinds={PLAIN: _TEXT}),
)
