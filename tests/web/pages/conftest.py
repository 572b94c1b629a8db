from __future__ import annotations

import pytest
from tests.web.filled import fill

from twosource.store import Database


@pytest.fixture
def brief(store: Database) -> str:
    """The id of a brief, in a store that holds the sample story and a feed too."""
    return fill(store)
