"""Builds the sample corpus from source/: reports.jsonl, gold/*.jsonl and the raw forms in pages/, text/ and feeds/.

usage: python examples/build.py [--check]

Deterministic: the same source gives the same bytes. With --check nothing is written; exit 1 and a line for each file
that differs from what the source gives, is missing, or is left over.
"""

from __future__ import annotations

import html
import json
import sys
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import rawforms
from gold import StoryGold
from markup import SourceReport, SourceStory, story, styled

HERE = Path(__file__).parent
BUILT_FOLDERS = ("gold", "pages", "text", "feeds")
GOLD = (
    "stories",
    "reports",
    "attributions",
    "dates",
    "origins",
    "statements",
    "utterances",
    "differences",
    "copies",
)
Record = dict[str, Any]


def main(arguments: list[str]) -> int:
    built = build(HERE)
    if arguments == ["--check"]:
        return _check(HERE, built)
    if arguments:
        sys.exit(__doc__)
    for path in _left_over(HERE, built):
        path.unlink()
    for name, content in built.items():
        (HERE / name).parent.mkdir(parents=True, exist_ok=True)
        (HERE / name).write_bytes(content)
    print(f"{len(built)} files")  # noqa: T201
    return 0


def build(root: Path) -> dict[str, bytes]:
    """All built files by their path below `root`."""
    outlets, styles = (tomllib.loads((root / name).read_text("utf8")) for name in ("outlets.toml", "house-styles.toml"))
    outlets = {key: outlet | styles[key] for key, outlet in outlets.items()}
    sources = [story(p.read_text("utf8"), p.name) for p in sorted((root / "source").glob("*.txt"))]
    given = sorted((r for s in sources for r in s.reports), key=lambda r: (str(r.published), r.id))
    texts = {r.id: styled(r.plain, outlets[r.outlet]["quotes"]) for r in given}
    records = [_record(report, texts, outlets) for report in given]
    raw = rawforms.raw_forms([(record, r.head) for record, r in zip(records, given, strict=True)], outlets, root)
    for record in records:
        record["lacks"] = _lacks(record, raw[record["raw"]])
    files = {"reports.jsonl": _lines(records), **_gold(sources, texts, outlets), **raw}
    return dict(sorted(files.items()))


def _record(report: SourceReport, texts: dict[str, str], outlets: Record) -> Record:
    outlet, head = outlets[report.outlet], report.head
    path, entry = rawforms.raw_path(report, outlets)
    return {
        "id": report.id,
        "outlet": outlet["name"],
        "url": f"https://{outlet['domain']}/{report.published:%Y/%m/%d}/{report.id.split('-', 2)[2]}",
        "title": styled(head["title"], outlet["quotes"]),
        "byline": styled(head["byline"], outlet["quotes"]),
        "published": head["published"],
        "text": texts[report.id],
        "credit": head.get("credit"),
        "revises": head.get("revises"),
        "raw": path,
        "entry": entry,
    }


def _lacks(record: Record, raw: bytes) -> list[str]:
    """The fields that the raw form does not tell."""
    try:
        told = html.unescape(raw.decode("utf8"))
    except UnicodeDecodeError:
        told = html.unescape(raw.decode("windows-1252"))
    absent = [field for field in ("outlet", "url", "byline", "credit") if record[field] and record[field] not in told]
    when = record["published"]
    day = date.fromisoformat(when[:10])
    ways = (when[:19], f"{day.day} {day:%B %Y}", f"{day:%B} {day.day}, {day.year}", f"{day:%d %b %Y}")
    return absent if any(way in told for way in ways) else [*absent, "published"]


def _gold(sources: list[SourceStory], texts: dict[str, str], outlets: Record) -> dict[str, bytes]:
    out: dict[str, list[Record]] = {name: [] for name in GOLD}
    for source in sources:
        gold, plan = StoryGold(source, texts, outlets), source.plan
        kept = {key: plan[key] for key in ("story", "split", "event", "tags")}
        out["stories"].append({**kept, "near": plan.get("near", [])})
        for report in gold.reports:
            out["reports"].append({"id": report.id, "story": gold.key, "split": plan["split"]})
            out["attributions"].append({"id": report.id, "attributions": gold.attributions(report)})
            published = report.head["published"][:10]
            out["dates"].append({"id": report.id, "published": published, "dates": gold.dates(report)})
            out["origins"].append(gold.origins(report))
        out["statements"] += gold.statements()
        out["utterances"] += gold.utterances()
        out["differences"] += gold.differences()
        out["copies"] += gold.copies()
    return {f"gold/{name}.jsonl": _lines(records) for name, records in out.items()}


def _lines(records: list[Record]) -> bytes:
    return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records).encode("utf8")


def _left_over(root: Path, built: dict[str, bytes]) -> list[Path]:
    found = (p for folder in BUILT_FOLDERS for p in sorted((root / folder).rglob("*")) if p.is_file())
    return [p for p in found if p.relative_to(root).as_posix() not in built]


def _check(root: Path, built: dict[str, bytes]) -> int:
    found = {name: (root / name).read_bytes() for name in built if (root / name).is_file()}
    wrong = [name for name, content in built.items() if found.get(name) != content]
    wrong += [p.relative_to(root).as_posix() for p in _left_over(root, built)]
    for name in wrong:
        print(f"{name}: not what the source gives; run python examples/build.py")  # noqa: T201
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
