"""What every handler may ask for is one site's alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from twosource.config import Config
from twosource.web.site import Site


@pytest.mark.parametrize(
    ("given", "address", "https"),
    [
        (None, None, False),
        ("", None, False),
        ("https://news.example", "https://news.example", True),
        ("https://news.example/read/", "https://news.example/read", True),
        ("http://https.example//", "http://https.example", False),
    ],
)
def test_its_address_is_as_the_settings_have_it_without_a_slash_at_its_end(
    site: Site, given: str | None, address: str | None, https: bool
) -> None:
    found = replace(site, config=Config(base_url=given))
    assert (found.address, found.https) == (address, https)


def test_the_store_asked_for_twice_is_lent_once(site: Site) -> None:
    with site.store() as first, site.store() as second:
        assert first is second


def test_two_sites_share_nothing_that_remembers(site: Site) -> None:
    other = Site(Config(), site.pool)
    assert other.limiter is not site.limiter
    assert other.larder is not site.larder
