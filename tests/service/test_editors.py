"""What an editor does is kept with who and when, or refused before anything is kept."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from tests.store.sample import FIRE, LUNT
from tests.store.shelf import filled, stale

from twosource.errors import BadField
from twosource.evidence.amendments import Copied, Owned, SpokenBy
from twosource.service import editors
from twosource.service.editors import Editor
from twosource.store import Database, edits
from twosource.store.material import corrections

NOW = datetime(2026, 3, 21, 8, tzinfo=UTC)
ADA = Editor(1, "Ada")
WORDS = "A fire destroyed"
Act = Callable[[Database], int]


@pytest.fixture
def news(database: Database) -> Database:
    """The stories "mill" (fire, blaze, agency) and "bridge"."""
    filled(database)
    return database


def what_holds(database: Database) -> object:
    rows = database.rows("SELECT * FROM edits"), database.rows("SELECT * FROM regroupings")
    return corrections(database), rows, stale(database, 9)


@pytest.mark.parametrize(
    ("act", "told"),
    [
        (lambda it: editors.merged(it, ADA, ["mill", "mill"], NOW), "one story already"),
        (lambda it: editors.merged(it, ADA, ["mill", "fire"], NOW), "one story already"),
        (lambda it: editors.merged(it, ADA, ["mill", "gone"], NOW), "gone is no story"),
        (lambda it: editors.merged(it, ADA, [], NOW), "one story already"),
        (lambda it: editors.parted(it, ADA, "mill", ["fire", "bridge"], NOW), "bridge is not in that story"),
        (lambda it: editors.parted(it, ADA, "mill", ["fire", "blaze", "agency"], NOW), "on both sides"),
        (lambda it: editors.parted(it, ADA, "mill", [], NOW), "on both sides"),
        (lambda it: editors.moved(it, ADA, "fire", "mill", NOW), "in that story already"),
        (lambda it: editors.moved(it, ADA, "mill", "bridge", NOW), "mill is no report"),
        (lambda it: editors.moved(it, ADA, "fire", "gone", NOW), "gone is no story"),
        (lambda it: editors.kept_apart(it, ADA, "mill", "blaze", NOW), "these are one story"),
        (lambda it: editors.amended(it, ADA, Copied(("fire", "gone")), NOW), "gone is not in the store"),
        (
            lambda it: editors.amended(it, ADA, SpokenBy("fire", 1, 1 + len(WORDS), WORDS, LUNT), NOW),
            "do not stand there",
        ),
        (
            lambda it: editors.amended(it, ADA, SpokenBy("gone", 0, len(WORDS), WORDS, LUNT), NOW),
            "gone is not in the store",
        ),
        (lambda it: editors.amended(it, ADA, Copied(("fire",)), NOW), "correction"),
    ],
)
def test_what_cannot_be_meant_is_refused_and_nothing_is_kept(news: Database, act: Act, told: str) -> None:
    before = what_holds(news)
    with pytest.raises(BadField, match=told):
        act(news)
    assert what_holds(news) == before


ACTS: dict[str, Act] = {
    "merged": lambda it: editors.merged(it, ADA, ["mill", "bridge"], NOW),
    "parted": lambda it: editors.parted(it, ADA, "mill", ["agency"], NOW),
    "moved": lambda it: editors.moved(it, ADA, "agency", "bridge", NOW),
    "kept apart": lambda it: editors.kept_apart(it, ADA, "mill", "bridge", NOW),
    "copies": lambda it: editors.amended(it, ADA, Copied(("fire", "blaze")), NOW),
    "said": lambda it: editors.amended(it, ADA, SpokenBy("fire", 0, len(WORDS), FIRE.text[: len(WORDS)], LUNT), NOW),
    "owned": lambda it: editors.amended(it, ADA, Owned("courier", "Northern Press"), NOW),
}


@pytest.mark.parametrize("name", ACTS)
def test_what_is_done_is_written_down_and_taken_back_once(news: Database, name: str) -> None:
    was = corrections(news)
    number = ACTS[name](news)
    done = edits.edit(news, number)
    assert done is not None
    assert (done.who, done.at, done.undone) == ("Ada", NOW, None)
    assert (done.correction is None) == (name in {"copies", "said", "owned"})
    ben, later = Editor(2, "Ben"), NOW + timedelta(hours=1)
    assert [editors.undo(news, ben, number, later) for _ in range(2)] == [True, False]
    taken = edits.edit(news, number)
    assert taken is not None
    assert (taken.who, taken.undone, taken.undone_by) == ("Ada", later, "Ben")
    assert corrections(news) == was


def test_what_was_never_done_is_not_taken_back(news: Database) -> None:
    before = what_holds(news)
    assert not editors.undo(news, ADA, 7, NOW)
    assert what_holds(news) == before


def test_only_the_stories_that_an_amendment_touches_are_told_anew(news: Database) -> None:
    news.run("DELETE FROM stale")
    ACTS["said"](news)
    assert stale(news, 9) == ["mill"]
