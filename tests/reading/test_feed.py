from __future__ import annotations

import json
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twosource.errors import DuplicateId, EmptyPage, InputError, Malformed, TooDeep, TooLarge
from twosource.model import Enclosure, Page, Report
from twosource.reading.feed import MOST_MEDIA, Item, feed, is_feed, places

SENTENCE = "The ferry to Port Ellery was cancelled on Tuesday after a crack was found in its hull."


def page(
    content: str | bytes, *, url: str | None = "https://www.harbourgazette.example/rss", outlet: str | None = None
) -> Page:
    data = content.encode() if isinstance(content, str) else content
    return Page(name="feed.xml", id="f", content=data, url=url, outlet=outlet)


def rss(*items: str, channel: str = "<title>Harbour Gazette - World</title><language>en-GB</language>") -> str:
    return f'<?xml version="1.0"?><rss version="2.0"><channel>{channel}{"".join(items)}</channel></rss>'


def item(body: str = SENTENCE, *, guid: str = "tag:x,2024:1", extra: str = "") -> str:
    head = f"<title>Ferry cancelled</title><guid>{guid}</guid>{extra}"
    return f"<item>{head}<description><![CDATA[{body}]]></description></item>"


def only(content: str | bytes, **about: str | None) -> Report:
    (report,) = feed(page(content, **about))
    assert isinstance(report, Report)
    return report


def refused(content: str) -> InputError:
    (error,) = feed(page(content))
    assert isinstance(error, InputError)
    return error


def test_an_rss_item_is_a_report() -> None:
    extra = (
        "<link>https://www.harbourgazette.example/ferry</link><author>mara@x.example (Mara Quill)</author>"
        "<pubDate>Tue, 05 Mar 2024 09:30:00 GMT</pubDate>"
    )
    report = only(rss(item(extra=extra)))
    assert report.text == SENTENCE
    assert report.id == "tag:x,2024:1"
    assert report.title == "Ferry cancelled"
    assert report.url == "https://www.harbourgazette.example/ferry"
    assert report.byline == "Mara Quill"
    assert report.published == datetime(2024, 3, 5, 9, 30, tzinfo=UTC)
    assert report.outlet == "Harbour Gazette"
    assert report.language == "en"


def test_an_atom_entry_is_a_report() -> None:
    report = only(
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr"><title>La Vigie</title><entry><id>urn:1</id>'
        '<title>Bac annulé</title><link href="https://lavigie.example/bac"/><updated>2024-03-05</updated>'
        "<author><name>Ines Roy</name></author>"
        f'<content type="html">&lt;p&gt;{SENTENCE}&lt;/p&gt;</content></entry></feed>'
    )
    assert (report.id, report.title, report.byline, report.outlet) == ("urn:1", "Bac annulé", "Ines Roy", "La Vigie")
    assert report.published == date(2024, 3, 5)


def test_an_rdf_item_is_a_report() -> None:
    report = only(
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">'
        "<channel><title>Harbour Gazette</title></channel><item rdf:about='https://x.example/1'><title>Ferry</title>"
        f"<link>https://x.example/1</link><description>{SENTENCE}</description></item></rdf:RDF>"
    )
    assert (report.url, report.text) == ("https://x.example/1", SENTENCE)


def test_a_json_feed_item_is_a_report() -> None:
    report = only(
        json.dumps(
            {
                "version": "https://jsonfeed.org/version/1.1",
                "title": "Harbour Gazette",
                "items": [
                    {
                        "id": "7",
                        "url": "https://x.example/7",
                        "title": "Ferry",
                        "content_text": f"{SENTENCE}\n\nMore soon.",
                    }
                ],
            }
        )
    )
    assert (report.id, report.text) == ("https://x.example/7", f"{SENTENCE}\n\nMore soon.")


