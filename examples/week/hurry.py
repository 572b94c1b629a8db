"""The week under `serve` itself, by a clock that goes many times as fast: every part beside the others, as it runs for
readers. What comes when depends on the machine here; `life` is the week that comes out the same each time.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from threading import Event, Thread

import httpx2
from examples.week import keep, post
from examples.week.cast import Cast
from examples.week.clock import Fast
from examples.week.life import settings
from examples.week.net import Net
from examples.week.post import Box
from examples.week.sites import plan, served
from examples.week.watch import Sample, sample

from twosource.cli.serve import run
from twosource.wiring import Wiring, World


def hurried(folder: Path, pace: float, port: int, tell: Callable[[str], None]) -> list[Sample]:
    """Run `serve` for the week, and keep its mails and pages in `folder`; samples of each day."""
    clock, box, home = Fast(plan()["begins"], pace), Box(), f"http://127.0.0.1:{port}"
    samples: list[Sample] = []
    with ExitStack() as held:
        sites, _ = held.enter_context(served(clock))
        net = Net(sites, clock)
        environment = settings(folder, held.enter_context(post.opened(box)), home)
        wiring = Wiring(environment, World(clock, pace, fetcher=net.fetcher()))
        cast = Cast(wiring, box, lambda: httpx2.Client(base_url=home, headers={"Origin": home}, timeout=60))
        cast.move_in()

        def direct() -> None:
            """Everything that people do, each at its moment; then the end."""
            try:
                for when, what, do in _days(cast.happenings(), samples):
                    Event().wait(max(0.0, (when - clock()).total_seconds() / pace))
                    tell(f"{clock():%a %H:%M}  {what}")
                    do()
                with cast.browser() as browser:
                    keep.keep_pages(browser, folder / "pages")
            finally:
                os.kill(os.getpid(), signal.SIGTERM)

        run(wiring, "127.0.0.1", port, open_to=lambda _: Thread(target=direct, daemon=True).start())
    keep.keep_mails(box, folder / "mails")
    return samples


def _days(
    happenings: list[tuple[datetime, str, Callable[[], None]]], samples: list[Sample]
) -> list[tuple[datetime, str, Callable[[], None]]]:
    """What happens, with a look at memory and open files each midnight, to the week's end."""
    begins, ends = plan()["begins"], plan()["ends"]
    midnights = [begins.replace(day=begins.day + day) for day in range(1, (ends - begins).days + 1)]

    def look(when: datetime) -> Callable[[], None]:
        return lambda: samples.append(sample(f"{when:%a %H:%M}"))

    looks = [(when, "midnight", look(when)) for when in [*midnights, ends]]
    return sorted([*happenings, *looks], key=lambda one: one[0])
