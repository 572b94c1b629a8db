"""When a page is first painted, in Debian's Chromium, and what it weighs.

Strategy: each page is opened in a browser of its own that has nothing from before; what the browser itself measured is
read back (`first-contentful-paint`, bytes over the wire and unpacked of the page and of all that it fetches).
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from statistics import median
from typing import Any

OPENED = 5  # times, each page
MEASURED = """() => {
    const of = kind => performance.getEntriesByType(kind);
    const page = of("navigation")[0], all = [page, ...of("resource")];
    const sum = name => all.reduce((total, one) => total + one[name], 0);
    const paint = of("paint").find(one => one.name === "first-contentful-paint");
    return [paint ? paint.startTime : null, page.decodedBodySize, sum("transferSize"), sum("decodedBodySize")];
}"""


@dataclass(frozen=True, slots=True)
class Painted:
    """Milliseconds to the first paint, middle and worst; bytes of the page, and of all over the wire and unpacked."""

    middle: float
    worst: float
    page: int
    wire: int
    unpacked: int


@contextmanager
def browser() -> Iterator[Any]:
    """Raises SystemExit where there is none."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - of `--browser` alone

    chromium = shutil.which("chromium")
    if chromium is None:
        raise SystemExit("there is no Chromium: apt-get install chromium")
    with sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield opened
        opened.close()


def painted(chromium: Any, addresses: Sequence[str]) -> Painted:
    """What the browser measured of these pages, each opened OPENED times."""
    found = [_opened(chromium, address) for address in addresses for _ in range(OPENED)]
    times = [one[0] for one in found]
    return Painted(median(times), max(times), *(int(max(one[at] for one in found)) for at in (1, 2, 3)))


def _opened(chromium: Any, address: str) -> list[float]:
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.goto(address, wait_until="load")
    while not page.evaluate("() => performance.getEntriesByName('first-contentful-paint').length"):
        page.wait_for_timeout(20)  # `wait_for_function` would evaluate a text, which our pages forbid
    measured: list[float] = page.evaluate(MEASURED)
    context.close()
    return measured
