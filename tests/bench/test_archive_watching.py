from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from bench.archive.watching import DRIVER, alive, kill, started, tree, watched

pytestmark = pytest.mark.skipif(not Path("/proc/self/smaps_rollup").exists(), reason="Linux alone")


def family() -> tuple[subprocess.Popen[str], int]:
    """A process and one that it started and leaves in a group of its own, both of which wait for ever."""
    code = (
        "import subprocess, sys, time\n"
        "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)'], start_new_session=True)\n"
        "print(child.pid, flush=True)\n"
        "time.sleep(600)\n"
    )
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    assert process.stdout
    return process, int(process.stdout.readline())


def test_a_kill_takes_all_that_are_below() -> None:
    process, child = family()
    with process:
        assert list(tree(process.pid)) == [process.pid, child]
        assert alive(child)
        kill(process.pid)
        assert process.wait() == -signal.SIGKILL
    assert not alive(child)


def test_what_a_command_says_is_kept_and_its_status_told(tmp_path: Path) -> None:
    taken = watched(["platform", "--terse"], cores=1, log=tmp_path / "log")
    assert taken.status == 0
    assert taken.wall > 0
    assert (tmp_path / "log").read_text(encoding="utf8").strip()
    assert set(taken.roles) <= {DRIVER}  # it may end before it is looked at


def test_it_is_kept_to_its_cores(tmp_path: Path) -> None:
    with started(
        ["timeit", "-n", "1", "-r", "1", "import time; time.sleep(0.2)"], cores=1, log=tmp_path / "l"
    ) as process:
        assert len(os.sched_getaffinity(process.pid)) == 1
    with pytest.raises(ValueError, match="cores are asked for"):
        started(["this"], cores=10_000, log=tmp_path / "l")
