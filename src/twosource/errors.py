"""One tree of errors. Each names the input, what was wrong and what to do.

TwoSourceError
├── InputError               one input is bad: it is named, skipped, and the rest goes on (exit 1)
│   ├── NotText              binary where text was expected
│   ├── Truncated            compressed or encoded bytes that stop too early
│   ├── TooLarge             over a limit on bytes, characters or entries
│   ├── TooDeep              nested deeper than a page or feed has reason to be
│   ├── Malformed            not the format that it claims to be
│   ├── MissingField         a record without a field that is a must
│   ├── BadField             a field that cannot be understood; the report is kept without it
│   ├── DuplicateId          a second report with an id already taken
│   ├── NotArticle           a page that holds no report
│   │   ├── EmptyPage        no text of its own
│   │   ├── ListPage         links to reports, not a report
│   │   ├── ConsentWall      asks for consent in place of the report
│   │   └── PaywallStub      the first lines of a report, and the offer to pay for the rest
│   └── Unreachable          no file there, or no answer
│       └── Forbidden        an address that must not be fetched: private, against robots.txt, redirects without end
├── OutputError              what was asked for cannot be written (exit 3)
├── ConfigError              a setting that is unknown or wrong (exit 3)
├── QueryError               a search that cannot be understood (exit 2)
├── RuleError                a reader's rules for briefs that cannot be understood (exit 2)
├── DeliveryError            mail cannot be sent for a reason that is no reader's; it is tried again later (exit 3)
│   ├── ServerAway           no answer from the mail server, or one in the midst of which it fell silent
│   └── ServerRefused        it does not take mail from us: login, encryption, sender
├── StoreError               the store cannot do what it is asked; what was begun is undone (exit 3)
│   ├── StoreMissing         no store there yet
│   ├── StoreAway            no answer from the database, or it may not be opened
│   ├── StoreBusy            another process writes for longer than we wait
│   ├── StoreFull            no room left
│   ├── StoreRefused         what is put in does not go with what is there
│   ├── StoreDamaged         no database of ours, or one that is broken
│   └── SchemaError          its tables are older or newer than this program
└── VerbatimError            a passage that is not at its offsets: a bug of ours, never of the input (exit 3)
"""

from __future__ import annotations

from collections.abc import Sequence


class TwoSourceError(Exception):
    """The root of all that TwoSource raises on purpose."""


class InputError(TwoSourceError):
    """One input could not be used.

    Args:
        name: the input as its owner would find it again: a path, an address, `FILE line 12`.
        problem: what was wrong, in a clause.
        remedy: what to do about it, in a clause.
    """

    def __init__(self, name: str, problem: str, remedy: str) -> None:
        super().__init__(name, problem, remedy)
        self.name = name
        self.problem = problem
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.name}: {self.problem}; {self.remedy}"


class NotText(InputError):
    """Binary where text was expected."""


class Truncated(InputError):
    """Compressed or encoded bytes that stop too early."""


class TooLarge(InputError):
    """Over a limit on bytes, characters or entries."""


class TooDeep(InputError):
    """Nested deeper than a page or feed has reason to be."""


class Malformed(InputError):
    """Not the format that it claims to be."""


class MissingField(InputError):
    """A record without a field that is a must."""


class BadField(InputError):
    """A field that cannot be understood; the report is kept without it."""


class DuplicateId(InputError):
    """A second report with an id already taken."""


class NotArticle(InputError):
    """A page that holds no report."""


class EmptyPage(NotArticle):
    """A page with no text of its own."""


class ListPage(NotArticle):
    """A page of links to reports."""


class ConsentWall(NotArticle):
    """A page that asks for consent in place of the report."""


class PaywallStub(NotArticle):
    """The first lines of a report, and the offer to pay for the rest."""


class Unreachable(InputError):
    """No file there, or no answer."""


class Forbidden(Unreachable):
    """An address that must not be fetched: private, against robots.txt, redirects without end."""


class OutputError(TwoSourceError):
    """A file that was asked for cannot be written."""


class ConfigError(TwoSourceError):
    """A setting that is unknown or wrong."""


class QueryError(TwoSourceError):
    """A search that cannot be understood."""


class RuleError(TwoSourceError):
    """A reader's rules that cannot be understood.

    Args:
        problems: for each line that is no rule its number, its words, what is wrong and what to do.
    """

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__(problems)
        self.problems = tuple(problems)

    def __str__(self) -> str:
        return "\n".join(self.problems)


class DeliveryError(TwoSourceError):
    """Mail cannot be sent, for a reason that is no reader's."""


class ServerAway(DeliveryError):
    """No answer from the mail server.

    Args:
        problem: what was wrong, in a clause, with the server named.
        handed_over: whether a message was handed over whole, and the answer is what is missing.
    """

    def __init__(self, problem: str, *, handed_over: bool = False) -> None:
        super().__init__(problem)
        self.handed_over = handed_over


class ServerRefused(DeliveryError):
    """The mail server does not take mail from us."""


class StoreError(TwoSourceError):
    """The store cannot do what it is asked; what was begun is undone."""


class StoreMissing(StoreError):
    """No store there yet."""


class StoreAway(StoreError):
    """No answer from the database, or it may not be opened."""


class StoreBusy(StoreError):
    """Another process writes for longer than we wait."""


class StoreFull(StoreError):
    """No room left."""


class StoreRefused(StoreError):
    """What is put in does not go with what is there."""


class StoreDamaged(StoreError):
    """No database of ours, or one that is broken."""


class SchemaError(StoreError):
    """Tables that are older or newer than this program."""


class VerbatimError(TwoSourceError):
    """A passage that is not at its offsets."""


def of_system(error: OSError) -> str:
    """What the system says of it, as a clause: `no such file or directory`."""
    said = error.strerror or str(error) or type(error).__name__
    return said[:1].lower() + said[1:]
