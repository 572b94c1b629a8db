"""An app that syncs, written from public descriptions of the Google Reader API alone: nothing of ours is imported.

It does what the apps on people's phones do: logs in, takes the lists of feeds and labels, asks for the ids of what is
unread and what is starred, fetches the items that it does not have, page by page, and sends what its reader marked.
"""

from __future__ import annotations

from typing import Any, Protocol
from urllib.parse import quote

STATE = "user/-/state/com.google/"
READING_LIST, READ, STARRED = (STATE + name for name in ("reading-list", "read", "starred"))
LONG = "tag:google.com,2005:reader/item/"
Fields = list[tuple[str, str]]


class Answer(Protocol):
    @property
    def status_code(self) -> int: ...
    @property
    def text(self) -> str: ...
    @property
    def headers(self) -> Any: ...
    def json(self) -> Any: ...


class Browser(Protocol):
    """A client of HTTP, as httpx has it."""

    @property
    def get(self) -> Any: ...
    @property
    def post(self) -> Any: ...


class App:
    """One app on one phone."""

    def __init__(self, browser: Browser, base: str = "", agent: str = "Newsstand/4.2 (Phone)") -> None:
        self._browser = browser
        self._base = base
        self._headers = {"User-Agent": agent}
        self.items: dict[int, dict[str, Any]] = {}
        self.unread: set[int] = set()
        self.starred: set[int] = set()

    # --- coming in

    def log_in(self, name: str, password: str) -> Answer:
        sent = {"Email": name, "Passwd": password, "accountType": "HOSTED_OR_GOOGLE", "service": "reader"}
        answer: Answer = self._browser.post(f"{self._base}/accounts/ClientLogin", data=sent, headers=self._headers)
        told = dict(line.split("=", 1) for line in answer.text.splitlines() if "=" in line)
        if answer.status_code == 200:
            self._headers["Authorization"] = f"GoogleLogin auth={told['Auth']}"
        return answer

    def show(self, auth: str) -> None:
        self._headers["Authorization"] = f"GoogleLogin auth={auth}"

    # --- asking

    def get(self, path: str, *query: tuple[str, str]) -> Answer:
        fields = [*query, ("output", "json")]
        answer: Answer = self._browser.get(
            f"{self._base}/reader/api/0/{path}", params=fields, headers=self._headers, follow_redirects=False
        )
        return answer

    def json(self, path: str, *query: tuple[str, str]) -> Any:
        answer = self.get(path, *query)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def ids(self, stream: str, *query: tuple[str, str], n: int = 10_000) -> list[int]:
        """Ids of a stream, all pages of it."""
        found: list[int] = []
        more: Fields = []
        while True:
            told = self.json("stream/items/ids", ("s", stream), ("n", str(n)), *query, *more)
            page = [int(ref["id"]) for ref in told["itemRefs"]]
            assert len(page) <= n
            found += page
            if "continuation" not in told:
                return found
            assert isinstance(told["continuation"], str)
            more = [("c", told["continuation"])]

    def contents(self, ids: list[str]) -> list[dict[str, Any]]:
        fields: Fields = [("i", one) for one in ids]
        answer = self.post("stream/items/contents", *fields)
        assert answer.status_code == 200, answer.text
        found: list[dict[str, Any]] = answer.json()["items"]
        return found

    def stream(self, stream: str, *query: tuple[str, str]) -> list[dict[str, Any]]:
        """Items of a stream, all pages of it, the stream's name in the path."""
        found: list[dict[str, Any]] = []
        more: Fields = []
        while True:
            told = self.json(f"stream/contents/{quote(stream, safe='')}", *query, *more)
            found += told["items"]
            if "continuation" not in told:
                return found
            more = [("c", told["continuation"])]

    # --- telling

    def token(self) -> str:
        answer = self.get("token")
        assert answer.status_code == 200
        return answer.text.strip()

    def post(self, path: str, *fields: tuple[str, str], token: str | None = None) -> Answer:
        sent: dict[str, list[str]] = {}
        for name, value in (*fields, ("T", self.token() if token is None else token), ("output", "json")):
            sent.setdefault(name, []).append(value)
        answer: Answer = self._browser.post(f"{self._base}/reader/api/0/{path}", data=sent, headers=self._headers)
        return answer

    def edit(self, ids: list[int], *, add: str = "", remove: str = "") -> Answer:
        tags = [("a", add)] * bool(add) + [("r", remove)] * bool(remove)
        return self.post("edit-tag", *(("i", f"{LONG}{one:016x}") for one in ids), *tags)

    # --- syncing

    def sync(self) -> None:
        """What an app does when it is pulled down."""
        unread = set(self.ids(READING_LIST, ("xt", READ)))
        self.starred = set(self.ids(STARRED))
        new = sorted((unread | self.starred) - self.items.keys() | (unread - self.unread))
        for at in range(0, len(new), 100):
            for item in self.contents([f"{LONG}{one:016x}" for one in new[at : at + 100]]):
                self.items[int(item["id"].removeprefix(LONG), 16)] = item
        self.unread = unread
