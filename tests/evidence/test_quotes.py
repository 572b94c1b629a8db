"""Utterances over invented reports of a harbour quarrel."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twosource.evidence.identity import same_speaker
from twosource.evidence.quoted import LONGEST, pieces
from twosource.evidence.quotes import utterances
from twosource.model import (
    Attribution,
    Change,
    Directness,
    Edit,
    EditKind,
    Report,
    Said,
    Span,
    Speaker,
    SpeakerKind,
    Utterance,
)
from twosource.voices.quotes import outermost

MARSH = Speaker("ada-marsh", "Ada Marsh", SpeakerKind.PERSON)
COLE = Speaker("ben-cole", "Ben Cole", SpeakerKind.PERSON)
COUNCIL = Speaker("harbour-council", "Harbour Council", SpeakerKind.ORGANISATION)
UNKNOWN = Speaker("unknown", "unknown", SpeakerKind.UNKNOWN)


def report(name: str, text: str, day: int = 1) -> Report:
    return Report(name, text, outlet=name.title(), published=date(2031, 5, day))


def quoted(each: Report, speaker: Speaker = MARSH, medium: str | None = None) -> list[Said]:
    """Every quotation of a report as direct speech of one speaker."""
    return [
        Said(each.id, Attribution((quotation.span,), (), (), Directness.DIRECT, speaker, medium=medium))
        for quotation in outermost(each.text)
    ]


def told(*texts: str | tuple[str, Speaker]) -> tuple[Utterance, ...]:
    reports, said = [], []
    for day, each in enumerate(texts, start=1):
        text, speaker = each if isinstance(each, tuple) else (each, MARSH)
        reports.append(report(f"r{day}", text, day))
        said.extend(quoted(reports[-1], speaker))
    return utterances(reports, said)


def versions(utterance: Utterance) -> list[tuple[str, str, str]]:
    return [(version.passage.report, version.change.value, version.passage.text) for version in utterance.versions]


def test_an_utterance_has_the_version_of_every_outlet() -> None:
    (utterance,) = told(
        "“The pier will be mended before the winter storms,” Ada Marsh said.",
        'Marsh: "the Pier will be mended before the winter storms".',
    )
    assert versions(utterance) == [
        ("r1", "same", "The pier will be mended before the winter storms"),
        ("r2", "same", "the Pier will be mended before the winter storms"),
    ]
    assert utterance.id == "u1"
    assert utterance.fullest.report == "r1"
    assert utterance.speaker == MARSH


def test_quotes_cut_at_the_ends_and_in_the_middle_are_shortened_versions_of_the_fullest() -> None:
    (utterance,) = told(
        "“We have waited nine long years for this pier, and the town will have it by spring,” she said.",
        "She said the council had “waited nine long years for this pier”.",
        "“We have waited nine long years … and the town will have it by spring,” she said.",
    )
    assert [version.change for version in utterance.versions] == [Change.SAME, Change.SHORTENED, Change.SHORTENED]
    cuts = [edit.text for edit in utterance.versions[2].edits if edit.kind is EditKind.CUT]
    assert cuts == ["for this pier, "]


def test_a_word_that_was_changed_makes_an_altered_version() -> None:
    (utterance,) = told(
        "“I have never seen a harbour so badly kept in my life,” she said.",
        "“I have never seen [the harbour] so badly kept in my life,” she said.",
    )
    assert [version.change for version in utterance.versions] == [Change.SAME, Change.ALTERED]


def test_posts_cut_differently_by_two_outlets_are_one_utterance_each() -> None:
    found = told(
        "“The old council is cross because I mended the lamp. They are wrong!” Marsh wrote.\n\n"
        "“Keeping the lamp lit is a good thing for every boat,” she wrote. “Coal will do for the rest.”",
        "“The old council is cross because I mended the lamp. They are wrong! "
        "Keeping the lamp lit is a good thing for every boat.”\n\n“Coal will do for the rest. LIGHT WINS!”",
    )
    assert [len(utterance.versions) for utterance in found] == [3, 2]
    assert found[0].fullest.report == found[1].fullest.report == "r2"
    assert [edit.text for edit in found[1].versions[0].edits if edit.kind is EditKind.CUT] == ["LIGHT WINS!"]


def test_a_quote_that_runs_over_the_edge_of_another_is_cut_there() -> None:
    found = told(
        "“The lamp was lit by hand every night of that long and bitter winter. Nobody thanked the keeper for it.”",
        "“Nobody thanked the keeper for it. He went home to an empty house and a cold supper every evening.”",
    )
    assert [versions(utterance)[-1] for utterance in found] == [
        ("r2", "shortened", "Nobody thanked the keeper for it."),
        ("r2", "same", "He went home to an empty house and a cold supper every evening."),
    ]


def test_two_sayings_of_one_speaker_with_common_words_stay_apart() -> None:
    found = told(
        "“I think that we are going to mend the pier in the spring,” she said.",
        "“I think that we are going to close the school in the autumn,” she said.",
    )
    assert [len(utterance.versions) for utterance in found] == [1, 1]


def test_the_same_few_words_of_two_people_stay_apart() -> None:
    found = told("“We will mend the pier,” said Marsh.", ("“We will mend the pier,” said Cole.", COLE))
    assert [utterance.speaker for utterance in found] == [MARSH, COLE]


def test_many_same_words_given_to_two_people_are_one_utterance() -> None:
    line = "“No keeper of this lamp has ever slept through a storm like the one we had,” {} said."
    (utterance,) = told(line.format("Marsh"), line.format("Marsh"), (line.format("Cole"), COLE))
    assert len(utterance.versions) == 3
    assert utterance.speaker == MARSH


def test_words_of_an_unknown_speaker_join_where_they_are_too_many_for_chance() -> None:
    (utterance,) = told(
        ("“a dangerous act and plainly against harbour law”", UNKNOWN),
        ("The council called it “a dangerous act and plainly against harbour law”.", COUNCIL),
    )
    assert utterance.speaker == COUNCIL
    assert len(utterance.versions) == 2


def test_a_short_run_of_words_is_not_too_much_for_chance() -> None:
    found = told(
        ("“We will mend the pier and then we will rest.”", UNKNOWN),
        ("“We will mend the lamp when we have paid for the pier.”", COUNCIL),
    )
    assert [len(utterance.versions) for utterance in found] == [1, 1]


def test_three_words_in_capitals_are_one_utterance_though_nobody_is_named() -> None:
    (utterance,) = told(("The note said: “DO NOT DREDGE”.", UNKNOWN), ("A note read “DO NOT DREDGE”.", COUNCIL))
    assert [change for _, change, _ in versions(utterance)] == ["same", "same"]


def test_scare_quotes_are_no_utterance_but_a_part_of_one() -> None:
    assert told("She called him “a fool”.", "He was “far too slow” for her.") == ()
    (utterance,) = told("She said he lacked “salt”.", "“He lacked salt and he lacked sense,” she said.")
    assert [change for _, change, _ in versions(utterance)] == ["shortened", "same"]


def test_a_report_that_repeats_its_own_quote_counts_once() -> None:
    (utterance,) = told(
        "Marsh: “mended before the winter”\n\n“The pier will be mended before the winter storms,” Ada Marsh said."
    )
    assert len(utterance.versions) == 1


def test_of_two_speakers_the_named_and_fullest_name_is_shown() -> None:
    (utterance,) = told(
        ("“The pier will be mended before the winter storms.”", UNKNOWN),
        ("“The pier will be mended before the winter storms.”", Speaker("marsh", "Marsh", SpeakerKind.PERSON)),
        ("“The pier will be mended before the winter storms.”", MARSH),
    )
    assert utterance.speaker == MARSH


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Ada Marsh", "Marsh", True),
        ("Ada Marsh", "Ada J. Marsh", True),
        ("Ada Marsh", "Ada Marsh Jr.", True),
        ("Adéla Marsh", "Adela Marsh", True),
        ("Oskar Lindqvist", "Oskar Lindquist", True),
        ("Ada Marsh", "Ben Marsh", False),
        ("Ada Marsh", "Ada Cole", False),
    ],
)
def test_names_of_one_person(one: str, other: str, same: bool) -> None:
    speakers = [Speaker(name, name, SpeakerKind.PERSON) for name in (one, other)]
    assert same_speaker(*speakers) is same


def test_unknown_speakers_are_not_known_to_be_one() -> None:
    assert not same_speaker(UNKNOWN, UNKNOWN)
    assert not same_speaker(MARSH, COUNCIL)


def test_the_medium_passes_through() -> None:
    given = report("r1", "“The pier will be mended before winter,” she wrote.")
    (utterance,) = utterances([given], quoted(given, medium="Chirper"))
    assert utterance.medium == "Chirper"


def test_indirect_speech_is_not_quoted() -> None:
    given = report("r1", "Marsh said that the pier would be mended before winter.")
    said = [Said("r1", Attribution((Span(6, 54),), (), (), Directness.INDIRECT, MARSH))]
    assert utterances([given], said) == ()


def test_direct_speech_set_without_marks_is_quoted() -> None:
    given = report("r1", "Marsh posted:\n\nThe pier will be mended before winter.")
    said = [Said("r1", Attribution((Span(15, 53),), (), (), Directness.DIRECT, MARSH))]
    assert [utterance.fullest.text for utterance in utterances([given], said)] == [
        "The pier will be mended before winter."
    ]


def test_a_quotation_belongs_to_the_innermost_attribution() -> None:
    given = report("r1", "The Bugle said Marsh called it “a great day for the harbour”.")
    outer = Attribution((Span(15, 60),), (), (), Directness.MIXED, COUNCIL)
    inner = Attribution((Span(28, 60),), (), (), Directness.MIXED, MARSH, parent=0)
    (utterance,) = utterances([given], [Said("r1", outer), Said("r1", inner)])
    assert (utterance.speaker, utterance.versions[0].attribution) == (MARSH, 1)


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        ("“Mend the pier now,” she said.", "Mend the pier now"),
        ("``Mend the pier now,'' she said.", "Mend the pier now"),
        ("“They called it the ‘long pier’.” Yes.", "They called it the ‘long pier’."),
    ],
)
def test_a_piece_runs_from_its_first_word_to_its_last(text: str, inner: str) -> None:
    given = report("r1", text)
    assert [piece.passage.text for piece in pieces([given], quoted(given))] == [inner]


def test_a_very_long_quotation_is_compared_in_parts() -> None:
    given = report("r1", "“" + " ".join(f"word{n}" for n in range(LONGEST + 50)) + "”")
    assert [piece.size for piece in pieces([given], quoted(given))] == [LONGEST, 50]


def test_marks_around_nothing_are_no_piece() -> None:
    given = report("r1", "She wrote “...” and left “,” there.")
    assert pieces([given], quoted(given)) == ()


def of_one(each: Report, *spans: str, cue: str, speaker: Speaker = MARSH) -> list[Said]:
    """One attribution of several stretches of a report."""
    found = tuple(Span(each.text.index(words), each.text.index(words) + len(words)) for words in spans)
    at = each.text.index(cue)
    kind = Directness.DIRECT if spans[0].startswith("“") else Directness.INDIRECT
    return [Said(each.id, Attribution(found, (Span(at, at + len(cue)),), (), kind, speaker))]


def test_a_quote_that_its_cue_parts_is_one_utterance_and_the_cue_no_word_of_it() -> None:
    one = report("r1", "“The pier is old,” she said on Friday. “We will mend it before the storms.”")
    other = report("r2", "“The pier is old. We will mend it before the winter storms,” she said.", 2)
    said = [*of_one(one, "“The pier is old,”", "“We will mend it before the storms.”", cue="said"), *quoted(other)]
    (utterance,) = utterances([one, other], said)
    assert [text for _, _, text in versions(utterance)] == [
        "“The pier is old,” she said on Friday. “We will mend it before the storms.”",
        "The pier is old. We will mend it before the winter storms",
    ]
    assert [(edit.kind.value, edit.text) for edit in utterance.versions[0].edits] == [
        ("kept", "The pier is old"),
        ("between", ",” she said on Friday. “"),
        ("kept", "We will mend it before the "),
        ("cut", "winter "),
        ("kept", "storms."),
    ]


def test_a_piece_in_two_parts_is_parted_where_only_one_of_them_is_told_elsewhere() -> None:
    one = report("r1", "“The pier is old,” she said. “My boat is in the yard and I am cold and I have lost my hat.”")
    spans = ("“The pier is old,”", "“My boat is in the yard and I am cold and I have lost my hat.”")
    other = report(
        "r2",
        "“We heard that the pier is old long before the great storm came, and nobody in the town asked why,” she said.",
        2,
    )
    found = utterances([one, other], [*of_one(one, *spans, cue="said"), *quoted(other)])
    assert [[text for _, _, text in versions(each)] for each in found] == [
        [
            "The pier is old",
            "We heard that the pier is old long before the great storm came, and nobody in the town asked why",
        ],
        ["My boat is in the yard and I am cold and I have lost my hat."],
    ]


def test_words_changed_throughout_are_one_utterance_of_one_speaker() -> None:
    (utterance,) = told(
        "“It felt like the lamp was pulled down from under us,” she said.",
        "“It felt as if the lamp had been pulled from under us,” she said.",
    )
    assert [change for _, change, _ in versions(utterance)] == ["altered", "same"]


def test_what_one_denies_and_the_other_does_not_stays_apart() -> None:
    found = told(
        "“We are going to mend the old pier,” she said.", "“We would never go and mend that old pier,” she said."
    )
    assert [len(utterance.versions) for utterance in found] == [1, 1]


def test_indirect_speech_joins_what_another_report_quotes() -> None:
    one = report("r1", "“The pier will be mended before the winter storms,” she said.")
    other = report("r2", "Marsh said that they would mend the pier before winter storms came.", 2)
    third = report("r3", "Marsh said that they would not mend the pier before winter storms came.", 3)
    told_so = of_one(other, "that they would mend the pier before winter storms came", cue="said")
    denied = of_one(third, "that they would not mend the pier before winter storms came", cue="said")
    (utterance,) = utterances([one, other, third], [*quoted(one), *told_so, *denied])
    assert [(each.passage.report, each.retold, each.change) for each in utterance.versions] == [
        ("r1", False, Change.SAME),
        ("r2", True, Change.ALTERED),
    ]
    assert utterance.fullest.report == "r1"


def test_indirect_speech_of_nobody_known_joins_nothing() -> None:
    one = report("r1", "“The pier will be mended before the winter storms,” she said.")
    other = report("r2", "It was said that they would mend the pier before winter storms came.", 2)
    told_so = of_one(other, "that they would mend the pier before winter storms came", cue="said", speaker=UNKNOWN)
    (utterance,) = utterances([one, other], [*quoted(one), *told_so])
    assert len(utterance.versions) == 1


@pytest.mark.parametrize(
    ("one", "other", "first"),
    [
        (date(2031, 5, 1), date(2031, 5, 2), "r1"),
        (date(2031, 5, 1), date(2031, 5, 1), None),
        (date(2031, 5, 1), None, None),
        (datetime(2031, 5, 1, 8, tzinfo=UTC), datetime(2031, 5, 1, 9, tzinfo=UTC), "r1"),
        (datetime(2031, 5, 1, 8, tzinfo=UTC), date(2031, 5, 1), None),
    ],
)
def test_who_printed_it_first_is_told_where_publication_tells(one: date, other: date | None, first: str | None) -> None:
    words = "“The pier will be mended before the winter storms,” she said."
    reports = [Report("r1", words, outlet="A", published=one), Report("r2", words, outlet="B", published=other)]
    (utterance,) = utterances(reports, [held for each in reports for held in quoted(each)])
    assert utterance.first == first


SENTENCES = (
    "The pier will be mended before the winter storms.",
    "Nobody in this town believes the council any more.",
    "Keeping the lamp lit is a good thing for every boat.",
    "I called the keeper to thank him for his long watch.",
)


@given(
    st.lists(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=4, unique=True), min_size=1, max_size=4),
)
def test_versions_are_verbatim_and_input_order_never_shows(given_reports: list[list[str]]) -> None:
    reports = [report(f"r{n}", "“" + " ".join(parts) + "” she said.", n + 1) for n, parts in enumerate(given_reports)]
    said = [held for each in reports for held in quoted(each)]
    found = utterances(reports, said)
    assert found == utterances(list(reversed(reports)), said)
    texts = {each.id: each for each in reports}
    for utterance in found:
        assert utterance.fullest in [version.passage for version in utterance.versions]
        for version in utterance.versions:
            assert version.passage.stands_in(texts[version.passage.report])
            assert "".join(_own(version.edits)) == version.passage.text


def _own(edits: Iterable[Edit]) -> Iterable[str]:
    return (edit.text for edit in edits if edit.kind is not EditKind.CUT)


def test_a_catchword_of_the_story_is_nobodys_version() -> None:
    """Which of the times that she said "witch hunt" a report means cannot be told."""
    post = "“They sank the “old fleet” plan last night, and I will ask the judges why they did it.”"
    assert versions(told(post.replace("“old fleet”", "ghost ship"), "She has long called it a “ghost ship”.")[0])[1:]
    found = told(
        post.replace("“old fleet”", "ghost ship"),
        "She has long called it a “ghost ship”.",
        "It is a ghost ship, they all say.",
    )
    assert [each.passage.report for each in found[0].versions] == ["r1"]


def test_two_words_that_tell_nothing_are_no_version() -> None:
    (found,) = told("“I was, you know, quite asleep when the harbour wall gave way.”", "“You know,” she began.")
    assert [each.passage.report for each in found.versions] == ["r1"]


def test_marks_around_what_a_thing_is_called_quote_nobody() -> None:
    assert not told(
        "He wants the “three nets and you pay” rule repealed.", "He defends the “three nets and you pay” law."
    )


@pytest.mark.parametrize(
    ("before", "title", "quoted"),
    [
        ("Ada Marsh told of the pier in an episode of", "“The Long Evening with Piers”", False),
        ("Ada Marsh told of a book titled", "“A Pier in Winter and Other Tales”", False),
        ("Ada Marsh told of a cover story called", "“The Queen of Piers,”", False),
        ("Ada Marsh told of what she called", "“a pier in winter and other tales”", True),
        ("Ada Marsh told us of", "“The Long Evening with Piers”", True),
    ],
)
def test_a_title_is_nothing_that_was_said(before: str, title: str, quoted: bool) -> None:
    text = f"{before} {title} on Monday."
    said = attribution(text, text[text.index("told") + 5 : -1], "told", MARSH, Directness.MIXED)
    assert bool(pieces([report("r1", text)], [Said("r1", said)])) is quoted


def test_a_quotation_that_goes_on_behind_its_cue_is_the_speakers() -> None:
    text = "“If he knows that it leaks,” Ada Marsh wrote, “then he knows that it will sink.”"
    whole = Attribution(
        (Span(0, 28), Span(text.index("“then"), len(text))),
        (Span(text.index("wrote"), text.index("wrote") + 5),),
        (Span(29, 38),),
        Directness.DIRECT,
        MARSH,
    )
    at = text.index("he knows")
    inner = Attribution(
        (Span(text.index("that it leaks"), 26), Span(text.index("then"), len(text) - 1)),
        (Span(at + 3, at + 8),),
        (Span(at, at + 2),),
        Directness.DIRECT,
        UNKNOWN,
    )
    (piece,) = pieces([report("r1", text)], [Said("r1", whole), Said("r1", inner)])
    assert piece.speaker == MARSH
    assert piece.passage.text == text


def test_who_speaks_inside_a_quotation_is_not_whom_it_quotes() -> None:
    text = "“The keeper describes the wall that fell upon the sleeping boats,” the Packet wrote."
    inner = attribution(text, "the wall that fell upon the sleeping boats", "describes", MARSH, Directness.INDIRECT)
    packet = Speaker("packet", "Packet", SpeakerKind.OUTLET)
    outer = attribution(
        text, "“The keeper describes the wall that fell upon the sleeping boats,”", "wrote", packet, Directness.DIRECT
    )
    (found,) = utterances([report("r1", text)], [Said("r1", inner), Said("r1", outer)])
    assert found.speaker == packet


def attribution(text: str, content: str, cue: str, speaker: Speaker, kind: Directness) -> Attribution:
    def at(words: str) -> tuple[Span, ...]:
        return (Span(text.index(words), text.index(words) + len(words)),)

    return Attribution(at(content), at(cue), (), kind, speaker)


def test_whom_the_words_name_did_not_speak_them_where_another_is_known() -> None:
    words = "Ada Marsh and I have talked, and both of us believe that the wall can be saved"
    (found,) = told((f"“{words}.”", MARSH), (f"“{words}.”", MARSH), (f"“{words}.”", COUNCIL))
    assert found.speaker == COUNCIL


def test_of_two_whom_as_many_name_the_one_with_the_most_words_is_shown() -> None:
    words = "a willingness to take the boats out although the wardens had shut the harbour"
    (found,) = told(
        (f"“{words}.”", COLE), (f"“not only bad seamanship but, worse, {words}.”", MARSH), (f"“{words[2:]}”", COLE)
    )
    assert found.speaker == COLE
    (found,) = told((f"“{words}.”", COLE), (f"“not only bad seamanship but, worse, {words}.”", MARSH))
    assert found.speaker == MARSH


def test_what_somebody_is_to_do_retells_nothing_of_what_he_said() -> None:
    quote, plan = (
        report("r1", "“I have the absolute right to close the northern harbour.”"),
        report("r2", "She decided to close the northern harbour.", 2),
    )
    told_plan = attribution(plan.text, "to close the northern harbour", "decided", MARSH, Directness.INDIRECT)
    (found,) = utterances([quote, plan], [*quoted(quote), Said("r2", told_plan)])
    assert [each.passage.report for each in found.versions] == ["r1"]


def test_few_words_retold_nearly_as_they_were_said_are_a_version() -> None:
    quote, retelling = (
        report("r1", "“A promise does not go off like milk.”"),
        report("r2", "She told us that a promise doesn’t go off like milk.", 2),
    )
    again = attribution(retelling.text, "that a promise doesn’t go off like milk", "told", MARSH, Directness.INDIRECT)
    (found,) = utterances([quote, retelling], [*quoted(quote), Said("r2", again)])
    assert [(each.passage.report, each.retold) for each in found.versions] == [("r1", False), ("r2", True)]
