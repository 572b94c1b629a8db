"""Figures for Prometheus: requests by route and status, how long they took, what came of gathering, and what waits.

Strategy: a registry for each site, so that two may run in one process; gathering's figures and the store's counts are
asked for when they are read. Labels are names of ours alone (the path that a route was declared by, never the one asked
for), so that nobody outside can make them grow.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from time import perf_counter
from typing import Final

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.metrics_core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from twosource.errors import StoreError
from twosource.service.figures import Figures
from twosource.service.follower import Progress
from twosource.store.backlog import Backlog
from twosource.store.sends import Sent
from twosource.store.subscribers import State

METHODS: Final = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
BUCKETS: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0)  # seconds, about our goal of 0.1
KIND: Final = "text/plain; version=0.0.4; charset=utf-8"


class Metrics:
    """The figures of one site."""

    def __init__(
        self,
        figures: Callable[[], Figures] | None = None,
        progress: Callable[[], Progress] | None = None,
        running: Callable[[], Mapping[str, bool]] = dict,
        waiting: Callable[[], Backlog] | None = None,
    ) -> None:
        self._registry = CollectorRegistry()
        self._requests = Counter(
            "twosource_requests", "Requests answered.", ("route", "method", "status"), registry=self._registry
        )
        self._seconds = Histogram(
            "twosource_request_seconds", "Seconds until an answer was whole.", ("route",), buckets=BUCKETS,
            registry=self._registry,
        )  # fmt: skip
        self._registry.register(_Parts(running))
        if figures is not None:
            self._registry.register(_Gathering(figures))
        if progress is not None:
            self._registry.register(_Telling(progress))
        if waiting is not None:
            self._registry.register(_Waiting(waiting))

    def answered(self, route: str, method: str, status: int, seconds: float) -> None:
        self._requests.labels(route, method if method in METHODS else "other", str(status)).inc()
        self._seconds.labels(route).observe(seconds)

    def text(self) -> bytes:
        """All figures, as Prometheus reads them."""
        return generate_latest(self._registry)


class Metered:
    """The application, with each answer counted and timed."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await self._app(scope, receive, send)
        start, status = perf_counter(), 500

        async def listening(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, listening)
        finally:
            route = scope.get("twosource.route")
            path = f"{scope.get('root_path', '')}{route.path}" if route else "none"
            self._metrics.answered(path, scope["method"], status, perf_counter() - start)
        return None


class _Gathering(Collector):
    """What came of gathering, as families of metrics."""

    def __init__(self, figures: Callable[[], Figures]) -> None:
        self._figures = figures

    def collect(self) -> Iterable[Metric]:
        found = self._figures()
        yield _by("feeds", "Answers of feeds, by what health they came to.", "health", found.feeds)
        yield _by("pages", "Pages of entries, by what came of them.", "outcome", found.pages)
        yield _by("reports", "Reports, by whether they were new.", "outcome", found.reports)
        yield _by("gathering_seconds", "Seconds spent by who writes, by what it did.", "doing", found.seconds)
        yield CounterMetricFamily("twosource_grouped", "Reports whose story was found.", value=found.grouped)
        yield CounterMetricFamily("twosource_bytes", "Bytes of bodies that came, unpacked.", value=found.bytes)
        yield GaugeMetricFamily("twosource_jobs_waiting", "Jobs in line.", value=found.waiting)
        yield GaugeMetricFamily("twosource_jobs_under_way", "Jobs being done.", value=found.under_way)


class _Telling(Collector):
    """What came of telling stories."""

    def __init__(self, progress: Callable[[], Progress]) -> None:
        self._progress = progress

    def collect(self) -> Iterable[Metric]:
        found = self._progress()
        outcomes = {"told": found.told, "failed": found.failed}
        yield _by("stories", "Stories that were to be told, by what came of it.", "outcome", outcomes)
        yield _by("telling_seconds", "Seconds spent on telling, by what was done.", "doing", found.seconds)
        yield CounterMetricFamily("twosource_heard", "Reports read for who says what.", value=found.heard)
        yield GaugeMetricFamily("twosource_stories_behind", "Stories still to be told.", value=found.behind)


class _Waiting(Collector):
    """What waits in the store, and what became of it; of a store that does not answer, that."""

    def __init__(self, waiting: Callable[[], Backlog]) -> None:
        self._waiting = waiting

    def collect(self) -> Iterable[Metric]:
        try:
            found = self._waiting()
        except StoreError:
            yield GaugeMetricFamily("twosource_store_up", "Whether the store answers.", value=0)
            return
        yield GaugeMetricFamily("twosource_store_up", "Whether the store answers.", value=1)
        yield _now("sends", "Briefs by mail, by what became of them.", dict.fromkeys(Sent, 0) | {**found.sends})
        yield _now("subscribers", "Readers of briefs by mail.", dict.fromkeys(State, 0) | {**found.subscribers})
        yield _now("webhook_deliveries", "Messages to other programs.", {"waiting": 0, **found.deliveries})
        yield GaugeMetricFamily("twosource_corrections_waiting", "Not followed yet.", value=found.regroupings)
        yield GaugeMetricFamily("twosource_notes_waiting", "For an editor to read.", value=found.notes)


class _Parts(Collector):
    """Whether what runs beside the server goes on."""

    def __init__(self, running: Callable[[], Mapping[str, bool]]) -> None:
        self._running = running

    def collect(self) -> Iterable[Metric]:
        family = GaugeMetricFamily("twosource_running", "Whether a part goes on.", labels=["part"])
        for name, goes_on in sorted(self._running().items()):
            family.add_metric([name], float(goes_on))
        yield family


def _now(name: str, told: str, counts: Mapping[str, int]) -> Metric:
    """How many there are now, by state."""
    family = GaugeMetricFamily(f"twosource_{name}", told, labels=["state"])
    for key, value in sorted(counts.items()):
        family.add_metric([key], value)
    return family


def _by(name: str, told: str, label: str, counts: Mapping[str, float]) -> Metric:
    family = CounterMetricFamily(f"twosource_{name}", told, labels=[label])
    for key, value in sorted(counts.items()):
        family.add_metric([key], value)
    return family
