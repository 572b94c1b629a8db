from __future__ import annotations

import random
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twosource.grouping import group
from twosource.grouping.likeness import CLASH
from twosource.grouping.stories import filled
from twosource.model import Report, Story

FERRY = [
    Report(
        "ferry-1",
        "The ferry Maribel ran aground off Corran Head on Tuesday with 212 passengers on board. The coastguard sent "
        "four lifeboats from Tarbet. Nobody was hurt, the harbour master said.",
        outlet="Corran Echo",
        title="Ferry Maribel aground off Corran Head",
    ),
    Report(
        "ferry-2",
        "More than 200 passengers were taken off the Maribel by lifeboats after the ferry struck rocks near Corran "
        "Head. A coastguard spokeswoman said that nobody was hurt.",
        outlet="Northern Courier",
        title="Passengers taken off grounded ferry Maribel",
    ),
    Report(
        "ferry-3",
        "Lifeboats from Tarbet brought passengers ashore after the Maribel grounded at Corran Head. The ferry's owner "
        "said that a rudder had failed.",
        outlet="Daily Ledger",
        title="Rudder failed on ferry that hit Corran Head, owner says",
    ),
]
MILL = [
    Report(
        "mill-1",
        "A fire destroyed the flour mill in Lower Sarn overnight. Three workers are missing, the fire chief said.",
        outlet="Corran Echo",
        title="Fire destroys flour mill in Lower Sarn",
    ),
    Report(
        "mill-2",
        "Three workers were missing on Thursday after the flour mill at Lower Sarn burned down. The fire chief said "
        "the blaze began in the grain dryer.",
        outlet="Daily Ledger",
        title="Workers missing after mill fire in Lower Sarn",
    ),
]


def ids(stories: tuple[Story, ...]) -> set[frozenset[str]]:
    return {frozenset(report.id for report in story.reports) for story in stories}


def test_reports_of_one_event_are_one_story_and_others_apart() -> None:
    assert ids(group(FERRY + MILL)) == {
        frozenset({"ferry-1", "ferry-2", "ferry-3"}),
        frozenset({"mill-1", "mill-2"}),
    }


def test_two_reports_alone_are_told_together_or_apart() -> None:
    assert len(group(MILL)) == 1
    assert len(group([FERRY[0], MILL[0]])) == 2


def test_no_reports_no_stories() -> None:
    assert group([]) == ()


def test_the_very_same_text_always_joins_even_years_apart() -> None:
    text = "The council of Upper Sarn has met and has decided on nothing at all."
    copies = [Report("a", text, published=date(2020, 1, 1)), Report("b", f"  {text}\n", published=date(2024, 1, 1))]
    assert len(group(copies)) == 1


def test_short_and_empty_texts_do_not_join_for_being_the_same() -> None:
    assert len(group([Report("a", ""), Report("b", ""), Report("c", "Loading"), Report("d", "Loading")])) >= 3


def test_one_outlet_may_have_two_reports_in_a_story() -> None:
    again = Report("ferry-4", FERRY[1].text + " Divers went down.", outlet="Corran Echo", title=FERRY[0].title)
    assert frozenset({"ferry-1", "ferry-2", "ferry-3", "ferry-4"}) in ids(group([*FERRY, again, *MILL]))


def test_headlines_of_one_mould_stay_apart() -> None:
    def result(number: int, winner: str, state: str) -> Report:
        text = (
            f"Senator {winner} has won the party vote in {state}, with most districts counted. The vote in {state} "
            f"was the third of the season, and {winner} thanked voters. Turnout in {state} was the highest in years."
        )
        return Report(f"r{number}", text, title=f"Vale wins {state}")

    assert len(group([result(1, "Vale", "Orland"), result(2, "Vale", "Estmark")])) == 2
    assert len(group([result(1, "Vale", "Orland"), result(2, "Vale", "Orland")])) == 1


def test_reports_that_clash_are_told_so_whatever_they_share() -> None:
    text = "Prices rose in the market of {0} today, said the clerk of {0}. Nobody in {0} was glad of it."
    pair = [Report(place, text.format(place), title=f"Prices rise in {place}") for place in ("Orland", "Estmark")]
    assert filled(pair).documents[0].near == {1: CLASH}


def test_the_same_words_half_a_year_later_are_another_event() -> None:
    then = [Report(r.id, r.text, title=r.title, published=date(2024, 1, 3)) for r in FERRY[:2]]
    later = [Report("x" + r.id, r.text + " Again.", title=r.title, published=date(2024, 7, 3)) for r in FERRY[:2]]
    assert ids(group(then + later)) == {frozenset({"ferry-1", "ferry-2"}), frozenset({"xferry-1", "xferry-2"})}


def test_days_times_and_missing_dates_compare() -> None:
    dated = [date(2024, 1, 3), datetime(2024, 1, 3, 12, tzinfo=UTC), None]
    mixed = [Report(r.id, r.text, title=r.title, published=day) for r, day in zip(FERRY, dated, strict=True)]
    assert len(group(mixed)) == 1


