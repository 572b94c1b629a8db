import pytest
from quality.pairs import Place
from training.alignment.written import stories, story

STORY = """# A bridge fell.
=== agency
{a|A bridge fell at Belket on Monday}, {b|killing {c|two}}.

{q1|“It just went,” Ada Brill said.}
=== tabloid
{b|Two died} when {a|Belket's old bridge came down}. {c|Two, no more.} {q1|“It just went.”}
"""


def test_marks_leave_the_text_and_tell_where_they_stood() -> None:
    told = story("bridge", STORY)
    agency, tabloid = told.reports
    assert agency.text == "A bridge fell at Belket on Monday, killing two.\n\n“It just went,” Ada Brill said."
    assert tabloid.text == "Two died when Belket's old bridge came down. Two, no more. “It just went.”"
    text = {report.id: report.text for report in told.reports}
    words = [[text[place.report][place.start : place.end] for place in group] for group in told.statements]
    assert words == [
        ["A bridge fell at Belket on Monday", "Belket's old bridge came down"],
        ["two", "Two, no more."],
        ["killing two", "Two died"],
    ]
    assert told.utterances == ((Place("bridge/agency", 49, 80), Place("bridge/tabloid", 59, 74)),)


@pytest.mark.parametrize(
    ("source", "problem"),
    [
        ("=== agency\nA bridge fell.", "open with one line"),
        ("# A.\n=== agency\n{a|A bridge fell.\n=== other\n{a|It fell.}", "not closed"),
        ("# A.\n=== agency\nA bridge} fell.", "not opened"),
        ("# A.\n=== agency\n{a|A bridge fell.} {a|It fell.}", "in one report alone: a"),
    ],
)
def test_what_is_not_marked_well_is_refused(source: str, problem: str) -> None:
    with pytest.raises(ValueError, match=problem):
        story("bridge", source)


def test_every_story_reads() -> None:
    told = list(stories())
    assert len(told) >= 140
    assert all(len(one.reports) >= 3 for one in told)
    assert all(
        report.text[place.start : place.end].strip()
        for one in told
        for group in one.statements
        for place in group
        for report in one.reports
        if report.id == place.report
    )
