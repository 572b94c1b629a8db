"""What nobody sends in good faith: every way into the site takes it, and says what is wrong with it."""

from __future__ import annotations

import pytest
from httpx2 import Response
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient
from tests.web.conftest import HOME, Browser, csrf

from twosource.store.accounts import Role
from twosource.web.app import declared
from twosource.web.shield import PATH, QUERY

NASTY = {
    "script": "<script>alert(1)</script>",
    "attribute": "\"' onload=alert(1) x='",
    "right to left": "\u202e\u2067\u200fevil\u2069",
    "astral": "\U0001f5de" * 500,
    "combining": "e" + "\u0301" * 1_000,
    "sql": "'); DROP TABLE reports; --",
    "template": "{{ 7 * 7 }}{% raw %}",
    "traversal": "../../../../etc/passwd",
    "encoded traversal": "..%2f..%2f..%5cetc",
    "newlines": "a\r\nSet-Cookie: evil=1",
    "bell": "\x07\x1b[31m",
}
PAGES = sorted({route.path for route in declared() if "GET" in (route.methods or ())})
FORMS = sorted({route.path for route in declared() if "POST" in (route.methods or ())})


def in_place(path: str, text: str) -> str:
    """The path with `text` for each of its parts that may be anything, quoted so that it stays one."""
    from urllib.parse import quote  # noqa: PLC0415

    put = {":int}": "1"}
    return HOME + "/".join(
        put.get(part[-5:], quote(text, safe="")) if part.startswith("{") else part for part in path.split("/")
    )


def is_harmless(answer: Response) -> bool:
    """Whether a browser would run nothing of it: no page holds a script, and nothing else passes for a page."""
    if answer.headers.get("content-type", "").startswith("text/html"):
        return "<script>alert" not in answer.text
    return answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("text", NASTY.values(), ids=NASTY.keys())
def test_in_paths_and_queries(client: TestClient, text: str) -> None:
    for path in PAGES:
        names = ("q", "next", "after", "n", "since", "until", "c", "s", "i")
        answer = client.get(in_place(path, text[:300]), params=dict.fromkeys(names, text[:100]))
        assert answer.status_code < 500, (path, answer.text)
        assert is_harmless(answer)
        assert "evil" not in answer.headers.get("set-cookie", "")
        if answer.status_code == 303:
            assert answer.headers["location"].startswith("/")


@pytest.mark.parametrize("text", NASTY.values(), ids=NASTY.keys())
def test_in_forms(client: TestClient, text: str) -> None:
    for path in FORMS:
        names = ("name", "password", "next", "old", "new", "scope", "text", "email", "i", "a", "s", "q", "body")
        fields = {"csrf": csrf(client), **dict.fromkeys(names, text)}
        answer = client.post(in_place(path, text[:300]), data=fields)
        assert answer.status_code < 500, (path, answer.text)
        assert is_harmless(answer)


def test_null_characters(client: TestClient) -> None:
    for address in ("/health%00", "/login?next=%00", "/%00"):
        answer = client.get(address)
        assert (answer.status_code, "cannot be understood" in answer.text) == (400, True), address
    for path in FORMS:
        answer = client.post(in_place(path, "x"), data={"csrf": csrf(client), "name": "a\0b", "q": "\0", "text": "\0"})
        assert answer.status_code < 500, path


def test_bytes_that_are_no_text(client: TestClient) -> None:
    for path in PAGES:
        assert client.get(f"{in_place(path, 'x')}?q=%ff%fe%80&next=%c3%28").status_code < 500
    assert client.get("/%ff%fe").status_code == 404
    for path in FORMS:
        headers = {"Content-Type": "application/x-www-form-urlencoded", "X-CSRF-Token": csrf(client)}
        assert client.post(in_place(path, "x"), content=b"name=%ff%fe&%80=%80&=&&&", headers=headers).status_code < 500
        assert client.post(in_place(path, "x"), content=b"\xff\xfe\x00{", headers=headers).status_code < 500
        headers["Content-Type"] = "multipart/form-data; boundary=x"
        for body in (b"", b"--x\r\n", b"--x\r\nContent-Disposition: form-data; name=\xff\r\n\r\na\r\n--x--"):
            assert client.post(in_place(path, "x"), content=body, headers=headers).status_code < 500
        headers["Content-Type"] = "multipart/form-data"
        assert client.post(in_place(path, "x"), content=b"x", headers=headers).status_code < 500


