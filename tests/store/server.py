"""A throw-away PostgreSQL server for tests: in a temporary folder, on a socket, gone at the end."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PATIENCE = 600  # seconds: a machine may be busy with other work
OPTIONS = "-c fsync=off -c max_connections=20 -c shared_buffers=64MB"


def program(name: str) -> Path | None:
    """A program of the server: that of the newest version that Debian installed, else of the path."""
    installed = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: float(path.parts[4]))
    found = str(installed[-1]) if installed else shutil.which(name)
    return Path(found) if found else None


def missing() -> str | None:
    """Why there can be no server here, None if there can."""
    if program("initdb") is None or program("pg_ctl") is None:
        return "no PostgreSQL on this machine"
    if os.getuid() == 0 and _user() is None:
        return "PostgreSQL does not run as root, and there is no other user to run it as"
    return None


def _user() -> str | None:
    """Whom to run it as: PostgreSQL refuses root."""
    if os.getuid():
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return next((name for name in ("postgres", "nobody") if name in names), None)


@contextmanager
def server(options: str = OPTIONS) -> Iterator[str]:
    """The URL of a server's database `postgres`, without a name: add one."""
    folder, user = Path(tempfile.mkdtemp(prefix="pg")), _user()
    if user:
        shutil.chown(folder, user)
    folder.chmod(0o755)

    def run(name: str, *words: str) -> None:
        program_path = program(name)
        assert program_path is not None
        with (folder / "log").open("ab") as log:  # not a pipe: the server would hold it open
            subprocess.run(
                [program_path, *words], check=True, user=user, stdout=log, stderr=log, cwd=folder, timeout=PATIENCE
            )

    try:
        run("initdb", "-D", f"{folder}/data", "-U", "reader", "-E", "UTF8", "--locale=C", "-N", "-A", "trust")
        run(
            "pg_ctl",
            "-D",
            f"{folder}/data",
            "-w",
            "-t",
            str(PATIENCE),
            "-o",
            f"{options} -c listen_addresses= -k {folder}",
            "-l",
            f"{folder}/server",
            "start",
        )
        try:
            yield f"postgresql://reader@/{{name}}?host={folder}"
        finally:
            run("pg_ctl", "-D", f"{folder}/data", "-t", str(PATIENCE), "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
