"""`twosource group`: reports → the story of each, as JSON Lines."""

from __future__ import annotations

from pathlib import Path

import click

from twosource import pipeline
from twosource.cli.console import Failures, inputs_argument, outlet_option, output, output_option, progress
from twosource.rendering.json import line, story_json
from twosource.wiring import Wiring


@click.command("group")
@inputs_argument
@outlet_option
@output_option
def command(inputs: tuple[str, ...], outlet: str | None, output_path: Path | None) -> None:
    """Group reports into stories, and write {"id", "story"} for each as JSON Lines."""
    failures = Failures()
    with output(output_path) as stream:
        with progress("reading reports") as advance:
            intake = pipeline.take_in(Wiring().pages(inputs), outlet=outlet, advance=advance)
        failures.name(intake.problems)
        for story in pipeline.stories(intake.reports):
            stream.writelines(line(entry) for entry in story_json(story))
    failures.exit()
