from __future__ import annotations

import threading

from twosource.delivery.pace import Pace


def test_a_pace_is_kept_over_all_who_send() -> None:
    now, waited = [100.0], []

    class Never(threading.Event):
        def wait(self, timeout: float | None = None) -> bool:
            waited.append(round(timeout or 0, 3))
            return False

    pace = Pace(4, lambda: now[0])
    assert all(pace.wait(Never()) for _ in range(3))
    assert waited == [0.25, 0.5], "the first goes at once"
    stopped = threading.Event()
    stopped.set()
    assert not pace.wait(stopped)
    assert not Pace(0).wait(stopped)
