from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twosource.errors import InputError
from twosource.model import Page
from twosource.reading.markup import tree
from twosource.reading.metadata import Metadata, metadata

URL = "https://www.harbourgazette.example/news/ferry"


def read(
    head: str = "",
    body: str = "<p>Text.</p>",
    *,
    url: str | None = URL,
    outlet: str | None = None,
    fetched: datetime | None = None,
) -> Metadata:
    page = Page(name="x", id="x", content=b"", url=url, outlet=outlet, fetched=fetched)
    return metadata(page, tree("x", f"<html><head>{head}</head><body>{body}</body></html>"))


def ld(node: Any) -> str:
    return f'<script type="application/ld+json">{json.dumps(node)}</script>'


def meta(name: str, content: str) -> str:
    return f'<meta property="{name}" content="{content}">'


def article(**fields: Any) -> str:
    return ld({"@type": "NewsArticle", **fields})


def test_the_headline_shown_wins_where_another_title_bears_it_out() -> None:
    head = "<title>Ferry cancelled after crack | Harbour Gazette</title>" + meta("og:site_name", "Harbour Gazette")
    assert (
        read(head, "<h1>Harbour Gazette</h1><h1>Ferry is cancelled after crack</h1>").title
        == "Ferry is cancelled after crack"
    )


def test_a_headline_that_nothing_bears_out_is_the_sites_name() -> None:
    assert read(article(headline="Ferry &amp; bridge"), "<h1>Harbour Gazette</h1>").title == "Ferry & bridge"


def test_a_lone_headline_is_the_title_of_a_page_without_one() -> None:
    assert read(body="<h1>Ferry</h1>").title == "Ferry"
    assert read(body="<h1>Ferry</h1><h1>Bridge</h1>").title is None


@pytest.mark.parametrize(
    "title",
    [
        "Ferry gone | Harbour Gazette",
        "Ferry gone - The Harbour Gazette",
        "Harbour Gazette: Ferry gone",
        "Ferry gone — HarbourGazette.com",
    ],
)
def test_the_outlets_name_is_no_part_of_a_title(title: str) -> None:
    name = "HarbourGazette" if ".com" in title else "Harbour Gazette"
    assert read(f"<title>{title}</title>" + meta("og:site_name", name)).title == "Ferry gone"


def test_another_ending_stays() -> None:
    assert read("<title>Ferry gone - again</title>" + meta("og:site_name", "Gazette")).title == "Ferry gone - again"


@pytest.mark.parametrize(
    ("head", "body", "expected"),
    [
        (article(datePublished="2024-03-05T09:30:00Z"), "", datetime(2024, 3, 5, 9, 30, tzinfo=UTC)),
        (meta("article:published_time", "2024-03-05"), "", date(2024, 3, 5)),
        (article(datePublished="soon") + meta("date", "March 5, 2024"), "", date(2024, 3, 5)),
        ("", "<time datetime='2024-03-05T09:30:00Z'>Tuesday</time>", datetime(2024, 3, 5, 9, 30, tzinfo=UTC)),
        ("", "<span itemprop='datePublished'>5 March 2024</span>", date(2024, 3, 5)),
        ("", "<div class='post-date'>5 March 2024</div><p>Text</p>", date(2024, 3, 5)),
        ("", "<time datetime='2024-03-05T00:15:00+80:00'>Tuesday</time>", None),
        ("", "<p>Undated.</p>", None),
    ],
)
def test_publication_is_read_where_it_stands(head: str, body: str, expected: date | None) -> None:
    assert read(head, body or "<p>Text.</p>").published == expected


@pytest.mark.parametrize("path", ["2024/03/05/ferry", "2024/mar/05/ferry", "2024-03-05/ferry"])
def test_an_address_may_tell_the_day(path: str) -> None:
    assert read(url=f"https://harbourgazette.example/{path}").published == date(2024, 3, 5)


def test_a_date_after_the_fetch_is_not_the_publication() -> None:
    fetched = datetime(2024, 3, 5, 12, tzinfo=UTC)
    head = article(datePublished="2031-01-01T10:00:00Z") + meta("date", "2024-03-04")
    assert read(head, fetched=fetched).published == date(2024, 3, 4)


def test_the_outlet_as_given_then_as_the_site_calls_itself_then_its_host() -> None:
    head = meta("og:site_name", "TheHarbourGazette") + article(publisher={"name": "The Harbour Gazette"})
    assert read(head, outlet="hg").outlet == "hg"
    assert read(head).outlet == "The Harbour Gazette"
    assert read(meta("og:site_name", "Gazette | All the news")).outlet == "Gazette"
    assert read().outlet == "harbourgazette.example"
    assert read(url=None).outlet is None
    assert read(article(publisher={"name": "Blogger"})).outlet == "harbourgazette.example"


