"""`twosource compare`: reports → dossiers: a summary in the terminal, a page, JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from twosource.cli.console import PLAIN_WIDTH, Failures, file_option, show, store_in_place_of_inputs, write, wrote
from twosource.cli.material import dossiers_of_inputs, dossiers_of_store, material_options
from twosource.model import Dossier, Outlet
from twosource.rendering.json import dossiers_json
from twosource.rendering.story import stories_page, story_page
from twosource.rendering.terminal import summary
from twosource.wiring import Wiring

GLANCE = 3  # stories told on the terminal when the page has them all: two screens or three


@click.command("compare")
@material_options
@file_option("--html", "html_path", "Write the dossiers as one self-contained page.")
@click.option("--json", "as_json", is_flag=True, help="Print the dossiers as JSON.")
@click.option("--text", "as_text", is_flag=True, help="Print the dossiers whole, as plain text.")
def command(
    inputs: tuple[str, ...],
    outlet: str | None,
    outlets_file: Path | None,
    html_path: Path | None,
    as_json: bool,
    as_text: bool,
    output_path: Path | None,
) -> None:
    """Put reports of one event side by side: what they share, where they differ, who is quoted.

    Without INPUT, the reports of the store.
    """
    if as_json and as_text:
        raise click.UsageError("choose one of --json and --text")
    failures, wiring = Failures(), Wiring()
    outlets = wiring.outlets(outlets_file, stored=not inputs)
    if inputs:
        dossiers = dossiers_of_inputs(inputs, wiring, failures, outlet=outlet, outlets=outlets)
    else:
        with store_in_place_of_inputs(wiring) as database:
            dossiers = dossiers_of_store(database, wiring, outlets)
    if html_path:
        write(html_path, _page(dossiers, outlets))
    if as_json:
        write(output_path, dossiers_json(dossiers))
    elif as_text or output_path:
        write(output_path, summary(dossiers, outlets, PLAIN_WIDTH, whole=True).plain)
    else:
        most = GLANCE if html_path else None
        show(lambda width: summary(dossiers, outlets, width, most=most))
    wrote(html_path, output_path)
    failures.exit()


def _page(dossiers: Sequence[Dossier], outlets: Mapping[str, Outlet]) -> str:
    return story_page(dossiers[0], outlets) if len(dossiers) == 1 else stories_page(dossiers, outlets)
