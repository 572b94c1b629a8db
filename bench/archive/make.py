"""`python -m bench.archive.make FOLDER`: a made archive as WARC files, the same bytes each time.

In FOLDER are the files, `outlets.toml`, and `made.jsonl`, which tells of each page its kind, its event, where it stands
and, where it is damaged, how.

    python -m bench.archive.make out/archive --pages 25000
    python -m bench.archive.make out/worn --pages 2000 --damage 0.01          one record in a hundred is damaged
    python -m bench.archive.make out/spared --pages 2000 --damage 0.01 --spare   those are left out instead
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bench.archive import records
from bench.archive.plan import Archive, Kind, Sheet, outlets_toml
from bench.archive.tellings import chosen

PER_FILE = 2_500  # pages; a file of CC-NEWS has 1 GB, 20,000 to 30,000 pages: ours has more files, as a month has
NOT_FOUND = 3  # of four things that are no page one is an error
PARTS_OF = 10**6


@dataclass(frozen=True, slots=True)
class Damage:
    """Which share of the records is damaged, and whether those are left out instead."""

    share: float = 0.0
    spare: bool = False

    def befalls(self, sheet: Sheet) -> bool:
        name = f"damaged {sheet.kind} {sheet.number}"
        return chosen(name, PARTS_OF) < self.share * PARTS_OF


def make(
    folder: Path, pages: int, *, seed: int = 9, per_file: int = PER_FILE, damage: Damage | None = None
) -> Counter[str]:
    """Write an archive; how many pages there are of each kind, and how many records are damaged in each way."""
    folder.mkdir(parents=True, exist_ok=True)
    archive, counts = Archive(pages, seed), Counter[str]()
    (folder / "outlets.toml").write_text(outlets_toml(), encoding="utf8")
    with (folder / "made.jsonl").open("w", encoding="utf8") as told:
        for number, start in enumerate(range(0, len(archive.sheets), per_file)):
            for line in _file(folder, number, archive, archive.sheets[start : start + per_file], damage or Damage()):
                counts[str(line["kind"])] += 1
                if line["fault"]:
                    counts[f"damaged: {line['fault']}"] += 1
                told.write(json.dumps(line) + "\n")
    return counts


def _file(
    folder: Path, number: int, archive: Archive, sheets: Sequence[Sheet], damage: Damage
) -> Iterator[dict[str, str | int]]:
    """Write one file; a line for each page that is in it."""
    name = f"CC-NEWS-{sheets[0].crawled:%Y%m%d%H%M%S}-{number:05}.warc.gz"
    with (folder / name).open("wb") as stream:
        stream.write(records.info(name, sheets[0].crawled))
        for sheet in sheets:
            hit = damage.befalls(sheet)
            if hit and damage.spare:
                continue
            url = archive.url(sheet)
            stream.write(records.request(url, sheet.crawled))
            offset, fault = stream.tell(), records.fault_of(f"{sheet.kind} {sheet.number}") if hit else ""
            stream.write(_record(archive, sheet, url, sheet.crawled, fault))
            yield {
                "file": name,
                "offset": offset,
                "url": url,
                "kind": str(sheet.kind),
                "event": sheet.event,
                "outlet": sheet.outlet,
                "fault": fault,
            }


def _record(archive: Archive, sheet: Sheet, url: str, when: datetime, fault: str) -> bytes:
    if fault:
        return records.damaged(fault, records.Answer(url, when, archive.body(sheet)))
    if sheet.kind == Kind.REVISIT:
        return records.revisit(url, when)
    if sheet.kind != Kind.OTHER:
        return records.response(url, when, archive.body(sheet))
    if sheet.number % 4 == NOT_FOUND:
        return records.response(url, when, b"<html><title>404</title><h1>Not found</h1></html>", status="404 Not Found")
    return records.response(url, when, archive.body(sheet), "application/pdf")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.archive.make", description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pages", type=int, default=25_000)
    parser.add_argument("--per-file", type=int, default=PER_FILE)
    parser.add_argument("--seed", type=int, default=9)
    parser.add_argument("--damage", type=float, default=0.0, help="share of records that are damaged")
    parser.add_argument("--spare", action="store_true", help="leave out those that would be")
    asked = parser.parse_args()
    damage = Damage(asked.damage, asked.spare)
    counts = make(asked.folder, asked.pages, seed=asked.seed, per_file=asked.per_file, damage=damage)
    for name, count in sorted(counts.items()):
        print(f"{count:8,}  {name}")


if __name__ == "__main__":
    main()
