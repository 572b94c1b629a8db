"""What a run was started with, kept with its output: only what was started so goes on there."""

from __future__ import annotations

import fcntl
import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from platform import python_version
from typing import Any, Final

from twosource.archive.files import leftovers, read_json, write_json
from twosource.errors import ConfigError

NAME: Final = "manifest.json"
DECIDES: Final = ("settings", "inputs", "judgement")  # what an output hangs on; versions of others are told beside
PACKAGES: Final = ("twosource", "pyspark", "pyarrow", "numpy", "onnxruntime", "lxml")


def manifest(settings: Mapping[str, Any], inputs: Sequence[Mapping[str, Any]], judgement: str) -> dict[str, Any]:
    """What is written down of a run. `judgement` names the code and weights."""
    found = {"settings": dict(settings), "inputs": list(inputs), "judgement": judgement, "versions": versions()}
    decides = json.dumps({name: found[name] for name in DECIDES}, sort_keys=True)
    return {"digest": hashlib.sha256(decides.encode()).hexdigest(), **found}


def versions() -> dict[str, str]:
    return {"python": python_version(), **{name: version(name) for name in PACKAGES}}


def begin(out: Path, asked: Mapping[str, Any]) -> None:
    """Write the manifest, or make sure that it is that of the run which was begun here.

    Raises:
        ConfigError: another run was, or the folder holds something else.
    """
    path = out / NAME
    if path.exists():
        _same(path, asked)
    elif out.is_dir() and any(one.name != LOCK for one in out.iterdir()):
        raise ConfigError(f"{out}: not empty, and no output of an archive; name another folder")
    else:
        write_json(path, asked)
    for one in list(leftovers(out)):
        one.unlink(missing_ok=True)


def _same(path: Path, asked: Mapping[str, Any]) -> None:
    try:
        known = read_json(path)
        differing = [name for name in DECIDES if known[name] != json.loads(json.dumps(asked[name]))]
    except (ValueError, KeyError, TypeError) as error:
        raise ConfigError(f"{path}: damaged ({error}); name another folder, or remove this one") from error
    if differing:
        what = " and ".join(differing)
        raise ConfigError(f"{path.parent}: begun with other {what}; start as you did then, or name another folder")


LOCK: Final = ".lock"


@contextmanager
def alone(out: Path) -> Iterator[None]:
    """Nobody else runs into this folder.

    Raises:
        ConfigError: somebody does.
    """
    out.mkdir(parents=True, exist_ok=True)
    with (out / LOCK).open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise ConfigError(f"{out}: another run writes here; wait for it, or name another folder") from error
        yield
