"""`twosource dates`: reports → the dates in each, as JSON Lines."""

from __future__ import annotations

from pathlib import Path

import click

from twosource import pipeline
from twosource.cli.console import Failures, inputs_argument, outlet_option, output, output_option, progress, wrote
from twosource.rendering.json import dates_json, line
from twosource.wiring import Wiring


@click.command("dates")
@inputs_argument
@outlet_option
@output_option
def command(inputs: tuple[str, ...], outlet: str | None, output_path: Path | None) -> None:
    """Find the dates in each report and what they resolve to (TIMEX3), as JSON Lines."""
    failures = Failures()
    with output(output_path) as stream, progress("finding dates") as advance:
        for report in failures.passing(pipeline.read(Wiring().pages(inputs), outlet=outlet)):
            stream.write(line(dates_json(report.id, pipeline.date_mentions(report))))
            advance(report.id)
    wrote(output_path)
    failures.exit()
