import pytest
from hypothesis import given
from hypothesis import strategies as st

from twosource.evidence.worddiff import change, edits, key, runs, tokens
from twosource.model import Change, EditKind

SPOKEN = st.lists(
    st.sampled_from(["the", "pier", "Pier,", "“stands”", "— and", "[we]", "it’s", "12", "not.", "U.S.", "…", "\n"]),
    max_size=25,
).map(" ".join)


def shown(version: str, fullest: str) -> list[tuple[str, str, str]]:
    return [(edit.kind.value, edit.text, edit.instead_of) for edit in edits(version, fullest)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ISIS", "Isis"),
        ("don’t", "don't"),
        ("labour", "labor"),
        ("organisation", "organization"),
        ("offence", "offense"),
        ("theatre", "theater"),
        ("travelled", "traveled"),
        ("cyber-attack", "cyberattack"),
        ("two", "2"),
        ("programme", "program"),
    ],
)
def test_case_marks_and_national_spelling_change_no_word(one: str, other: str) -> None:
    assert key(one) == key(other)


@pytest.mark.parametrize(("one", "other"), [("four", "for"), ("can", "can’t"), ("our", "or"), ("wise", "wize-man")])
def test_different_words_stay_apart(one: str, other: str) -> None:
    assert key(one) != key(other)


def test_the_same_words_are_the_same_whatever_their_typography() -> None:
    found = edits("the “coming” arms race is ours", "The ‘coming’ Arms Race is ours!")
    assert change(found) is Change.SAME
    assert [edit.kind for edit in found] == [EditKind.KEPT]


def test_words_left_out_shorten() -> None:
    assert shown("mend the pier", "We will mend the old pier") == [
        ("cut", "We will ", ""),
        ("kept", "mend the ", ""),
        ("cut", "old ", ""),
        ("kept", "pier", ""),
    ]
    assert change(edits("mend the pier", "We will mend the old pier")) is Change.SHORTENED


def test_words_replaced_or_added_alter() -> None:
    assert shown("[the town] will mend it now", "We will mend it") == [
        ("altered", "[the town] ", "We "),
        ("kept", "will mend it ", ""),
        ("added", "now", ""),
    ]
    assert change(edits("[the town] will mend it now", "We will mend it")) is Change.ALTERED


def test_an_ampersand_between_words_is_the_word() -> None:
    assert change(edits("boats & nets", "boats and nets")) is Change.SAME


def test_words_joined_by_a_dash_are_two() -> None:
    assert [token.key for token in tokens("wait—what (then)")] == ["wait", "what", "then"]
    assert [("wait—what (then)")[token.start : token.end] for token in tokens("wait—what (then)")] == [
        "wait—",
        "what ",
        "(then)",
    ]


def test_a_text_without_words_has_no_tokens() -> None:
    assert tokens(" … — ") == ()


def test_short_runs_can_be_left_out() -> None:
    assert [run.size for run in runs(list("abcxd"), list("abcyd"), 2)] == [3]


@given(SPOKEN)
def test_tokens_put_together_are_the_text(text: str) -> None:
    found = tokens(text)
    assert not found or "".join(text[token.start : token.end] for token in found) == text


@given(SPOKEN, SPOKEN)
def test_edits_put_together_are_both_versions(version: str, fullest: str) -> None:
    if not tokens(version) or not tokens(fullest):
        return
    found = edits(version, fullest)
    assert "".join(edit.text for edit in found if edit.kind is not EditKind.CUT) == version
    back = "".join(
        edit.instead_of if edit.kind is EditKind.ALTERED else edit.text + " "
        for edit in found
        if edit.kind is not EditKind.ADDED
    )
    assert [token.key for token in tokens(back)] == [token.key for token in tokens(fullest)]


@given(SPOKEN)
def test_a_version_is_the_same_as_itself(text: str) -> None:
    assert change(edits(text, text)) is Change.SAME
