from itertools import permutations

import pytest

from twosource.model import Attribution, Report
from twosource.voices import attributions, reconcile
from twosource.voices.reconcile import misspells


def said(**texts: str) -> dict[str, tuple[Attribution, ...]]:
    return {key: attributions(Report(id=key, text=text)) for key, text in texts.items()}


def keys(**texts: str) -> dict[str, list[str]]:
    return {report: [one.speaker.key for one in of] for report, of in reconcile(said(**texts)).items()}


def test_a_bare_surname_is_the_full_name_of_another_report() -> None:
    assert keys(a="Mr. Roe said it leaks.", b="Jan Roe said it leaks.") == {"a": ["jan-roe"], "b": ["jan-roe"]}


def test_two_full_names_of_one_surname_leave_it_apart() -> None:
    found = keys(a="Mr. Roe said it leaks.", b="Jan Roe said it leaks.", c="Bill Roe said it leaks.")
    assert found == {"a": ["roe"], "b": ["jan-roe"], "c": ["bill-roe"]}


def test_what_its_own_report_leaves_open_stays_open() -> None:
    found = keys(a="President Roe said it leaks. His wife, Mary Roe, left.", b="Jan Roe said it leaks.")
    assert found == {"a": ["open:roe"], "b": ["jan-roe"]}


def test_the_longest_form_is_shown_everywhere() -> None:
    found = reconcile(said(a="Jan F. Roe said it leaks.", b="Jan Roe said it leaks."))
    assert {one.speaker.name for of in found.values() for one in of} == {"Jan F. Roe"}


def test_unnamed_and_unknown_voices_are_never_merged() -> None:
    before = said(a="Two officials said it leaks.", b="He said it leaks.", c="The report said it leaks.")
    assert reconcile(before) == before


def test_order_of_reports_does_not_matter() -> None:
    texts = {"a": "Mr. Roe said it leaks.", "b": "Jan Roe said it leaks.", "c": "Jan F. Roe said it sinks."}
    answers = {
        tuple(sorted((key, tuple(of)) for key, of in keys(**dict(order)).items()))
        for order in permutations(texts.items())
    }
    assert len(answers) == 1


def test_a_bare_surname_is_never_a_junior() -> None:
    found = keys(a="Mr. Roe said it leaks.", b="Jan Roe Jr. said it leaks.", c="Jan Roe said it leaks.")
    assert found == {"a": ["jan-roe"], "b": ["jan-roe-jr"], "c": ["jan-roe"]}
    assert keys(a="Mr. Roe said it leaks.", b="Jan Roe Jr. said it leaks.")["a"] == ["roe"]


def test_a_name_spelt_in_two_ways_is_the_one_of_more_reports() -> None:
    found = keys(
        a="Jan Lindquist said it leaks.", b="Jan Lindqvist said it leaks.", c="Judge Lindqvist said it is old."
    )
    assert found == {"a": ["jan-lindqvist"], "b": ["jan-lindqvist"], "c": ["jan-lindqvist"]}


def test_short_surnames_that_differ_in_a_letter_are_two() -> None:
    found = keys(a="Jan Roe said it leaks.", b="Jan Rae said it leaks.", c="Ann Lindqvist said so.")
    assert found == {"a": ["jan-roe"], "b": ["jan-rae"], "c": ["ann-lindqvist"]}


def test_the_police_of_one_report_are_those_that_another_names() -> None:
    named = "Then Arden police came. Asked about it, the police said it leaks."
    assert keys(a="Police said it leaks.", b=named) == {"a": ["arden-police"], "b": ["arden-police"]}
    other = "Then Marl police came. Asked about it, the police said it sinks."
    assert keys(a="Police said it leaks.", b=named, c=other)["a"] == ["police"]


def test_a_role_is_whoever_has_it_in_another_report() -> None:
    role, named = "The harbour master said it leaks.", "Harbour master Ada Lunt said it sinks."
    assert keys(a=role, b=named) == {"a": ["ada-lunt"], "b": ["ada-lunt"]}
    assert keys(a=role, b=named, c="Harbour master Bo Hask said it sinks.")["a"] == ["unknown"]
    assert keys(a=role, b="Ada Lunt, the deputy harbour master, said it sinks.")["a"] == ["unknown"]
    assert keys(a=role, b=named, c="Jan A. Roe, a clerk, said it sinks.")["a"] == ["ada-lunt"]


