"""`python docs/images/make.py` draws the icons of the site anew from icon.svg. It needs playwright and Chromium.

The pictures beside it are made by `make pictures` (examples/week/pictures.py).
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import sync_playwright

HERE: Final = Path(__file__).resolve().parent
ICONS: Final = HERE.parents[1] / "src" / "twosource" / "rendering" / "static"


def icons(browser: Any) -> None:
    """The icon as it is; on phones that round it themselves, to the edge; on those that cut it, smaller."""
    whole = (ICONS / "icon.svg").read_text(encoding="utf8")
    edge = whole.replace(' rx="12"', "")
    first = edge.index("<circle")
    inner = f'{edge[:first]}<g transform="translate(6.4 6.4) scale(.8)">{edge[first:].replace("</svg>", "</g></svg>")}'
    for name, size, svg in (
        ("icon-180", 180, edge),
        ("icon-192", 192, whole),
        ("icon-512", 512, whole),
        ("icon-mask-512", 512, inner),
    ):
        page = browser.new_page(viewport={"width": size, "height": size})
        page.set_content(f"<style>* {{ margin: 0 }} svg {{ display: block; width: {size}px }}</style>{svg}")
        page.screenshot(path=ICONS / f"{name}.png", omit_background=True)
        page.close()


def main() -> None:
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        icons(browser)
        browser.close()


if __name__ == "__main__":
    main()
