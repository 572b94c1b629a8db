"""The API answers what its description says, whatever it is asked."""

from __future__ import annotations

import json
import re
import sys
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
import schemathesis
from fastapi import FastAPI
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.config import SchemathesisConfig
from schemathesis.specs.openapi.checks import positive_data_acceptance
from starlette.testclient import TestClient
from tests.store.sample import NOW
from tests.store.shelf import filled, mill
from tests.web.conftest import Browser, csrf

from twosource.rendering.addresses import step
from twosource.rendering.json import dossier_json
from twosource.store import Database
from twosource.store.accounts import ROLES, Role, add_account, add_token
from twosource.store.dossiers import keep_dossier
from twosource.store.material import Feed, briefs, keep_brief, keep_feed
from twosource.store.webhooks import Outcome, keep_body, settle, take
from twosource.web.api import models, shapes
from twosource.web.api.routes import ways
from twosource.web.api.ways import ApiRoute
from twosource.web.app import application
from twosource.web.site import Site

TOKEN = "token-of-a-tester"  # noqa: S105 - of a test's store
CHECKS = SchemathesisConfig.from_dict(
    {"checks": {"negative_data_rejection": {"expected-statuses": [400, 401, 404, 414, 422, 431]}}}
)
BRIEF: dict[str, Any] = {"version": 1, "since": None, "until": None, "stories": [], "reports": []}


@pytest.fixture
def shelf(store: Database) -> Database:
    """The store with a story that has a dossier, a feed and a brief."""
    filled(store)
    assert keep_dossier(store, mill(), "rules", NOW)
    keep_feed(store, Feed("https://courier.example/rss", None, {"due": 1}))
    keep_brief(store, json.dumps(BRIEF) + "\n", NOW)
    return store


# --- the description is true ------------------------------------------------------------------------------------------


@pytest.fixture
def described(site: Site, shelf: Database) -> schemathesis.BaseSchema:
    """The API of a site with an account, an app of which has the token `TOKEN`."""
    reader = add_account(shelf, "reader", Role.READER, None, site.now())
    add_token(shelf, TOKEN, reader, "tester", writes=True, now=site.now())
    config = replace(site.config, allowed_hosts="testserver")  # what its client asks for
    return schemathesis.openapi.from_asgi("/openapi.json", application(replace(site, config=config)), config=CHECKS)


OPERATIONS = [(way.path, way.method) for way in ways()]


@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: mode.value)
@pytest.mark.parametrize(("path", "method"), OPERATIONS)
def test_whatever_is_asked_is_answered_as_described(
    described: schemathesis.BaseSchema, path: str, method: str, mode: GenerationMode
) -> None:
    operation = described[path][method]
    if mode is GenerationMode.NEGATIVE and not any(operation.iter_parameters()) and not operation.body:
        pytest.skip("it takes nothing that could be wrong")

    @settings(max_examples=8, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck), database=None)
    @given(case=operation.as_strategy(generation_mode=mode))
    def asked(case: schemathesis.Case[Any]) -> None:
        # which queries can be understood, which addresses may be posted to, which passages are there: no schema can say
        unsaid = {"/search", "/webhooks", "/stories/{id}/notes"}
        excluded: list[Any] = [positive_data_acceptance] if path in unsaid else []
        case.call_and_validate(headers={"Authorization": f"Bearer {TOKEN}"}, excluded_checks=excluded)

    asked()


def test_every_answer_has_the_shape_that_is_told(client: TestClient, shelf: Database) -> None:
    brief_id = briefs(shelf)[0][0]
    for address, shape in (
        ("/stories", models.Stories),
        ("/stories/mill", models.Dossiers),
        ("/reports/fire", models.OneReport),
        ("/search?q=mill", models.Hits),
        ("/speakers/ada-lunt", models.OneSpeaker),
        ("/outlets", models.Outlets),
        ("/outlets/courier", models.OneOutlet),
        ("/feeds", models.Feeds),
        ("/briefs", models.Briefs),
        (f"/briefs/{step(brief_id)}", models.OneBrief),
    ):
        answer = client.get(f"/api/v1{address}")
        assert answer.status_code == 200, address
        shape.model_validate_json(answer.content, strict=False)
        assert answer.headers["content-type"] == "application/json"
        again = client.get(f"/api/v1{address}", headers={"If-None-Match": answer.headers["etag"]})
        assert again.status_code == 304


