"""The reader's pages, a module each: what a page shows is fetched here, and set by the `rendering.pages` of its name.

Strategy: a handler asks the store for the values of its page and hands them on; it judges nothing and writes nothing.
What takes time to make is kept (`making`); the frame around it is made anew for each reader (`framing`).
"""

from __future__ import annotations

from twosource.web.pages import briefs, feeds, front, ours, outlet, report, search, speaker, story, topic
from twosource.web.routes import Route


def routes() -> list[Route]:
    parts = (front, story, report, speaker, outlet, topic, search, briefs, feeds, ours)
    return [route for part in parts for route in part.routes()]