def test_who_leads_a_body_has_many_titles() -> None:
    named = "Anselm Rook, the authority’s chief executive, said it leaks."
    assert keys(a="The head of the Arden Water Authority said it sinks.", b=named)["a"] == ["anselm-rook"]
    assert keys(a="The head of the Arden Ferry said it sinks.", b=named)["a"] == ["unknown"]
    assert keys(a="The head said it sinks.", b=named)["a"] == ["unknown"]
    assert keys(a="The company’s boss said it sinks.", b=named)["a"] == ["anselm-rook"]


def test_a_name_that_its_report_does_not_explain_is_the_person_of_the_others() -> None:
    assert keys(a="The ferry is old. Marsh said it leaks.", b="Ileana Marsh said it sinks.")["a"] == ["ileana-marsh"]
    both = keys(a="The ferry is old. Marsh said it leaks.", b="Ileana Marsh said so.", c="Jan Marsh said it sinks.")
    assert both["a"] != ["ileana-marsh"]


def test_a_given_name_spelt_in_two_ways_is_one() -> None:
    found = keys(a="Vicente Marr said it leaks.", b="Vincente Marr said it leaks.", c="Vicente Marr said it sinks.")
    assert {key for of in found.values() for key in of} == {"vicente-marr"}


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("oskar-lindquist", "oskar-lindqvist", True),
        ("vicente-marr", "vincente-marr", True),
        ("jim-mattson", "james-mattson", True),
        ("jim-mattson", "john-mattson", False),
        ("jan-roe", "jan-rae", False),
        ("oskar-lindquist", "oskar-lindqvests", False),
        ("oskar-lindquist", "ansel-lindqvist", False),
        ("lindquist", "lindqvist", False),
        ("oskar-lindquist", "oskar-f-lindquist", False),
    ],
)
def test_what_misspells_a_name(one: str, other: str, same: bool) -> None:
    assert misspells(one, other) is same


def test_the_same_role_tells_father_from_son() -> None:
    found = keys(a="Governor Roe said it leaks.", b="Governor Asa Roe said it sinks.", c="His son, Seth Roe, said so.")
    assert found["a"] == ["asa-roe"]


def test_short_names_a_letter_apart_are_one_where_they_share_a_role() -> None:
    found = keys(
        a="The fire chief, Oda Brandt, said it leaks.",
        b="The fire chief, Oda Brandt, said it sinks.",
        c="The fire chief, Oda Brant, said it burns.",
        d="The mayor, Oda Brent, said it rains.",
    )
    assert found == {"a": ["oda-brandt"], "b": ["oda-brandt"], "c": ["oda-brandt"], "d": ["oda-brent"]}


def test_a_role_with_its_place_is_held_by_whom_another_report_names() -> None:
    named = "The coroner, Helen Ost, said it leaks."
    assert keys(a="The Arden coroner said it leaks.", b=named)["a"] == ["helen-ost"]
    assert keys(a="The deputy coroner said it leaks.", b=named)["a"] == ["unknown"]
    president = "The president, Helen Ost, said it leaks."
    assert keys(a="The Marl president said it leaks.", b=president)["a"] == ["unknown"]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("eithne-corrody", "eithne-corrodie", True),
        ("jonas-wexel", "jonas-wexell", True),
        ("jan-marck", "jan-mark", True),
        ("jan-roe", "jan-rowe", False),
        ("corrody", "corrodie", False),
    ],
)
def test_names_that_sound_alike_are_one_misspelt(one: str, other: str, same: bool) -> None:
    assert misspells(one, other) is same


def test_a_bare_name_is_the_body_that_another_report_knows_it_for() -> None:
    found = keys(a="Corvane said it leaks.", b="Corvane, which makes ships, said it leaks.")
    assert found == {"a": ["corvane"], "b": ["corvane"]}
