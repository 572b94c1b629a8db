"""Real news through the archive and through `compare`: all rows of all tables are the same."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from bench.archive.same import BASIL, compared, differences
from tests.archive.conftest import SETTINGS

from twosource.archive.run import run

if TYPE_CHECKING:
    from pyspark.sql import SparkSession


@pytest.mark.skipif(not BASIL.exists(), reason="no public data beside the checkout")
def test_basil_open_comes_out_as_compare_has_it(engine: SparkSession, tmp_path: Path) -> None:
    figures = run([str(BASIL)], tmp_path / "out", SETTINGS, session=engine)
    assert figures["counts"]["statements"] > 1_000
    assert [*differences(tmp_path / "out", compared(BASIL))] == []
