"""`twosource group`: reports → the story of each, as JSON Lines."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import click

from twosource import desk, pipeline
from twosource.cli.console import (
    Failures,
    inputs_or_store_argument,
    outlet_option,
    output,
    output_option,
    progress,
    read_text,
    store_in_place_of_inputs,
    wrote,
)
from twosource.errors import InputError, Malformed
from twosource.grouping.corrections import Correction, from_json
from twosource.model import Story
from twosource.rendering.json import line, story_json
from twosource.wiring import Wiring


@click.command("group")
@inputs_or_store_argument
@outlet_option
@click.option(
    "--corrections",
    "corrections_path",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="What an editor has said: JSON Lines, the oldest first.",
)
@output_option
def command(
    inputs: tuple[str, ...], outlet: str | None, corrections_path: Path | None, output_path: Path | None
) -> None:
    """Group reports into stories, and write {"id", "story", "topics"} for each as JSON Lines.

    Without INPUT, the reports of the store, as `correct` corrected them.
    """
    if corrections_path and not inputs:
        raise click.UsageError("--corrections goes with INPUT; to correct the store: twosource correct add FILE")
    failures = Failures()
    corrections = corrections_of_file(corrections_path) if corrections_path else ()
    with output(output_path) as stream:
        for story in _stories(inputs, outlet, corrections, failures):
            stream.writelines(line(entry) for entry in story_json(story))
    wrote(output_path)
    failures.exit()


def _stories(
    inputs: Sequence[str], outlet: str | None, corrections: Sequence[Correction], failures: Failures
) -> tuple[Story, ...]:
    wiring = Wiring()
    if not inputs:
        with store_in_place_of_inputs(wiring) as database:
            return desk.stories(database, desk.stored_reports(database))
    with progress("reading reports") as advance:
        intake = pipeline.take_in(wiring.pages(inputs), outlet=outlet, advance=advance)
    failures.name(intake.problems)
    return pipeline.stories(intake.reports, corrections)


def corrections_of_file(path: Path) -> tuple[Correction, ...]:
    """All corrections of a file; with one that cannot be read none is, since they bear on each other."""
    found = []
    for number, text in enumerate(read_text(path).splitlines(), 1):
        if text.strip():
            try:
                found.append(_correction(text, f"{path} line {number}"))
            except InputError as error:
                raise click.UsageError(str(error)) from error
    return tuple(found)


def _correction(text: str, name: str) -> Correction:
    try:
        return from_json(json.loads(text), name)
    except (ValueError, RecursionError) as error:
        raise Malformed(name, "not JSON", "give one correction a line, as `correct list --json` writes them") from error
