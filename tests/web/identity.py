"""An identity provider on loopback, which vouches for whomever a test says, rightly or wrongly."""

from __future__ import annotations

import base64
import hashlib
import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT, SECRET = "twosource", "a secret of ours"
KEYS = [RSAKey.generate_key(2048, {"kid": f"key {n}"}, auto_kid=False) for n in range(2)]


@dataclass
class Identity:
    """What the provider says. `claims` are of its tokens; `change` is done to a token before it is sent."""

    url: str = ""
    claims: dict[str, Any] = field(default_factory=dict)
    change: Callable[[str], str] = lambda token: token
    key: RSAKey = field(default_factory=lambda: KEYS[0])
    published: list[RSAKey] = field(default_factory=lambda: [KEYS[0]])
    asked: list[dict[str, str]] = field(default_factory=list)
    challenge: str = ""
    nonce: str = ""
    algorithm: str = "RS256"
    described: dict[str, Any] = field(default_factory=dict)
    body: bytes | None = None
    status: int = 200

    def seen(self, way: str) -> dict[str, str]:
        """The browser at the provider's page: what it brings along."""
        told = {name: values[0] for name, values in parse_qs(urlsplit(way).query).items()}
        self.challenge, self.nonce = told["code_challenge"], told["nonce"]
        return told

    def token(self) -> str:
        now = int(time.time())
        usual = {"iss": self.url, "aud": CLIENT, "sub": "7", "iat": now, "exp": now + 300, "nonce": self.nonce}
        claims = {name: value for name, value in {**usual, **self.claims}.items() if value is not None}
        header = {"alg": self.algorithm, "kid": self.key.kid}
        return self.change(jwt.encode(header, claims, self.key, algorithms=[self.algorithm]))

    def answer(self, path: str, form: dict[str, str], login: str) -> tuple[int, dict[str, Any]]:
        if path == "/.well-known/openid-configuration":
            told = {name: f"{self.url}/{name}" for name in ("authorization_endpoint", "token_endpoint", "jwks_uri")}
            return 200, {"issuer": self.url, **told, **self.described}
        if path == "/jwks_uri":
            return 200, {"keys": [key.as_dict(private=False) for key in self.published]}
        self.asked.append(form)
        verified = base64.urlsafe_b64encode(hashlib.sha256(form["code_verifier"].encode()).digest()).rstrip(b"=")
        ours = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        if verified.decode() != self.challenge or login != f"Basic {ours}" or form["code"] != "a code":
            return 400, {"error": "invalid_grant"}
        return 200, {"access_token": "x", "token_type": "Bearer", "id_token": self.token()}


@contextmanager
def opened() -> Iterator[Identity]:
    identity = Identity()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._send({})

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            self._send({name: values[0] for name, values in parse_qs(body).items()})

        def _send(self, form: dict[str, str]) -> None:
            status, told = identity.answer(self.path, form, self.headers.get("Authorization", ""))
            content = identity.body if identity.body is not None else json.dumps(told).encode()
            self.send_response(identity.status if status == 200 else status)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            """No word."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        identity.url = f"http://127.0.0.1:{server.server_port}"
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield identity
        server.shutdown()
        thread.join()
