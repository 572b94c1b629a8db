from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from twosource.rendering.archive import (
    MOST_ROWS,
    Amount,
    Aside,
    Day,
    HeardSpeaker,
    RunReport,
    Share,
    Stage,
    row,
    run_page,
)

RUN = RunReport(
    "news of March",
    summary=(Amount("reports", 2_100), Amount("stories", 31)),
    found=(Amount("responses", 2_500), Amount("revisits", 75)),
    taken=(Amount("reports", 1_400), Amount("copies", 700)),
    dropped=(Amount("a list of reports", 300),),
    aside=(Aside("a.warc.gz", "byte 17", "the member ends too early"),),
    aside_in_all=25,
    days=(Day(date(2026, 3, 1), 1_000, 20), Day(date(2026, 3, 2), 1_100, 11)),
    outlets=(Share("The <Herald>", 40, 10, 20),),
    outlets_in_all=400,
    voices=(HeardSpeaker("Ileana Marsh", "person", 12, 3),),
    voices_in_all=1,
    stages=(Stage("read", 10.0, 19.5, 2_500), Stage("write", 1.0)),
    versions=(("twosource", "0.1.0"),),
    settings=(("master", "local[2]"),),
)


def test_every_figure_stands_in_words_beside_its_picture() -> None:
    page = run_page(RUN)
    for told in ("2,500", "1,400", "700", "300", "1,100", "19.5", "10.0", "local[2]", "1–2 March 2026", "byte 17"):
        assert told in page
    assert "The first 1 of 25 records." in page
    assert "The first 1 of 400 outlets." in page
    assert "of 1 speakers" not in page


def test_names_are_escaped_and_nothing_runs() -> None:
    page = run_page(RUN)
    assert "The &lt;Herald&gt;" in page
    assert "<script" not in page
    assert "script-src" not in page
    assert "default-src &#39;none&#39;" in page


def test_a_run_that_found_nothing_says_so() -> None:
    assert run_page(RunReport("nothing")).count("None.") == 8


def test_long_lists_are_cut_and_say_so() -> None:
    many = tuple(Share(f"Outlet {n}", 100 - n, 0, 0) for n in range(60))
    page = run_page(replace(RUN, outlets=many, outlets_in_all=60))
    assert f"The first {MOST_ROWS} of 60 outlets." in page
    assert f"Outlet {MOST_ROWS - 1}<" in page
    assert f"Outlet {MOST_ROWS}<" not in page


def test_parts_of_a_row_are_as_wide_as_their_share_of_the_largest() -> None:
    drawn = re.findall(
        r'class="(\w+)" x="([\d.]+)%" y="2" width="([\d.]+)%"', row([("alone", 25), ("shared", 0), ("copied", 50)], 100)
    )
    assert drawn == [("alone", "0.00", "25.00"), ("copied", "25.00", "50.00")]


def test_a_small_part_is_seen() -> None:
    assert 'width="0.50%"' in row([("all", 1)], 1_000_000)


def test_shares_of_an_outlet_add_up() -> None:
    share = Share("a", 40, 10, 20)
    assert sum(amount for _, amount in share.parts) == share.reports
