from __future__ import annotations

from datetime import date
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twosource.evidence.align import Alignment, align
from twosource.model import Report, Span

BACKGROUND = """The harbour master closed the northern basin at noon. Fog had settled over the estuary since dawn.

Bakers in the old town gave away bread. The lighthouse museum stays open until autumn."""


def report(key: str, text: str, day: int = 1) -> Report:
    return Report(key, text, outlet=key, published=date(2026, 3, day))


def aligned(*texts: str, background: str = BACKGROUND) -> Alignment:
    reports = [report(f"r{number}", text, number + 1) for number, text in enumerate(texts)]
    return align([*reports, report("z", background, 20)], {})


def together(found: Alignment, *beginnings: str) -> bool:
    """Whether one group holds passages with these beginnings."""
    return any(
        all(any(passage.text.startswith(beginning) for passage in group) for beginning in beginnings)
        for group in found.groups
    )


def test_sentences_that_say_the_same_in_other_words_are_one_statement() -> None:
    found = aligned(
        "The council voted to demolish the Garrow viaduct after engineers found cracks in four of its arches.",
        "Engineers found cracks in four arches of the Garrow viaduct, and the council has voted to demolish it.",
    )
    assert together(found, "The council voted", "Engineers found")


def test_sentences_about_one_person_that_say_different_things_stay_apart() -> None:
    found = aligned(
        "Mayor Ada Brill of Port Ellery opened the new Fennick hospital wing on Tuesday.",
        "Mayor Ada Brill of Port Ellery is suing the Fennick ferry company over unpaid harbour fees.",
    )
    assert not together(found, "Mayor Ada Brill of Port Ellery opened", "Mayor Ada Brill of Port Ellery is suing")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "The explosion at the Corbel flour mill killed 12 workers and closed the road to the docks.",
            "The explosion at the Corbel flour mill killed 15 workers and closed the road to the docks.",
        ),
        (
            "Police arrested Tomas Reyle at the ferry terminal over the theft of the harbour charter.",
            "Police arrested Josef Amund at the ferry terminal over the theft of the harbour charter.",
        ),
        (
            "The minister approved the contract for the Orla bridge without an open tender last spring.",
            "The minister never approved the contract for the Orla bridge without an open tender last spring.",
        ),
        (
            "The reservoir above Weirside burst its northern embankment during the storm.",
            "The reservoir above Weirside could burst its northern embankment during the storm.",
        ),
        (
            "The High Court at Belket ruled in the spring that the Garrow copper mine shall reopen at once.",
            "The High Court at Belket ruled in the spring that the Garrow copper mine shall stay closed.",
        ),
    ],
    ids=["number", "name", "negation", "modality", "opposite"],
)
def test_a_clash_keeps_sentences_apart_and_is_handed_on(one: str, other: str) -> None:
    found = aligned(one, other)
    assert not together(found, one, other)
    assert [(left.text, right.text) for left, right in found.near] == [(one, other)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "A crowded tram rammed the gates of the Corbel brewery in Belket on Monday.",
            "The front of the Corbel brewery was hit by a runaway tram this morning.",
        ),
        ("Nobody was killed in the collision, the mayor said.", "The mayor told us that no one had died."),
        ("The quarry employed 460 people, she added.", "460 people work there."),
        ("The toll takes effect on Oct. 1 on all bridges.", "All bridges will charge the toll from 1 October."),
    ],
    ids=["openings in other words", "what both deny", "a count", "a day"],
)
def test_what_is_told_in_other_words_stands_together_and_corroborates_nothing(one: str, other: str) -> None:
    found = aligned(one, other)
    groups = [group for group in found.groups if {"r0", "r1"} <= {passage.report for passage in group}]
    assert groups
    assert all(group in found.unsure for group in groups)


def test_passages_that_a_third_brings_together_do_not_corroborate_each_other() -> None:
    texts = (
        "A crowded tram rammed the gates of the Corbel brewery in Belket on Monday.",
        "A runaway tram this morning smashed into the front of the Corbel brewery.",
        "A crowded and runaway tram smashed into the gates and the front of the Corbel brewery in Belket.",
    )
    found = aligned(*texts)
    (group,) = [group for group in found.groups if len(group) == len(texts)]
    assert (group[0], group[1]) in found.unsure


def test_a_clash_with_one_keeps_a_passage_out_of_a_group() -> None:
    found = aligned(
        "The explosion at the Corbel flour mill killed 12 workers and closed the road to the docks.",
        "The explosion at the Corbel flour mill killed workers and closed the road to the docks.",
        "The explosion at the Corbel flour mill killed 15 workers and closed the road to the docks.",
    )
    assert not any({"r0", "r2"} <= {passage.report for passage in group} for group in found.groups)


def test_spellings_of_a_name_do_not_clash() -> None:
    found = aligned(
        "Rebels led by Muammar Terhouni captured the refinery outside Belket before the ceasefire began.",
        "Rebels led by Moammar Terhouni captured the refinery outside Belket before the ceasefire began.",
    )
    assert together(found, "Rebels led by Muammar", "Rebels led by Moammar")


def test_spelt_and_written_numbers_are_one() -> None:
    found = aligned(
        "Thirty-one passengers were hurt as the ferry rammed the pier.",
        "The ferry rammed the pier, and 31 passengers were hurt.",
    )
    assert together(found, "Thirty-one", "The ferry rammed")


