"""The command line: one module a command, each loaded when it is called.

Strategy: `twosource --help` must answer at once, so the list of commands is a table here, and nothing of a command is
imported before it is chosen. What all commands share (inputs, outputs, progress, exit codes) is in `console`.

Exit codes: 0 done, 1 done but some inputs failed, 2 wrong usage, 3 cannot run, 130 stopped by Ctrl+C.
"""

from __future__ import annotations

import importlib
import logging
import os
import sys

import click

from twosource import __version__
from twosource.errors import TwoSourceError

COMMANDS = {
    "read": "Pages, texts, feeds → reports as JSON Lines.",
    "group": "Reports → the story that each belongs to.",
    "archive": "Months of news → tables, on this machine or a cluster.",
    "correct": "Stories merged, split, kept apart, as you say: for good.",
    "voices": "Reports → who says what in each.",
    "dates": "Reports → the dates in each, resolved (TIMEX3).",
    "compare": "Reports of one event side by side: a summary, a page, JSON.",
    "brief": "What you need to know, verbatim: a page, a mail, JSON.",
    "send": "Briefs to the readers who are due, by mail; or as files.",
    "subscribers": "Who gets briefs by mail: add, list, remove, import, export.",
    "bounces": "Mail that came back: whose in-box is gone, who complains.",
    "feeds": "The feeds that are read: add, list, remove, import, export.",
    "gather": "Fetch what is due from feeds, once or for ever.",
    "webhooks": "Addresses that are told what happens: add, list, remove, test.",
    "user": "Accounts: who may read here, and what lets them in.",
    "serve": "All of it in a browser, and feeds read as they are due.",
    "import": "Reports, or an export, into the store.",
    "export": "All that the store holds, in one file.",
    "search": "Reports in the store by words, outlet, speaker and day.",
    "check": "Whether all that the store holds fits together.",
    "migrate": "Bring the store's tables up to date.",
    "backup": "A copy of the store while it is in use.",
    "retain": "Let go of the oldest in the store.",
}
MODULES = {"import": "import_"}  # a module may not be called as a keyword
CANNOT_RUN = 3
STOPPED = 130  # by Ctrl+C, as shells have it


class _Commands(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        found = importlib.import_module(f"twosource.cli.{MODULES.get(cmd_name, cmd_name)}").command
        return found if isinstance(found, click.Command) else None

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except (KeyboardInterrupt, click.Abort):
            click.echo("\ntwosource: stopped", err=True)
            ctx.exit(STOPPED)
        except BrokenPipeError:  # the reader of our output has seen enough; click would call that a failure
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # for what is still unwritten
            ctx.exit(0)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="twosource")
def cli() -> None:
    """TwoSource puts reports of one event side by side and says line by line who says so.

    INPUT is a file (HTML, text, feed, JSON Lines; .gz too), a folder, an address, or - for standard input.

    What is kept goes into the store: news.db in this folder, or what TWOSOURCE_STORE names. Begin with

        twosource compare SOME_PAGES_OF_ONE_EVENT --html story.html
    """


def main() -> None:
    """The entry point: runs a command, and turns what stops it into one line and an exit code."""
    logging.lastResort = None  # libraries' warnings about a page are no news to its reader: what fails is named by us
    try:
        cli()
    except TwoSourceError as error:
        stop(str(error))
    except OSError as error:
        stop(f"{error.filename or 'input or output'}: {error.strerror or error}")


def stop(problem: str) -> None:
    click.echo(f"twosource: {problem}", err=True)
    sys.exit(CANNOT_RUN)
