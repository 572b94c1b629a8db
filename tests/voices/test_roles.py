import pytest
from hypothesis import given
from hypothesis import strategies as st

from twosource.reading.names import names
from twosource.voices.roles import GivenRole, asked, fits_role, roles_of


def roles(text: str) -> dict[str, list[str]]:
    """Person → the roles that the text gives, each as its head and what narrows it."""
    return {
        one.name: [" ".join([*sorted(role.narrowed), role.head]) for role in roles_of(text, one)] for one in names(text)
    }


@pytest.mark.parametrize(
    ("text", "given_roles"),
    [
        ("The finance minister, Ileana Marsh, said it leaks.", ["finance minister"]),
        ("It leaks, said the mayor, Ileana Marsh.", ["mayor"]),
        ("It leaks, the leader of the opposition, Ileana Marsh, said.", ["opposition leader"]),
        ("Ileana Marsh, the authority’s chief executive, said it leaks.", ["authority chief executive"]),
        ("Ileana Marsh, 62, a clerk, said it leaks.", ["clerk"]),
        ("The fire chief Ileana Marsh said it leaks.", ["fire chief"]),
        ("Yesterday Gov. Ileana Marsh said it leaks.", ["yesterday governor"]),
        ("Ferry tycoon Ileana Marsh said it leaks.", ["ferry tycoon"]),
        ("The report by the harbour clerk, Ileana Marsh, said so.", ["harbour clerk"]),
        ("The former mayor, Ileana Marsh, said it leaks.", ["former mayor"]),
        ("His sister, Ileana Marsh, said it leaks.", []),
        ("According to the mayor, Ileana Marsh left the ferry.", []),
        ("The road was closed by Ileana Marsh, the mayor said.", []),
        ("In the harbour, Ileana Marsh said it leaks.", []),
    ],
)
def test_what_the_words_around_a_name_make_of_somebody(text: str, given_roles: list[str]) -> None:
    assert roles(text)["Ileana Marsh"] == given_roles


def test_a_role_asked_for_in_fewer_words_is_the_one_given_in_more() -> None:
    given_role = GivenRole(0, "minister", frozenset({"finance"}))
    assert fits_role(asked("the minister"), given_role)
    assert fits_role(asked("the finance minister"), given_role)
    assert not fits_role(asked("the foreign minister"), given_role)
    assert not fits_role(asked("the mayor"), given_role)
    assert asked("the leader of the opposition").narrowed == asked("the opposition leader").narrowed


def test_a_short_title_stands_for_the_word() -> None:
    heads = {role.head for one in names("Rep. Jan Roe left.") for role in roles_of("Rep. Jan Roe left.", one)}
    assert heads == {"representative", "congressman", "congresswoman", "lawmaker"}


@given(st.text(alphabet="the mayor, Jan Roe.\n’s", max_size=80))
def test_any_words_around_a_name_are_read(text: str) -> None:
    for one in names(text):
        assert all(role.head and role.at == one.span.start for role in roles_of(text, one))
