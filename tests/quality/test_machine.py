"""The day, the machine and the command, in words."""

from __future__ import annotations

import platform
from datetime import date

from quality.machine import measured

DAY = date(2031, 3, 9)


def test_the_day_the_machine_and_the_command_are_named() -> None:
    told = measured("make bench", DAY, "processor\t: 0\nmodel name\t: Velland V2 @ 2 GHz\nflags\t: fpu\n")
    assert told.startswith("Measured on 9 March 2031 by `make bench` on: Velland V2 @ 2 GHz, ")
    assert f"Python {platform.python_version()}" in told


def test_where_nothing_tells_of_the_processor_its_kind_is_named() -> None:
    assert f"on: {platform.machine()}, " in measured("make bench", DAY, "")
