"""What is left of a week in its folder: mails and pages, to be opened in any browser."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import httpx2
from examples.week.cast import PASSWORD
from examples.week.post import Box

PAGES: Final = {"front": "/", "feeds": "/feeds", "briefs": "/briefs", "corrections": "/corrections"}
_STORY: Final = re.compile(r'href="/stories/([A-Za-z0-9_-]+)"')
_CSRF: Final = re.compile(r'name="csrf" value="([0-9a-f]{64})"')
_STATIC: Final = re.compile(r'(?:href|src)="(/static/[^"]+)"')


def logged_in(browser: httpx2.Client, name: str) -> None:
    """Log in as somebody of the week."""
    found = _CSRF.search(browser.get("/login").text)
    browser.post("/login", data={"csrf": found[1] if found else "", "name": name, "password": PASSWORD})


def keep_mails(box: Box, folder: Path) -> int:
    """Every mail as NUMBER-READER.eml; how many there are."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, (to, content) in enumerate(box.taken, 1):
        (folder / f"{number:02}-{to.partition('@')[0]}.eml").write_bytes(content)
    return len(box.taken)


def keep_pages(browser: httpx2.Client, folder: Path) -> int:
    """The front page, what an admin sees of feeds, and every story that the front page names; how many pages."""
    logged_in(browser, "ada")
    pages = {name: browser.get(path).text for name, path in PAGES.items()}
    for story in dict.fromkeys(_STORY.findall(pages["front"])):
        pages[story] = browser.get(f"/stories/{story}").text
    (folder / "static").mkdir(parents=True, exist_ok=True)
    for asset in sorted({found for text in pages.values() for found in _STATIC.findall(text)}):
        (folder / asset.lstrip("/")).write_bytes(browser.get(asset).content)
    for name, text in pages.items():
        near = _STORY.sub(r'href="\1.html"', text).replace('="/static/', '="static/')
        (folder / f"{name}.html").write_text(near, "utf8")
    return len(pages)
