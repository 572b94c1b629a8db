"""Both databases, as the store's tests have them, and a press on loopback."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests.service.press import Press, opened
from tests.store.conftest import database, postgres, prepared, url

__all__ = ["database", "postgres", "prepared", "press", "url"]


@pytest.fixture
def press() -> Iterator[Press]:
    with opened(Press()) as found:
        yield found
