"""Pages as outlets' systems make them: four house styles, each with the clutter that real pages carry.

Strategy: what stands around an article is an outlet's own and the same on all of its pages, about 20 kB of menus,
teasers, styles and scripts, so that unpacking and parsing cost what they cost. Values in, bytes out.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from html import escape

from bench.archive.tellings import Telling, chosen

MENU, TEASERS, RULES, STATES = 45, 24, 90, 70  # links, cards, lines of style and of a script's data: 20 kB together


@dataclass(frozen=True, slots=True)
class Outlet:
    """Who publishes: its number is its rank by size."""

    number: int
    name: str
    domain: str

    @property
    def style(self) -> int:
        return self.number % 4


@dataclass(frozen=True, slots=True)
class Article:
    """What a page shows of a report."""

    url: str
    title: str
    byline: str
    paragraphs: Sequence[str]
    when: datetime
    credit: str = ""


@lru_cache(maxsize=2048)
def _around(outlet: Outlet) -> tuple[str, str, str]:
    """An outlet's head, what stands over an article and what stands below it."""
    words = Telling(outlet.number, -1)
    menu = "".join(f'<li><a href="/s/{n}">{words.name(f"menu {n}")}</a></li>' for n in range(MENU))
    teasers = "".join(
        f'<div class="card c{n % 5}"><a href="/t/{n}"><img src="/i/{n}.jpg" alt="" width="320" height="180">'
        f"<h4>{escape(words.sentence(f'teaser {n}'))}</h4></a></div>"
        for n in range(TEASERS)
    )
    style = "".join(f".c{n}{{margin:{n}px auto;padding:{n % 7}px;color:#{n * 4321 % 4096:03x}}}" for n in range(RULES))
    state = json.dumps([{"id": n, "k": words.name(f"state {n}"), "seen": False, "w": n * 37} for n in range(STATES)])
    head = f'<style>{style}</style><script>window.__STATE__={state}</script><link rel="stylesheet" href="/site.css">'
    over = (
        f'<div id="consent"><p>We and our partners use cookies to show you advertising.</p><button>Accept all</button>'
        f'</div><header><a href="/">{outlet.name}</a><nav><ul>{menu}</ul></nav></header>'
    )
    below = (
        f'<aside class="more"><h3>More from {outlet.name}</h3>{teasers}</aside><div class="sign"><h4>The morning mail'
        f"</h4><p>Sign up for the day's news in your in-box.</p></div><footer><p>© 2026 {outlet.name}. All rights "
        f'reserved.</p><a href="/terms">Terms</a> <a href="/privacy">Privacy</a></footer>'
    )
    return head, over, below


def article_page(outlet: Outlet, article: Article) -> bytes:
    head, over, below = _around(outlet)
    meta, body = (_with_data, _with_tags, _with_classes, _plain)[outlet.style](article, outlet)
    page = (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{escape(article.title)} - {outlet.name}'
        f'</title><meta property="og:site_name" content="{outlet.name}">{meta}{head}</head><body>{over}<main>{body}'
        f"</main>{below}</body></html>"
    )
    return page.encode()


def _with_data(article: Article, outlet: Outlet) -> tuple[str, str]:
    """Schema.org's data, and an article element."""
    data = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": article.title,
        "datePublished": article.when.isoformat(),
        "author": [{"@type": "Person", "name": article.byline}],
        "publisher": {"@type": "NewsMediaOrganization", "name": outlet.name},
    }
    meta = (
        f'<meta property="og:type" content="article"><script type="application/ld+json">{json.dumps(data)}</script>'
        f'<link rel="canonical" href="{article.url}">'
    )
    paragraphs = "".join(f"<p>{escape(one, quote=False)}</p>" for one in article.paragraphs)
    credit = f'<p class="agency">{article.credit}</p>' if article.credit else ""
    return meta, (
        f'<article><h1>{escape(article.title)}</h1><p class="byline">By <span>{article.byline}</span></p>'
        f'<time datetime="{article.when.isoformat()}">{article.when:%d %B %Y}</time>{paragraphs}{credit}</article>'
    )


