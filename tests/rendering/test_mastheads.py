from __future__ import annotations

from dataclasses import replace

import pytest
from tests.rendering import sample

from twosource.model import Origin, OriginKind, Outlet, Report
from twosource.rendering.mastheads import CHIPS, chips, lang_of, mastheads, origin_words, printed, safe_url
from twosource.rendering.story import story_page


@pytest.mark.parametrize(
    ("url", "safe"),
    [
        ("https://gazette.example/a?b=1#c", True),
        ("http://gazette.example", True),
        ("HTTPS://gazette.example/", True),
        ("javascript:alert(1)", False),
        ("JaVaScRiPt://gazette.example/%0aalert(1)", False),
        ("data:text/html,x", False),
        ("//gazette.example/", False),
        ("https:///path", False),
        ("https://[::1", False),
        ("", False),
        (None, False),
    ],
)
def test_only_http_with_a_host_is_followed(url: str | None, safe: bool) -> None:
    assert safe_url(url) == (url if safe else None)


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("LANTERN", "Daily Lantern"),
        ("Upland Mirror", "Upland Mirror"),
        (" ", "unknown outlet (r)"),
        (None, "unknown outlet (r)"),
    ],
)
def test_an_outlet_goes_by_the_table_else_by_what_the_report_says(given: str | None, name: str) -> None:
    assert mastheads([Report("r", "Text.", outlet=given)], sample.OUTLETS)["r"].name == name


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://www.herald.example/a", "herald.example"),
        ("http://[::1]:8000/a", "::1"),
        ("javascript:alert(1)", "unknown outlet (r)"),
    ],
)
def test_where_no_outlet_is_told_it_is_the_host_that_a_report_is_from(url: str, name: str) -> None:
    head = mastheads([Report("r", "Text.", url=url)], sample.OUTLETS)["r"]
    assert (head.name, head.family) == (name, None)


def test_on_a_page_it_is_the_host_too() -> None:
    courier, *others = (replace(report, outlet=None, url="https://a.example/1") for report in sample.DOSSIER.reports)
    told = story_page(replace(sample.DOSSIER, reports=(courier, *others)), {})
    assert "a.example</bdi>" in told
    assert "unknown outlet" not in told


def test_an_outlet_has_one_chip_however_many_reports_it_has() -> None:
    reports = [Report(str(n), "Text.", outlet=f"Outlet {n % 10}") for n in range(20)]
    heads = mastheads(reports, {"outlet 0": Outlet("outlet 0", "Zero")})
    assert heads["0"].chip == heads["10"].chip == 1
    assert heads["0"].name == "Zero"
    assert {head.chip for head in heads.values()} == set(range(1, CHIPS + 1))


def test_own_reporting_of_another_outlet_names_it() -> None:
    heads = mastheads(sample.REPORTS, sample.OUTLETS)
    assert origin_words(sample.OWN_LANTERN, "r-lantern", heads) == "own reporting"
    assert origin_words(sample.OWN_LANTERN, "r-mirror", heads) == "from Daily Lantern’s own reporting"
    assert origin_words(sample.OWN_COURIER, None, heads) == "from The Ellery Courier’s own reporting"
    assert origin_words(Origin(OriginKind.OWN, "elsewhere"), "r-mirror", heads) == "from elsewhere’s own reporting"
    assert origin_words(sample.QUILL, "r-mirror", heads) == "from Ada Quill"


def test_an_outlet_keeps_its_colour_from_story_to_story() -> None:
    colours = chips(sample.REPORTS, sample.OUTLETS)
    assert mastheads([sample.MIRROR], sample.OUTLETS, colours)["r-mirror"].chip == 3


def test_what_prints_it_is_counted_as_outlets_only_where_they_are_known() -> None:
    heads = mastheads([*sample.REPORTS, Report("r9", "Text."), Report("r8", "Text.", outlet="courier")], sample.OUTLETS)
    assert printed([heads["r-courier"], heads["r8"], heads["r-lantern"]]) == "as printed by 2 outlets"
    assert printed([heads["r-courier"], heads["r9"]]) == "in 2 reports"


def test_what_an_agency_writes_itself_is_not_from_an_agency() -> None:
    heads = mastheads([Report("w", "Text.", outlet="Northlight"), Report("r", "Text.", outlet="Gazette")], {})
    wire = Origin(OriginKind.WIRE, "Northlight")
    assert [origin_words(wire, report, heads) for report in ("w", "r")] == ["own reporting", "from Northlight"]


@pytest.mark.parametrize(
    ("language", "lang"),
    [("ar", ' lang="ar"'), ("pt_BR", ' lang="pt-BR"'), ("en-GB", ""), ("EN", ""), (None, ""), ("", ""), ('x"><b>', "")],
)
def test_a_language_is_said_where_it_is_not_the_page_s(language: str | None, lang: str) -> None:
    assert lang_of(Report("r", "text", language=language)) == lang
