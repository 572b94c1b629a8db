import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twosource.reading.numbers import Quantity, quantities
from twosource.reading.numerals import Precision


def only(text: str) -> Quantity:
    (found,) = quantities(text)
    return found


@pytest.mark.parametrize(
    ("text", "value", "unit", "noun"),
    [
        ("The dam held 1,200 barrels of oil.", 1200, "", "barrel"),
        ("Some 1.2 million voters stayed away.", 1_200_000, "", "voter"),
        ("The ministry will pay $3bn for it.", 3e9, "$", ""),
        ("A fine of £20m was set.", 20e6, "£", ""),
        ("It cost 40 million dollars to build.", 40e6, "$", ""),
        ("The party won 21 per cent of the vote.", 21, "%", "vote"),
        ("The party won 21% there.", 21, "%", ""),
        ("Support fell by three percentage points.", 3, "points", ""),
        ("Twelve people sat in the boat.", 12, "", "person"),
        ("They bought two hundred and six ponies.", 206, "", "pony"),
        ("Half a million ballots were lost.", 500_000, "", "ballot"),
        ("They saw two dozen geese.", 24, "", "geese"),
        ("A 14-year-old boy rang the bell.", 14, "year-old", "boy"),
        ("Ilse Varga, 43, rang the bell.", 43, "year-old", ""),
        ("She heads a five-member panel.", 5, "", "member"),
        ("One man rang the bell.", 1, "", "man"),
        ("They counted 300 of the old lanterns.", 300, "", "lantern"),
        ("It holds three hundred thousand litres.", 300_000, "", "litre"),
    ],
)
def test_a_number_is_read_with_what_it_counts(text: str, value: float, unit: str, noun: str) -> None:
    found = only(text)
    assert (found.value, found.unit, found.noun) == (value, unit, noun)


@pytest.mark.parametrize(
    "text",
    [
        "It happened in 2016.",
        "The 2016 election was close.",
        "It opened on March 21 with songs.",
        "It opened on 21 March with songs.",
        "It opened on Nov. 8, 2016.",
        "The vote was 51-49.",
        "They won 52 to 48.",
        "Doors open at 9 a.m. sharp.",
        "Doors open at 10:30 sharp.",
        "The 20th and the 21st attempt failed.",
        "In the 1990s it was closed.",
        "Flight 93 was late.",
        "A Condor 737 was late.",
        "Two-thirds of it was lost.",
        "No one saw it, and one of them wept.",
        "This one was late.",
        "The Group of Seven met.",
        "An F-16 flew by on 9/11.",
        "He ran the 100m.",
        "No. 2 was late.",
        "1. Mix the flour.",
        "They shouted five two.",
        "She was one-sided.",
    ],
)
def test_a_number_that_counts_nothing_is_left_out(text: str) -> None:
    assert quantities(text) == ()


@pytest.mark.parametrize(
    ("text", "precision", "low", "high"),
    [
        ("exactly 12 boats", Precision.EXACT, 12, 12),
        ("at least 12 boats", Precision.AT_LEAST, 12, math.inf),
        ("more than 12 boats", Precision.AT_LEAST, 12, math.inf),
        ("12 or more boats", Precision.AT_LEAST, 12, math.inf),
        ("40+ boats", Precision.AT_LEAST, 40, math.inf),
        ("up to 12 boats", Precision.AT_MOST, 0, 12),
        ("fewer than 12 boats", Precision.AT_MOST, 0, 12),
        ("about 100 boats", Precision.ABOUT, 85, 115),
        ("nearly 100 boats", Precision.ABOUT, 90, 100),
        ("100 or so boats", Precision.ABOUT, 85, 115),
        ("dozens of boats", Precision.ABOUT, 20, 100),
        ("10 to 15 boats", Precision.RANGE, 10, 15),
        ("between 10 and 15 boats", Precision.RANGE, 10, 15),
        ("two or three boats", Precision.RANGE, 2, 3),
        ("2 to 3 million boats", Precision.RANGE, 2_000_000, 3_500_000),
    ],
)
def test_words_around_a_number_say_how_exact_it_is(text: str, precision: Precision, low: float, high: float) -> None:
    found = only(f"They saw {text} there.")
    assert found.precision is precision
    assert (found.low, found.high) == pytest.approx((low, high), abs=500_000 if low == 2_000_000 else 1e-9)


def test_a_change_is_two_numbers() -> None:
    assert [found.value for found in quantities("The toll rose from 12 to 15 people.")] == [12, 15]