def test_the_fullest_text_is_taken_as_plain_paragraphs() -> None:
    signature = "<p>The post Ferry appeared first on Gazette.</p>"
    full = f"<p>{SENTENCE}</p><script>evil()</script><p>Nobody was <b>hurt</b>.</p>{signature}"
    namespace = "http://purl.org/rss/1.0/modules/content/"
    extra = f'<content:encoded xmlns:content="{namespace}"><![CDATA[{full}]]></content:encoded>'
    assert only(rss(item("Short.", extra=extra))).text == f"{SENTENCE}\n\nNobody was hurt."


def test_the_title_is_not_repeated_as_the_first_paragraph() -> None:
    assert only(rss(item(f"<p>Ferry cancelled</p><p>{SENTENCE}</p>"))).text == SENTENCE


def test_an_entry_without_text_is_told() -> None:
    error = refused(rss(item("<a href='https://x.example'>Comments</a>")))
    assert isinstance(error, EmptyPage)
    assert "entry 1" in error.name
    assert "Ferry cancelled" in error.problem


def test_a_second_entry_of_one_id_is_told_and_the_first_kept() -> None:
    first, second = feed(page(rss(item(), item("Another sentence about the very same ferry."))))
    assert isinstance(first, Report)
    assert first.text == SENTENCE
    assert isinstance(second, DuplicateId)


def test_an_entry_that_cannot_be_read_does_not_spoil_the_others() -> None:
    deep, good = feed(page(rss(item("<div>" * 400 + SENTENCE), item(guid="tag:x,2024:2"))))
    assert isinstance(deep, TooDeep)
    assert isinstance(good, Report)


def test_only_web_addresses_are_links_and_relative_ones_are_made_whole() -> None:
    assert only(rss(item(extra="<link>javascript:alert(1)</link>"))).url is None
    assert only(rss(item(extra="<link>/ferry</link>"))).url == "https://www.harbourgazette.example/ferry"
    assert only(rss(item(extra="<link>http://[broken</link>"))).url is None


def test_an_id_that_means_nothing_elsewhere_is_not_used_alone() -> None:
    assert only(rss(item(guid="17"))).id == "f#17"
    without = rss(f"<item><title>Ferry</title><description>{SENTENCE}</description></item>")
    assert only(without).id == only(without).id


def test_files_that_come_with_an_entry_are_kept_but_not_the_pictures_of_its_page() -> None:
    extra = (
        "<enclosure url='/a.mp3' type='audio/mpeg' length='9'/><enclosure url='javascript:x' type='video/mp4'/>"
        "<m:content xmlns:m='http://search.yahoo.com/mrss/' url='https://x.example/v.mp4' medium='video'/>"
        "<m:content xmlns:m='http://search.yahoo.com/mrss/' url='https://x.example/p.jpg' medium='image'/>"
        "<m:thumbnail xmlns:m='http://search.yahoo.com/mrss/' url='https://x.example/t.jpg'/>"
    )
    report = only(rss(item(extra=extra)), url="https://harbourgazette.example/rss")
    assert report.media == (
        Enclosure("https://harbourgazette.example/a.mp3", "audio/mpeg", bytes=9),
        Enclosure("https://x.example/v.mp4", "video"),
    )
    many = "".join(f"<enclosure url='https://x.example/{n}' type='audio/mpeg'/>" for n in range(99))
    assert len(only(rss(item(extra=many))).media) == MOST_MEDIA


def test_the_outlet_is_whom_the_entry_is_taken_from() -> None:
    source = '<source url="https://marshpost.example/rss">Marsh Post</source>'
    assert only(rss(item(extra=source)), outlet="Aggregator").outlet == "Marsh Post"
    assert only(rss(item()), outlet="The Gazette").outlet == "The Gazette"


def test_the_outlet_of_an_atom_entry_may_stand_in_its_source() -> None:
    broken = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>All</title><entry><id>urn:1</id><title>Ferry</title>'
        f"<source><title>Marsh Post</title></source><summary>{SENTENCE}</summary></entry>"
    )
    assert only(broken).text == SENTENCE


