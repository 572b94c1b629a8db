from __future__ import annotations

import json
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twosource.errors import ConsentWall, EmptyPage, InputError, ListPage, PaywallStub, TooDeep
from twosource.model import Page, Report
from twosource.reading.article import article, is_html

LEAD = (
    "The ferry between Port Ellery and Marsh Island was cancelled on Tuesday after engineers found a crack in its hull."
)
QUOTE = "“We cannot put passengers at risk,” harbour master Mara Quill told reporters on the quay in the pouring rain."
MORE = "The crossing carries some 1,200 commuters a day, and the council has chartered two small boats until May."
LAST = "An inquiry by the maritime office is to take six weeks, and its findings will be published in full, she said."
PROSE = (LEAD, QUOTE, MORE, LAST)
BODY = "".join(f"<p>{line}</p>" for line in PROSE)
NAV = "<nav><a href='/'>Home</a><a href='/sport'>Sport</a></nav><footer><p>Terms of use and other things.</p></footer>"


def html(body: str, head: str = "<title>Ferry cancelled after crack is found in hull | Harbour Gazette</title>") -> str:
    return f"<!DOCTYPE html><html lang='en'><head>{head}</head><body>{NAV}{body}</body></html>"


def page(url: str | None = "https://harbourgazette.example/news/ferry") -> Page:
    return Page(name="ferry.html", id="ferry", content=b"", url=url)


def read(text: str, url: str | None = "https://harbourgazette.example/news/ferry") -> Report:
    return article(page(url), text)


def ld(**fields: object) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", **fields})}</script>'


def inside(body: str) -> str:
    return html(f"<article class='story'><h1>Ferry cancelled after crack is found in hull</h1>{body}</article>")


# --- an article -------------------------------------------------------------------------------------------------------


def test_a_page_becomes_a_report() -> None:
    head = (
        "<title>Ferry cancelled | Harbour Gazette</title><meta property='og:site_name' content='Harbour Gazette'>"
        + ld(
            headline="Ferry cancelled",
            author={"name": "Tom Reed"},
            datePublished="2024-03-05T09:30:00Z",
            creditText="Coastal Press",
        )
    )
    assert read(html(f"<article><h1>Ferry cancelled</h1>{BODY}</article>", head)) == Report(
        id="ferry",
        text="\n\n".join(PROSE),
        outlet="Harbour Gazette",
        url="https://harbourgazette.example/news/ferry",
        title="Ferry cancelled",
        byline="Tom Reed",
        published=datetime(2024, 3, 5, 9, 30, tzinfo=UTC),
        credit="Coastal Press",
        language="en",
    )


def test_the_title_is_not_the_first_paragraph() -> None:
    text = read(inside(f"<p>Ferry Cancelled After Crack Is Found in Hull</p>{BODY}")).text
    assert text.startswith(LEAD)


def test_words_in_links_and_spans_stay_in_their_sentence() -> None:
    linked = (
        'She said that <span class="link"><a href="/r">the council will pay</a></span> for the boats, and '
        '<span class="related">nobody</span> objected to it.'
    )
    text = read(inside(BODY + f"<p>{linked}</p>")).text
    assert "She said that the council will pay for the boats, and nobody objected to it." in text


def test_what_a_pointer_would_pop_up_is_no_part_of_the_sentence() -> None:
    popup = (
        '<span class="person">Mara Quill<span class="pop"><a href="/q">Mara Quill</a>'
        '<a href="/1">Harbour master defends her budget in a stormy session</a>'
        '<a href="/2">Quill to run again</a></span></span>'
    )
    text = read(
        inside(f"{BODY}<p>The plan of {popup} was met with a long silence in the town hall on Wednesday evening.</p>")
    ).text
    assert "The plan of Mara Quill was met with" in text
    assert "stormy session" not in text