def test_who_else_is_credited() -> None:
    site = meta("og:site_name", "Harbour Gazette")
    assert read(site + article(creditText="Coastal Press Agency")).credit == "Coastal Press Agency"
    assert read(site + article(author={"@type": "Organization", "name": "Coastal Press"})).credit == "Coastal Press"
    assert read(site + article(publisher={"name": "Coastal Press"})).credit == "Coastal Press"
    assert read(site + meta("source", "Coastal Press")).credit == "Coastal Press"


@pytest.mark.parametrize("name", ["HarbourGazette.com", "The Harbour Gazette", "HG", "Harbour"])
def test_the_outlet_does_not_credit_itself(name: str) -> None:
    assert read(meta("og:site_name", "Harbour Gazette") + article(publisher={"name": name})).credit is None


def test_the_canonical_address_must_be_of_the_same_host() -> None:
    canonical = '<link rel="canonical" href="/news/ferry-cancelled">'
    assert read(canonical).url == "https://www.harbourgazette.example/news/ferry-cancelled"
    assert read('<link rel="canonical" href="https://evil.example/x">').url == URL
    assert read('<link rel="canonical" href="https://harbourgazette.example/">').url == URL
    assert read(meta("og:url", "http://[broken")).url == URL
    assert read(meta("og:url", "https://marshpost.example/a"), url=None).url == "https://marshpost.example/a"
    assert read(url=None).url is None


def test_language_is_a_primary_subtag() -> None:
    root = tree("x", "<html lang='pt-BR'><body><p>Texto.</p></body></html>")
    assert metadata(Page(name="x", id="x", content=b""), root).language == "pt"
    assert read(meta("og:locale", "en_GB")).language == "en"
    assert read(article(inLanguage="fr")).language == "fr"
    assert read(meta("og:locale", "?")).language is None


@pytest.mark.parametrize(("value", "free"), [(False, False), ("False", False), (True, True), ("", None), (None, None)])
def test_access_is_what_the_page_says(value: Any, *, free: bool | None) -> None:
    assert read(article(isAccessibleForFree=value)).free is free


def test_json_ld_is_found_in_graphs_and_lists_and_broken_scripts_are_passed_over() -> None:
    broken = '<script type="application/ld+json">{"@type": "NewsArticle", "headline": </script>'
    deep = f'<script type="application/ld+json">{"[" * 100_000}</script>'
    graph = ld({"@graph": [{"@type": "WebPage"}, {"@type": ["Thing", "NewsArticle"], "headline": "Ferry gone"}]})
    wrapped = ld([{"@type": "WebPage", "mainEntity": {"@type": "BlogPosting", "headline": "Ferry gone"}}])
    for head in (broken + deep + graph, wrapped):
        assert read(head).title == "Ferry gone"
        assert read(head).is_article


def test_an_article_body_keeps_its_paragraphs() -> None:
    assert read(article(articleBody=" One &amp; two.\n\nThree. ")).body == "One & two.\n\nThree."


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["@type", "@graph", "author", "name", "publisher", "headline", "datePublished"]),
            inner,
            max_size=4,
        )
    ),
)


@given(JSON, st.text(max_size=60), st.text(max_size=60))
def test_any_json_and_any_tags_are_read(node: Any, content: str, name: str) -> None:
    try:
        about = read(
            article(headline="x", author=node, publisher=node, datePublished=node) + ld(node) + meta(name, content)
        )
    except InputError:
        return
    assert about.title is None or about.title.strip() == about.title


def test_subjects_are_those_of_json_ld_and_then_of_every_tag() -> None:
    node = article(
        headline="Ferry",
        articleSection=["News", "crime, law and justice"],
        about={"@type": "Thing", "name": "Shipping"},
        keywords=[{"termCode": "medtop:17000000"}, "type_news", "Corran Head", 7],
    )
    tags = meta("article:tag", "Ferries") + meta("article:tag", "ferries") + meta("article:tag", "Corran Head")
    tags += '<meta name="news_keywords" content="Lifeboats; Maribel, Harbour Gazette"><meta name="news_keywords">'
    assert read(node + tags, outlet="Harbour Gazette").subjects == (
        *("crime, law and justice", "Shipping", "weather", "Corran Head"),
        *("Lifeboats", "Maribel", "Ferries"),
    )


def test_keywords_in_one_text_are_parted_and_those_of_search_engines_left() -> None:
    assert read(article(keywords="Ferries, Lifeboats")).subjects == ("Ferries", "Lifeboats")
    assert read(meta("keywords", "ferries, best ferries, ferries today")).subjects == ()
    assert read().subjects == ()
