"""`twosource search`: a query → the reports in the store that it asks for, newest first."""

from __future__ import annotations

from collections.abc import Sequence

import click
from rich.text import Text

from twosource.cli.console import counted, opened_store, show
from twosource.errors import QueryError
from twosource.rendering.json import VERSION, dumps, report_json
from twosource.rendering.terminal import OURS, TITLE, clean, wrapped
from twosource.store.query import parse, unknown_fields
from twosource.store.searching import Hit, search
from twosource.wiring import Wiring

FIELDS = "outlet:, speaker:, title:, after: and before:"


@click.command("search")
@click.argument("query")
@click.option(
    "--limit", type=click.IntRange(1, 1000), metavar="N", default=20, show_default=True, help="How many at most."
)
@click.option("--json", "as_json", is_flag=True, help="Print the reports, and the passages that answer, as JSON.")
def command(query: str, limit: int, as_json: bool) -> None:
    """Reports in the store, newest first, each with the first of its words that answer.

    QUERY holds words and "phrases", OR, NOT, brackets, outlet:, speaker:, title:, after:2018-03-01 and before:.
    """
    try:
        asked = parse(query)
    except QueryError as error:
        raise click.UsageError(str(error)) from error
    with opened_store(Wiring()) as database:
        found = search(database, asked, limit=limit + 1)
    shown = found[:limit]
    for field in unknown_fields(query):
        click.echo(f"{field}: is no field, and was searched for as a word; {FIELDS} are", err=True)
    if as_json:
        click.echo(dumps({"version": VERSION, "hits": [_hit(hit) for hit in shown], "more": len(found) > limit}))
    else:
        show(lambda width: _sheet(shown, width, more=len(found) > limit))


def _hit(hit: Hit) -> dict[str, object]:
    passage = hit.passage
    told = {"start": passage.start, "end": passage.end, "text": passage.text} if passage else None
    return {"report": report_json(hit.report), "passage": told}


def _sheet(hits: Sequence[Hit], width: int, *, more: bool) -> Text:
    """A report in three or four lines: title, where it comes from, what it says."""
    sheet = Text()
    for hit in hits:
        report = hit.report
        day = report.published.isoformat()[:10] if report.published else None
        source = " · ".join(clean(part) for part in (report.outlet, day, report.id) if part)
        sheet.append(f"{clean(report.title or report.id)}\n", style=TITLE).append(f"{source}\n", style=OURS)
        for line in wrapped(hit.passage.text, width - 2) if hit.passage else ():
            sheet.append(f"  {line}\n")
        sheet.append("\n")
    if not hits:
        return sheet.append("no report has this; fewer words, or some with OR between them, find more", style=OURS)
    shown = counted(len(hits), "report")
    return sheet.append(f"{shown}, newest first; there are more: --limit" if more else shown, style=OURS)
