from itertools import permutations

from twosource.model import Attribution, Report
from twosource.voices import attributions, reconcile


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