@pytest.mark.parametrize(
    ("title", "url", "outlet"),
    [
        ("World | The Gazette", "https://thegazette.example/rss", "The Gazette"),
        ("Notes from a Lighthouse", "https://keeper.example/rss", "Notes from a Lighthouse"),
        ("Asia", "https://www.tidings.example/asia.xml", "tidings.example"),
        ("Harbour Gazette RSS feed", "https://harbourgazette.example/rss", "Harbour Gazette"),
        ("Asia", None, "Asia"),
    ],
)
def test_a_feeds_title_names_the_outlet_where_its_address_bears_it_out(
    title: str, url: str | None, outlet: str
) -> None:
    assert only(rss(item(), channel=f"<title>{title}</title>"), url=url).outlet == outlet


def test_a_plain_text_keeps_its_paragraphs_and_its_angle_brackets() -> None:
    entry = f"<id>urn:1</id><title>Ferry</title><content type='text'>a &lt;b&gt; &amp;nbsp;\n\n{SENTENCE}</content>"
    assert (
        only(f"<feed xmlns='http://www.w3.org/2005/Atom'><entry>{entry}</entry></feed>").text == f"a <b>\n\n{SENTENCE}"
    )


def test_a_broken_feed_is_mended() -> None:
    broken = rss(item()).replace("</title><language>", "</title><br><b>& so on<language>").replace("</rss>", "")
    assert only(broken).text == SENTENCE


def test_a_feed_without_entries_holds_no_reports() -> None:
    assert feed(page(rss())) == ()


@pytest.mark.parametrize(
    "content",
    [
        "<html><body><p>No feed.</p></body></html>",
        "http://harbourgazette.example/rss",
        "/etc/hostname",
        "plain text",
        '{"a": 1}',
    ],
)
def test_what_is_no_feed_is_malformed_and_nothing_is_fetched(content: str) -> None:
    with pytest.raises(Malformed):
        feed(page(content))


def test_too_many_entries_are_refused() -> None:
    with pytest.raises(TooLarge, match="5,001 entries"):
        feed(page(rss(*["<item/>"] * 5_001)))


def test_items_that_say_nothing_are_counted_too() -> None:
    many = json.dumps({"version": "https://jsonfeed.org/version/1", "items": [{}] * 6_000})
    with pytest.raises(TooLarge):
        feed(page(many))


def test_an_element_of_attributes_without_end_is_nobodys_feed() -> None:
    attributes = " ".join(f'a{number}="x"' for number in range(20_000))
    with pytest.raises(Malformed):
        feed(page(f"<rss><channel><item {attributes}/></channel></rss>"))


def test_what_nests_again_and_again_is_told_once() -> None:
    nested = "<item><description>" * 100 + f"<b>{SENTENCE}</b>" * 500
    entries = feed(page(f"<rss><channel>{nested}</channel></rss>"))
    assert len(entries) == 100
    assert sum(len(entry.text) for entry in entries if isinstance(entry, Report)) < 2 * 500 * len(SENTENCE)


def test_entities_are_neither_blown_up_nor_fetched() -> None:
    laughs = "".join(f'<!ENTITY l{i + 1} "{f"&l{i};" * 10}">' for i in range(9))
    bomb = f'<!DOCTYPE rss [<!ENTITY l0 "ha">{laughs}<!ENTITY x SYSTEM "file:///etc/hostname">]>'
    content = (
        bomb
        + rss(f"<item><title>&l9;&x;</title><description>&l9;&x;{SENTENCE}</description></item>").partition("?>")[2]
    )
    for entry in feed(page(content)):
        assert isinstance(entry, InputError) or len(entry.text) < 2 * len(SENTENCE)


