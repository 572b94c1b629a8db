"""The only place that chooses concrete edges: environment → config → inputs, outlets, mail."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from hashlib import blake2b
from pathlib import Path
from random import SystemRandom
from typing import TYPE_CHECKING

from twosource import clock, config, voices
from twosource.errors import InputError, StoreMissing
from twosource.gathering import inputs, outlets
from twosource.model import Outlet, Page
from twosource.parallel import Once

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from twosource.evidence.standing import Compare, Meaning, Vectors
    from twosource.gathering.http import Fetcher
    from twosource.gathering.posting import Poster
    from twosource.rendering.mail import Mail
    from twosource.service.follower import Making
    from twosource.service.jobs import Outside
    from twosource.service.telling import Equipment
    from twosource.store import Database
    from twosource.voices import Tag, Tagged

CODE_AND_WEIGHTS = frozenset({".py", ".onnx", ".npz", ".json"})
HEARING = ("reading", "voices", "models")
TELLING = ("model", "reading", "grouping", "voices", "evidence", "models")
CORES_A_TELLER = 2  # half of them stay with those who gather, read and show; each teller holds the weights, some 400 MB
SHORTEST_LOOK = 0.25  # seconds between two looks, however fast a clock goes: each asks the store


@dataclass(frozen=True, slots=True)
class World:
    """What a run learns of the world beside its settings: of the one that there is, or of a made one.

    now: tells the time.
    pace: how many times as fast `now` goes as a clock on the wall; what waits to look again waits as much less.
    chance: numbers from 0 to 1.
    fetcher: asks sites; None: one by the settings.
    """

    now: Callable[[], datetime] = clock.now
    pace: float = 1.0
    chance: Callable[[], float] = SystemRandom().random
    fetcher: Fetcher | None = None

    def soon(self, seconds: float) -> float:
        """So many seconds of `now`, by a clock on the wall."""
        return max(seconds / self.pace, min(seconds, SHORTEST_LOOK))


def equipment() -> Equipment:
    """What a process that tells stories needs, made there."""
    from twosource.service.telling import Equipment  # noqa: PLC0415 - only such a process needs it

    wiring = Wiring()
    return Equipment(wiring.tag, wiring.meaning)


def _tagger() -> Tag:
    from twosource.models.voices import load  # noqa: PLC0415 - weights that only a run with a report needs

    return voices.joined(load(), voices.tag)


def _table() -> Vectors:
    from twosource.models.meaning import load  # noqa: PLC0415 - weights that only a run with a story needs

    return load()


def _reader_of_pairs(workers: int) -> Compare:
    from twosource.models.comparing import load  # noqa: PLC0415 - weights that only some stories need

    return load(workers=workers)


def _version_of(names: Sequence[str]) -> str:
    """A hash of the code and weights of these parts of the package."""
    found = blake2b(digest_size=12)
    for name in names:
        place = Path(__file__).with_name(name)
        for path in sorted(place.rglob("*")) if place.is_dir() else [place]:
            if path.suffix in CODE_AND_WEIGHTS:
                found.update(path.read_bytes())
    return found.hexdigest()


class Wiring:
    """The edges of one run, made as they are first needed."""

    def __init__(self, environment: Mapping[str, str] | None = None, world: World | None = None) -> None:
        self.config = config.load(os.environ if environment is None else environment)
        self.world = world or World()
        self._fetcher = self.world.fetcher
        self._tag = Once(_tagger)
        self._vectors = Once(_table)
        self._compare = Once(partial(_reader_of_pairs, self.workers))

    def pages(self, named: Sequence[str]) -> Iterator[Page | InputError]:
        return inputs.pages(named, fetch=self._fetch, stdin=sys.stdin.buffer)

    def outlets(self, path: Path | None, *, stored: bool = False) -> Mapping[str, Outlet]:
        """The outlets of `path`, else of the setting, else none; `stored`: those of the feeds that are read too."""
        chosen = path or (Path(self.config.outlets) if self.config.outlets else None)
        named = outlets.outlets(chosen) if chosen else {}
        return {**self._followed_outlets(), **named} if stored else named

    def _followed_outlets(self) -> Mapping[str, Outlet]:
        from twosource.service import subscriptions  # noqa: PLC0415 - only a run with a store needs it

        try:
            with closing(self.store()) as database:
                return subscriptions.outlets(subscriptions.followed(database).values())
        except StoreMissing:
            return {}

    @property
    def workers(self) -> int:
        """How many reports are read at once: as many as this process may use cores."""
        return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1

    def tag(self, text: str) -> Sequence[Tagged]:
        """Who says what in `text`: the trained tagger, joined with the rules."""
        return self._tag()(text)

    @property
    def meaning(self) -> Meaning:
        """The table of vectors, and the network that reads two texts together."""
        from twosource.evidence.standing import Meaning  # noqa: PLC0415 - numpy, which only a run with a story needs

        return Meaning(self._vectors_of, self._compared)

    def _vectors_of(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return self._vectors()(texts)

    def _compared(self, pairs: Sequence[tuple[str, str]]) -> NDArray[np.float32]:
        return self._compare()(pairs)

    @property
    def tagger(self) -> str:
        """A name for `tag` that changes when its answers may: a hash of the code and weights that it is made of."""
        return _version_of(HEARING)

    @property
    def teller(self) -> str:
        """A name for what makes dossiers, that changes when they may."""
        return _version_of(TELLING)

    @property
    def archivist(self) -> str:
        """A name for what reads archives, that changes when its tables may."""
        return _version_of((*TELLING, "archive"))

    @contextmanager
    def making(self) -> Iterator[Making]:
        """What it takes to make dossiers, in processes of their own, which end with it."""
        from twosource.service.follower import LOOK, Making  # noqa: PLC0415 - only a run that tells stories needs these
        from twosource.service.telling import PATIENCE, Teller  # noqa: PLC0415
        from twosource.service.workers import Readers  # noqa: PLC0415

        def outlets() -> Mapping[str, Outlet]:
            return self.outlets(None, stored=True)

        now, look = self.world.now, self.world.soon(LOOK)
        many, telling = max(1, self.workers // CORES_A_TELLER), Teller(equipment)
        with closing(Readers(many, PATIENCE)) as tellers:
            yield Making(partial(tellers, telling), many, self.tagger, self.teller, outlets, now, look)

    def store(self, *, create: bool = False, migrating: bool = False) -> Database:
        """The store of the settings, opened; `create` makes it where there is none.

        Raises:
            ConfigError: an address that is none, or a driver that is not installed.
            StoreError: it is not there, does not answer, or has tables of another version.
        """
        from twosource.store import open_store  # noqa: PLC0415 - only a run that keeps something needs it

        return open_store(self.config.store, create=create, migrating=migrating)

    def message(self, mail: Mail) -> bytes:
        """The mail as a message from and to the addresses of the settings, dated now."""
        from twosource.delivery.mail import message  # noqa: PLC0415 - only a run that writes mail needs it

        sender, recipient = self.config.mail_from, self.config.mail_to
        return message(mail, sender=sender, recipient=recipient, sent=self.world.now())

    @property
    def fetcher(self) -> Fetcher:
        if self._fetcher is None:
            from twosource.gathering.http import Fetcher, user_agent  # noqa: PLC0415 - 0.1 s that only addresses need

            agent = user_agent(self.config.contact)
            self._fetcher = Fetcher(allow_private=self.config.allow_private_addresses, agent=agent)
        return self._fetcher

    @property
    def poster(self) -> Poster:
        """Hands messages to addresses, over connections like those by which pages are fetched."""
        from twosource.gathering.posting import Poster  # noqa: PLC0415 - 0.1 s that only addresses need

        fetcher = self.fetcher
        return Poster(fetcher.allow_private, fetcher.agent, resolve=fetcher.resolve, over=fetcher.over)

    @contextmanager
    def outside(self, at_once: int = 1) -> Iterator[Outside]:
        """What gathering needs of the world, readers in processes of their own included, which end with it.

        Each host is asked over `at_once` connections at most.
        """
        from twosource.gathering.robots import PageFetcher  # noqa: PLC0415 - only a run that gathers needs these
        from twosource.service.jobs import Outside  # noqa: PLC0415
        from twosource.service.workers import Readers  # noqa: PLC0415

        now, chance = self.world.now, self.world.chance
        fetcher = replace(self.fetcher, at_once=at_once)
        with closing(Readers(self.workers)) as readers:
            yield Outside(fetcher, PageFetcher(fetcher, now), readers, now, chance)

    def _fetch(self, url: str) -> Page:
        return self.fetcher.fetch(url)