def test_embedded_posts_are_kept_with_who_posted_them() -> None:
    post = (
        '<div class="social-embed"><blockquote class="twitter-tweet">'
        "<p>No ferry today. Again. I have walked round the whole bay twice now.</p>"
        '— Ida Marsh (@idamarsh) <a href="https://x.example/1">March 5, 2024</a></blockquote></div>'
    )
    text = read(inside(f"<p>{LEAD}</p>{post}<p>{QUOTE}</p><p>{MORE}</p>")).text
    assert "I have walked round the whole bay twice now." in text
    assert "Ida Marsh" in text


def test_an_article_cut_in_several_containers_is_whole() -> None:
    pieces = "".join(
        f'<div class="row"><div class="article__body grid"><p>{line}</p><p>{line[::-1]}.</p></div>'
        '<div class="ad">Ad</div></div>'
        for line in PROSE
    )
    text = read(html(f"<h1>Ferry cancelled after crack is found in hull</h1>{pieces}")).text
    assert [line for line in PROSE if line in text] == list(PROSE)
    assert [text.index(line) for line in PROSE] == sorted(text.index(line) for line in PROSE)


def test_comments_of_the_same_make_are_not_mended_in() -> None:
    comments = "".join(
        f'<div class="comment-list"><div class="content"><p>{word} {QUOTE}</p></div></div>'
        for word in ("I say:", "No:")
    )
    text = read(
        html(
            f'<h1>Ferry cancelled after crack is found in hull</h1><div class="content">{BODY}</div>'
            f'<div id="comments">{comments}</div>'
        )
    ).text
    assert "I say:" not in text


def test_a_pull_quote_and_a_repeated_paragraph_are_given_once() -> None:
    pulled = (
        "<blockquote><p>We cannot put passengers at risk,” harbour master Mara Quill told reporters</p></blockquote>"
    )
    text = read(inside(f"<p>{LEAD}</p>{pulled}<p>{QUOTE}</p><p>{LEAD}</p><p>{MORE}</p>")).text
    assert text.count("We cannot put passengers at risk") == 1
    assert text.count(LEAD) == 1


def test_short_lines_may_recur() -> None:
    asked = "<p>Question: why?</p><p>{}</p>"
    text = read(inside("".join(asked.format(line) for line in PROSE))).text
    assert text.count("Question: why?") == len(PROSE)


def test_furniture_goes_and_its_copyright_line_becomes_the_credit() -> None:
    sign_up = "<p>Sign up for our newsletter to get the news in your inbox</p>"
    end = sign_up + "<p>© 2024 Coastal Press. All rights reserved.</p>"
    report = read(inside(BODY + end))
    assert report.text == "\n\n".join(PROSE)
    assert report.credit == "Coastal Press"


def test_a_bare_date_at_the_top_goes_and_one_that_heads_a_section_stays() -> None:
    day, later = "<p>Tuesday, March 5, 2024</p>", "<p>Monday, March 4, 2024</p>"
    report = read(inside(f"{day}<p>{LEAD}</p><p>{QUOTE}</p>{later}<p>{MORE}</p><p>{LAST}</p>"))
    assert report.text == "\n\n".join((LEAD, QUOTE, "Monday, March 4, 2024", MORE, LAST))


def test_lines_that_only_lead_elsewhere_go() -> None:
    link = "<p><a href='/bridge'>Bridge over the Ellery to close for two years, council decides</a></p>"
    assert "Bridge over" not in read(inside(f"<p>{LEAD}</p>{link}<p>{QUOTE}</p><p>{MORE}</p>")).text


def test_the_text_in_json_ld_stands_in_for_a_page_that_a_script_would_fill() -> None:
    for body in ("\n".join(PROSE), BODY):
        assert read(html("<div id='app'></div>", "<title>Ferry</title>" + ld(articleBody=body))).text == "\n\n".join(
            PROSE
        )


def test_an_article_in_bare_text_and_line_breaks_is_read() -> None:
    assert LEAD in read(html(f"<h1>Ferry cancelled</h1><div class='content'>{'<br><br>'.join(PROSE)}</div>")).text