def test_a_story_keeps_its_id_when_a_later_report_joins() -> None:
    days = [Report(r.id, r.text, title=r.title, published=date(2024, 1, 3 + n)) for n, r in enumerate(FERRY)]
    (before,), (after,) = group(days[:2]), group(days)
    assert before.id == after.id
    assert [report.id for report in after.reports] == ["ferry-1", "ferry-2", "ferry-3"]


def test_stories_come_in_order_of_their_first_report() -> None:
    late = [Report(r.id, r.text, title=r.title, published=date(2024, 1, 9)) for r in FERRY]
    early = [Report(r.id, r.text, title=r.title, published=date(2024, 1, 2)) for r in MILL]
    assert [story.reports[0].id for story in group(late + early)] == ["mill-1", "ferry-1"]


def test_last_years_quake_is_not_this_years() -> None:
    """Near misses: alike, and yet each more like its own."""
    first = (
        "A quake of 5.6 hit Port Ander on Tessary and five people were hurt when the chimney of the cannery fell.",
        "Five workers of the Ander cannery were hurt by a falling chimney in the quake on Tessary, said Lucan Brode.",
        "The chimney of the cannery in Port Ander fell in a quake. Mayor Lucan Brode said five workers were hurt.",
    )
    second = (
        "A quake of 6.1 hit villages around Mount Olim on Tessary. Ten people died in Karsh, said Ines Vardo.",
        "Ten people died when a quake levelled Karsh and other villages on Tessary, the rescue chief Ines Vardo said.",
        "Rescuers under Ines Vardo dug in Karsh below Mount Olim, where ten died when the quake levelled villages.",
    )
    reports = [Report(f"a{n}", text) for n, text in enumerate(first)]
    reports += [Report(f"b{n}", text) for n, text in enumerate(second)]
    assert ids(group(reports + MILL)) == {
        frozenset({"a0", "a1", "a2"}),
        frozenset({"b0", "b1", "b2"}),
        frozenset({"mill-1", "mill-2"}),
    }


WORDS = st.sampled_from(
    ["ferry", "Maribel", "Corran", "lifeboats", "mill", "fire", "Sarn", "workers", "mayor", "12", "40", "the", "said"]
)
REPORTS = st.lists(
    st.tuples(
        st.lists(WORDS, max_size=14).map(" ".join),
        st.none() | st.lists(WORDS, max_size=5).map(" ".join),
        st.none() | st.dates(date(2024, 1, 1), date(2024, 1, 20)),
    ),
    max_size=12,
).map(lambda rows: [Report(f"r{n}", text, title=title, published=day) for n, (text, title, day) in enumerate(rows)])


@given(REPORTS, st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_every_report_is_in_one_story_whatever_the_order(reports: list[Report], dice: random.Random) -> None:
    stories = group(reports)
    assert sorted(report.id for story in stories for report in story.reports) == sorted(r.id for r in reports)
    assert len({story.id for story in stories}) == len(stories)
    shuffled = list(reports)
    dice.shuffle(shuffled)
    assert group(shuffled) == stories
    assert group([report for story in stories for report in story.reports]) == stories


LANGUAGES = {
    "Greek": (
        ("Το πλοίο Μαριμπέλ προσάραξε την Τρίτη στην Κόρρα με 212 επιβάτες.", "Προσάραξε το πλοίο Μαριμπέλ"),
        ("Επιβάτες του ΜΑΡΙΜΠΕΛ σώθηκαν όταν το πλοίο προσάραξε στην Κόρρα.", "Στην Κόρρα προσάραξε πλοίο"),
        ("Πυρκαγιά κατέστρεψε τον μύλο στο Σαρν και τρεις εργάτες αγνοούνται.", "Πυρκαγιά σε μύλο"),
    ),
    "Cyrillic": (
        ("Паром Марибель сел на мель у мыса Корран во вторник, на борту 212 пассажиров.", "Паром сел на мель"),
        ("Пассажиры парома МАРИБЕЛЬ спасены: паром сел на мель у мыса Корран.", "Паром Марибель сел на мель"),
        ("Пожар уничтожил мельницу в селе Сарн, трое рабочих пропали без вести.", "Пожар на мельнице"),
    ),
    "German": (
        ("Die Fähre Maribel lief am Dienstag vor Corran mit 212 Passagieren auf Grund.", "Fähre Maribel auf Grund"),
        (
            "Passagiere der Fähre Maribel wurden gerettet, als sie vor Corran auf Grund lief.",
            "Fähre vor Corran gerettet",
        ),
        ("Ein Feuer zerstörte die Mühle in Sarn, drei Arbeiter werden noch vermisst.", "Feuer in Mühle"),
    ),
}


@pytest.mark.parametrize("texts", LANGUAGES.values(), ids=LANGUAGES)
def test_other_languages_are_grouped_too(texts: tuple[tuple[str, str], ...]) -> None:
    reports = [Report(str(n), text, title=title) for n, (text, title) in enumerate(texts)]
    assert ids(group(reports)) == {frozenset({"0", "1"}), frozenset({"2"})}
