"""A table → CSV as RFC 4180 has it, which a spreadsheet may open without running what a report says.

Strategy: UTF-8, a header, lines that end in CR LF; texts always in double quotes, so that an empty text is `""` and
what is not known is nothing. A spreadsheet takes a text that begins with `=`, `+`, `-`, `@`, a tab or a line end for a
formula (OWASP, "CSV Injection"), quoted or not. So such a text has an apostrophe before it, which spreadsheets take for
"this is text"; and so that this can be undone, a text that begins with an apostrophe has one more. Who reads texts by a
program takes away one leading apostrophe where there is one, and has them verbatim (`verbatim`).
"""

from __future__ import annotations

import json
from datetime import datetime
from typing import Final

from twosource.rendering.exports.tables import Cell, Table

MEDIA_TYPE: Final = "text/csv; charset=utf-8; header=present"
_LINE: Final = "\r\n"
_MARK: Final = "'"
_MARKED: Final = (*"=+-@\t\r\n", *"＝＋－＠", _MARK)  # the wide forms too: some spreadsheets narrow them


def csv(table: Table) -> str:
    """The table, its header first."""
    head = ",".join(_quoted(name) for name in table.columns)
    return "".join(f"{line}{_LINE}" for line in (head, *(",".join(map(_cell, row)) for row in table.rows)))


def verbatim(text: str) -> str:
    """What a text was before it was written: for who reads such a file by a program. Nothing here calls it."""
    return text.removeprefix(_MARK)


def _cell(value: Cell) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, tuple):
        return _quoted(json.dumps(list(value), ensure_ascii=False))  # begins with a bracket: no formula
    return _quoted(f"{_MARK}{value}" if value.startswith(_MARKED) else value)


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'