def test_scripts_and_styles_never_show() -> None:
    noise = "<script>var tracker = 1;</script><style>.story{color:red}</style><noscript>Turn it on.</noscript>"
    text = read(inside(f"{noise}<p>{LEAD}{noise}</p>{noise}{BODY}")).text
    assert not any(word in text for word in ("tracker", "color:red", "Turn it on"))


# --- no article -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("body", ["<div id='root'></div><script src='/app.js'></script>", "<p>404</p>"])
def test_an_empty_page_says_so(body: str) -> None:
    with pytest.raises(EmptyPage):
        read(html(body))


def test_a_news_flash_of_one_sentence_is_an_article() -> None:
    assert read(inside(f"<p>{LEAD}</p>")).text == LEAD


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Just a moment...", "Checking if the site connection is secure. Enable JavaScript and cookies to continue."),
        (
            "Are you a robot?",
            "Please make sure your browser supports JavaScript and that you are not blocking it from loading.",
        ),
        (
            "Before you continue",
            "We and our 842 partners use cookies to store and access information. Accept all. Reject all.",
        ),
        (
            "Harbour Gazette",
            "We value your privacy. We and our partners process your personal data using cookies. Manage options.",
        ),
    ],
)
def test_a_wall_of_consent_or_robots_says_so(title: str, text: str) -> None:
    with pytest.raises(ConsentWall):
        read(html(f"<h1>{title}</h1><div><p>{text}</p></div>", f"<title>{title}</title>"))


def test_a_report_about_walls_is_a_report() -> None:
    about = "<p>“Accept all” is what most readers click, a study of our cookies found on Tuesday.</p>"
    assert (
        "Accept all"
        in read(
            html(
                f"<article><h1>Cookies: what we click</h1>{about}{BODY}</article>",
                "<title>Cookies: what we click</title>",
            )
        ).text
    )


@pytest.mark.parametrize(
    "offer",
    [
        "Subscribe to continue reading",
        "Already a subscriber? Sign in",
        "This article is for subscribers only.",
        "Jetzt weiterlesen mit Plus",
    ],
)
def test_the_first_lines_and_an_offer_are_a_stub(offer: str) -> None:
    with pytest.raises(PaywallStub):
        read(inside(f"<p>{LEAD}</p><p>{QUOTE}</p><div><p>{offer}</p></div>"))


def test_an_offer_elsewhere_on_the_page_makes_no_stub() -> None:
    assert read(
        html(
            "<div><p>Already a subscriber? Log in</p></div>"
            f"<article><h1>Ferry cancelled</h1><p>{LEAD}</p><p>{QUOTE}</p></article>"
        )
    ).text


def test_what_the_page_says_of_access_is_believed_of_short_texts_alone() -> None:
    short = html(
        f"<article><p>{LEAD}</p></article>", "<title>Ferry</title>" + ld(headline="Ferry", isAccessibleForFree=False)
    )
    with pytest.raises(PaywallStub):
        read(short)
    whole = html(
        f"<article>{BODY * 3}{'<p>' + LEAD * 12 + '</p>'}</article>",
        "<title>Ferry</title>" + ld(headline="Ferry", isAccessibleForFree=False),
    )
    assert read(whole).text
    free = short.replace("false", "true")
    assert read(free).text == LEAD


HEADLINES = [f"Report number {n} on the ferry and the many people who miss it" for n in range(16)]


def test_a_page_of_headlines_is_a_list() -> None:
    links = "".join(f"<li><a href='/{n}'>{line}</a></li>" for n, line in enumerate(HEADLINES))
    with pytest.raises(ListPage):
        read(html(f"<div><ul>{links}</ul></div>", "<title>Harbour Gazette</title>"))


