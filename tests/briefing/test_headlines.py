from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from tests.briefing.stories import COURIER, ECHO, FERRY, LEDGER, dossier

from twosource.briefing.headlines import headline
from twosource.briefing.material import Material
from twosource.model import Passage, Report, Span

PLAIN = "Ferry Maribel aground off Corran Head"


def chosen(*titles: str | None, lead: Report | None = None) -> str:
    """The headline of the ferry where its reports have these."""
    reports = [replace(report, title=title) for report, title in zip(FERRY, titles, strict=False)]
    passage: Passage | None = lead.passage(Span(0, 9)) if lead else None
    return headline(Material(dossier(reports, title="Of the dossier")), passage)


@pytest.mark.parametrize(
    "feature",
    [
        "“We heard a bang”: a night on the ferry Maribel off Corran Head",
        "BUMPED! Ferry Maribel hits Corran Head",
        "Who steered the ferry Maribel onto Corran Head?",
        "Why you shouldn’t take the ferry Maribel to Corran Head",
        "Soup and blankets on the last night of winter",
    ],
)
def test_a_features_headline_gives_way_to_one_that_names_the_news(feature: str) -> None:
    assert chosen(feature, PLAIN, feature) == chosen(PLAIN, feature, feature) == PLAIN


def test_of_headlines_that_tell_as_much_it_is_that_of_the_report_which_leads() -> None:
    other = "Ferry Maribel on rocks off Corran Head"
    assert chosen(PLAIN, other, lead=ECHO) == PLAIN
    assert chosen(PLAIN, other, lead=COURIER) == other


def test_a_headline_with_a_toll_that_was_overtaken_gives_way() -> None:
    early = replace(
        ECHO, title="Mill explosion in Estmark kills 12", text="The mill explosion in Estmark killed 12 people."
    )
    late = replace(
        LEDGER,
        title="Fourteen dead in mill at Estmark",
        text="The mill explosion in Estmark killed 14 people.",
        published=date(2024, 3, 9),
    )
    source = Material(dossier([early, late]))
    assert headline(source, early.passage(Span(0, 9))) == late.title


def test_a_headline_of_an_earlier_day_gives_way_to_one_that_has_more_of_the_lead() -> None:
    text = "Jan Orr, the ferry chief of Corran Head, leaves at once, the harbour said."
    early = replace(ECHO, title="Ferry chief of Corran Head to go in February", published=date(2024, 3, 4), text=text)
    late = replace(COURIER, title="Harbour: ferry chief leaves at once", published=date(2024, 3, 7), text=text)
    source = Material(dossier([early, late]))
    assert headline(source, late.passage(Span(0, len(text)))) == late.title
    aside = replace(late, title="Rowers wait for a boat")
    assert headline(Material(dossier([early, aside])), aside.passage(Span(0, len(text)))) == early.title


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Jan Orr laid out a plan for the ferries of Corran on Monday.", "Orr lays out plan for Corran ferries"),
        ("Jan Orr will lay out a plan for the ferries of Corran today.", "Orr to Lay Out Plan for Corran Ferries"),
    ],
)
def test_what_has_been_done_is_not_headed_as_still_to_come(text: str, title: str) -> None:
    first = replace(ECHO, title="Orr to Lay Out Plan for Corran Ferries", text=text)
    other = replace(COURIER, title="Orr lays out plan for Corran ferries", published=first.published, text=text)
    assert headline(Material(dossier([first, other])), first.passage(Span(0, len(text)))) == title


def test_a_story_without_headlines_has_the_dossiers() -> None:
    assert chosen(None, " ", None) == "Of the dossier"


def test_a_feature_is_better_than_nothing() -> None:
    assert chosen("BUMPED!", None) == "BUMPED!"
