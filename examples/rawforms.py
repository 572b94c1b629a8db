"""Raw forms: what a reader of the outlet would have fetched, made from the texts by the outlet's template.

Strategy: a report goes into one form: a page (HTML with the outlet's clutter), a text as scraped (with furniture
lines), or an entry of the outlet's feed. Templates hold the clutter; nothing here invents a word. Pure but for reading
templates.
"""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from email.utils import format_datetime
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jinja2

if TYPE_CHECKING:
    from markup import SourceReport

FOLDERS = {"page": ("pages", "html"), "text": ("text", "txt")}
ENCODINGS = {"packet": "windows-1252"}  # an old system; the others are UTF-8
Given = list[tuple[dict[str, Any], dict[str, str]]]


def raw_path(report: SourceReport, outlets: dict[str, Any]) -> tuple[str, str | None]:
    """The file that holds a report's raw form, and the entry's id where that file is a feed."""
    form = report.head["raw"].split()[0]
    if form == "feed":
        return f"feeds/{outlets[report.outlet]['feed']['file']}", f"urn:{report.id}"
    folder, suffix = FOLDERS[form]
    return f"{folder}/{report.outlet}/{report.id}.{suffix}", None


def raw_forms(given: Given, outlets: dict[str, Any], root: Path) -> dict[str, bytes]:
    """Every raw file by its path."""
    loader = jinja2.FileSystemLoader(root / "templates")
    pages = jinja2.Environment(
        loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True, undefined=jinja2.StrictUndefined
    )
    texts = pages.overlay(autoescape=False)
    files: dict[str, bytes] = {}
    feeds: dict[str, list[dict[str, Any]]] = {}
    for report, head in given:
        key = report["id"].partition("-")[0]
        record = shown(report, head, outlets[key])
        form, *variant = head["raw"].split()
        if form == "feed":
            feeds.setdefault(key, []).append(record)
            continue
        environment, suffix = (pages, "html") if form == "page" else (texts, "txt")
        page = environment.get_template(f"{key}.{suffix}").render(report=record, outlet=outlets[key], variant=variant)
        files[report["raw"]] = page.encode(ENCODINGS.get(key, "utf8") if form == "page" else "utf8")
    for key, entries in feeds.items():
        files[f"feeds/{outlets[key]['feed']['file']}"] = feed(outlets[key], entries, pages)
    return files


def shown(report: dict[str, Any], head: dict[str, str], outlet: dict[str, Any]) -> dict[str, Any]:
    paragraphs = report["text"].split("\n\n")
    links = [link.strip() for link in head.get("links", "").split("|") if link.strip()]
    when = _moment(report["published"])
    return {
        **report,
        "paragraphs": paragraphs,
        "html": _linked(paragraphs, links, outlet["domain"]),
        "pull": head.get("pull"),
        "when": when,
        "iso": when.isoformat(),
        "day": f"{when.day} {when:%B %Y}",
        "us_day": f"{when:%B} {when.day}, {when.year}",
        "clock": f"{when:%H:%M}",
    }


def _moment(published: str) -> datetime:
    if "T" in published:
        return datetime.fromisoformat(published)
    day = date.fromisoformat(published)
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def _linked(paragraphs: list[str], links: list[str], domain: str) -> list[str]:
    """Paragraphs as HTML, the first occurrence of each phrase a link."""
    out = [escape(p, quote=False) for p in paragraphs]
    for phrase in links:
        given = escape(phrase, quote=False)
        slug = phrase.lower().replace(" ", "-").replace(".", "")
        for i, paragraph in enumerate(out):
            if given in paragraph:
                out[i] = paragraph.replace(given, f'<a href="https://{domain}/topic/{slug}">{given}</a>', 1)
                break
    return out


def feed(outlet: dict[str, Any], entries: list[dict[str, Any]], pages: jinja2.Environment) -> bytes:
    form = outlet["feed"]["form"]
    newest_first = sorted(entries, key=lambda e: (e["iso"], e["id"]), reverse=True)
    if form == "json":
        return _json_feed(outlet, newest_first)
    for entry in newest_first:
        entry["rfc822"] = format_datetime(entry["when"])
        entry["body"] = "".join(f"<p>{p}</p>\n" for p in entry["html"])
    template = pages.get_template(f"{form}.xml")
    return template.render(outlet=outlet, entries=newest_first, whole=outlet["feed"]["content"] == "full").encode(
        "utf8"
    )


def _json_feed(outlet: dict[str, Any], entries: list[dict[str, Any]]) -> bytes:
    items = [
        {
            "id": e["entry"],
            "url": e["url"],
            "title": e["title"],
            "date_published": e["iso"],
            "authors": [{"name": e["byline"]}] if e["byline"] else [],
            "content_html": "".join(f"<p>{p}</p>" for p in e["html"]),
        }
        for e in entries
    ]
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": outlet["name"],
        "home_page_url": f"https://{outlet['domain']}/",
        "feed_url": f"https://{outlet['domain']}/{outlet['feed']['file']}",
        "language": outlet["language"],
        "items": items,
    }
    return (json.dumps(feed, ensure_ascii=False, indent=1) + "\n").encode("utf8")
