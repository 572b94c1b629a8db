"""Work of an editor on the site."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient
from tests.rendering import html
from tests.store.shelf import stale
from tests.web.conftest import HOME, Browser, csrf
from tests.web.filled import NOW
from tests.web.greader.conftest import BRIDGE, MILL, MILL_AGAIN, STRIKE, Newsroom, report

from twosource import desk, pipeline
from twosource.rendering.pages.editing import done, reports_of
from twosource.rendering.words import ENGLISH
from twosource.service.storylines import Storylines
from twosource.store import Database
from twosource.store.accounts import Role
from twosource.store.dossiers import dossier, story_of_report
from twosource.store.material import corrections, memberships


@pytest.fixture
def newsroom(store: Database) -> Newsroom:
    told = Newsroom(store)
    told.publish(MILL, BRIDGE, MILL_AGAIN, STRIKE)
    return told


def _story(store: Database, report: str) -> str:
    found = story_of_report(store, report)
    assert found is not None
    return found


def _follow(store: Database, newsroom: Newsroom) -> None:
    """What who gathers does behind the request."""
    Storylines(store).follow(newsroom.now, lambda: False)


def _do(client: TestClient, at: str, what: str, /, **fields: object) -> int:
    status: int = client.post(f"/stories/{at}/{what}", data={"csrf": csrf(client), **fields}).status_code
    return status


def test_the_tools_name_what_is_in_the_story(client: TestClient, newsroom: Newsroom, store: Database) -> None:
    page = client.get(f"/stories/{_story(store, 'mill')}/edit").text
    assert 'value="mill"' in page
    assert 'value="mill-2"' in page
    assert "bridge" not in page
    assert client.get("/stories/none/edit").status_code == 404


WAITS = "Its stories are being regrouped"


def test_split_and_undo(client: TestClient, newsroom: Newsroom, store: Database) -> None:
    before = _story(store, "mill")
    assert _do(client, before, "split", report="mill-2") == 303
    assert WAITS in client.get("/corrections").text
    assert "They are being regrouped" in client.get(f"/stories/{before}").text
    assert "They are being regrouped" not in client.get(f"/stories/{_story(store, 'bridge')}").text
    _follow(store, newsroom)
    assert WAITS not in client.get("/corrections").text
    assert "They are being regrouped" not in client.get(f"/stories/{before}").text
    assert _story(store, "mill") != _story(store, "mill-2")
    newsroom.tell()  # grouping anew keeps it
    assert _story(store, "mill") != _story(store, "mill-2")
    assert "A story taken apart" in client.get("/corrections").text
    assert client.post("/corrections/1/undo", data={"csrf": csrf(client)}).status_code == 303
    assert WAITS in client.get("/corrections").text
    _follow(store, newsroom)
    assert WAITS not in client.get("/corrections").text
    assert _story(store, "mill") == _story(store, "mill-2")
    assert client.post("/corrections/1/undo", data={"csrf": csrf(client)}).status_code == 404
    assert "Taken back by" in client.get("/corrections").text


def test_what_is_taken_back_before_it_was_done_never_happened(
    client: TestClient, newsroom: Newsroom, store: Database
) -> None:
    before = memberships(store)
    _do(client, _story(store, "mill"), "split", report="mill-2")
    client.post("/corrections/1/undo", data={"csrf": csrf(client)})
    assert WAITS not in client.get("/corrections").text
    _follow(store, newsroom)
    assert memberships(store) == before
    assert corrections(store) == {}


def test_merge_by_the_address_of_a_page(client: TestClient, newsroom: Newsroom, store: Database) -> None:
    mill, bridge = _story(store, "mill"), _story(store, "bridge")
    assert _do(client, mill, "merge", story=f"http://127.0.0.1:8000/stories/{bridge}?x=1#quotes") == 303
    _follow(store, newsroom)
    assert _story(store, "mill") == _story(store, "bridge")
    assert _story(store, "mill") in stale(store, 10)


def test_the_tools_offer_near_stories_to_choose_from(client: TestClient, newsroom: Newsroom, store: Database) -> None:
    kiln_lit = "A kiln was lit in Marn for the first time in forty years. The potters sang, and sold every pot by noon."
    newsroom.publish(report("kiln", "Gazette", kiln_lit, 60, "Potters are teachers at the Marn kiln this summer"))
    strike, kiln = _story(store, "strike"), _story(store, "kiln")
    page = html.parse(client.get(f"/stories/{strike}/edit").text)
    offered = page.xpath("//input[@type='radio'][@name='near']/@value")
    assert offered == [kiln] == page.xpath("//select[@name='near']/option/@value")[1:]
    assert page.xpath("//a[starts-with(@aria-label, 'Look at it: Potters are')]/@href") == [f"/stories/{kiln}"]
    assert _do(client, strike, "merge", near=kiln, story="") == 303
    _follow(store, newsroom)
    assert _story(store, "strike") == _story(store, "kiln")


def test_what_is_typed_comes_before_what_was_chosen(client: TestClient, newsroom: Newsroom, store: Database) -> None:
    mill, bridge, strike = (_story(store, one) for one in ("mill", "bridge", "strike"))
    assert _do(client, mill, "merge", near=strike, story=f"/stories/{bridge}") == 303
    _follow(store, newsroom)
    assert _story(store, "mill") == _story(store, "bridge") != _story(store, "strike")


def test_move(client: TestClient, newsroom: Newsroom, store: Database) -> None:
    assert _do(client, _story(store, "mill"), "move", report="mill-2", story=_story(store, "bridge")) == 303
    _follow(store, newsroom)
    assert _story(store, "mill-2") == _story(store, "bridge")


def test_keep_apart(client: TestClient, newsroom: Newsroom, store: Database) -> None:
    assert _do(client, _story(store, "mill"), "apart", story=_story(store, "bridge")) == 303
    assert _do(client, _story(store, "mill"), "apart", story=_story(store, "mill")) == 400


@pytest.mark.parametrize(
    ("what", "fields"),
    [
        ("split", {}),
        ("split", {"report": ["mill", "mill-2"]}),
        ("split", {"report": "bridge"}),
        ("merge", {"story": "none"}),
        ("merge", {"story": ""}),
        ("merge", {"near": "none"}),
        ("move", {"report": "mill-2", "near": "", "story": ""}),
        ("move", {"report": ["mill", "mill-2"], "story": "bridge"}),
        ("move", {"report": "mill", "story": "mill"}),
        ("copy", {"report": "mill"}),
        ("copy", {"report": ["mill", "none"]}),
        ("owner", {"outlet": ""}),
        ("owner", {"outlet": "x" * 999}),
        ("speaker", {"place": "0-4", "name": "x", "kind": "person"}),
        ("speaker", {"place": "0-4 mill", "name": "", "kind": "person"}),
        ("speaker", {"place": "0-4 mill", "name": "x", "kind": "ghost"}),
        ("speaker", {"place": "0-9999 mill", "name": "x", "kind": "person"}),
        ("merge", {"story": "<script>"}),
        ("merge", {"story": "x" * 9999}),
        ("merge", {"story": "a\0b"}),
    ],
)
def test_what_cannot_be_meant_is_refused(
    client: TestClient, newsroom: Newsroom, store: Database, what: str, fields: dict[str, object]
) -> None:
    assert _do(client, _story(store, "mill"), what, **fields) in {400, 404}
    assert store.rows("SELECT * FROM edits") == []
    assert store.rows("SELECT * FROM corrections") == []


@pytest.mark.parametrize(
    ("referer", "back"),
    [
        (f"{HOME}/stories/x/edit?a=1", "/stories/x/edit?a=1"),
        ("https://evil.example/stories/x/edit", None),
        (f"{HOME}//evil.example/", None),
        ("http://[", None),
    ],
)
def test_a_refusal_leads_back_to_the_form_and_nowhere_else(
    client: TestClient, newsroom: Newsroom, store: Database, referer: str, back: str | None
) -> None:
    sent = {"csrf": csrf(client)}
    answer = client.post(f"/stories/{_story(store, 'mill')}/split", data=sent, headers={"Referer": referer})
    assert answer.status_code == 400
    links = html.parse(answer.text).xpath("//main//a/@href")
    assert links == ([back, "/"] if back else ["/"])


def _tell_amended(newsroom: Newsroom) -> None:
    for story in desk.stories(newsroom.store, desk.stored_reports(newsroom.store)):
        newsroom.keep(pipeline.dossier_of(story, {}, amendments=desk.amended(newsroom.store)))


def _origins(newsroom: Newsroom) -> int:
    _tell_amended(newsroom)
    told = dossier(newsroom.store, _story(newsroom.store, "mill"))
    assert told is not None
    return told.counts.origins


def test_what_is_marked_as_a_copy_counts_once_until_that_is_taken_back(
    client: TestClient, newsroom: Newsroom, store: Database
) -> None:
    story, before = _story(store, "mill"), _origins(newsroom)
    assert _do(client, story, "copy", report=["mill", "mill-2"]) == 303
    assert stale(store, 10) == [story]
    assert _origins(newsroom) == 1 <= before
    client.post("/corrections/1/undo", data={"csrf": csrf(client)})
    assert stale(store, 10) == [story]
    assert _origins(newsroom) == before


def test_outlets_of_one_owner_count_once(client: TestClient, newsroom: Newsroom, store: Database) -> None:
    story = _story(store, "mill")
    for outlet in ("Courier", "Gazette"):
        assert _do(client, story, "owner", outlet=outlet, owner="Vane Group") == 303
    assert set(stale(store, 10)) == {story, _story(store, "strike")}  # all that the Courier told
    assert _origins(newsroom) == 1


def test_a_speaker_is_fixed_by_what_is_said(client: TestClient, newsroom: Newsroom, store: Database) -> None:
    assert _do(client, _story(store, "mill"), "speaker", place="0-6 mill", name="Ada Lunt", kind="person") == 303
    [amendment] = desk.amended(store)
    assert (amendment.words, amendment.speaker.key) == (MILL.text[:6], "ada-lunt")  # type: ignore[union-attr]


def test_it_is_written_down_who_did_what(members: Browser, newsroom: Newsroom, store: Database) -> None:
    editor, admin = members(Role.EDITOR), members(Role.ADMIN)
    _do(editor, _story(store, "mill"), "split", report="mill-2")
    admin.post("/corrections/1/undo", data={"csrf": csrf(admin)})
    page = editor.get("/corrections").text
    assert "<bdi>editor</bdi>" in page
    assert "Taken back by</b> <bdi>admin, " in page


def test_a_correction_names_reports_by_headline_and_outlet(
    client: TestClient, newsroom: Newsroom, store: Database
) -> None:
    mill = _story(store, "mill")
    _do(client, mill, "move", report="mill-2", story=_story(store, "bridge"))
    _do(client, mill, "merge", story=_story(store, "strike"))
    _do(client, mill, "copy", report=["mill", "mill-2"])
    _do(client, mill, "speaker", place="0-6 mill", name="Ada <Lunt>", kind="person")
    page = client.get("/corrections").text
    for one in (MILL, MILL_AGAIN, BRIDGE, STRIKE):
        assert f'<bdi class="outlet">{one.outlet}</bdi>: <a class="theirs" dir="auto"' in page
        assert f'href="/reports/{one.id}">{one.title}</a>' in page
        assert f">{one.id}<" not in page
    assert f'href="/reports/mill#p0-6">{MILL.text[:6]}</a>' in page
    assert "was said by <b><bdi>Ada &lt;Lunt&gt; (person)</bdi></b>" in page


def test_a_correction_of_many_reports_names_some_and_what_is_gone_by_its_id() -> None:
    body = {"kind": "split", "groups": [[f"r{n}" for n in range(30)], ["gone", "other"]]}
    known = {**{f"r{n}": ("Courier", f"Headline {n // 2}") for n in range(30)}, "other": ("", "")}
    many, few = done(1, "ada", NOW, body, words=ENGLISH, known=known).groups
    assert [report for report, _, _ in many.reports] == ["r0", "r2", "r4", "r6", "r8"]
    assert many.more == 30 - 10 - 5  # ten of those looked up are states of others
    assert [report for report, _, _ in few.reports] == ["gone", "other"]
    assert reports_of(body) == [*(f"r{n}" for n in range(20)), "gone", "other"]
    alone = {"kind": "move", "groups": [["r0"], ["r2"], []]}
    assert [group.called for group in done(1, "", NOW, alone, words=ENGLISH, known=known).groups][2].endswith("its own")


def test_all_corrections_page_by_page(client: TestClient, newsroom: Newsroom, store: Database) -> None:
    for number in range(60):
        _do(client, _story(store, "mill"), "owner", outlet=f"Outlet {number}", owner="<b>Vane")
    first = client.get("/corrections").text
    assert "Outlet 59" in first
    assert "Outlet 0<" not in first
    assert "&lt;b&gt;Vane" in first
    assert "Outlet 0<" in client.get("/corrections?below=11").text
