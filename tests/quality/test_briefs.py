from __future__ import annotations

from typing import Any

import pytest
from quality.briefs import dangles, figures, repeated

TEXT = "Lifeboats took all passengers ashore.\n\nHe said the ferry was late."


def line(text: str, role: str = "lead", report: str = "a") -> dict[str, Any]:
    start = max(0, TEXT.find(text))
    return {"role": role, "report": report, "start": start, "end": start + len(text), "text": text}


@pytest.mark.parametrize(
    ("text", "role", "found"),
    [
        ("He said the ferry was late.", "lead", True),
        ("“But the ferry was late,” Oona Rask said.", "said", True),
        ("“We heard a bang,” Oona Rask said.", "said", False),
        ("We heard a bang.", "said", True),
        ("Hers Island is far from Tarbet.", "lead", False),
    ],
)
def test_what_dangles(text: str, role: str, found: bool) -> None:
    assert dangles(line(text, role)) is found


def test_lines_that_say_the_same_are_found_but_for_the_sides_of_a_difference() -> None:
    one = "Lifeboats carried every passenger ashore before nightfall."
    other = "Lifeboats took passengers ashore: every passenger."
    assert len(repeated([line(one), line(other)])) == 1
    assert repeated([line(one), line(other, "differs")]) == []


def test_figures_of_a_brief() -> None:
    good, bad = line("Lifeboats took all passengers ashore."), line("He said the ferry was late.")
    whole = {
        "reports": [{"id": "a", "text": TEXT, "outlet": "Echo"}],
        "stories": [{"lines": [good, {**bad, "start": bad["start"] + 1}]}],
    }
    assert dict(figures(whole)) == {
        "verbatim": 0.5, "stands alone": 0.5, "said once": 1.0, "enough lines": 0.0, "several outlets": 0.0,
    }  # fmt: skip
