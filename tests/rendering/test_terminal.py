from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from tests.rendering import html, sample

from twosource.briefing.rules import Kind, Rule, Verb
from twosource.briefing.trial import Did, Effect, Trial
from twosource.model import Brief, Counts
from twosource.rendering.terminal import brief_summary, clean, summary, trial_summary, wrapped

GLANCE = summary([sample.DOSSIER], sample.OUTLETS)
WHOLE = summary([sample.DOSSIER], sample.OUTLETS, whole=True)


def test_a_glance_tells_title_counts_shared_differences_quotes_and_the_rest() -> None:
    text = GLANCE.plain
    for part in (
        "1 story",
        "Tarn Bridge shut after cracks are found",
        "3 reports · 2 texts · 3 outlets · 2 origins",
        "●●○ The Tarn Bridge was shut",
        "2 origins, 1 repeats",
        "The number",
        "Ada Quill, on Radio Tarn, as printed by 3 outlets",
        "Upland Mirror · altered",
        "Only in Daily Lantern: 2 lines",
    ):
        assert part in text
    assert "Ferries" not in text


def test_the_whole_has_every_line_and_no_rest() -> None:
    for statement in sample.STATEMENTS:
        for testimony in statement.testimonies:
            assert html.words(testimony.passage.text) in html.words(WHOLE.plain)
    assert " more " not in WHOLE.plain


def test_what_is_left_out_is_counted() -> None:
    many = replace(sample.DOSSIER, statements=sample.STATEMENTS[:1] * 5)
    assert "and 2 more that several report" in summary([many], sample.OUTLETS).plain


def test_a_bare_dossier_is_short() -> None:
    bare = replace(
        sample.DOSSIER, statements=(), utterances=(), differences=(), timeline=(), copies=(), counts=Counts(3, 3, 3, 0)
    )
    assert summary([bare], sample.OUTLETS).plain.count("\n") == 5


def test_lines_keep_to_the_columns() -> None:
    for width in (60, 80, 120):
        lines = summary([sample.DOSSIER], sample.OUTLETS, width, whole=True).plain.splitlines()
        assert max(map(cell_len, lines)) <= width


def test_theirs_is_plain_and_ours_dim() -> None:
    text = GLANCE
    dim = " ".join(text.plain[span.start : span.end] for span in text.spans if span.style == "dim")
    assert "3 reports" in dim
    assert "The Tarn Bridge was shut" not in dim


def test_nothing_of_the_news_steers_the_terminal() -> None:
    assert clean("a\x1b[31mred\u202e b\tc\x00\x9b2J") == "a[31mred b c2J"
    hostile = replace(sample.DOSSIER, title="[red]x[/red] \x1b]0;y\x07")
    assert "[red]x[/red] ]0;y" in summary([hostile], sample.OUTLETS).plain


def test_a_brief_as_text() -> None:
    text = brief_summary(sample.BRIEF, sample.OUTLETS).plain
    assert text.startswith("Your week: 1 story, 1–7 May 2031\n")
    assert "1.  Tarn Bridge shut after cracks are found" in text
    assert "— Daily Lantern" in text
    assert sample.COURIER.url is not None
    assert sample.COURIER.url in text
    assert "javascript" not in text
    assert "No story falls into this period" in brief_summary(Brief(None, None, ()), {}).plain


def test_a_label_is_said_once_for_lines_that_follow_each_other() -> None:
    story = sample.BRIEF.stories[0]
    twice = replace(sample.BRIEF, stories=(replace(story, lines=story.lines[:1] * 2),))
    assert brief_summary(twice, sample.OUTLETS).plain.count("What happened") == 1


@given(st.text(), st.integers(10, 80))
def test_wrapping_keeps_the_words_and_the_width(text: str, columns: int) -> None:
    lines = wrapped(text, columns)
    assert "".join("".join(lines).split()) == "".join(clean(text).split())
    assert all(len(line) <= columns for line in lines)


def test_wide_characters_count_two() -> None:
    assert max(map(cell_len, wrapped("字" * 100, 20))) <= 20


def test_past_the_first_stories_only_titles_are_shown() -> None:
    twice = replace(sample.BRIEF, stories=sample.BRIEF.stories[:1] * 3)
    text = brief_summary(twice, sample.OUTLETS, most=1).plain
    assert text.count("What happened") == 1
    assert "3.  " in text


def test_a_trial_tells_what_rules_would_have_done_and_which_touch_nothing() -> None:
    rule = Rule(Verb.MUTE, Kind.TOPIC, "football")
    effects = (Effect(Did.LEFT_OUT, "A title", 2, None, ("mute topic ferries",)),)
    text = trial_summary(Trial(effects, (rule,), sample.BRIEF)).plain
    assert text.startswith("Your week: 1 story")
    assert "A title\n    left out, was at place 2: mute topic ferries\n" in text
    assert "“mute topic football” touches no story of this period." in text
    assert "change nothing" not in text


def test_a_trial_of_rules_that_do_nothing_says_so() -> None:
    assert "These rules change nothing" in trial_summary(Trial((), (), sample.BRIEF)).plain


def test_a_report_that_prints_a_quote_in_two_pieces_stands_under_it_once() -> None:
    utterance = next(one for one in sample.DOSSIER.utterances if len(one.versions) > 1)
    twice = replace(utterance, versions=(*utterance.versions, utterance.versions[-1]))
    assert summary([replace(sample.DOSSIER, utterances=(twice,))], sample.OUTLETS, whole=True) == summary(
        [replace(sample.DOSSIER, utterances=(utterance,))], sample.OUTLETS, whole=True
    )
