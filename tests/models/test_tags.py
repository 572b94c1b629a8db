import numpy as np

from twosource.models.tags import (
    BEGIN,
    CONTENT,
    CUE,
    END,
    INSIDE,
    OUTSIDE,
    SINGLE,
    TAGS,
    allowed,
    part_of,
    role_of,
    tag_of,
)


def test_a_tag_is_its_role_and_its_part() -> None:
    tags = [tag_of(role, part) for role in range(3) for part in (BEGIN, INSIDE, END, SINGLE)]
    assert sorted(tags) == list(range(1, TAGS))
    assert [(role_of(tag), part_of(tag)) for tag in tags] == [
        (role, part) for role in range(3) for part in (BEGIN, INSIDE, END, SINGLE)
    ]


def test_what_begins_must_end_in_its_own_role() -> None:
    may = allowed()
    begun = may[tag_of(CONTENT, BEGIN)]
    assert set(np.flatnonzero(begun)) == {tag_of(CONTENT, INSIDE), tag_of(CONTENT, END)}


def test_nothing_goes_on_that_has_not_begun() -> None:
    may = allowed()
    start = may[-1]
    assert start[[OUTSIDE, tag_of(CUE, BEGIN), tag_of(CUE, SINGLE)]].all()
    assert not start[[tag_of(CUE, INSIDE), tag_of(CUE, END)]].any()


def test_no_text_ends_within_a_span() -> None:
    may = allowed()[:, -1]
    assert may[[OUTSIDE, tag_of(CUE, END), tag_of(CUE, SINGLE)]].all()
    assert not may[[tag_of(CUE, BEGIN), tag_of(CUE, INSIDE)]].any()
