from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from twosource.evidence.spans import Spans, overlap, share
from twosource.model import Span

some = st.builds(lambda start, length: Span(start, start + length), st.integers(0, 30), st.integers(1, 12))


@given(st.lists(some, max_size=12), some)
def test_those_that_touch_are_found_whatever_their_order(spans: list[Span], asked: Span) -> None:
    found = [span for span, _ in Spans((span, at) for at, span in enumerate(spans)).touching(asked)]
    assert sorted(found) == sorted(span for span in spans if span.overlaps(asked))


@given(some, st.lists(some, max_size=8))
def test_a_character_that_several_cover_counts_once(span: Span, others: list[Span]) -> None:
    covered = {at for other in others for at in range(*other)}
    assert overlap(span, others) == len(covered & set(range(*span)))
    assert 0 <= share(span, others) <= 1
