"""`python -m examples.week.pictures FOLDER`: pictures for the documents of a week that was lived in FOLDER.

Those of docs/reader.md, docs/week.md and docs/reference.md, as small WebP; `make pictures` lives a week first. Needs
playwright and Chromium. `--veil` blurs what is told of stories that results are reported on (`split: report`), for
those who work on them and want to look at the pages all the same.
"""

from __future__ import annotations

import base64
import json
import shutil
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from email import message_from_bytes, policy
from pathlib import Path
from threading import Thread
from time import sleep
from typing import Any, Final, Literal

import uvicorn
from examples.week.cast import PASSWORD
from examples.week.corpus import EXAMPLES
from examples.week.sites import plan
from playwright.sync_api import sync_playwright

from twosource.briefing import brief
from twosource.config import Config
from twosource.rendering.addresses import step
from twosource.rendering.mail import Ways, brief_mail
from twosource.store import open_store
from twosource.store.dossiers import dossier, shelved, story_of_report
from twosource.web.app import application
from twosource.web.pool import Pool
from twosource.web.site import Site

IMAGES: Final = EXAMPLES.parent / "docs" / "images"
SHOWN: Final = "urn:npa-0310-marathon-short"  # the story whose page is shown: merged by an editor
REPORT: Final = "urn:herald-0315-observatory"  # the report that is, and whose story docs/reader.md shows
QUALITY: Final = 82  # of WebP: letters stay sharp, and a page of text takes 60 kB
PAGES: Final[tuple[tuple[str, str, int, int, Literal["light", "dark"]], ...]] = (  # name, path, width, height, colours
    ("reader-front", "/", 1280, 1180, "light"),
    ("reader-story", "/stories/{told}", 1280, 1300, "light"),
    ("reader-report", "/reports/{report}", 1280, 1100, "light"),
    ("reader-speaker", "/speakers/ottilie-brand", 1280, 760, "light"),
    ("reader-outlet", "/outlets/the~20marchport~20herald", 1280, 900, "light"),
    ("reader-front-phone", "/", 360, 780, "dark"),
    ("reader-story-phone", "/stories/{told}", 360, 780, "dark"),
    ("week-front", "/", 1280, 1000, "light"),
    ("week-story", "/stories/{merged}", 1280, 1000, "light"),
    ("week-feeds", "/feeds", 1280, 1000, "light"),
)
MAIL: Final = "05-ann.eml"  # the second that Ann got
MAILS: Final[tuple[tuple[str, int, int, Literal["light", "dark"]], ...]] = (  # of a brief of the week: width, height
    ("mail-320", 320, 900, "light"),
    ("mail-600", 600, 1000, "light"),
    ("mail-600-dark", 600, 1000, "dark"),
)
STORIES: Final = 6  # of that brief


def main(folder: Path, *, veiled: bool) -> None:
    images = folder / "veiled" if veiled else IMAGES
    images.mkdir(exist_ok=True)
    with open_site(folder) as (home, shown, unseen), sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        session = _logged_in(browser, home)
        for name, path, width, height, colours in PAGES:
            context = browser.new_context(
                viewport={"width": width, "height": height}, color_scheme=colours, storage_state=session
            )
            page = context.new_page()
            page.goto(home + path.format(**shown))
            page.wait_for_load_state("networkidle")
            if veiled:
                _veil(page, unseen)
            picture(page, images / f"{name}.webp", width, height)
            context.close()
        for name, width, height, colours in MAILS:
            letter = browser.new_page(viewport={"width": width, "height": height}, color_scheme=colours)
            letter.set_content(_brief_of_the_week(folder, unseen))
            picture(letter, images / f"{name}.webp", width, height)
        mail = browser.new_page(viewport={"width": 700, "height": 1000}, color_scheme="light")
        mail.set_content(_html(folder / "mails" / MAIL))
        picture(mail, images / "week-mail.webp", 700, 660)
        corrected = mail.get_by_text("Corrected since").first
        top = corrected.evaluate("one => one.getBoundingClientRect().top + window.scrollY - 90")
        picture(mail, images / "week-corrected.webp", 700, 330, top)
        browser.close()


def picture(page: Any, path: Path, width: int, height: int, top: float = 0) -> None:
    """A piece of a page as WebP, which playwright's own screenshots are not."""
    clip = {"x": 0, "y": top, "width": width, "height": height, "scale": 1}
    asked = {"format": "webp", "quality": QUALITY, "clip": clip, "captureBeyondViewport": True}
    told = page.context.new_cdp_session(page).send("Page.captureScreenshot", asked)
    path.write_bytes(base64.b64decode(told["data"]))


def _logged_in(browser: Any, home: str) -> Any:
    """What a browser keeps of somebody who has logged in."""
    page = browser.new_page()
    page.goto(f"{home}/login")
    page.fill("input[name=name]", "ada")
    page.fill("input[name=password]", PASSWORD)
    page.click("main button, form button")
    kept = page.context.storage_state()
    page.close()
    return kept


def _veil(page: Any, unseen: list[str]) -> None:
    """Blur the smallest part of a page around each link to one of these stories."""
    for story in unseen:
        for link in page.query_selector_all(f'a[href^="/stories/{story}"]'):
            link.evaluate("one => { (one.closest('article, li, tr') || one).style.filter = 'blur(9px)' }")


def _html(path: Path) -> str:
    body = message_from_bytes(path.read_bytes(), policy=policy.default).get_body(("html",))
    return str(body.get_content()) if body else ""


def _brief_of_the_week(folder: Path, unseen: list[str]) -> str:
    """What matters most of the week, as a mail, without the stories that are not to be seen."""
    with closing(open_store(f"sqlite:///{folder / 'news.db'}")) as database:
        shown = [one.story for one in shelved(database, limit=1_000) if one.story not in unseen]
        told = [found for one in shown if (found := dossier(database, one))]
    ends = plan()["ends"].date()
    ways = Ways("https://news.example", "https://news.example/preferences", "https://news.example/unsubscribe")
    return brief_mail(brief(told, ends - timedelta(days=6), ends, STORIES), {}, ways=ways).html


@contextmanager
def open_site(folder: Path) -> Iterator[tuple[str, dict[str, str], list[str]]]:
    """The site on what the week left, at its last moment: its address, what to show, stories not to be seen."""
    config = Config(store=f"sqlite:///{folder / 'news.db'}")
    with closing(open_store(config.store)) as database:
        merged, told = (story_of_report(database, one) or "" for one in (SHOWN, REPORT))
        shown = {"merged": merged, "told": told, "report": step(REPORT)}
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
        yield f"http://127.0.0.1:{port}", shown, unseen
        server.should_exit = True
        thread.join()


if __name__ == "__main__":
    main(Path(sys.argv[1]), veiled="--veil" in sys.argv)
