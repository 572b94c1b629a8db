"""What things are called in exports: ours by addresses at a site, which stay; pages of outlets by theirs."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from twosource.model import Passage
from twosource.rendering import addresses
from twosource.rendering.addresses import absolute, step
from twosource.rendering.mastheads import safe_url

HERE = "http://127.0.0.1:8000"
"""Where `serve` listens, if nothing else is told."""


@dataclass(frozen=True, slots=True)
class Names:
    """Addresses at the site `base`: `https://news.example`."""

    base: str = HERE

    def story(self, story: str) -> str:
        return absolute(self.base, addresses.story(story))

    def report(self, report: str) -> str:
        return absolute(self.base, addresses.report(report))

    def text(self, report: str) -> str:
        """The bare text of a report, in which offsets count."""
        return absolute(self.base, f"/api/v1/reports/{step(report)}/text")

    def passage(self, passage: Passage) -> str:
        return absolute(self.base, addresses.passage(passage))

    def speaker(self, key: str) -> str:
        return absolute(self.base, addresses.speaker(key))

    def export(self, story: str, form: str) -> str:
        return absolute(self.base, addresses.export(story, form))


def page(url: str | None) -> str | None:
    """The address of an outlet's page as a URI (RFC 3986), what may not stand in one escaped; None for no address."""
    safe = safe_url(url)
    return quote(safe, safe="%:/?#[]@!$&'()+,;=*~") if safe else None
