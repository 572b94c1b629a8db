"""Who may: every route of the site, asked by somebody of every role, without exception."""

from __future__ import annotations

import pytest
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route as Plain
from starlette.testclient import TestClient
from tests.web.conftest import HOME, Browser, csrf

from twosource.store.accounts import Role
from twosource.web.app import declared
from twosource.web.routes import Route, joined, table

TABLE = [(method, path, may) for method, path, may in table(declared()) if method != "HEAD"]
REFUSED = {303, 401, 403}


def filled(path: str) -> str:
    """The path, with something in place of each part that may be anything."""
    return HOME + "/".join({":int}": "1"}.get(part[-5:], "x") if "{" in part else part for part in path.split("/"))


def ask(client: TestClient, method: str, path: str) -> Response:
    headers = {} if method == "GET" else {"X-CSRF-Token": csrf(client)}
    return client.request(method, filled(path), headers=headers)  # type: ignore[return-value]


def is_refused(answer: Response) -> bool:
    """Whether it was refused for who asked: not, what its handler found wrong with what was asked."""
    if answer.status_code == 303:
        return answer.headers["location"].startswith("/login?next=")
    said = {401: "Log in first", 403: " of this site; "}.get(answer.status_code)
    return said is not None and said in answer.text  # type: ignore[attr-defined]


@pytest.mark.parametrize("role", list(Role))
def test_everybody_may_what_the_table_says_and_nothing_more(members: Browser, role: Role) -> None:
    client = members(role)
    # what ends sessions comes last
    for method, path, may in sorted(TABLE, key=lambda row: row[1] in {"/logout", "/account/sessions"}):
        answer = ask(client, method, path)
        assert is_refused(answer) == (role < may), (method, path, may, answer.status_code)
        assert answer.status_code != 500, (method, path)
        if path in {"/logout", "/account/sessions"} and role >= may:
            client.cookies.set("twosource", "")
            return


def test_at_this_machine_nothing_is_refused(client: TestClient) -> None:
    for method, path, _ in TABLE:
        answer = ask(client, method, path)
        assert not is_refused(answer), (method, path, answer.status_code)
        assert answer.status_code != 500, (method, path)


@pytest.mark.parametrize("role", list(Role))
def test_nothing_is_changed_by_a_form_from_elsewhere(members: Browser, role: Role) -> None:
    own = {(method, route.path) for route in declared() if route.own_proof for method in route.methods or ()}
    for method, path, _ in TABLE:
        if method != "GET" and (method, path) not in own:
            answer = members(role).request(method, filled(path), headers={"Origin": "https://evil.example"})
            assert answer.status_code in REFUSED, (method, path)


def test_a_route_that_does_not_say_who_may_is_none() -> None:
    def handler(_: Request) -> Response:
        return Response()

    with pytest.raises(TypeError, match="may"):
        Route("/x", handler)  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="does not say who may"):
        table([Plain("/x", handler)])


def test_routes_of_one_path_tell_all_that_it_answers_to(client: TestClient) -> None:
    answer = client.request("DELETE", "/login")
    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD, POST")
    assert "does not take that kind of request" in answer.text
    assert all(route.allowed >= (route.methods or set()) for route in joined(declared()))


def test_the_table_names_each_way_in_once() -> None:
    assert len(TABLE) == len(set(TABLE))