def test_shapes_name_every_field_that_is_answered(client: TestClient, shelf: Database) -> None:
    def extra(shape: Any) -> set[str]:
        found = set(shape.model_extra or ())
        for value in dict(shape).values():
            for part in value if isinstance(value, list) else [value]:
                if isinstance(part, shapes.Shape):
                    found |= extra(part)
        return found

    told = models.Dossiers.model_validate_json(client.get("/api/v1/stories/mill").content)
    assert extra(told) == set()


# --- what it answers --------------------------------------------------------------------------------------------------


def test_a_story_is_what_compare_writes(client: TestClient, shelf: Database) -> None:
    told = client.get("/api/v1/stories/mill").json()
    assert told == {"version": 1, "stories": [json.loads(json.dumps(dossier_json(mill())))]}
    for passage in told["stories"][0]["statements"][0]["passages"]:
        text = client.get(f"/api/v1/reports/{passage['report']}").json()["report"]["text"]
        assert text[passage["start"] : passage["end"]] == passage["text"]


def test_lists_go_on_where_they_stopped(client: TestClient, shelf: Database) -> None:
    first = client.get("/api/v1/search", params={"q": "mill", "limit": 1}).json()
    second = client.get("/api/v1/search", params={"q": "mill", "limit": 1, "before": first["next"]}).json()
    assert first["hits"][0]["report"]["id"] != second["hits"][0]["report"]["id"]
    [hit] = first["hits"]
    assert {hit["report"]["text"][start:end].casefold() for start, end in hit["found"]} == {"mill"}
    assert {hit["report"]["title"][start:end].casefold() for start, end in hit["titled"]} <= {"mill"}
    for by in ("last", "weight"):
        told = client.get("/api/v1/stories", params={"by": by}).json()
        assert ([one["id"] for one in told["stories"]], told["next"]) == (["mill"], None)
    assert client.get("/api/v1/stories", params={"since": "2026-03-13"}).json()["stories"] == []
    assert len(client.get("/api/v1/stories", params={"until": "2026-03-11"}).json()["stories"]) == 1
    assert client.get("/api/v1/stories", params={"until": "2026-03-10"}).json()["stories"] == []


@pytest.mark.parametrize(
    "mark", ["x", "bm9wZQ", "MjAyNg", "_" * 2_000, "AAAA", "MjAyNi0wMy0xMVQwMDowMDowMCswMDowMCBtaWxs"]
)
def test_a_list_goes_on_nowhere_else(client: TestClient, shelf: Database, mark: str) -> None:
    for address in ("/stories?by=weight", "/speakers/ada-lunt?limit=1"):
        answer = client.get(f"/api/v1{address}&after={mark}")
        assert (answer.status_code, "begin at its first page" in answer.text) == (404, True)


def test_what_is_not_there_is_told(client: TestClient, shelf: Database) -> None:
    for address in (
        "/stories/x",
        "/stories/bridge",
        "/reports/x",
        "/speakers/x",
        "/outlets/x",
        "/briefs/x",
        "/nothing",
    ):
        answer = client.get(f"/api/v1{address}")
        assert (answer.status_code, answer.json()["error"]["status"]) == (404, 404)


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/stories?since=0", 422),
        ("/stories?since=2026-02-30", 422),
        ("/stories?until=9999-12-31", 200),
        ("/stories?since=0001-01-01", 200),
        ("/stories?limit=0", 422),
        ("/stories?limit=1e9", 422),
        ("/stories?sinse=2026-03-01", 422),
        ("/stories?by=name", 422),
        ("/search", 422),
        ("/search?q=before:x", 400),
        ("/search?q=mill&before=-1", 422),
        (f"/search?q=mill&before={2**70}", 422),
    ],
)
def test_values_are_looked_at(client: TestClient, shelf: Database, address: str, status: int) -> None:
    assert client.get(f"/api/v1{address}").status_code == status


