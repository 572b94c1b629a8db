"""`twosource voices`: reports → who says what in each, as JSON Lines."""

from __future__ import annotations

from pathlib import Path

import click

from twosource import pipeline
from twosource.cli.console import Failures, inputs_argument, outlet_option, output, output_option, progress, wrote
from twosource.rendering.json import attributions_json, line
from twosource.wiring import Wiring


@click.command("voices")
@inputs_argument
@outlet_option
@output_option
def command(inputs: tuple[str, ...], outlet: str | None, output_path: Path | None) -> None:
    """Find who says what in each report: source, cue and content spans, as JSON Lines."""
    failures, wiring = Failures(), Wiring()
    with output(output_path) as stream, progress("finding voices") as advance:
        reports = failures.passing(pipeline.read(wiring.pages(inputs), outlet=outlet))
        for report, found in pipeline.attributions(reports, wiring.tag, workers=wiring.workers):
            stream.write(line(attributions_json(report.id, found)))
            advance(report.id)
    wrote(output_path)
    failures.exit()
