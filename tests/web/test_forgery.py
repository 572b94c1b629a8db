"""That a request was meant: by its origin and by its token, each of which another site may try to have."""

from __future__ import annotations

from collections.abc import Mapping
from http.cookies import SimpleCookie
from types import SimpleNamespace

import pytest
from starlette.requests import Request
from starlette.responses import Response

from twosource.config import Config
from twosource.web.forgery import LONGEST_COOKIE, cookie_name, cookie_of, csrf_of, keep, meant, visit_of
from twosource.web.pool import Pool
from twosource.web.refusals import Refused
from twosource.web.site import Site


def no_store() -> None:
    pytest.fail("no store is asked whether a request was meant")


POOL = Pool(no_store)  # type: ignore[arg-type]
NONE: Mapping[str, str] = {}
OPEN, SECURE = Site(Config(), POOL), Site(Config(base_url="https://news.example"), POOL)


def request(headers: Mapping[str, str] = NONE, *, site: Site = SECURE, form: object = None) -> Request:
    """A request to `site` by the name that a proxy gives it."""
    told = {"host": "127.0.0.1:8000", **headers}
    raw = [(name.encode(), value.encode("latin-1")) for name, value in told.items()]
    app = SimpleNamespace(state=SimpleNamespace(site=site))
    scope = {"type": "http", "method": "POST", "scheme": "http", "path": "/x", "query_string": b"", "headers": raw}
    made = Request({**scope, "app": app, "server": ("127.0.0.1", 8000)})
    if form is not None:
        made.state.form = form
    return made


def visited(site: Site, visit: str = "visit") -> dict[str, str]:
    return {"cookie": f"{cookie_name(site)}={visit}"}


def token(site: Site = SECURE, visit: str = "visit") -> str:
    return csrf_of(request(visited(site, visit), site=site))


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "https://news.example"},
        {"origin": "https://NEWS.example"},
        {"origin": "http://127.0.0.1:8000"},  # by the name that this very request has
        {"referer": "https://news.example/stories/1?q=https://evil.example"},
    ],
)
def test_what_our_own_pages_send_is_meant(headers: dict[str, str]) -> None:
    asked = request({**visited(SECURE), **headers}, form={"csrf": token()})
    meant(SECURE, asked)
    by_header = request({**visited(SECURE), **headers, "x-csrf-token": token()})
    meant(SECURE, by_header)
    assert visit_of(asked) == visit_of(by_header) == "visit"


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"origin": "null"},
        {"origin": ""},
        {"origin": "https://evil.example"},
        {"origin": "https://news.example.evil.example"},
        {"origin": "http://news.example"},
        {"origin": "https://news.example:444"},
        {"origin": "https://news.example@evil.example"},
        {"origin": "https://["},
        {"origin": "news.example"},
        {"origin": "https://evil.example", "referer": "https://news.example/"},
        {"referer": "https://evil.example/https://news.example/"},
    ],
)
def test_what_another_site_sends_is_not_though_it_has_the_token(headers: dict[str, str]) -> None:
    with pytest.raises(Refused) as refused:
        meant(SECURE, request({**visited(SECURE), **headers}, form={"csrf": token()}))
    assert (refused.value.status_code, refused.value.key) == (403, "form.origin")


@pytest.mark.parametrize(
    "form",
    [
        {},
        *({"csrf": wrong} for wrong in ("", "visit", "ü", token(visit="another"), token().upper(), object())),
    ],
)
def test_a_form_without_this_browsers_token_is_not_meant(form: dict[str, object]) -> None:
    with pytest.raises(Refused) as refused:
        meant(SECURE, request({**visited(SECURE), "origin": "https://news.example"}, form=form))
    assert (refused.value.status_code, refused.value.key) == (403, "form.old")


def test_a_browser_without_a_cookie_has_no_token_that_could_be_known() -> None:
    first, second = request(), request()
    assert csrf_of(first) == csrf_of(first) != csrf_of(second)
    assert len(visit_of(first)) == 43


@pytest.mark.parametrize("cookie", ["x" * (LONGEST_COOKIE + 1), "ä", ""])
def test_a_cookie_that_is_none_of_ours_is_replaced(cookie: str) -> None:
    asked, answer = request(visited(SECURE, cookie)), Response()
    assert cookie_of(asked) == ""
    visit_of(asked)
    keep(asked, answer)
    assert visit_of(asked) in answer.headers["set-cookie"]


@pytest.mark.parametrize("site", [OPEN, SECURE], ids=["open", "secure"])
def test_a_new_cookie_is_as_strict_as_can_be_and_an_old_one_is_not_set_again(site: Site) -> None:
    new, known, answer, silent = request(site=site), request(visited(site), site=site), Response(), Response()
    visit_of(new)
    visit_of(known)
    keep(new, answer)
    keep(known, silent)
    assert "set-cookie" not in silent.headers
    [(name, told)] = SimpleCookie(answer.headers["set-cookie"]).items()
    assert (name, told.value) == (cookie_name(site), visit_of(new))
    assert (told["path"], told["domain"], told["httponly"], told["samesite"]) == ("/", "", True, "lax")
    assert bool(told["secure"]) == name.startswith("__Host-") == site.https
