"""Which capitals are names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twosource.reading.names import names

PIECES = """
    The Mr. President Ada Quist of de van bin al- U.S. NATO Bank said’s Monday May . , “ ” ferry and for
    House Sen. D-Ohio
"""
TEXTS = st.lists(st.sampled_from([*PIECES.split(), "\n\n"])).map(" ".join)


def found(text: str) -> list[tuple[str | None, str]]:
    return [(name.title, name.name) for name in names(text)]


def kinds(text: str) -> dict[str, str | None]:
    return {name.name: name.kind for name in names(text)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("On Monday Mr. Quist left.", [("Mr.", "Quist")]),
        ("He told Sen. Ada Quist so.", [("Sen.", "Ada Quist")]),
        ("He met President Orlo Vane of Calder.", [("President", "Orlo Vane"), (None, "Calder")]),
        ("She saw special counsel Piet S. Vane there.", [("special counsel", "Piet S. Vane")]),
        ("They asked Secretary of State Ada Quist to go.", [("Secretary of State", "Ada Quist")]),
        ("They asked House Majority Leader Ada Quist to go.", [("House Majority Leader", "Ada Quist")]),
        ("He told the Diggers’ Union so.", [(None, "Diggers’ Union")]),
        ("He lay in St. Orla’s Hospital then.", [(None, "St. Orla’s Hospital")]),
        ("He lay in the Children’s Hospital then.", [(None, "Children’s Hospital")]),
        ("He told the Tories’ Union so.", [(None, "Tories"), (None, "Union")]),
        ("He told Quist’s Union so.", [(None, "Quist"), (None, "Union")]),
        ("He met a diver, Per Maddock, there.", [(None, "Per Maddock")]),
        ("Per Ada Quist, it leaks.", [(None, "Ada Quist")]),
        ("He told CNN and NBC so.", [(None, "CNN"), (None, "NBC")]),
        ("He met Jesuit Father Thomas J. Quist there.", [(None, "Jesuit"), ("Father", "Thomas J. Quist")]),
        ("He met the ACME CEO A. Ada Quist there.", [(None, "ACME"), ("CEO", "A. Ada Quist")]),
        ("He met the Arden County Sheriff Department.", [(None, "Arden County Sheriff Department")]),
        ("Former Quist aides left.", [(None, "Quist")]),
        ("The FBI left.", [(None, "FBI")]),
        ("They asked Florida Gov. Ada Quist to go.", [(None, "Florida"), ("Gov.", "Ada Quist")]),
        ("They asked Russian Foreign Minister Piet Vane.", [(None, "Russian"), ("Foreign Minister", "Piet Vane")]),
        ("They asked U.S. President Ada Quist to go.", [(None, "U.S."), ("President", "Ada Quist")]),
        ("They saw Ada Quist’s ferry.", [(None, "Ada Quist")]),
        (
            "The ferry of Piet van der Vane and Ada de la Quist sank.",
            [(None, "Piet van der Vane"), (None, "Ada de la Quist")],
        ),
        ("They met Omar al-Quist and Ada O’Dell.", [(None, "Omar al-Quist"), (None, "Ada O’Dell")]),
        ("They sued the Department of Harbours and Ferries.", [(None, "Department of Harbours and Ferries")]),
        (
            "They sued the Center for Harbours and the Committee on the Sea.",
            [(None, "Center for Harbours"), (None, "Committee on the Sea")],
        ),
        ("They met Vane and Quist.", [(None, "Vane"), (None, "Quist")]),
        ("They sued Orlo & Vane.", [(None, "Orlo & Vane")]),
        ("They asked NATO and the F.B.I. for help.", [(None, "NATO"), (None, "F.B.I.")]),
        ("They read The Calder Gazette.", [(None, "Calder Gazette")]),
        ("They met Ada Quist (D-Ohio) there.", [(None, "Ada Quist")]),
        ("They asked the President and the Attorney General.", []),
        ("They met Theresa May in May.", [(None, "Theresa May")]),
        ("They left in April and came back on May 3.", []),
        ("They met April Quist.", [(None, "April Quist")]),
        ("The Hague is far. However, it is there. He left. Don’t ask.", [(None, "Hague")]),
        ("Getting there took long.", []),
        ("Nobody was there, he SAID, NOT ONE SOUL.", []),
        ("Harbours matter. They closed the harbours.", []),
        ("They sold it to Jane Doe Jr. on Friday.", [(None, "Jane Doe Jr.")]),
    ],
)
def test_names(text: str, expected: list[tuple[str | None, str]]) -> None:
    assert found(text) == expected


def test_a_first_word_is_a_name_where_the_text_bears_it_out() -> None:
    assert found("They asked Quist. Quist left. Ferries left.") == [(None, "Quist"), (None, "Quist")]


def test_a_first_word_that_speaks_is_a_name() -> None:
    assert found("Quist said no. Officials said yes.") == [(None, "Quist")]


def test_of_a_headline_only_what_the_story_knows() -> None:
    text = "Quist Defends Calling Orlo Vane News\n\nThe mayor, Ada Quist, said that she had called Orlo Vane about it."
    assert found(text) == [(None, "Quist"), (None, "Orlo Vane"), (None, "Ada Quist"), (None, "Orlo Vane")]


def test_a_place_in_a_headline() -> None:
    assert found("Storm Closes Many Roads Across France") == [(None, "France")]


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("They met Mr. Quist.", "Quist", "person"),
        ("They met John Quist.", "John Quist", "person"),
        ("They met Orlo P. Quist.", "Orlo P. Quist", "person"),
        ("It was late, Orlo Quist said.", "Orlo Quist", "person"),
        ("It was late, said Orlo Quist.", "Orlo Quist", "person"),
        ("They sued the Harbour Department.", "Harbour Department", "organisation"),
        ("They sued the University of Calder.", "University of Calder", "organisation"),
        ("They asked NATO.", "NATO", "organisation"),
        ("They went to France.", "France", "place"),
        ("They left the US.", "US", "place"),
        ("They live in Calder.", "Calder", "place"),
        ("They live in Calder Bay.", "Calder Bay", "place"),
        ("They asked Republicans.", "Republicans", "group"),
        ("They met Skarrow Metals, which owns it.", "Skarrow Metals", "organisation"),
        ("They met Third Way, a moderate group.", "Third Way", "organisation"),
        ("They asked the owner, Skarrow Metals, for it.", "Skarrow Metals", "organisation"),
        ("They met Ada Quist, the company chairwoman.", "Ada Quist", None),
        ("They met BOND Action.", "BOND Action", "organisation"),
        ("They love the RAISE Act.", "RAISE Act", None),
        ("They met Senate Republicans.", "Senate Republicans", "group"),
        ("They met Orlo Quist. They saw Quist later.", "Orlo Quist", "person"),
        ("They saw River Quist. They left Quist later.", "River Quist", None),
        ("They read the Arden Quist. They left the Quist later.", "Arden Quist", None),
        ("They love Calder.", "Calder", None),
        ("They love Calder Bay.", "Calder Bay", None),
    ],
)
def test_kinds(text: str, name: str, kind: str | None) -> None:
    assert kinds(text)[name] == kind


def test_a_surname_is_a_person_where_the_whole_name_is() -> None:
    assert kinds("They met John Quist. They saw Quist later.")["Quist"] == "person"


@given(TEXTS)
def test_mentions_are_verbatim_in_order_and_apart(text: str) -> None:
    at = 0
    for mention in names(text):
        assert at <= mention.span.start < mention.span.end
        assert " ".join(text[mention.span.start : mention.span.end].split()) == mention.name
        at = mention.span.end


@given(st.text(max_size=200))
def test_any_text_has_names_or_none(text: str) -> None:
    assert all(mention.name.strip() for mention in names(text))
