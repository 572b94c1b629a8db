"""An identity provider (OpenID Connect): what is asked of it, and whether its answers may be believed.

    its description ─▶ where a browser is sent ─▶ a code comes back ─▶ tokens for it ─▶ whom its signature vouches for

Strategy: the authorization code flow with PKCE, and nothing else of OpenID. The description and the keys are asked for
when they are first needed, and again after an hour, or when a key is not among them. A token is believed if it is
signed by one of the provider's keys with an algorithm of public keys, and is for us, from it, of now, and for this very
login. Nothing of what is exchanged is written down.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from threading import Lock
from time import monotonic, time
from typing import Any, Final
from urllib.parse import urlencode, urlsplit

import httpx2
from joserfc import jwt
from joserfc.errors import InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet

from twosource.errors import ConfigError
from twosource.web.refusals import Refused

# --- limits: chosen, not measured -------------------------------------------------------------------------------------

SECONDS: Final = 10.0  # for one exchange
BYTES: Final = 500_000  # of one answer: descriptions have 5 kB, sets of keys 10 kB
FRESH: Final = 3_600.0  # seconds for which description and keys are remembered
AGAIN: Final = 60.0  # seconds at least before keys are asked for anew, whoever shows a token of an unknown one
LEEWAY: Final = 60  # seconds that clocks may differ
LATEST_ISSUE: Final = 600  # seconds since a token was made

ALGORITHMS: Final = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA")
"""Of public keys alone: with one of shared secrets, who knows our secret could vouch for anybody."""


@dataclass(frozen=True, slots=True)
class Vouched:
    """Whom a provider vouches for: its own name for them, which never changes, and what it says of them."""

    issuer: str
    subject: str
    claims: Mapping[str, Any]


class Provider:
    """One provider, as one client of it sees it. Any thread may call.

    Args:
        issuer: its address, as it names itself.
        client: our name there.
        secret: what we show to be it; empty for a client without one.

    Raises:
        ConfigError: the address is none, or goes over the net in the open.
    """

    def __init__(self, issuer: str, client: str, secret: str, *, clock: Callable[[], float] = monotonic) -> None:
        parts = urlsplit(issuer)
        if parts.scheme != "https" and parts.hostname not in {"127.0.0.1", "localhost"}:
            raise ConfigError(f"setting oidc_issuer: {issuer!r} is no https address")
        self.issuer = issuer
        self._client = client
        self._secret = secret
        self._clock = clock
        self._lock = Lock()
        self._told: tuple[float, Mapping[str, Any]] | None = None
        self._keys: tuple[float, KeySet] | None = None

    @property
    def name(self) -> str:
        """What to call it on a button."""
        return urlsplit(self.issuer).hostname or self.issuer

    # --- what is asked ------------------------------------------------------------------------------------------------

    def way(self, *, back: str, state: str, nonce: str, verifier: str) -> str:
        """Where a browser is sent to log in; it comes back to `back` with `state` and a code."""
        challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
        asked = {
            "response_type": "code",
            "client_id": self._client,
            "redirect_uri": back,
            "scope": "openid email profile",
            "state": state,
            "nonce": nonce,
            "code_challenge": challenge,
            "code_challenge_method": "S256",
        }
        return f"{self._described('authorization_endpoint')}?{urlencode(asked)}"

    def vouched(self, code: str, *, back: str, nonce: str, verifier: str) -> Vouched:
        """Whom the provider vouches for with `code`.

        Raises:
            HTTPException: 503 where it does not answer, 403 where its answer is not to be believed.
        """
        form = {"grant_type": "authorization_code", "code": code, "redirect_uri": back, "code_verifier": verifier}
        login = httpx2.BasicAuth(self._client, self._secret) if self._secret else None
        found = self._asked("POST", self._described("token_endpoint"), {**form, "client_id": self._client}, login)
        token = found.get("id_token")
        if not isinstance(token, str):
            raise _not_believed()
        return self._believed(token, nonce)

    # --- what is believed ---------------------------------------------------------------------------------------------

    def _believed(self, token: str, nonce: str) -> Vouched:
        told = jwt.JWTClaimsRegistry(
            now=int(time()),
            leeway=LEEWAY,
            iss={"essential": True, "value": self.issuer},
            aud={"essential": True, "value": self._client},
            sub={"essential": True},
            exp={"essential": True},
            iat={"essential": True},
            nonce={"essential": True, "value": nonce},
        )
        try:
            claims = self._signed(token).claims
            told.validate(claims)
        except (JoseError, ValueError) as error:
            raise _not_believed() from error
        audience, subject = claims["aud"], claims["sub"]
        for_others = isinstance(audience, list) and len(audience) > 1 and claims.get("azp") != self._client
        if for_others or not isinstance(subject, str) or not subject or time() - claims["iat"] > LATEST_ISSUE:
            raise _not_believed()
        return Vouched(self.issuer, subject, claims)

    def _signed(self, token: str) -> jwt.Token:
        try:
            return jwt.decode(token, self._key_set(FRESH), algorithms=ALGORITHMS)
        except (InvalidKeyIdError, ValueError):  # a key that is newer than what we remember
            return jwt.decode(token, self._key_set(AGAIN), algorithms=ALGORITHMS)

    def _key_set(self, no_older: float) -> KeySet:
        with self._lock:
            held = self._keys
        if held is None or self._clock() - held[0] > no_older:
            found = self._asked("GET", self._described("jwks_uri"))
            try:
                held = (self._clock(), KeySet.import_key_set(found))  # type: ignore[arg-type]
            except (JoseError, KeyError, TypeError, ValueError) as error:
                raise _not_believed() from error
            with self._lock:
                self._keys = held
        return held[1]

    def _described(self, name: str) -> str:
        """An address of its description."""
        with self._lock:
            held = self._told
        if held is None or self._clock() - held[0] > FRESH:
            found = self._asked("GET", f"{self.issuer.rstrip('/')}/.well-known/openid-configuration")
            if found.get("issuer") != self.issuer:
                raise _not_believed()
            held = (self._clock(), found)
            with self._lock:
                self._told = held
        address = held[1].get(name)
        if not isinstance(address, str) or urlsplit(address).scheme not in {"https", urlsplit(self.issuer).scheme}:
            raise _not_believed()
        return address

    def _asked(
        self, method: str, address: str, form: Mapping[str, str] | None = None, login: httpx2.BasicAuth | None = None
    ) -> Mapping[str, Any]:
        """A JSON object of the provider's."""
        content = b""
        try:
            with (
                httpx2.Client(timeout=SECONDS, trust_env=False, follow_redirects=False) as client,
                client.stream(method, address, data=form, auth=login, headers={"Accept": "application/json"}) as answer,
            ):
                for chunk in answer.iter_bytes():
                    content += chunk
                    if len(content) > BYTES:
                        raise _not_believed()
        except httpx2.HTTPError as error:
            raise Refused(503, "oidc.away") from error
        try:
            found = json.loads(content)
        except (ValueError, RecursionError) as error:
            raise _not_believed() from error
        if answer.status_code != 200 or not isinstance(found, dict):
            raise _not_believed()
        return found


def _not_believed() -> Refused:
    return Refused(403, "oidc.not_believed")
