"""What XML holds, and what is recovered of it when it is broken."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from twosource.reading.feedvalues import Category, Entry, Feed, Link, Media, MediaKind, Person, Source, Text
from twosource.reading.feedxml import xml_feed

ATOM = "http://www.w3.org/2005/Atom"
BASE = "https://harbourgazette.example/rss"


def read(text: str, url: str | None = BASE) -> Feed:
    found = xml_feed(text, url)
    assert found is not None
    return found


def rss_entry(inner: str, namespaces: str = "") -> Entry:
    (entry,) = read(f'<rss version="2.0" {namespaces}><channel><item>{inner}</item></channel></rss>').entries
    return entry


def atom_entry(inner: str) -> Entry:
    (entry,) = read(f'<feed xmlns="{ATOM}"><entry>{inner}</entry></feed>').entries
    return entry


def test_a_feed_says_who_it_is() -> None:
    feed = read(
        "<rss xmlns:atom='http://www.w3.org/2005/Atom' xmlns:itunes='http://www.itunes.com/DTDs/Podcast-1.0.dtd'><channel>"
        "<title>Harbour &amp;amp; Gazette</title><link>/</link><description>News of the port</description>"
        "<language>en_GB</language><lastBuildDate>Tue, 05 Mar 2024 09:30:00 GMT</lastBuildDate><ttl> 60 </ttl>"
        "<atom:link rel='hub' href='https://hub.example/'/><category>Local</category>"
        "<managingEditor>mara@x.example (Mara Quill)</managingEditor>"
        "<itunes:new-feed-url>https://new.example/rss</itunes:new-feed-url></channel></rss>"
    )
    assert feed == Feed(
        title="Harbour & Gazette",
        link="https://harbourgazette.example/",
        subtitle=Text("News of the port", language="en-GB"),
        language="en-GB",
        authors=(Person("Mara Quill", "mara@x.example"),),
        updated=datetime(2024, 3, 5, 9, 30, tzinfo=UTC),
        categories=(Category("Local"),),
        links=(Link("https://harbourgazette.example/"), Link("https://hub.example/", "hub")),
        ttl=60,
        newer="https://new.example/rss",
    )


def test_an_atom_entry_keeps_all_that_it_gives() -> None:
    entry = atom_entry(
        "<id>urn:1</id><title type='html'>A &lt;b&gt;ferry&lt;/b&gt;</title><link rel='alternate' href='/ferry'/>"
        "<link rel='enclosure' href='/a.mp4' type='video/mp4' length='42'/>"
        "<author><name>Ines Roy</name><email>i@x.example</email><uri>https://x.example/</uri></author>"
        "<published>2024-03-05</published><updated>2024-03-06T10:00:00Z</updated><summary>In short</summary>"
        "<content type='html' xml:lang='fr'>&lt;p&gt;Au long&lt;/p&gt;</content>"
        "<category term='ports' scheme='https://x.example/topics' label='Ports'/>"
        "<source><title>Marsh Post</title><id>urn:post</id><link href='https://marshpost.example/'/></source>"
    )
    assert entry == Entry(
        id="urn:1",
        link="https://harbourgazette.example/ferry",
        title="A ferry",
        authors=(Person("Ines Roy", "i@x.example", "https://x.example/"),),
        published=date(2024, 3, 5),
        updated=datetime(2024, 3, 6, 10, tzinfo=UTC),
        summary=Text("In short"),
        content=(Text("<p>Au long</p>", language="fr"),),
        media=(Media("https://harbourgazette.example/a.mp4", MediaKind.ENCLOSURE, "video/mp4", 42),),
        source=Source("Marsh Post", "https://marshpost.example/", "urn:post"),
        categories=(Category("ports", "https://x.example/topics", "Ports"),),
        links=(
            Link("https://harbourgazette.example/ferry"),
            Link("https://harbourgazette.example/a.mp4", "enclosure", "video/mp4"),
        ),
    )


def test_media_of_rss_are_kept_and_grouped_ones_too() -> None:
    entry = rss_entry(
        "<enclosure url='/a.mp3' length='many' type='audio/mpeg'/><media:group><media:description>A crack in the hull."
        "</media:description><media:content url='https://x.example/v.mp4' medium='video' fileSize='7'>"
        "<media:thumbnail url='javascript:alert(1)'/></media:content></media:group>"
        "<media:thumbnail url='https://x.example/t.jpg'/>",
        "xmlns:media='http://search.yahoo.com/mrss/'",
    )
    assert entry.media == (
        Media("https://harbourgazette.example/a.mp3", MediaKind.ENCLOSURE, "audio/mpeg"),
        Media("https://x.example/v.mp4", MediaKind.CONTENT, "video", 7),
        Media("https://x.example/t.jpg", MediaKind.THUMBNAIL),
    )
    assert entry.summary == Text("A crack in the hull.")


@pytest.mark.parametrize(
    ("told", "found"),
    [("90", 90), ("1:30", 90), (" 1:00:05.5 ", 3605), ("0", None), ("an hour", None), ("1:2:3:4", None), ("", None)],
)
def test_how_long_a_file_plays(told: str, found: int | None) -> None:
    [file] = rss_entry(
        f"<enclosure url='/a.mp3' type='audio/mpeg'/><itunes:duration>{told}</itunes:duration>",
        "xmlns:itunes='http://www.itunes.com/dtds/podcast-1.0.dtd'",
    ).media
    assert file.duration == found


def test_a_file_of_media_rss_has_a_title_and_a_length() -> None:
    [file] = rss_entry(
        "<media:content url='https://x.example/v.mp4' type='video/mp4' duration='61'>"
        "<media:title>The hull</media:title></media:content>",
        "xmlns:media='http://search.yahoo.com/mrss/'",
    ).media
    assert file == Media("https://x.example/v.mp4", MediaKind.CONTENT, "video/mp4", None, "The hull", 61)


def test_the_source_of_an_rss_entry_has_an_address() -> None:
    entry = rss_entry("<source url='https://marshpost.example/rss'>Marsh Post</source>")
    assert entry.source == Source("Marsh Post", "https://marshpost.example/rss")
    assert rss_entry("<source/>").source is None


@pytest.mark.parametrize(
    ("guid", "link"),
    [
        ("<guid>https://x.example/1</guid>", "https://x.example/1"),
        ("<guid isPermaLink='false'>https://x.example/1</guid>", None),
        ("<guid>1</guid>", None),
        ("<guid>https://x.example/1</guid><link>https://x.example/2</link>", "https://x.example/2"),
        ("<link type='application/pdf' href='/a.pdf'/><link type='text/html' href='/a'/>", "https://harbourgazette.example/a"),
    ],
)  # fmt: skip
def test_the_link_of_an_entry_is_its_page(guid: str, link: str | None) -> None:
    assert rss_entry(guid).link == link


def test_namespaces_are_known_by_what_they_are_about() -> None:
    inner = "<x:creator>Mara Quill</x:creator><x:date>2024-03-05</x:date><y:title>no title of ours</y:title>"
    entry = rss_entry(inner, "xmlns:x='http://PURL.org/dc/elements/1.1' xmlns:y='urn:other'")
    assert (entry.authors, entry.updated, entry.title) == ((Person("Mara Quill"),), date(2024, 3, 5), None)
    assert rss_entry("<dc:creator>Mara Quill</dc:creator><odd:link>x</odd:link>").authors == (Person("Mara Quill"),)


def test_texts_may_be_escaped_inline_or_in_base64() -> None:
    inline = atom_entry(
        "<content type='xhtml'><h:div xmlns:h='http://www.w3.org/1999/xhtml'><h:p>A</h:p></h:div></content>"
    )
    assert "<p>A</p>" in inline.content[0].value
    assert "<h:" not in inline.content[0].value
    coded = atom_entry("<summary type='application/octet-stream'>QSBmZXJyeQ==</summary>")
    assert coded.summary == Text("A ferry")
    assert atom_entry("<summary mode='base64'>not base64!</summary>").summary == Text("not base64!")
    assert atom_entry("<summary type='text'>a &lt;b&gt;</summary>").summary == Text("a <b>", html=False)


def test_a_second_summary_is_a_full_text() -> None:
    entry = rss_entry("<description>Short</description><summary>Long</summary>")
    assert (entry.summary, entry.content) == (Text("Short"), (Text("Long"),))


def test_languages_are_inherited_and_may_be_taken_back() -> None:
    first, second, third = read(
        f"<feed xmlns='{ATOM}' xml:lang='en'><entry><content>a</content></entry><entry xml:lang=''><content>b</content>"
        "</entry><entry><dc:language>fr</dc:language><content>c</content></entry></feed>"
    ).entries
    assert [entry.content[0].language for entry in (first, second)] == ["en", None]
    assert third.language == "fr"


def test_addresses_are_made_whole_by_the_nearest_base() -> None:
    (entry,) = read(
        f"<feed xmlns='{ATOM}' xml:base='https://a.example/'><entry xml:base='b/'><id>c/1</id><link href='c'/></entry>"
    ).entries
    assert (entry.link, entry.id) == ("https://a.example/b/c", "https://a.example/b/c/1")


def test_categories_come_once_and_keywords_are_cut_at_commas() -> None:
    inner = "<category>Ports</category><category>Ports</category><media:keywords>ferry, hull,</media:keywords>"
    assert rss_entry(inner).categories == (Category("ferry"), Category("hull"), Category("Ports"))
    nested = "<itunes:category text='Sea'><itunes:category text='Ships'/></itunes:category>"
    assert [one.term for one in rss_entry(nested).categories] == ["Sea", "Ships"]


def test_a_channel_definition_holds_addresses_and_dates_in_attributes() -> None:
    feed = read(
        "<CHANNEL HREF='https://x.example/'><ITEM HREF='/1' LASTMOD='2024-03-05'><TITLE>Ferry</TITLE></ITEM></CHANNEL>"
    )
    (entry,) = feed.entries
    assert (feed.link, entry.link, entry.updated) == (
        "https://x.example/",
        "https://harbourgazette.example/1",
        date(2024, 3, 5),
    )


@pytest.mark.parametrize(
    ("written", "read_as"),
    [
        ("caf&eacute; &amp; bar", "café & bar"),
        ("Fish & chips &c; &#146;tis &#x2014; &#X41;", "Fish & chips &c; ’tis — A"),
        ("don\x92t", "don’t"),
        ("<![CDATA[A &amp; B]]>", "A & B"),
        ("1 &lt; 2", "1 < 2"),
    ],
)
def test_characters_by_whatever_name(written: str, read_as: str) -> None:
    assert rss_entry(f"<title>{written}</title>").title == read_as


def test_no_entity_of_a_feeds_own_is_read() -> None:
    declared = '<!DOCTYPE rss [<!ENTITY x "boom"><!ENTITY y SYSTEM "file:///etc/hostname">]>'
    feed = read(f"{declared}<rss><channel><title>&x;&y; Gazette</title></channel></rss>")
    assert feed.title == "&x;&y; Gazette"


@pytest.mark.parametrize(
    "broken",
    [
        "Warning: x in <b>y</b>\n<rss><channel><item><title>Ferry</title></item></channel></rss>",
        "<rss><channel><item><title>Ferry</title>",
        "<rss><channel><br><item><title>Ferry</title></item></channel></rss>",
        "<rss rss:version=2.0><rss:channel><rss:item><rss:title>Ferry</rss:title></rss:item></rss:channel></rss>",
        "<rss><channel><item><title>Ferry</title><link>a?b=1&c=2</link></item></rss>",
    ],
)
def test_what_is_not_well_formed_is_recovered(broken: str) -> None:
    assert [entry.title for entry in read(broken).entries] == ["Ferry"]


def test_an_entry_inside_an_unclosed_one_is_not_lost() -> None:
    feed = read("<rss><channel><item><title>One</title><item><title>Two</title></item></channel></rss>")
    assert [entry.title for entry in feed.entries] == ["One", "Two"]


@pytest.mark.parametrize("text", ["", "news", "<html><body/></html>", "<rss"])
def test_what_is_no_feed_is_none(text: str) -> None:
    assert xml_feed(text) is None
