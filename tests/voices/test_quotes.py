from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twosource.voices import tag
from twosource.voices.quotes import outermost, paragraphs, quotations

MARKS = [
    "“",
    "”",
    "‘",
    "’",
    '"',
    "'",
    "''",
    "``",
    "«",
    "»",
    "„",
    "‹",
    "›",
    " ",
    "a",
    "s",
    "I",
    ".",
    ",",
    "\n\n",
    "\n",
    "—",
]


def found(text: str, depth: int | None = None) -> list[str]:
    return [text[q.span.start : q.span.end] for q in quotations(text) if depth is None or q.depth == depth]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We sail,” Roe said.", ["“We sail,”"]),
        ('"We sail," Roe said. "At noon."', ['"We sail,"', '"At noon."']),
        ("‘We sail,’ Roe said.", ["‘We sail,’"]),
        ("''We sail,'' Roe said.", ["''We sail,''"]),
        ("``We sail,'' Roe said.", ["``We sail,''"]),
        ("« Nous partons », dit-il.", ["« Nous partons »"]),
        ("»Wir fahren«, sagte sie.", ["»Wir fahren«"]),
        ("„Wir fahren“, sagte sie.", ["„Wir fahren“"]),
        ("”Hello there,” he said.", ["”Hello there,”"]),
    ],
)
def test_every_style_of_marks_is_a_quotation(text: str, expected: list[str]) -> None:
    assert found(text) == expected


def test_double_marks_nested_in_double_marks_leave_the_outer_quotation_whole() -> None:
    text = "He added: “Roe tried, but didn’t have the “grit”. Doe had it. STEADY NOW!”"
    assert found(text, depth=0) == ["“Roe tried, but didn’t have the “grit”. Doe had it. STEADY NOW!”"]
    assert found(text, depth=1) == ["“grit”"]


def test_straight_marks_nested_in_straight_marks() -> None:
    text = 'He said, "Roe had no "grit" at all," and left.'
    assert found(text, depth=0) == ['"Roe had no "grit" at all,"']


def test_styles_alternate() -> None:
    text = "“Roe said ‘no,’ twice,” Doe said."
    assert found(text) == ["“Roe said ‘no,’ twice,”", "‘no,’"]


@pytest.mark.parametrize(
    "text",
    [
        "The aides’ work, the ’90s, rock ’n’ roll and the captain’s log.",
        "The aides' work, the '90s, rock 'n' roll and the captain's log.",
        "’Tis the season, and ‘em that know it.",
        "Roe, 6'2\" tall.",
    ],
)
def test_apostrophes_and_inches_are_no_quotations(text: str) -> None:
    assert found(text) == []


def test_a_plural_possessive_does_not_end_a_british_quotation() -> None:
    assert found("‘The aides’ job was hard,’ Roe said.") == ["‘The aides’ job was hard,’"]


def test_a_word_in_s_can_end_a_british_quotation() -> None:
    assert found("They shared ‘good times’ and more.") == ["‘good times’"]


def test_a_quotation_of_several_paragraphs_opens_each_and_closes_the_last() -> None:
    text = "Roe said: “One.\n\n“Two.\n\n“Three,” and left."
    assert found(text) == ["“One.", "“Two.", "“Three,”"]
    assert [q.closed for q in quotations(text)] == [False, False, True]


def test_a_paragraph_whose_closing_mark_was_forgotten_is_still_quoted() -> None:
    assert found("“We sail at noon.\n\nThen she left.") == ["“We sail at noon."]


def test_a_stray_mark_costs_no_more_than_itself() -> None:
    text = "A stray “ here, she said. “We sail,” Roe said.\n\n“At noon,” Doe said."
    assert found(text)[-2:] == ["“We sail,”", "“At noon,”"]
    assert found("A closing ” alone. “We sail,” Roe said.") == ["“We sail,”"]


def test_a_stray_single_mark_inside_does_not_hold_a_double_open() -> None:
    assert found("“It was ‘fine by me,” Roe said.") == ["“It was ‘fine by me,”"]


def test_a_mark_of_another_family_is_not_closed_by_a_double() -> None:
    assert found("Roe «sailed” at noon") == []


def test_paragraphs_are_lines_unless_the_text_is_wrapped_by_hand() -> None:
    lines = "Roe left the town.\nDoe stayed at home."
    wrapped = "The ferry to Arden left the\nharbour an hour late and came\nback before the evening.\n\nNobody was hurt."
    assert [lines[s:e] for s, e in paragraphs(lines)] == lines.split("\n")
    assert len(paragraphs(wrapped)) == 2