@pytest.mark.parametrize(
    "text",
    [
        rss(),
        "\ufeff<rss>",
        "<!-- made by hand --><?xml-stylesheet href='x'?><feed xmlns='http://www.w3.org/2005/Atom'>",
        "<!DOCTYPE rss [<!ENTITY nbsp ' '>]>\n<rss version='0.91'>",
        "<rdf:RDF xmlns:rdf='x'>",
        "<atom:feed xmlns:atom='x'>",
        '{"version": "https://jsonfeed.org/version/1", "items": []}',
        '{"title": "x", "version": "https:\\/\\/jsonfeed.org\\/version\\/1.1"}',
    ],
)
def test_feeds_are_known_by_how_they_open(text: str) -> None:
    assert is_feed(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "<html><rss>",
        "A <rss> in text",
        '{"id": "1", "text": "jsonfeed.org"}',
        "<!--" * 5_000,
        "<?xml version='1.0'?><html>",
    ],
)
def test_other_texts_are_not(text: str) -> None:
    assert not is_feed(text)


PIECES = [
    "<rss>",
    "<channel>",
    "<item>",
    "</item>",
    "<title>",
    "<feed xmlns='http://www.w3.org/2005/Atom'>",
    "<entry>",
    "<source>",
]
PIECES += [
    "<description>",
    "<![CDATA[",
    "]]>",
    "&lt;p&gt;",
    "<content type='xhtml'>",
    "<link href='http://['/>",
    "text ",
    "{",
    '"version":',
]
PIECES += [
    '"https://jsonfeed.org/version/1"',
    '"items":[',
    "}",
    "<guid>",
    "<pubDate>",
    "Mon, 99 Foo 2024",
    "<?xml?>",
    "\ud7ff",
    "&x;",
]


@settings(max_examples=200, deadline=None)
@given(
    st.binary(max_size=500) | st.lists(st.sampled_from(PIECES), max_size=25).map(lambda parts: "".join(parts).encode())
)
def test_any_bytes_give_reports_or_input_errors(content: bytes) -> None:
    try:
        entries = feed(page(content))
    except InputError:
        return
    ids = [entry.id for entry in entries if isinstance(entry, Report)]
    assert len(ids) == len(set(ids))
    assert all(isinstance(entry, (Report, InputError)) for entry in entries)


@pytest.mark.parametrize("written", ["March 5", "Tue", "10:30", "2024", "Mar 2024", "5", "Thu, 05 Sep"])
def test_what_a_date_lacks_is_not_filled_from_the_clock(written: str) -> None:
    assert only(rss(item(extra=f"<pubDate>{written}</pubDate>"))).published is None


@pytest.mark.parametrize(
    "written",
    ["Thu, 05 Sep 2024 10:00:00 PST", "Thu 5 Sep 24", "2024-09-05T23:30:00-08:00", "<![CDATA[5 Sep 2024]]>"],
)
def test_a_date_that_is_whole_is_kept(written: str) -> None:
    published = only(rss(item(extra=f"<pubDate>{written}</pubDate>"))).published
    assert published is not None
    assert (published.year, published.month) == (2024, 9)
    assert published.day in {5, 6}


def test_categories_are_subjects_unless_they_say_nothing() -> None:
    categories = "".join(f"<category>{term}</category>" for term in ("News", "Ferries", "ferries", "Harbour Gazette"))
    coded = '<category domain="http://cv.iptc.org/newscodes/mediatopic/">17000000</category>'
    assert only(rss(item(extra=categories + coded))).subjects == ("Ferries", "weather")
    assert only(rss(item())).subjects == ()


def listed(*days: int | None) -> list[Item]:
    return [
        Item(str(place), None, None, None, "", published=date(2026, 3, day) if day else None)
        for place, day in enumerate(days)
    ]


def test_a_feed_that_is_not_in_the_order_of_time_was_put_in_order_by_an_editor() -> None:
    assert places(listed(9, 11, 10)) == {"0": 0, "1": 1, "2": 2}


@pytest.mark.parametrize("days", [(), (9,), (11, 10, 9), (9, 10, 11), (9, 9), (9, None, 8, 10)])
def test_the_order_of_time_and_one_that_cannot_be_told_say_nothing(days: tuple[int | None, ...]) -> None:
    assert places(listed(*days)) == {}
