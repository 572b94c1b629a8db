"""`python -m examples.week.pictures FOLDER`: pictures for docs/week.md of a week that was lived in FOLDER.

Needs playwright and Chromium. `--veil` blurs what is told of stories that results are reported on (`split: report`),
for those who work on them and want to look at the pages all the same.
"""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from email import message_from_bytes, policy
from pathlib import Path
from threading import Thread
from time import sleep
from typing import Any, Final

import uvicorn
from examples.week.cast import PASSWORD
from examples.week.corpus import EXAMPLES
from examples.week.sites import plan
from playwright.sync_api import sync_playwright

from twosource.config import Config
from twosource.store import open_store
from twosource.store.dossiers import story_of_report
from twosource.web.app import application
from twosource.web.pool import Pool
from twosource.web.site import Site

IMAGES: Final = EXAMPLES.parent / "docs" / "images"
SHOWN: Final = "urn:npa-0310-marathon-short"  # the story whose page is shown: merged by an editor
MAIL: Final = "05-ann.eml"  # the second that Ann got


def main(folder: Path, *, veiled: bool) -> None:
    images = folder / "veiled" if veiled else IMAGES
    images.mkdir(exist_ok=True)
    with open_site(folder) as (home, story, unseen), sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1280, "height": 1000}, color_scheme="light")
        page.goto(f"{home}/login")
        page.fill("input[name=name]", "ada")
        page.fill("input[name=password]", PASSWORD)
        page.click("main button, form button")
        for name, path in (("week-front", "/"), ("week-story", f"/stories/{story}"), ("week-feeds", "/feeds")):
            page.goto(home + path)
            page.wait_for_load_state("networkidle")
            if veiled:
                _veil(page, unseen)
            page.screenshot(path=images / f"{name}.png")
        mail = browser.new_page(viewport={"width": 700, "height": 1000}, color_scheme="light")
        mail.set_content(_html(folder / "mails" / MAIL))
        mail.screenshot(path=images / "week-mail.png", clip={"x": 0, "y": 0, "width": 700, "height": 660})
        corrected = mail.get_by_text("Corrected since").first
        corrected.evaluate("one => window.scrollTo(0, one.getBoundingClientRect().top - 90)")
        mail.screenshot(path=images / "week-corrected.png", clip={"x": 0, "y": 0, "width": 700, "height": 330})
        browser.close()


def _veil(page: Any, unseen: list[str]) -> None:
    """Blur the smallest part of a page around each link to one of these stories."""
    for story in unseen:
        for link in page.query_selector_all(f'a[href^="/stories/{story}"]'):
            link.evaluate("one => { (one.closest('article, li, tr') || one).style.filter = 'blur(9px)' }")


def _html(path: Path) -> str:
    body = message_from_bytes(path.read_bytes(), policy=policy.default).get_body(("html",))
    return str(body.get_content()) if body else ""


@contextmanager
def open_site(folder: Path) -> Iterator[tuple[str, str, list[str]]]:
    """The site on what the week left, at its last moment: its address, the story to show, those not to be seen."""
    config = Config(store=f"sqlite:///{folder / 'news.db'}")
    with closing(open_store(config.store)) as database:
        story = story_of_report(database, SHOWN) or ""
        gold = (EXAMPLES / "gold" / "reports.jsonl").read_text("utf8").splitlines()
        kept_back = [one["id"] for line in gold if (one := json.loads(line))["split"] == "report"]
        unseen = sorted({story_of_report(database, f"urn:{one}") or "" for one in kept_back} - {""})
    with closing(Pool(lambda: open_store(config.store))) as pool:
        site = Site(config, pool, now=lambda: plan()["ends"])
        server = uvicorn.Server(uvicorn.Config(application(site), host="127.0.0.1", port=0, log_level="error"))
        thread = Thread(target=server.run, daemon=True)
        thread.start()
        while not server.started:
            sleep(0.05)
        port = server.servers[0].sockets[0].getsockname()[1]
        yield f"http://127.0.0.1:{port}", story, unseen
        server.should_exit = True
        thread.join()


if __name__ == "__main__":
    main(Path(sys.argv[1]), veiled="--veil" in sys.argv)
