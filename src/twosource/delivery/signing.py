"""DKIM (RFC 6376): a message → the same with a signature of the sender's domain in front.

Strategy: dkimpy signs; what is signed is chosen here: all that a reader sees of the head, and both headers by which one
unsubscribes (RFC 8058 asks for that). `From` is signed once more than it is there, so that no second one can be put in.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import dkim

from twosource.errors import ConfigError

SIGNED: Final = (
    *(b"from", b"from", b"to", b"subject", b"date", b"message-id", b"mime-version", b"content-type"),
    *(b"list-id", b"list-unsubscribe", b"list-unsubscribe-post", b"auto-submitted"),
)


@dataclass(frozen=True, slots=True)
class Signer:
    """A private key in PEM, and the names under which its public one is found: `SELECTOR._domainkey.DOMAIN`."""

    key: bytes
    selector: str
    domain: str

    def signed(self, message: bytes) -> bytes:
        """The message with its signature.

        Raises:
            ConfigError: the key is none that mail is signed by.
        """
        there = {line.partition(b":")[0].lower() for line in message.partition(b"\r\n\r\n")[0].split(b"\r\n")}
        try:
            line = dkim.sign(
                message,
                self.selector.encode("idna"),
                self.domain.encode(),
                self.key,
                canonicalize=(b"relaxed", b"relaxed"),
                include_headers=[name for name in SIGNED if name in there],
            )
        except (dkim.DKIMException, ValueError, TypeError) as error:
            raise ConfigError(
                f"setting dkim_key: mail cannot be signed by it ({error}); see docs/sending.md"
            ) from error
        return bytes(line) + message


def signer(path: str | None, selector: str, domain: str) -> Signer | None:
    """The signer by the settings, None where they name no key.

    Raises:
        ConfigError: the file cannot be read.
    """
    if path is None:
        return None
    try:
        return Signer(Path(path).read_bytes(), selector, domain)
    except OSError as error:
        raise ConfigError(f"setting dkim_key: {path} cannot be read ({error.strerror}); see docs/sending.md") from error