# --- who may ----------------------------------------------------------------------------------------------------------


def test_who_may_stands_in_the_description_and_holds(members: Browser, shelf: Database) -> None:
    described = members(Role.STRANGER).get("/openapi.json").json()
    assert described["components"]["securitySchemes"]["HTTPBearer"]["scheme"] == "bearer"
    for path, operations in described["paths"].items():
        address = "/api/v1" + re.sub(r"\{number\}", "1", re.sub(r"\{(id|key|table)\}", "mill", path))
        for method, operation in operations.items():
            needed = ROLES[operation["x-role"]]
            refused = members(Role.STRANGER).request(method, address)
            assert (refused.status_code, refused.headers["www-authenticate"]) == (401, 'Bearer realm="TwoSource"')
            for role in ROLES.values():
                asked = members(role)
                proof = {} if method == "get" else {"X-CSRF-Token": csrf(asked)}
                answer = asked.request(method, address, headers=proof)
                assert answer.status_code in ({200, 404, 422} if role >= needed else {403}), (method, path, role)


def test_a_route_that_does_not_say_who_may_is_none() -> None:
    made = FastAPI()
    made.router.route_class = ApiRoute
    with pytest.raises(TypeError, match="does not say who may"):
        made.add_api_route("/x", lambda: None)


# --- exports ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("form", "kind"),
    [
        ("ninjs", "application/json"),
        ("jsonld", "application/ld+json"),
        ("annotations", 'application/ld+json; profile="http://www.w3.org/ns/anno.jsonld"'),
        ("csv/passages", "text/csv; charset=utf-8; header=present"),
        ("parquet/passages", "application/vnd.apache.parquet"),
    ],
)
def test_a_story_is_exported_as_what_it_is_said_to_be(
    client: TestClient, shelf: Database, form: str, kind: str
) -> None:
    answer = client.get(f"/api/v1/stories/mill/exports/{form}")
    assert (answer.status_code, answer.headers["content-type"]) == (200, kind)
    assert answer.headers["content-disposition"].startswith("attachment; filename=")
    described = client.get("/openapi.json").json()["paths"]
    paths = [path for path in described if path.startswith("/stories/{id}/exports/" + form.partition("/")[0])]
    assert [list(described[path]["get"]["responses"]["200"]["content"]) for path in paths] == [[kind]]
    assert client.get(f"/api/v1/stories/x/exports/{form}").status_code == 404


def test_offsets_of_an_export_count_in_the_text_that_it_names(client: TestClient, shelf: Database) -> None:
    made = client.get("/api/v1/stories/mill/exports/annotations").json()
    looked_at = 0
    for one in made["first"]["items"]:
        for target in one["target"]:
            source, (position, quote) = target["source"], target["selector"]
            answer = client.get(source["id"])
            assert answer.headers["content-type"] == "text/plain; charset=utf-8"
            assert answer.content.decode()[position["start"] : position["end"]] == quote["exact"]
            looked_at += 1
    assert looked_at > 5
    assert client.get("/api/v1/reports/x/text").status_code == 404


def test_a_table_that_is_none_is_told(client: TestClient, shelf: Database) -> None:
    answer = client.get("/api/v1/stories/mill/exports/csv/nothing")
    assert (answer.status_code, "statements" in answer.json()["error"]["detail"]) == (422, True)