def test_a_megabyte_of_name(client: TestClient) -> None:
    for route in declared():
        if "POST" in (route.methods or ()):
            fields = {"csrf": "x", "name": "x" * (route.body + 1)}
            answer = client.post(in_place(route.path, "x"), data=fields)
            assert (answer.status_code, "takes" in answer.text) == (413, True), route.path
    headers = {"X-CSRF-Token": csrf(client), "Content-Type": "application/x-www-form-urlencoded"}
    many = "&".join(f"i={n}" for n in range(20_000))
    assert client.post("/logout", content=many, headers=headers).status_code == 400


@pytest.mark.parametrize(
    ("address", "headers", "status", "told"),
    [
        ("/" + "x" * (PATH + 1), {}, 414, "too long"),
        ("/health?" + "x" * (QUERY + 1), {}, 414, "too long"),
        ("/health", {"Cookie": "a=" + "x" * 16_000}, 431, "cookies"),
        ("/health", {f"X-{n}": "x" for n in range(101)}, 431, "headers"),
        ("/health", {"Host": "evil.example"}, 421, "not known by the name"),
        ("/health", {"Host": "127.0.0.1.evil.example"}, 421, "not known by the name"),
        ("/health", {"Host": "["}, 421, "not known by the name"),
        ("/health", {"Host": ""}, 421, "not known by the name"),
        ("/health", {"Host": "localhost"}, 200, "alive"),
        ("/health", {"Host": "LOCALHOST:8000"}, 200, "alive"),
        ("/health", {"Host": "[::1]:8000"}, 200, "alive"),
        ("/health", {"Host": "192.168.1.7"}, 200, "alive"),
    ],
)
def test_heads_of_requests(client: TestClient, address: str, headers: dict[str, str], status: int, told: str) -> None:
    answer = client.get(address, headers=headers)
    assert (answer.status_code, told in answer.text) == (status, True), answer.text
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]


@pytest.mark.parametrize("cookie", ["", "x", "x" * 5_000, "%00", "\x01", "a b", '"', "ä", "../x", "' OR 1=1 --"])
def test_cookies_that_are_none(members: Browser, cookie: str) -> None:
    client = members(Role.STRANGER)
    for value in (f"twosource={cookie}", f"{cookie}; twosource; =; twosource={cookie}={cookie}"):
        answer = client.get("/login", headers={b"Cookie": value.encode()})
        assert answer.status_code == 200
        assert client.get("/account", headers={b"Cookie": value.encode()}).status_code == 303


@pytest.mark.parametrize(
    "method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "PROPFIND", "X" * 100]
)
def test_wrong_methods(client: TestClient, method: str) -> None:
    for path in PAGES:
        if path in FORMS and method == "POST":
            continue
        answer = client.request(method, in_place(path, "x"))
        assert answer.status_code == 405 or (answer.status_code < 500 and method in answer.headers.get("allow", method))
    told = client.get("/metrics").text
    assert "PROPFIND" not in told
    assert "XXX" not in told


def test_a_fault_of_ours_tells_nothing_of_itself(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_: object) -> str:
        raise RuntimeError("the secret is plum jam")

    monkeypatch.setattr("twosource.web.login.onward_of", broken)
    answer = client.get("/login")
    assert (answer.status_code, "A fault of ours" in answer.text) == (500, True)
    assert "plum" not in answer.text
    assert "RuntimeError" not in answer.text
    assert answer.headers["x-content-type-options"] == "nosniff"


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(path=st.text(max_size=200), query=st.text(max_size=200), header=st.binary(max_size=50))
def test_whatever_is_asked_is_answered(client: TestClient, path: str, query: str, header: bytes) -> None:
    from urllib.parse import quote  # noqa: PLC0415

    sent = bytes(byte for byte in header if byte >= 32 and byte != 127)
    address = f"/{quote(path, safe='/', errors='replace')}?{quote(query, safe='&=', errors='replace')}"
    answer = client.get(address, headers={b"If-None-Match": sent, b"Accept-Language": sent, b"Range": sent})
    assert answer.status_code < 500


LONE = "~ED~A0~80"  # a lone surrogate, as addresses of ours write one
BEYOND = "9" * 19  # more than an integer of the databases holds


@pytest.mark.parametrize(
    "path",
    [f"/stories/{LONE}", f"/stories/{LONE}/notes", f"/stories/{LONE}/edit", f"/reports/{LONE}", f"/briefs/{LONE}",
     f"/api/v1/stories/{LONE}", f"/api/v1/reports/{LONE}", f"/search?q=x&before={BEYOND}"],
)  # fmt: skip
def test_what_no_database_holds_is_no_fault_of_ours(client: TestClient, path: str) -> None:
    assert client.get(path).status_code < 500
    assert client.post(f"/stories/{LONE}/merge", data={"csrf": csrf(client), "story": "x"}).status_code < 500
