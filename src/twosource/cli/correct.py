"""`twosource correct`: what an editor says of the stories in the store, kept for every later grouping."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click
from rich.text import Text

from twosource import clock, desk, editing
from twosource.cli.console import CommandGroup, opened_store, output, output_option, show, wrote
from twosource.cli.group import corrections_of_file
from twosource.grouping.corrections import Correction, apart, gold, merge, move, split, to_json
from twosource.model import Report, Story
from twosource.rendering.json import line
from twosource.rendering.terminal import OURS, TITLE, clean
from twosource.store import Database
from twosource.store.material import corrections
from twosource.wiring import Wiring

REPORT, STORY = "REPORT", "STORY"


@click.group("correct", cls=CommandGroup)
def command() -> None:
    """Correct the stories of the store. What you say holds for every later grouping, until you undo it.

    STORY is the id of a story, as `group`, `compare` and `brief` last showed it, or that of a report: the story that it
    is in. REPORT is the id of a report.
    """


@command.command("merge")
@click.argument("stories", nargs=-1, required=True, metavar="STORY STORY...")
def merge_stories(stories: tuple[str, ...]) -> None:
    """These stories are one."""
    with opened_store(Wiring()) as database:
        found = dict.fromkeys(tuple(_ids(_story(database, name))) for name in stories)
        if len(found) < 2:
            raise click.UsageError("name two stories or more: these are one already")
        _keep(database, merge(*found))


@command.command("split")
@click.argument("reports", nargs=-1, required=True, metavar="REPORT...")
def split_story(reports: tuple[str, ...]) -> None:
    """These reports of one story are a story of their own, apart from its others."""
    with opened_store(Wiring()) as database:
        of, leaving = _story(database, reports[0]), [_report(database, name) for name in reports]
        rest = [report for report in _ids(of) if report not in leaving]
        if stray := [report for report in leaving if report not in _ids(of)]:
            raise click.UsageError(f"{stray[0]} is not in the story of {leaving[0]}")
        if not rest:
            raise click.UsageError("these are all reports of the story: name those that leave it")
        _keep(database, split(leaving, rest))


@command.command("move")
@click.argument("report", metavar=REPORT)
@click.argument("story", metavar=STORY)
def move_report(report: str, story: str) -> None:
    """This report is of that story, and not of the one that it is in."""
    with opened_store(Wiring()) as database:
        moved, source, target = _report(database, report), _ids(_story(database, report)), _ids(_story(database, story))
        if moved in target:
            raise click.UsageError(f"{moved} is in that story already")
        _keep(database, move(moved, source, target))


@command.command("apart")
@click.argument("one", metavar="STORY|REPORT")
@click.argument("other", metavar="STORY|REPORT")
def never_together(one: str, other: str) -> None:
    """Never together: a report, or all reports of a story, and another."""
    with opened_store(Wiring()) as database:
        first, second = (_those(database, name) for name in (one, other))
        if both := [report for report in first if report in second]:
            raise click.UsageError(f"{both[0]} is on both sides: to part reports of one story, name reports")
        _keep(database, apart(first, second))


@command.command("add")
@click.argument("path", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE")
def add(path: Path) -> None:
    """Keep all corrections of a file, as `list --json` writes them, the oldest first."""
    found = corrections_of_file(path)
    if not found:
        raise click.UsageError(f"no correction in {path}")
    with opened_store(Wiring()) as database:
        _keep(database, *found)


@command.command("undo")
@click.argument("key", required=False, metavar="[CORRECTION]")
def undo(key: str | None) -> None:
    """Take back a correction, by the name that `list` gives it; without a name the last."""
    with opened_store(Wiring()) as database:
        known = [full for full in corrections(database) if key is None or key in {full, _short(full)}]
        if not known:
            none = f"no correction {key}; `twosource correct list` names them" if key else "there is no correction yet"
            raise click.UsageError(none)
        _show(f"undone: {_short(known[-1])}", editing.undo(database, known[-1]))


@command.command("list")
@click.option("--json", "as_json", is_flag=True, help="One a line, as `group --corrections` and `add` take them.")
@output_option
def list_all(output_path: Path | None, *, as_json: bool) -> None:
    """All corrections in force, the oldest first."""
    with opened_store(Wiring()) as database:
        known = dict(zip(corrections(database), desk.said(database), strict=True))
    with output(output_path) as stream:
        if as_json:
            stream.writelines(line({"id": _short(key), **to_json(correction)}) for key, correction in known.items())
        else:
            stream.writelines(f"{_told(key, correction)}\n" for key, correction in known.items())
    wrote(output_path)


@command.command("gold")
@output_option
def write_gold(output_path: Path | None) -> None:
    """All that corrections come to, as pairs of reports: {"reports": [id, id], "same"} as JSON Lines."""
    with opened_store(Wiring()) as database, output(output_path) as stream:
        stream.writelines(line(pair) for pair in gold(desk.said(database)))
    wrote(output_path)


# --- what was meant ---------------------------------------------------------------------------------------------------


def _story(database: Database, name: str) -> tuple[Report, ...]:
    found = editing.story_of(database, name)
    if not found:
        raise click.UsageError(f"{name} is no story and no report in the store: see `twosource group`")
    return found


def _report(database: Database, name: str) -> str:
    """The id of the report that goes by this name, in any of its states."""
    for report in _story(database, name):
        if name in {report.id, *report.other_ids}:
            return report.id
    raise click.UsageError(f"{name} is a story: name a report")


def _those(database: Database, name: str) -> list[str]:
    """A report, or all reports of a story."""
    found = _story(database, name)
    alone = [report.id for report in found if name in {report.id, *report.other_ids}]
    return alone or _ids(found)


def _ids(reports: Sequence[Report]) -> list[str]:
    return [report.id for report in reports]


# --- what is told -----------------------------------------------------------------------------------------------------


def _keep(database: Database, *told: Correction) -> None:
    key, stories = editing.correct(database, told, clock.now())
    _show(f"kept: {_short(key)}; to take it back: twosource correct undo {_short(key)}", stories)


def _short(key: str) -> str:
    """What a correction is called: its key without the time."""
    return key.rpartition(" ")[2]


def _told(key: str, correction: Correction) -> str:
    groups = " | ".join(", ".join(map(clean, group)) or "a story of its own" for group in correction.groups)
    return f"{_short(key)}  {key[:16].replace('T', ' ')}  {correction.kind.value}  {groups}"


def _show(told: str, stories: Sequence[Story]) -> None:
    """The stories that were touched, as they are now."""
    sheet = Text(f"{told}\n", style=OURS)
    for story in stories:
        sheet.append(f"{story.id}\n", style=TITLE)
        for report in story.reports:
            parts = (report.id, report.outlet, report.title)
            sheet.append(f"  {' · '.join(clean(part) for part in parts if part)}\n", style="")
    show(lambda _: sheet)