def _with_tags(article: Article, _: Outlet) -> tuple[str, str]:
    """Open Graph's tags, and a box of advertising between the paragraphs."""
    meta = (
        f'<meta property="og:type" content="article"><meta property="og:title" content="{escape(article.title)}">'
        f'<meta property="article:published_time" content="{article.when.isoformat()}">'
        f'<meta name="author" content="{article.byline}"><meta property="og:url" content="{article.url}">'
    )
    paragraphs = [f"<p>{escape(one, quote=False)}</p>" for one in article.paragraphs]
    paragraphs[2:2] = ['<div class="ad"><span>Advertisement</span><div id="slot-1"></div></div>']
    credit = f"<em>{article.credit}</em>" if article.credit else ""
    return meta, (
        f'<article class="post"><h1>{escape(article.title)}</h1><div class="meta">{article.byline} {credit} '
        f'{article.when:%d/%m/%Y %H:%M}</div><div class="entry-content">{"".join(paragraphs)}</div></article>'
    )


def _with_classes(article: Article, _: Outlet) -> tuple[str, str]:
    """Microdata, and buttons for sharing."""
    paragraphs = "".join(f'<p class="p">{escape(one, quote=False)}</p>' for one in article.paragraphs)
    credit = f'<span class="source">Source: {article.credit}</span>' if article.credit else ""
    return "", (
        f'<div class="story" itemscope itemtype="https://schema.org/NewsArticle"><h1 itemprop="headline">'
        f'{escape(article.title)}</h1><span itemprop="author">{article.byline}</span> <time itemprop="datePublished" '
        f'datetime="{article.when.isoformat()}">{article.when:%b %d, %Y}</time><ul class="share"><li>Share</li>'
        f'<li>Print</li></ul><div itemprop="articleBody" class="body">{paragraphs}</div>{credit}</div>'
    )


def _plain(article: Article, _: Outlet) -> tuple[str, str]:
    """No data at all: headline, a line, and divs."""
    paragraphs = "".join(f'<div class="par">{escape(one, quote=False)}</div>' for one in article.paragraphs)
    credit = f'<div class="src">{article.credit}</div>' if article.credit else ""
    return f'<meta name="date" content="{article.when:%Y-%m-%d}">', (
        f'<div class="hd"><h1>{escape(article.title)}</h1><div class="who">{article.byline} &bull; '
        f'{article.when:%d %B %Y}</div></div><div class="bd">{paragraphs}{credit}</div>'
    )


def list_page(outlet: Outlet, titles: Sequence[str]) -> bytes:
    """A front or a section: headlines, and no article."""
    head, over, below = _around(outlet)
    items = "".join(
        f'<li class="river c{n % 9}"><a href="/2026/{chosen(title, 10**6)}">{escape(title)}</a></li>'
        for n, title in enumerate(titles)
    )
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Latest - {outlet.name}</title>'
        f'<meta property="og:type" content="website">{head}</head><body>{over}<main><h1>Latest</h1><ul>{items}</ul>'
        f"</main>{below}</body></html>"
    ).encode()


def stub_page(outlet: Outlet, article: Article, number: int) -> bytes:
    """A page that shows no article: a wall of consent, the opening of a report behind a wall, or a video."""
    if number % 3 == 0:
        return (
            f"<!DOCTYPE html><html><head><title>Before you continue - {outlet.name}</title></head><body><h1>Before you "
            "continue</h1><p>We and our 842 partners use cookies to personalise ads and content.</p><button>Accept all"
            "</button><button>Reject all</button><p>Manage choices in your privacy settings.</p></body></html>"
        ).encode()
    head, over, below = _around(outlet)
    text = escape(article.paragraphs[0], quote=False)
    rest = (
        f"<p>{text}</p><div class='wall'><h3>Subscribe to continue reading</h3><p>Already a subscriber?</p></div>"
        if number % 3 == 1
        else f"<video src='/v/{number}.mp4'></video><p>Watch: {escape(article.title)}</p>"
    )
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{escape(article.title)}</title>{head}'
        f"</head><body>{over}<main><h1>{escape(article.title)}</h1>{rest}</main>{below}</body></html>"
    ).encode()
