from __future__ import annotations

from dataclasses import replace

import pytest
from tests.rendering import sample

from twosource.model import Span
from twosource.rendering.places import Places, links, story_key

PLACES = Places(sample.DOSSIER)


def test_a_passage_of_the_dossier_has_a_place_of_its_own() -> None:
    names = {PLACES.passage(passage) for passage in sample.DOSSIER.passages()}
    assert len(names) == len({(p.report, p.span) for p in sample.DOSSIER.passages()})


def test_another_passage_leads_to_the_nearest_round_it() -> None:
    words = sample.find(sample.LANTERN, "15 people had to be")
    assert PLACES.passage(words) == PLACES.passage(sample.find(sample.LANTERN, "15 people had to be led off the span"))


def test_where_nothing_is_near_it_leads_to_the_report() -> None:
    bare = Places(replace(sample.DOSSIER, statements=(), utterances=(), differences=(), timeline=(), copies=()))
    assert bare.passage(sample.LANTERN.passage(Span(0, 4))) == bare.report("r-lantern") == "story-1-r2"


@pytest.mark.parametrize("story", ["", "1", "a b", "x" * 40, '"><script>', "\ud800"])
def test_a_story_id_that_cannot_stand_in_an_address_is_digested(story: str) -> None:
    assert story_key(story).isalnum()
    assert story_key(story) != story


def test_links_lead_to_stories_and_passages_of_a_page() -> None:
    link = links([sample.DOSSIER], "stories.html")
    assert link("story-1", None) == "stories.html#story-1"
    assert link("story-1", sample.find(sample.COURIER, "12")).startswith("stories.html#story-1-r1-")
    with pytest.raises(KeyError):
        link("another", None)
