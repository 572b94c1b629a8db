"""The site in a browser: Debian's Chromium, driven by playwright, on a store that holds the sample story.

Skipped with a reason where there is no Chromium. axe-core comes from npm: `npm install --no-save axe-core` in the root
of the repository, or its folder in AXE_CORE.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from time import monotonic, sleep
from typing import Any

import pytest
import uvicorn
from tests.rendering import sample
from tests.web.filled import NOW, fill

from twosource.config import Config
from twosource.store import open_store
from twosource.web.app import application
from twosource.web.pool import Pool
from twosource.web.site import Site

ROOT = Path(__file__).resolve().parents[2]
LONGEST = 60.0  # seconds to wait for the server: far more than it takes on a busy machine


def axe_core() -> Path | None:
    """axe-core's script, where it is installed."""
    folders = [Path(os.environ["AXE_CORE"])] if "AXE_CORE" in os.environ else [ROOT / "node_modules" / "axe-core"]
    return next((path for folder in folders if (path := folder / "axe.min.js").is_file()), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.skip("there is no Chromium: apt-get install chromium")
    with playwright.sync_playwright() as driver:
        found = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield found
        found.close()


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site on that store."""
    config = Config(store=f"sqlite:///{tmp_path_factory.mktemp('browser') / 'news.db'}")
    database = open_store(config.store, create=True)
    brief = fill(database)
    database.close()
    pool = Pool(lambda: open_store(config.store))
    site = Site(config, pool, followed=lambda: sample.OUTLETS, now=lambda: NOW)
    server = uvicorn.Server(uvicorn.Config(application(site), host="127.0.0.1", port=0, log_level="error"))
    thread = Thread(target=server.run, daemon=True)
    thread.start()
    until = monotonic() + LONGEST
    while not server.started and monotonic() < until:
        sleep(0.02)
    assert server.started
    port = server.servers[0].sockets[0].getsockname()[1]
    PATHS["brief"] = f"/briefs/{brief}"
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(LONGEST)
    pool.close()


PATHS = {
    "front": "/",
    "story": "/stories/story-1",
    "part": "/stories/story-1/shared",
    "beside": "/stories/story-1/reports",
    "report": "/reports/r-lantern",
    "speaker": "/speakers/ada-quill",
    "outlet": "/outlets/lantern",
    "topic": "/topics/tarn-bridge",
    "search": "/search?q=bridge",
    "words with a colon": "/search?q=bridge:+closed",
    "wrong search": "/search?q=after:yesterday",
    "nothing found": "/search?q=zebra",
    "briefs": "/briefs",
    "brief": "/briefs",
    "feeds": "/feeds",
    "notes": "/stories/story-1/notes",
    "edit": "/stories/story-1/edit",
    "corrections": "/corrections",
    "account": "/account",
    "admin": "/admin",
    "webhooks": "/admin/webhooks",
    "adding feeds": "/admin/feeds",
    "keys": "/keys",
    "saved": "/saved",
    "offline": "/saved?offline",
    "missing": "/stories/none",
}
"""Every page of the reader; the brief's is known when the store is filled."""
