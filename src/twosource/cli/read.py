"""`twosource read`: pages, text files, feeds, JSON Lines → reports as JSON Lines."""

from __future__ import annotations

from pathlib import Path

import click

from twosource import pipeline
from twosource.cli.console import Failures, inputs_argument, outlet_option, output, output_option, progress, wrote
from twosource.rendering.json import line, report_json
from twosource.wiring import Wiring


@click.command("read")
@inputs_argument
@outlet_option
@output_option
def command(inputs: tuple[str, ...], outlet: str | None, output_path: Path | None) -> None:
    """Read pages, texts, feeds and JSON Lines, and write their reports as JSON Lines."""
    failures = Failures()
    with output(output_path) as stream, progress("reading reports") as advance:
        for report in failures.passing(pipeline.read(Wiring().pages(inputs), outlet=outlet)):
            stream.write(line(report_json(report)))
            advance(report.id)
    wrote(output_path)
    failures.exit()
