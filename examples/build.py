"""Builds the sample corpus from source/: reports.jsonl, gold/*.jsonl and the raw forms in pages/, text/ and feeds/.

usage: python examples/build.py [--check]

Deterministic: the same source gives the same bytes. With --check nothing is written; exit 1 and a line for each file
that differs from what the source gives, is missing, or is left over.
"""

from __future__ import annotations

import json
import sys
import tomllib
from pathlib import Path
from typing import Any

import rawforms
from gold import StoryGold
from markup import SourceReport, SourceStory, story, styled

HERE = Path(__file__).parent
BUILT_FOLDERS = ("gold", "pages", "text", "feeds")


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
    outlets = tomllib.loads((root / "outlets.toml").read_text("utf8"))
    sources = [story(p.read_text("utf8"), p.name) for p in sorted((root / "source").glob("*.txt"))]
    given = sorted(((r, s) for s in sources for r in s.reports), key=lambda pair: (str(pair[0].published), pair[0].id))
    texts = {r.id: styled(r.plain, outlets[r.outlet]["quotes"]) for r, _ in given}
    records = [_record(report, source, texts, outlets) for report, source in given]
    raw = rawforms.raw_forms([(_public(r), h.head) for r, (h, _) in zip(records, given, strict=True)], outlets, root)
    files = {"reports.jsonl": _lines(records), **_gold(sources, texts, outlets), **raw}
    return dict(sorted(files.items()))


def _record(
    report: SourceReport, source: SourceStory, texts: dict[str, str], outlets: dict[str, Any]
) -> dict[str, Any]:
    quotes = outlets[report.outlet]["quotes"]
    head = report.head
    path, entry = rawforms.raw_path(report, outlets)
    return {
        "id": report.id,
        "outlet": outlets[report.outlet]["name"],
        "url": f"https://{outlets[report.outlet]['domain']}/{report.published:%Y/%m/%d}/{report.id.split('-', 2)[2]}",
        "title": styled(head["title"], quotes),
        "byline": styled(head["byline"], quotes) if "byline" in head else None,
        "published": head["published"],
        "text": texts[report.id],
        "credit": head.get("credit"),
        "revises": head.get("revises"),
        "raw": path,
        "entry": entry,
        "story": source.plan["story"],
    }


def _public(record: dict[str, Any]) -> dict[str, Any]:
    return {k: v for k, v in record.items() if k != "story"}


def _gold(sources: list[SourceStory], texts: dict[str, str], outlets: dict[str, Any]) -> dict[str, bytes]:
    out: dict[str, list[dict[str, Any]]] = {
        k: []
        for k in (
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
    }
    for source in sources:
        gold = StoryGold(source, texts, outlets)
        plan = source.plan
        out["stories"].append(
            {k: plan[k] for k in ("story", "split", "event", "tags")} | {"near": plan.get("near", [])}
        )
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


def _lines(records: list[dict[str, Any]]) -> bytes:
    kept = ({k: v for k, v in r.items() if k != "story"} if "raw" in r else r for r in records)
    return "".join(json.dumps(r, ensure_ascii=False) + "\n" for r in kept).encode("utf8")


def _left_over(root: Path, built: dict[str, bytes]) -> list[Path]:
    found = (p for folder in BUILT_FOLDERS for p in sorted((root / folder).rglob("*")) if p.is_file())
    return [p for p in found if p.relative_to(root).as_posix() not in built]


def _check(root: Path, built: dict[str, bytes]) -> int:
    wrong = [
        name for name, content in built.items() if not (root / name).is_file() or (root / name).read_bytes() != content
    ]
    wrong += [p.relative_to(root).as_posix() for p in _left_over(root, built)]
    for name in wrong:
        print(f"{name}: not what the source gives; run python examples/build.py")  # noqa: T201
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