def test_text_wrapped_by_hand_keeps_quotations_over_lines() -> None:
    text = (
        "Roe said that “the ferry is late\nand will be late again. Nobody\nknows why it is so” on Monday\n\n"
        "as she left the harbour"
    )
    assert found(text) == ["“the ferry is late\nand will be late again. Nobody\nknows why it is so”"]


@given(st.lists(st.sampled_from(MARKS), max_size=60).map("".join) | st.text(max_size=100))
def test_quotations_lie_in_the_text_and_nest(text: str) -> None:
    spans = [q.span for q in quotations(text)]
    assert spans == sorted(spans, key=lambda s: (s.start, -s.end))
    assert all(0 <= s.start < s.end <= len(text) for s in spans)
    outer = [q.span for q in outermost(text)]
    assert all(a.end <= b.start for a, b in pairwise(outer))
    assert all(any(o.covers(s) for o in outer) for s in spans)


@given(st.lists(st.sampled_from(MARKS), max_size=40).map("".join))
def test_a_paragraph_with_its_own_marks_is_untouched_by_a_stray_before_it(before: str) -> None:
    tail = (
        "Roe, who knew the harbour well, said: “We sail at noon, and not before,” and then she left the town for good, "
        "by train, alone."
    )
    assert "“We sail at noon, and not before,”" in found(before + "\n\n" + tail, depth=0)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("‚Wir fahren‘, sagte sie.", ["‚Wir fahren‘"]),
        ("„Sie sagte ‚nein‘“, sagte er.", ["„Sie sagte ‚nein‘“", "‚nein‘"]),
        ("„Wir fahren”, sagte sie.", ["„Wir fahren”"]),
        ("«Roe a dit ‹non›», dit Doe.", ["«Roe a dit ‹non›»", "‹non›"]),
        ("”Vi åker,” sade hon.", ["”Vi åker,”"]),
        ("‘Roe said “no,” twice,’ Doe said.", ["‘Roe said “no,” twice,’", "“no,”"]),
        (
            "“Roe said ‘he told me “no,” twice,’ and left,” Doe said.",
            ["“Roe said ‘he told me “no,” twice,’ and left,”", "‘he told me “no,” twice,’", "“no,”"],
        ),
        ("'We sail at noon,' Roe said. 'Don't wait.'", ["'We sail at noon,'", "'Don't wait.'"]),
    ],
)
def test_single_low_and_nested_marks(text: str, expected: list[str]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("‘Twas late,’ Roe said.", ["‘Twas late,’"]),
        ("‘Rock ’n’ roll is dead,’ Roe said.", ["‘Rock ’n’ roll is dead,’"]),
        ('"He is 6\'2" tall," Roe said.', ['"He is 6\'2" tall,"']),
        ("In the ’90s ‘we sailed’ a lot.", ["‘we sailed’"]),
    ],
)
def test_apostrophes_and_inches_within_speech_do_not_end_it(text: str, expected: list[str]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize("mark", ['"', "‘", "'"])
def test_a_quotation_of_several_paragraphs_in_every_style_of_marks(mark: str) -> None:
    close = "’" if mark == "‘" else mark
    text = f"Roe said: {mark}One.\n\n{mark}Two.\n\n{mark}Three,{close} and left."
    assert found(text) == [f"{mark}One.", f"{mark}Two.", f"{mark}Three,{close}"]


def test_a_quotation_of_several_paragraphs_that_nothing_ever_closes() -> None:
    assert found("Roe said: “One.\n\n“Two.\n\nThen she left.") == ["“One.", "“Two."]


@pytest.mark.parametrize(
    "stray", ['A stray " here.', "A stray “ here.", "A stray ” here.", "A stray ‘ here.", "A «", "„"]
)
def test_an_odd_mark_loses_no_more_than_its_paragraph(stray: str) -> None:
    text = f"{stray}\n\n“We sail,” Roe said.\n\n“At noon,” Doe said."
    assert found(text)[-2:] == ["“We sail,”", "“At noon,”"]
    assert found(f"“We sail,” Roe said.\n\n{stray}")[0] == "“We sail,”"


def test_whose_speech_scare_quotes_and_titles_are() -> None:
    text = "The so-called “expert” left. Her book, “The Long Way,” sold well. He called it “a disaster”."
    assert found(text) == ["“expert”", "“The Long Way,”", "“a disaster”"]
    assert [text[slice(*span)] for one in tag(text) for span in one.content] == ["it “a disaster”"]
