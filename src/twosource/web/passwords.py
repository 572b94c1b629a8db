"""Passwords: hashed so that a stolen store does not give them away, and checked so that a guess tells nothing.

Strategy: Argon2id (RFC 9106). Who names an account that is not there waits for as long as who names one that is: the
password is checked against a hash that none has. Hashing takes memory by its design, so that only so many are made at
once; the others wait in line.
"""

from __future__ import annotations

import secrets
import unicodedata
from dataclasses import dataclass, field
from functools import cached_property
from threading import BoundedSemaphore
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from twosource.errors import BadField


@dataclass(frozen=True, slots=True)
class Cost:
    """What one hash costs: rounds, KiB of memory, lanes."""

    rounds: int
    memory: int
    lanes: int


# --- what a hash costs, and how many at once --------------------------------------------------------------------------

USUAL: Final = Cost(rounds=3, memory=65_536, lanes=4)
"""RFC 9106's second recommendation, for where memory is scarce: 64 MiB, and 0.17 s of one core (measured)."""
AT_ONCE: Final = 2
"""Hashes at once: 128 MiB at most."""
SHORTEST: Final = 12
"""Characters: NIST SP 800-63B asks for 8 at least, and 15 where nothing else protects; logins here are slowed too."""
LONGEST: Final = 1_000


@dataclass(frozen=True)
class Passwords:
    """Makes and checks hashes. Any thread may call."""

    cost: Cost = USUAL
    _turn: BoundedSemaphore = field(default_factory=lambda: BoundedSemaphore(AT_ONCE))

    @cached_property
    def _hasher(self) -> PasswordHasher:
        return PasswordHasher(self.cost.rounds, self.cost.memory, self.cost.lanes)

    @cached_property
    def _nobodys(self) -> str:
        return self._hasher.hash(secrets.token_urlsafe())

    def hashed(self, password: str) -> str:
        """What is kept of a password.

        Raises:
            BadField: too short, or too long.
        """
        found = _one_form(password)
        if not SHORTEST <= len(found) <= LONGEST:
            raise BadField("password", f"has {len(found):,} characters", f"use {SHORTEST} to {LONGEST:,}: a few words")
        with self._turn:
            return self._hasher.hash(found)

    def fits(self, kept: str | None, password: str) -> bool:
        """Whether it is the password that `kept` was made of; takes as long where there is none."""
        nobodys = self._nobodys  # made before the first answer to anybody
        try:
            with self._turn:
                self._hasher.verify(kept or nobodys, _one_form(password[:LONGEST]))
        except (VerificationError, InvalidHashError):
            return False
        return kept is not None

    def is_old(self, kept: str) -> bool:
        """Whether a hash was made at another cost than is asked for today."""
        return self._hasher.check_needs_rehash(kept)


def _one_form(password: str) -> str:
    return unicodedata.normalize("NFKC", password).encode("utf8", "replace").decode()
