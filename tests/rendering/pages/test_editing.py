"""What editors did, as their page tells it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from twosource.rendering.pages.editing import LISTED, Done, Headlines, Meant, done
from twosource.rendering.words import ENGLISH

WHEN = datetime(2031, 5, 1, 9, tzinfo=UTC)
KNOWN = {"a": ("Daily Lantern", "Bridge opens"), "b": ("Courier", "Bridge shut"), "c": ("Courier", "Bridge shut")}


def told(body: dict[str, Any], known: Headlines = KNOWN) -> Done:
    return done(1, "ada", WHEN, body, words=ENGLISH, known=known)


def test_reports_are_named_by_outlet_and_headline_states_of_one_once() -> None:
    moved = told({"kind": "move", "groups": [["a"], ["b", "c", "gone"], []]})
    assert [group.reports for group in moved.groups] == [
        (("a", *KNOWN["a"]),),
        (("b", *KNOWN["b"]), ("gone", "", "")),
        (),
    ]
    assert [group.more for group in moved.groups] == [0, 0, 0]
    assert "a story of its own" in moved.groups[2].called
    assert moved.story == "a"


def test_of_many_reports_a_few_are_named_and_the_rest_counted() -> None:
    ids = [f"r{number}" for number in range(30)]
    [group] = told({"kind": "copy", "reports": ids}, {}).groups
    assert group == Meant("", tuple((one, "", "") for one in ids[:LISTED]), 30 - LISTED)


def test_a_speaker_is_told_with_the_words_and_their_place() -> None:
    body = {"kind": "speaker", "words": "Nothing", "speaker": {"name": "Ada Lunt", "kind": "person"}}
    heard = told({**body, "report": "a", "start": 3, "end": 10}).heard
    assert heard is not None
    assert (heard.words, heard.speaker, heard.place) == ("Nothing", "Ada Lunt (person)", "/reports/a#p3-10")


def test_an_owner_is_told_with_the_outlet_and_none_as_nobody() -> None:
    assert told({"kind": "owner", "outlet": "Courier", "owner": ""}).owned == ("Courier", "nobody else")
    assert told({"kind": "owner", "outlet": "Courier", "owner": "Lantern"}).owned == ("Courier", "Lantern")


def test_a_kind_that_we_do_not_know_is_kept_as_it_is() -> None:
    odd = told({"kind": "odd"})
    assert (odd.kind, odd.groups, odd.story) == ("odd", (), "")
