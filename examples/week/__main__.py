"""usage: python -m examples.week [FOLDER] [--pace TIMES | --soak SECONDS] [--port PORT]

Lives a week of the sample corpus's outlets with TwoSource, in some minutes, and leaves its mails and pages in FOLDER
(out/week). As it stands the clock leaps from moment to moment. With --pace 500 `twosource serve` itself runs, by a
clock 500 times as fast: 20 minutes, and the site can be read meanwhile at PORT (8000), as ada, edith or rhea. With
--soak 3600 weeks are lived one after another for an hour, with memory and open files after each.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import time
from pathlib import Path
from typing import Final

from examples.week import keep
from examples.week.cast import PASSWORD
from examples.week.hurry import hurried
from examples.week.life import lived
from examples.week.watch import Sample, slope

WARM: Final = 0.25  # of a soak, after which it is to be flat


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("folder", nargs="?", type=Path, default=Path("out/week"))
    asked.add_argument("--pace", type=float)
    asked.add_argument("--soak", type=float)
    asked.add_argument("--port", type=int, default=8000)
    given = asked.parse_args()
    if given.soak:
        soak(given.folder, given.soak)
        return
    folder = _fresh(given.folder)
    if given.pace:
        tell(f"log in as ada, edith or rhea; their password is: {PASSWORD}")
        show(hurried(folder, given.pace, given.port, tell))
    else:
        with lived(folder, tell) as week, week.browser() as browser:
            mails, pages = keep.keep_mails(week.box, folder / "mails"), keep.keep_pages(browser, folder / "pages")
            tell(f"{mails} mails and {pages} pages are in {folder}")
            show(week.samples)


def soak(folder: Path, seconds: float) -> None:
    """Week after week, what each takes on its last day, and by how much that grows."""
    began = time.monotonic()
    taken: list[tuple[float, Sample]] = []
    while (now := time.monotonic() - began) < seconds:
        with lived(_fresh(folder)) as week:
            taken.append(((time.monotonic() - began) / 60, week.samples[-1]))
        minutes, last = taken[-1]
        tell(f"{minutes:5.1f} min  week {len(taken):2} ({minutes - now / 60:.1f} min)  {last}")
    warm = [(minutes / 60, one) for minutes, one in taken if minutes * 60 > WARM * seconds]
    tell(f"{'':<5}  after the first {WARM:.0%} of the time, in an hour: {_growth(warm)}")


def _growth(taken: list[tuple[float, Sample]]) -> str:
    memory = slope([(hours, one.memory) for hours, one in taken])
    share = slope([(hours, one.share) for hours, one in taken])
    files = slope([(hours, one.files) for hours, one in taken])
    return f"{memory:+.1f} MB this process, {share:+.1f} MB all, {files:+.1f} files open"


def _fresh(folder: Path) -> Path:
    """The folder, empty of a week before."""
    for name in ("mails", "pages"):
        shutil.rmtree(folder / name, ignore_errors=True)
    for path in folder.glob("news.db*"):
        path.unlink()
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def show(samples: list[Sample]) -> None:
    for one in samples:
        tell(str(one))


def tell(line: str) -> None:
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()


if __name__ == "__main__":
    main()
