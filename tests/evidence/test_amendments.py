"""What an editor says of copies, speakers and owners, and what a dossier makes of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twosource import pipeline
from twosource.errors import InputError
from twosource.evidence.amendments import (
    Amendment,
    Copied,
    Owned,
    SpokenBy,
    copies_marked,
    from_json,
    to_json,
    with_owners,
    with_speakers,
)
from twosource.model import Attribution as Attr
from twosource.model import (
    CopyKind,
    Directness,
    Dossier,
    Outlet,
    Report,
    Revision,
    Span,
    Speaker,
    SpeakerKind,
    Status,
    Story,
)

LUNT = Speaker("ada-lunt", "Ada Lunt", SpeakerKind.PERSON)
ROE = Speaker("jan-roe", "Jan Roe", SpeakerKind.PERSON)
COURIER = Report(
    id="a", outlet="Courier", published=datetime(2026, 3, 20, 8, tzinfo=UTC),
    text="A fire destroyed the flour mill in Orrin on Friday. Two men were hurt.",
)  # fmt: skip
HERALD = Report(
    id="b", outlet="Herald", published=datetime(2026, 3, 20, 9, tzinfo=UTC),
    text="A fire destroyed the old flour mill in Orrin on Friday morning. It burned for hours.",
)  # fmt: skip
STORY = Story("s", (COURIER, HERALD))


def _dossier(*amendments: Amendment, story: Story = STORY) -> Dossier:
    return pipeline.dossier_of(story, {}, amendments=amendments)


def _statuses(dossier: Dossier) -> set[Status]:
    return {statement.status for statement in dossier.statements if len(statement.testimonies) > 1}


def test_what_is_marked_as_a_copy_is_no_second_origin() -> None:
    assert _dossier().counts.origins == 2
    told = _dossier(Copied(("b", "a")))
    assert (told.counts.origins, told.counts.texts, told.counts.reports) == (1, 1, 2)
    assert Status.INDEPENDENT in _statuses(_dossier())
    assert _statuses(told) <= {Status.SAME_ORIGIN}
    assert told.copies[-1].kind is CopyKind.MARKED
    assert told.copies[-1].reports == ("a", "b")


def test_an_owner_that_is_named_makes_one_family() -> None:
    told = _dossier(Owned("Courier", "Vane Group"), Owned("herald", "Vane Group"))
    assert told.counts.origins == 1
    assert Status.INDEPENDENT not in _statuses(told)


def test_the_owner_that_was_named_last_holds() -> None:
    told = _dossier(Owned("Courier", "Vane"), Owned("Herald", "Vane"), Owned("Herald", ""))
    assert told.counts.origins == 2


def test_an_owner_is_known_by_every_name_of_the_outlet() -> None:
    outlets = dict.fromkeys(("courier", "the courier"), Outlet("courier", "The Courier"))
    assert {outlet.owner for outlet in with_owners(outlets, [Owned("The Courier", "Vane")]).values()} == {"Vane"}


QUOTED = Report(id="q", text="“Nothing is left,” she said on Friday. “We go on,” he said.", outlet="Courier")
NOTHING = Attr((Span(0, 18),), (), (), Directness.DIRECT, ROE)
ON = Attr((Span(39, 50),), (), (), Directness.DIRECT, ROE)
FIX = SpokenBy("q", 0, 18, "“Nothing is left,”", LUNT)


def test_a_speaker_is_fixed_where_it_was_meant_and_nowhere_else() -> None:
    told = with_speakers({"q": (NOTHING, ON)}, [QUOTED], [FIX])
    assert [one.speaker for one in told["q"]] == [LUNT, ROE]


def test_of_two_fixes_the_last_holds() -> None:
    told = with_speakers({"q": (NOTHING,)}, [QUOTED], [FIX, replace(FIX, speaker=ROE)])
    assert told["q"][0].speaker == ROE


def test_a_fix_holds_when_the_report_is_edited() -> None:
    edited = replace(
        QUOTED, text=f"Update. {QUOTED.text}", other_ids=("q-old",), earlier=(Revision("q-old", QUOTED.text),)
    )
    moved = replace(NOTHING, content=(Span(8, 26),))
    assert with_speakers({"q": (moved,)}, [edited], [replace(FIX, report="q-old")])["q"][0].speaker == LUNT


def test_a_fix_of_words_that_are_gone_does_nothing() -> None:
    other = replace(QUOTED, text=QUOTED.text.replace("Nothing", "Nearly all"))
    assert with_speakers({"q": (NOTHING,)}, [other], [FIX])["q"][0].speaker == ROE


def test_what_is_said_of_other_stories_does_nothing() -> None:
    said = {"q": (NOTHING,)}
    others = (Copied(("x", "y")), replace(FIX, report="x"), Copied(("q", "x")))
    assert copies_marked([QUOTED], others) == ()
    assert with_speakers(said, [QUOTED], others) == said


NAMES = st.text(min_size=1, max_size=20).filter(str.strip)
SPEAKERS = st.builds(Speaker, NAMES, NAMES, st.sampled_from(SpeakerKind))
AMENDMENTS = st.one_of(
    st.lists(NAMES, min_size=2, max_size=4, unique=True).map(lambda names: Copied(tuple(names))),
    st.builds(Owned, NAMES, NAMES | st.just("")),
    st.builds(lambda r, s, w, who: SpokenBy(r, s, s + len(w), w, who), NAMES, st.integers(0, 999), NAMES, SPEAKERS),
)


@given(AMENDMENTS)
def test_amendments_read_back_as_they_were(amendment: Amendment) -> None:
    assert from_json(to_json(amendment), "x") == amendment


@pytest.mark.parametrize(
    "found",
    [None, 3, [], {}, {"kind": "other"}, {"kind": []}, {"kind": "copy"}, {"kind": "copy", "reports": ["a"]},
     {"kind": "copy", "reports": ["a", "a"]}, {"kind": "copy", "reports": [1, 2]}, {"kind": "owner", "outlet": ""},
     {"kind": "owner", "outlet": "a", "owner": 3}, {"kind": "owner", "outlet": "x" * 2000, "owner": "y"},
     {**to_json(FIX), "start": -1}, {**to_json(FIX), "end": 99}, {**to_json(FIX), "speaker": {"key": "x"}},
     {**to_json(FIX), "speaker": {"key": "x", "name": "x", "kind": "ghost"}}, {**to_json(FIX), "words": "\t" * 18}],
)  # fmt: skip
def test_what_is_no_amendment_is_told(found: object) -> None:
    with pytest.raises(InputError):
        from_json(found, "x")
