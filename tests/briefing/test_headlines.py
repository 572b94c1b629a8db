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


def test_a_story_without_headlines_has_the_dossiers() -> None:
    assert chosen(None, " ", None) == "Of the dossier"


def test_a_feature_is_better_than_nothing() -> None:
    assert chosen("BUMPED!", None) == "BUMPED!"