def test_the_same_quoted_words_align_whatever_stands_around_them() -> None:
    found = aligned(
        "“We will not leave the valley until the dam is safe,” the engineer shouted from the back of a lorry.",
        "Cheered by hundreds, he promised: “We will not leave the valley until the dam is safe.”",
    )
    assert together(found, "“We will not", "Cheered by")
    assert found.speech


def test_a_clause_aligns_where_its_sentence_says_more() -> None:
    found = aligned(
        "The court ordered the Garrow mine to reopen its lower galleries, while a crowd of two hundred miners "
        "sang outside and the owners’ counsel left by a side door without a word to anyone.",
        "The court ordered the Garrow mine to reopen its lower galleries.",
    )
    clause = "The court ordered the Garrow mine to reopen its lower galleries"
    assert any({passage.text.rstrip(".") for passage in group} == {clause} for group in found.groups)


def test_the_rest_of_a_sentence_stands_alone_where_it_is_most_of_it() -> None:
    told = "the ferry ran aground on the Harrow reef before dawn on Sunday."
    rest = "Regulators opened an inquiry into the safety of the whole fleet and the training of its young officers"
    assert together(
        found := aligned(told.capitalize(), f"{rest}, after {told}"), "The ferry ran", "after the ferry ran"
    )
    assert [passage.text for (passage,) in (g for g in found.groups if len(g) == 1) if passage.report == "r1"] == [rest]
    found = aligned(told.capitalize(), f"Regulators had gone home, after {told}")
    assert not [group for group in found.groups if len(group) == 1 and group[0].report == "r1"]


def test_sentences_repeated_in_one_report_are_not_aligned_with_each_other() -> None:
    line = "The council voted to demolish the Garrow viaduct after engineers found cracks in its arches."
    found = aligned(line + "\n\n" + line)
    assert all(len(group) == 1 for group in found.groups)


def test_a_statement_of_three_holds_only_where_every_pair_holds() -> None:
    alike = "Divers raised the bell of the Orla Queen from the wreck off Fennick at low tide"
    found = aligned(
        alike + ".",
        alike + " and carried it to the chapel of the drowned above Port Ellery.",
        "Pilgrims carried it to the chapel of the drowned above Port Ellery, singing.",
    )
    for group in found.groups:
        reports = {passage.report for passage in group}
        assert not {"r0", "r2"} <= reports


def test_what_one_report_has_alone_is_a_group_of_its_own() -> None:
    found = aligned("Archivists discovered a forgotten map of the Weirside tunnels behind a bookcase.")
    assert [passage.text for (passage,) in found.groups if passage.report == "r0"] == [
        "Archivists discovered a forgotten map of the Weirside tunnels behind a bookcase."
    ]


@pytest.mark.parametrize(
    "line", ["Will the Garrow viaduct be demolished before winter?", "Garrow viaduct.", "He said that he would do so."]
)
def test_questions_fragments_and_empty_phrases_are_no_statements(line: str) -> None:
    assert all(passage.report == "z" for group in aligned(line).groups for passage in group)


def test_a_short_exclamation_is_kept_where_it_is_quoted() -> None:
    found = aligned("He wrote: “Nobody wanted the tunnel closed this winter. PEACE THROUGH STRENGTH!”")
    assert any(passage.text.startswith("PEACE") for group in found.groups for passage in group)


def test_furniture_and_the_title_take_no_part() -> None:
    title = "Council Votes to Demolish Garrow Viaduct"
    text = f"{title}\n\nSubscribe to the Lantern newsletter for harbour stories."
    one = Report("a", text, title=title)
    start = text.index("Subscribe")
    assert align([one], {"a": [Span(start, len(text))]}).groups == ()


def test_no_two_statements_share_words() -> None:
    text = (
        "Engineers found cracks in four arches of the Garrow viaduct, which carries the coast railway, and the council "
        "voted to demolish it, although the owners of the mill protested."
    )
    found = aligned(
        text,
        "Engineers found cracks in four arches of the Garrow viaduct. The council voted to demolish it.",
        "The Garrow viaduct carries the coast railway. The owners of the mill protested when the council voted.",
    )
    taken = [passage for group in found.groups for passage in group]
    for one in taken:
        assert not any(
            one is not other and one.report == other.report and one.span.overlaps(other.span) for other in taken
        )


def test_input_order_changes_nothing() -> None:
    reports = [
        report(
            "a", "The council voted to demolish the Garrow viaduct after engineers found cracks.\n\n" + BACKGROUND, 2
        ),
        report("b", "Engineers found cracks, so the council voted to demolish the Garrow viaduct.", 1),
        report("c", BACKGROUND, 3),
    ]
    assert len({align(order, {}) for order in permutations(reports)}) == 1


TEXTS = st.lists(
    st.sampled_from(
        [
            "The",
            "mill",
            "burned",
            "Garrow",
            "not",
            "may",
            "12",
            "people",
            "“never again”",
            "said",
            ".",
            ",",
            "\n\n",
            "?",
        ]
    ),
    max_size=40,
).map(" ".join)


@given(st.lists(st.one_of(TEXTS, st.text(max_size=120)), max_size=4))
def test_any_texts_give_passages_that_stand_in_them(texts: list[str]) -> None:
    reports = {str(number): Report(str(number), text) for number, text in enumerate(texts)}
    found = align(list(reports.values()), {})
    for passage in [passage for group in (*found.groups, *found.near) for passage in group]:
        assert passage.stands_in(reports[passage.report])