@pytest.mark.parametrize(
    ("text", "states"),
    [
        ("The storm killed 12 and injured 30.", ["dead", "injured"]),
        ("Twelve people were killed and 30 were hurt.", ["dead", "injured"]),
        ("12 dead, 30 wounded", ["dead", "injured"]),
        ("Five miners are still missing.", ["missing"]),
        ("Police arrested eight people.", ["arrested"]),
        ("The flood drove 900 people from their homes.", ["displaced"]),
        ("Some 1,200 people were asked to leave their homes.", ["displaced"]),
        ("About 900 people have fled.", ["displaced"]),
        ("At eight crowns it would hurt.", [""]),
        ("Eight people sang.", [""]),
    ],
)
def test_what_befell_those_counted(text: str, states: list[str]) -> None:
    assert [found.state for found in quantities(text)] == states


@pytest.mark.parametrize(
    ("one", "other", "clash"),
    [
        ("12 people were killed", "15 people were killed", True),
        ("12 people were killed", "The blast killed 15", True),
        ("12 people were killed", "a dozen people died", False),
        ("12 people were killed", "more than 10 people died", False),
        ("12 people were killed", "more than 20 people died", True),
        ("12 people were killed", "15 people were injured", False),
        ("12 boats sank", "15 barges sank", False),
        ("12 boats sank", "15 boats sank", True),
        ("1.2 million ballots", "1,234,567 ballots", False),
        ("$700 billion", "$716 billion", False),
        ("$700 billion", "$800 billion", True),
        ("12 people were killed", "three of the people were killed", False),
        ("12 people were hurt", "of the three people hurt", False),
        ("12 people were hurt", "another 30 people were hurt", False),
        ("$3.5 billion", "$3.6 billion", True),
        ("12 percent", "12 points", False),
        ("12 percent", "14 percent", True),
        ("It took 12", "It took 14", False),
    ],
)
def test_numbers_clash_only_where_they_count_one_thing_and_cannot_both_be_right(
    one: str, other: str, clash: bool
) -> None:
    (left,), (right,) = quantities(one), quantities(other)
    assert left.clashes(right) is clash
    assert right.clashes(left) is clash


def test_a_long_run_of_digits_is_read_in_linear_time() -> None:
    assert quantities("9" * 200_000 + " " + "one hundred and " * 20_000) is not None


@given(st.text(alphabet=st.sampled_from("0123456789 ,.$%-\nonetwdozhuraMy:()"), max_size=200))
def test_spans_stand_in_the_text(text: str) -> None:
    last = 0
    for found in quantities(text):
        assert last <= found.span.start < found.span.end <= len(text)
        assert found.phrase.covers(found.span)
        assert found.low <= found.high
        last = found.span.end


@given(st.integers(min_value=1, max_value=10**12))
def test_figures_with_and_without_commas_agree(number: int) -> None:
    plain, grouped = quantities(f"at least {number} boats"), quantities(f"at least {number:,} boats")
    assert [found.value for found in plain] == [found.value for found in grouped] == [number]


@pytest.mark.parametrize(
    ("text", "value", "measure"),
    [
        ("They passed out boxes of glass plates, some 9,000 of them.", 9000, ("", "plate", "")),
        ("The death toll rose to 15 on Friday.", 15, ("", "person", "dead")),
        ("He put the number of injured at about 40.", 40, ("", "person", "injured")),
        ("Two of the 72 firefighters sent up the hill were taken to hospital.", 2, ("", "firefighter", "injured")),
        ("It had treated 34 people from the ferry.", 34, ("", "person", "injured")),
    ],
)
def test_what_is_counted_may_stand_before_or_in_the_midst(text: str, value: float, measure: tuple[str, ...]) -> None:
    assert (quantities(text)[0].value, quantities(text)[0].measure) == (value, measure)


@pytest.mark.parametrize(
    "text",
    [
        "aides, two of whom had read it",
        "three of Corin Vale’s aides",
        "two of the nine dead were children",
        "plates, two of them",
    ],
)
def test_some_of_those_who_are_known_are_a_part(text: str) -> None:
    assert quantities(text)[0].part


@pytest.mark.parametrize(
    ("text", "phrase", "noun"),
    [
        ("A $500 billion Republican relief bill failed.", "$500 billion", "republican"),
        ("There were 469 COVID-19 cases in May.", "469 COVID-19 cases", "case"),
        ("It was told by four U.S. officials.", "four U.S. officials", "official"),
    ],
)
def test_a_phrase_ends_with_its_unit_or_with_what_is_counted(text: str, phrase: str, noun: str) -> None:
    (found,) = quantities(text)
    assert (text[slice(*found.phrase)], found.noun) == (phrase, noun)
