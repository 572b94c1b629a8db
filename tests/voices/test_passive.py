import pytest

from twosource.model import Span
from twosource.voices import Tagged
from twosource.voices.passive import agentless


@pytest.mark.parametrize(
    ("text", "source", "cue", "kept"),
    [
        ("Managers were told that it leaks.", "Managers", "were told", False),
        ("Managers had been repeatedly warned that it leaks.", "Managers", "had been repeatedly warned", False),
        ("Managers told them that it leaks.", "Managers", "told", True),
        ("Managers were asked by Roe if it leaks.", "Roe", "were asked by", True),
        ("Managers were disappointed that it leaks.", "Managers", "were disappointed", True),
    ],
)
def test_who_is_told_is_no_source(text: str, source: str, cue: str, kept: bool) -> None:
    source_span, cue_span = (Span(text.index(part), text.index(part) + len(part)) for part in (source, cue))
    one = Tagged((Span(len(text) - 9, len(text) - 1),), (cue_span,), (source_span,))
    assert agentless(text, one).source == ((source_span,) if kept else ())
