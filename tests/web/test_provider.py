"""What an identity provider is asked, how often, and what it says that is not believed."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import pytest
from tests.web.identity import CLIENT, KEYS, SECRET, Identity, opened

from twosource.errors import ConfigError
from twosource.web.provider import AGAIN, BYTES, FRESH, Provider, Vouched
from twosource.web.refusals import Refused

BACK, VERIFIER = "https://news.example/login/provider/back", "v" * 43


class Clock:
    now = 1_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def identity() -> Iterator[Identity]:
    with opened() as found:
        yield found


@pytest.fixture
def provider(identity: Identity, clock: Clock) -> Provider:
    return Provider(identity.url, CLIENT, SECRET, clock=clock)


def vouched(provider: Provider, identity: Identity) -> Vouched:
    """Whom it vouches for, of a browser that was there."""
    identity.seen(provider.way(back=BACK, state="s", nonce="n", verifier=VERIFIER))
    return provider.vouched("a code", back=BACK, nonce="n", verifier=VERIFIER)


def refused(provider: Provider, identity: Identity) -> tuple[int, str]:
    with pytest.raises(Refused) as found:
        vouched(provider, identity)
    return found.value.status_code, found.value.key


NOT_BELIEVED, AWAY = (403, "oidc.not_believed"), (503, "oidc.away")


@pytest.mark.parametrize("issuer", ["http://id.example", "http://127.0.0.1.evil.example", "ftp://id.example", "", "id"])
def test_a_provider_is_not_asked_in_the_open(issuer: str) -> None:
    with pytest.raises(ConfigError, match="no https address"):
        Provider(issuer, CLIENT, SECRET)


def test_a_browser_carries_what_proves_the_login_and_never_what_makes_it(provider: Provider) -> None:
    way = provider.way(back=BACK, state="of this login", nonce="n", verifier=VERIFIER)
    told = {name: values[0] for name, values in parse_qs(urlsplit(way).query, strict_parsing=True).items()}
    digest = base64.urlsafe_b64decode(told["code_challenge"] + "=")
    assert digest == hashlib.sha256(VERIFIER.encode()).digest()
    assert (told["code_challenge_method"], told["response_type"]) == ("S256", "code")
    assert (told["redirect_uri"], told["state"], told["nonce"]) == (BACK, "of this login", "n")
    assert VERIFIER not in way
    assert SECRET not in way


def test_keys_that_changed_are_asked_for_once_a_minute_at_most(
    provider: Provider, identity: Identity, clock: Clock
) -> None:
    assert vouched(provider, identity).subject == "7"
    identity.key, identity.published = KEYS[1], [KEYS[1]]
    clock.now += AGAIN - 1
    assert refused(provider, identity) == NOT_BELIEVED
    clock.now += 2
    assert vouched(provider, identity).subject == "7"


def test_a_key_that_was_withdrawn_is_believed_for_an_hour_at_most(
    provider: Provider, identity: Identity, clock: Clock
) -> None:
    vouched(provider, identity)
    identity.published = [KEYS[1]]
    clock.now += FRESH - 1
    assert vouched(provider, identity).subject == "7"
    clock.now += 2
    assert refused(provider, identity) == NOT_BELIEVED


def test_what_it_vouches_for_is_of_this_login_alone(provider: Provider, identity: Identity) -> None:
    vouched(provider, identity)
    for asked in ({"nonce": "of another"}, {"verifier": "w" * 43}):
        with pytest.raises(Refused) as found:
            provider.vouched("a code", **{"back": BACK, "nonce": "n", "verifier": VERIFIER, **asked})
        assert (found.value.status_code, found.value.key) == NOT_BELIEVED


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 200),
        (b"[]", 200),
        (b"[" * 100_000, 200),
        (b"\xff\xfe", 200),
        (b'{"issuer": "https://evil.example"}', 200),
        (b'{"id_token": "x"}', 500),
        (b" " * (BYTES + 1) + b"{}", 200),
    ],
)
def test_an_answer_that_is_none_is_not_believed(
    provider: Provider, identity: Identity, body: bytes, status: int
) -> None:
    identity.body, identity.status = body, status
    with pytest.raises(Refused) as found:
        provider.way(back=BACK, state="s", nonce="n", verifier=VERIFIER)
    assert (found.value.status_code, found.value.key) == NOT_BELIEVED


@pytest.mark.parametrize("address", [None, 3, "", "ftp://id.example", "javascript:alert(1)"])
def test_it_sends_nobody_where_no_browser_should_go(provider: Provider, identity: Identity, address: object) -> None:
    identity.described = {"authorization_endpoint": address}
    assert refused(provider, identity) == NOT_BELIEVED


def test_one_that_does_not_answer_is_away() -> None:
    with opened() as gone:
        pass
    assert refused(Provider(gone.url, CLIENT, SECRET), gone) == AWAY
