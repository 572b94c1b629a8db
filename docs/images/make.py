"""`python docs/images/make.py http://127.0.0.1:8000`: pictures of a site that holds the sample, for the documents.

`python docs/images/make.py icons` draws the icons of the site anew from icon.svg. Both need playwright and Chromium.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import sync_playwright

HERE: Final = Path(__file__).resolve().parent
ICONS: Final = HERE.parents[1] / "src" / "twosource" / "rendering" / "static"
PAGES: Final = (  # name, path, width, height, colours
    ("reader-front", "/", 1280, 1180, "light"),
    ("reader-story", "/stories/{story}", 1280, 1300, "light"),
    ("reader-report", "/reports/{report}", 1280, 1100, "light"),
    ("reader-speaker", "/speakers/{speaker}", 1280, 1000, "light"),
    ("reader-outlet", "/outlets/{outlet}", 1280, 1000, "light"),
    ("reader-front-phone", "/", 360, 780, "dark"),
    ("reader-story-phone", "/stories/{story}", 360, 780, "dark"),
)
SHOWN: Final = {
    "story": "s-27ac8cca00",
    "report": "npa-0309-ferry-hits-pier",
    "speaker": "ileana-marsh",
    "outlet": "the~20daily~20lantern",
}


def pictures(browser: Any, home: str) -> None:
    for name, path, width, height, colours in PAGES:
        page = browser.new_page(viewport={"width": width, "height": height}, color_scheme=colours)
        page.goto(home.rstrip("/") + path.format(**SHOWN))
        page.wait_for_load_state("networkidle")
        page.screenshot(path=HERE / f"{name}.png")
        page.close()


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


def main(asked: str) -> None:
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        if asked == "icons":
            icons(browser)
        else:
            pictures(browser, asked)
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1])