def test_without_pyarrow_the_extra_is_named(
    client: TestClient, shelf: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    answer = client.get("/api/v1/stories/mill/exports/parquet/reports")
    assert (answer.status_code, "twosource[parquet]" in answer.json()["error"]["detail"]) == (501, True)


# --- webhooks ---------------------------------------------------------------------------------------------------------

HOOK = {"address": "https://hooks.example/news", "events": ["story.new", "brief.made"]}


def test_an_admin_adds_an_address_and_sees_its_secret_once(members: Browser, shelf: Database) -> None:
    admin = members(Role.ADMIN)
    proof = {"X-CSRF-Token": csrf(admin)}
    answer = admin.post("/api/v1/webhooks", json=HOOK, headers=proof)
    assert answer.status_code == 201
    made = models.AddedWebhook.model_validate_json(answer.content).webhook
    assert (made.address, made.events, made.active) == (HOOK["address"], HOOK["events"], True)
    assert made.secret.startswith("whsec_")
    listed, one = (admin.get(f"/api/v1/webhooks{number}") for number in ("", f"/{made.number}"))
    assert models.Webhooks.model_validate_json(listed.content).webhooks[0].number == made.number
    assert made.secret not in listed.text + one.text
    assert admin.post("/api/v1/webhooks", json=HOOK, headers=proof).status_code == 409
    assert admin.delete(f"/api/v1/webhooks/{made.number}", headers=proof).status_code == 204
    for gone in (admin.delete, admin.get):
        assert gone(f"/api/v1/webhooks/{made.number}", headers=proof).status_code == 404
    assert admin.post("/api/v1/webhooks/1/test", headers=proof).status_code == 404


def test_a_test_waits_for_what_delivers(client: TestClient, shelf: Database) -> None:
    proof = {"X-CSRF-Token": csrf(client)}
    number = client.post("/api/v1/webhooks", json=HOOK, headers=proof).json()["webhook"]["number"]
    asked = client.post(f"/api/v1/webhooks/{number}/test", headers=proof)
    assert (asked.status_code, asked.json()["delivery"]["state"]) == (202, "waiting")
    told = models.OneWebhook.model_validate_json(client.get(f"/api/v1/webhooks/{number}").content)
    assert [(one.event, one.tries) for one in told.deliveries] == [("webhook.test", 0)]


def test_what_was_sent_is_sent_again_once(client: TestClient, shelf: Database) -> None:
    proof = {"X-CSRF-Token": csrf(client)}
    number = client.post("/api/v1/webhooks", json=HOOK, headers=proof).json()["webhook"]["number"]
    made = client.post(f"/api/v1/webhooks/{number}/test", headers=proof).json()["delivery"]
    again = f"/api/v1/webhooks/{number}/deliveries/{made['id']}/again"
    assert client.post(again, headers=proof).status_code == 409, "it waits"
    then = datetime.fromisoformat(made["at"])
    [(line, _)] = take(shelf, then, 9)
    keep_body(shelf, line.number, "{}")
    settle(shelf, [Outcome(line.number, "done", 200)], then)
    answer = client.post(again, headers=proof)
    told = models.AskedDelivery.model_validate_json(answer.content).delivery
    assert (answer.status_code, told.id, told.state) == (202, made["id"], "waiting")
    assert client.post(again.replace(f"/{number}/", "/99/"), headers=proof).status_code == 404
    assert client.post(again.replace(made["id"], "x"), headers=proof).status_code == 422


@pytest.mark.parametrize(
    "wanted",
    [
        {},
        {**HOOK, "address": "http://hooks.example/"},
        {**HOOK, "address": "https://127.0.0.1/"},
        {**HOOK, "address": "https://[::ffff:10.0.0.1]/"},
        {**HOOK, "address": "x" * 2_001},
        {**HOOK, "events": []},
        {**HOOK, "events": ["webhook.test"]},
        {**HOOK, "secret": "mine"},
    ],
)
def test_what_cannot_be_told_is_refused(client: TestClient, shelf: Database, wanted: dict[str, Any]) -> None:
    answer = client.post("/api/v1/webhooks", json=wanted, headers={"X-CSRF-Token": csrf(client)})
    assert (answer.status_code, answer.json()["error"]["status"]) == (422, 422)


def test_more_than_an_address_is_not_read(client: TestClient, shelf: Database) -> None:
    wanted = {**HOOK, "address": "x" * 30_000}
    answer = client.post("/api/v1/webhooks", json=wanted, headers={"X-CSRF-Token": csrf(client)})
    assert (answer.status_code, answer.json()["error"]["status"]) == (413, 413)


def test_a_form_from_elsewhere_adds_nothing(client: TestClient, shelf: Database) -> None:
    answer = client.post("/api/v1/webhooks", json=HOOK, headers={"Origin": "https://evil.example"})
    assert answer.status_code == 403
    assert client.get("/api/v1/webhooks").json()["webhooks"] == []
