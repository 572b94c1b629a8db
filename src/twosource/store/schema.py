"""Numbered migrations: forward only, one transaction each.

Strategy: `migrations/NNNN_name.sql` for both databases, or one each (`NNNN_name.sqlite.sql`, `NNNN_name.postgres.sql`)
where they differ in more than a type's name (`$KEY`, `$BYTES`). What is applied is written down in the same
transaction, under the lock of writers, so that two who migrate at once do it once. A migration that
was released never changes.
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files
from string import Template
from typing import Final

from twosource.errors import StoreDamaged
from twosource.store.database import Database
from twosource.store.indexing import fill

FOLDER: Final = files("twosource.store") / "migrations"
FILLED_AFTER: Final = {"sqlite": 2, "postgres": 8}
"""The migration of each database that last shaped its full-text index, which is filled anew in the same transaction."""


@dataclass(frozen=True, slots=True)
class Migration:
    """A step from schema `number - 1` to `number`."""

    number: int
    name: str
    sql: str

    def statements(self, database: Database) -> list[str]:
        bare = "\n".join(line for line in self.sql.splitlines() if not line.lstrip().startswith("--"))
        filled = Template(bare).substitute(database.types)
        return [statement for statement in filled.split(";") if statement.strip()]


def migrations(dialect: str) -> list[Migration]:
    """All that there are for that database, in order."""
    found = []
    for entry in sorted(FOLDER.iterdir(), key=lambda entry: entry.name):
        number, _, rest = entry.name.partition("_")
        name, *only = rest.removesuffix(".sql").split(".")
        if entry.name.endswith(".sql") and only in ([], [dialect]):
            found.append(Migration(int(number), name, entry.read_text(encoding="utf8")))
    return found


def latest(dialect: str) -> int:
    """The schema of that database that this program knows."""
    return migrations(dialect)[-1].number


def applied(database: Database) -> int:
    """The schema of the store, 0 where it has none of our tables.

    Raises:
        StoreDamaged: tables of another program's.
    """
    filled = database.has_table("reports") or database.has_table("pages")  # asked first: ours never come before…
    if database.has_table("migrations"):  # … this one, whoever makes the store meanwhile
        return int(database.rows("SELECT MAX(number) AS number FROM migrations")[0]["number"] or 0)
    if filled:
        raise StoreDamaged("the database holds tables of another program; name another one in TWOSOURCE_STORE")
    return 0


def make(database: Database) -> None:
    """The tables of a new store, all in one transaction, so that nobody sees some of them."""
    with database.write():
        if not applied(database):
            for migration in migrations(database.dialect):
                _apply(database, migration)


def migrate(database: Database, *, upto: int | None = None) -> list[Migration]:
    """Apply what is missing, up to schema `upto` if given, a transaction each; what was applied."""
    done = []
    for migration in migrations(database.dialect):
        if upto is not None and migration.number > upto:
            break
        with database.write():
            if migration.number > applied(database):
                _apply(database, migration)
                done.append(migration)
    return done


def _apply(database: Database, migration: Migration) -> None:
    for statement in migration.statements(database):
        database.run(statement)
    if migration.number == FILLED_AFTER[database.dialect]:
        fill(database)
    values = {"number": migration.number, "name": migration.name}
    database.run("INSERT INTO migrations (number, name) VALUES (:number, :name)", [values])
