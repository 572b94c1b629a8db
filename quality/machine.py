"""Where and when something was measured, in words, for a table that stands in the docs."""

from __future__ import annotations

import os
import platform
import re
from datetime import date
from pathlib import Path

CPU = Path("/proc/cpuinfo")
MODEL = re.compile(r"^model name\s*:\s*(.+)$", re.MULTILINE)
GIGABYTE = 1e9


def measured(command: str, today: date, processor: str) -> str:
    """A line that names the day, the machine and the command.

    Args:
        command: what a reader runs to measure again.
        today: the day.
        processor: what /proc/cpuinfo says of it; empty where there is none.
    """
    model = MODEL.search(processor)
    name = model[1].strip() if model else platform.machine()
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / GIGABYTE
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    machine = f"{name}, {cores} cores, {memory:.0f} GB, {platform.system()}, Python {platform.python_version()}"
    return f"Measured on {today.day} {today:%B %Y} by `{command}` on: {machine}."


def processor() -> str:
    """What /proc/cpuinfo says; empty where there is none."""
    return CPU.read_text(encoding="utf8") if CPU.exists() else ""