def test_headlines_each_with_a_teaser_are_a_list() -> None:
    teasers = "".join(
        f"<div class='card'><h2><a href='/{n}'>{line}</a></h2><p>{LEAD} {n}.</p></div>"
        for n, line in enumerate(HEADLINES)
    )
    with pytest.raises(ListPage):
        read(
            html(f"<main>{teasers}</main>", "<title>World news</title>"),
            url="https://harbourgazette.example/world-news",
        )


def test_a_front_page_is_a_list_whatever_it_calls_itself() -> None:
    links = "".join(f"<h3><a href='/{n}'>{line}</a></h3>" for n, line in enumerate(HEADLINES))
    with pytest.raises(ListPage):
        read(
            html(f"<article>{BODY}</article>{links}", "<title>Gazette</title>" + ld(headline="Ferry")),
            url="https://harbourgazette.example/",
        )


def test_deep_nesting_is_refused() -> None:
    with pytest.raises(TooDeep):
        read("<div>" * 100_000)


# --- invariants -------------------------------------------------------------------------------------------------------

PIECES = [
    BODY,
    "<article>",
    "</article>",
    "<p>",
    "</p>",
    f"<p>{LEAD}</p>",
    "<div class='content'>",
    "</div>",
    "<table><tr><td>",
    "<br>",
    "<h1>Ferry</h1>",
]
PIECES += [
    "<blockquote class='twitter-tweet'>",
    "<script type='application/ld+json'>{",
    "<time datetime='x'>",
    "<a href='http://['>link",
    "&#0;",
    "\ud7ff",
]
PIECES += [
    "<form>",
    "<ul><li>",
    "<title>Ferry</title>",
    "<span><a>x</a><a>y</a></span>",
    "<svg><p>",
    "<iframe>",
    "<meta name='date' content='2024'>",
]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=20).map("".join) | st.text(max_size=300))
def test_any_markup_gives_tidy_text_or_an_input_error(text: str) -> None:
    try:
        report = read(text)
    except InputError:
        return
    assert report.text == report.text.strip()
    assert all(line == " ".join(line.split()) and line for line in report.text.split("\n\n"))


def test_the_same_page_gives_the_same_report() -> None:
    assert read(inside(BODY)) == read(inside(BODY))


@pytest.mark.parametrize(
    "text",
    ["<!doctype html>", "  <html>", "<p>Text", "plain <a href='x'>link</a>", "<?xml version='1.0'?><html lang='en'>"],
)
def test_html_is_known_by_its_tags(text: str) -> None:
    assert is_html(page(), text)


@pytest.mark.parametrize("text", ["", "A plain text.", "1 < 2 and 3 > 2", "<- back", "<Mara> hello"])
def test_plain_text_is_not(text: str) -> None:
    assert not is_html(page(), text)


def test_the_server_is_believed() -> None:
    said = Page(name="x", id="x", content=b"", content_type="application/xhtml+xml")
    plain = Page(name="x", id="x", content=b"", content_type="text/plain; charset=utf-8")
    assert is_html(said, "Text")
    assert not is_html(plain, "<p>A text about tags")


# --- what a page says at its head and nowhere else --------------------------------------------------------------------


def test_a_bare_page_tells_its_headline_outlet_byline_and_day_at_the_head() -> None:
    body = f"<div><h2>Ferry cancelled</h2><i>By Tom Reed</i><br><font>5 March 2024</font>{BODY}</div>"
    report = read(html(body, "<title>Ferry cancelled - The Harbour Gazette</title>"), url=None)
    assert (report.title, report.outlet) == ("Ferry cancelled", "The Harbour Gazette")
    assert (report.byline, report.published) == ("Tom Reed", date(2024, 3, 5))
    assert report.text == "\n\n".join(PROSE)


def test_words_of_the_title_that_are_no_name_behind_a_bar_stay() -> None:
    report = read(
        html(f"<div><p>Ferry cancelled</p>{BODY}</div>", "<title>Ferry cancelled after crack</title>"), url=None
    )
    assert report.title == "Ferry cancelled after crack"
    assert report.outlet is None
