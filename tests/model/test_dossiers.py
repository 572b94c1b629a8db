from __future__ import annotations

import pytest

from twosource.model import Counts, Dossier, Report

REPORT = Report("a", "The rain did not stop.")


def test_a_dossier_finds_its_reports_by_id() -> None:
    dossier = Dossier("s", "t", Counts(1, 1, 0, 0), (REPORT,), (), (), (), (), (), ())
    assert dossier.report("a") is REPORT
    with pytest.raises(KeyError):
        dossier.report("b")
