"""The measure of gathering, in small: all comes in once, and a second look moves next to nothing."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from bench.gather import MOST_MEMORY, MOST_SHARE, measured


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="an address for each outlet is Linux's")
def test_a_second_look_moves_next_to_nothing(tmp_path: Path) -> None:
    first, second = measured(f"sqlite:///{tmp_path / 'news.db'}", 4, 5)
    assert (first.reports, second.reports) == (20, 0)
    assert second.sent < MOST_SHARE * first.sent
    assert 0 < first.memory < MOST_MEMORY
