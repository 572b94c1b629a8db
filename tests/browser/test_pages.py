from __future__ import annotations

from typing import Any

import pytest
from tests.browser.conftest import PATHS, axe_core

WIDTHS = {"phone": 320, "desktop": 1280}
SERIOUS = {"serious", "critical"}
RUN_AXE = """async () => (await axe.run(document, {resultTypes: ["violations"]})).violations
    .flatMap((found) => found.nodes.map((node) => [found.impact, found.id, node.html.slice(0, 200)]))"""


def opened(browser: Any, width: int, scheme: str, *, script: bool) -> Any:
    return browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, java_script_enabled=script
    )


@pytest.mark.slow
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS.values(), ids=WIDTHS)
@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_every_page_shows_itself(browser: Any, home: str, width: int, scheme: str, script: bool) -> None:
    context = opened(browser, width, scheme, script=script)
    page = context.new_page()
    faults: list[str] = []
    page.on("console", lambda said: faults.append(f"{page.url}: {said.text}") if said.type == "error" else None)
    page.on("pageerror", lambda error: faults.append(f"{page.url}: {error}"))
    page.on("requestfailed", lambda one: faults.append(f"{page.url}: {one.url} failed: {one.failure}"))
    for name, path in PATHS.items():
        answer = page.goto(home + path)
        assert answer.status == (404 if name == "missing" else 200), name
        assert page.locator("h1").count() == 1, name
        assert page.locator("main").is_visible(), name
        wide = page.locator("html").evaluate("el => el.scrollWidth - el.clientWidth") if script else 0
        assert wide == 0, f"{name} is wider than the screen"
    left = ("404", "failed: net::ERR_ABORTED")  # a page may be left before its icon or its mark has come
    assert [fault for fault in faults if not any(one in fault for one in left)] == []
    context.close()


@pytest.mark.slow
@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (1280, "light")], ids=["phone", "desktop"])
def test_axe_finds_no_serious_fault(browser: Any, home: str, width: int, scheme: str) -> None:
    script = axe_core()
    if script is None:
        pytest.skip("axe-core is not installed: npm install --no-save axe-core")
    context = opened(browser, width, scheme, script=True)
    page = context.new_page()
    axe = script.read_text(encoding="utf8")
    found = {}
    for name, path in PATHS.items():
        page.goto(home + path)
        page.evaluate(axe)
        found[name] = [fault for fault in page.evaluate(RUN_AXE) if fault[0] in SERIOUS]
    assert {name: faults for name, faults in found.items() if faults} == {}
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<img src=\"/favicon.ico\"><input>')")
    assert page.evaluate(RUN_AXE), "axe finds nothing where there is something"
    context.close()


def test_the_keys_lead_through_lists_and_pages(browser: Any, home: str) -> None:
    context = opened(browser, 1280, "light", script=True)
    page = context.new_page()
    page.goto(f"{home}/")
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.dataset.story") == "story-1"
    page.keyboard.press("m")
    assert page.locator(".card.read").count() == 1
    page.keyboard.press("m")
    assert page.locator(".card.read").count() == 0
    page.keyboard.press("o")
    page.wait_for_url(f"{home}/stories/story-1")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "q"
    page.keyboard.type("jm?")
    assert page.input_value("#q") == "jm?", "keys that are typed are no commands"
    page.locator("h1").click()
    page.keyboard.press("g")
    page.keyboard.press("h")
    page.wait_for_url(f"{home}/feeds")
    page.keyboard.press("?")
    page.wait_for_url(f"{home}/keys")
    context.close()


def test_what_a_key_or_a_button_did_is_said(browser: Any, home: str) -> None:
    context = opened(browser, 320, "light", script=True)
    page = context.new_page()
    page.goto(f"{home}/stories/story-1")
    button, told = page.locator("[data-mark]"), page.locator("#just-done[role=status]")
    assert (button.inner_text(), told.inner_text()) == ("Mark as unread", "")
    button.click()
    assert (button.inner_text(), told.inner_text()) == ("Mark as read", "Marked as unread")
    page.keyboard.press("m")
    assert (button.inner_text(), told.inner_text()) == ("Mark as unread", "Marked as read")
    page.keyboard.press("v")
    assert "open a report first" in told.inner_text()
    context.close()


def test_s_saves_the_story_that_is_chosen_in_a_list(browser: Any, home: str) -> None:
    context = opened(browser, 1280, "light", script=True)
    page = context.new_page()
    page.goto(f"{home}/")
    page.keyboard.press("j")
    for said, kept in (("Saved on this device", 1), ("No longer saved on this device", 0)):
        page.keyboard.press("s")
        page.wait_for_function("said => document.getElementById('just-done').textContent === said", arg=said)
        assert page.evaluate("caches.open('kept-1').then((kept) => kept.keys()).then((all) => all.length)") == kept
    context.close()


def test_a_saved_story_and_an_opened_brief_are_read_without_a_connection(browser: Any, home: str) -> None:
    context = opened(browser, 320, "light", script=True)
    page = context.new_page()
    page.goto(f"{home}/stories/story-1")
    page.evaluate("navigator.serviceWorker.ready.then(() => 1)")
    page.reload()
    page.locator("[data-save]").click()
    page.wait_for_selector("[data-save][aria-pressed=true]")
    page.goto(home + PATHS["brief"])
    page.wait_for_function(
        "path => caches.open('kept-1').then((kept) => kept.match(path)).then(Boolean)", arg=PATHS["brief"]
    )
    context.set_offline(True)
    page.goto(f"{home}/topics/tarn-bridge")
    assert page.locator("h1").inner_text() == "You are offline"
    page.wait_for_selector("#saved li")
    assert page.locator("#saved li").count() == 2
    page.goto(f"{home}/stories/story-1")
    assert "Tarn Bridge" in page.locator("h1").inner_text()
    page.goto(home + PATHS["brief"])
    assert page.locator("article").count() == 1
    context.set_offline(False)
    context.close()


def test_a_number_in_the_margin_brings_its_siblings_level(browser: Any, home: str) -> None:
    context = opened(browser, 1280, "light", script=True)
    page = context.new_page()
    page.goto(f"{home}/stories/story-1")
    page.locator(".texts a[data-st]").first.click()
    assert page.locator(".texts .here").count() >= 2
    assert page.url == f"{home}/stories/story-1"
    context.close()


def test_a_passage_is_reached_from_a_story_without_a_script(browser: Any, home: str) -> None:
    context = opened(browser, 320, "light", script=False)
    page = context.new_page()
    page.goto(f"{home}/speakers/ada-quill")
    page.locator(".said-list a.theirs").first.click()
    assert "/reports/" in page.url
    place = page.url.partition("#")[2]
    assert page.locator(f"[id='{place}']").is_visible()
    context.close()


@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_forms_are_taken_from_a_real_browser(browser: Any, home: str, script: bool) -> None:
    """A page that keeps its address from everybody is of no origin: what its forms send would be refused."""
    context = opened(browser, 320, "light", script=script)
    page = context.new_page()
    page.goto(f"{home}/stories/story-1/notes")
    page.fill("textarea", f"Look at the date again, script {script}.")
    page.locator("form.write button").click()
    assert page.get_by_text(f"Look at the date again, script {script}.").is_visible()
    page.goto(f"{home}/stories/story-1/edit")
    page.get_by_label("belongs to", exact=True).fill("Vane Group")
    page.locator("form[action$='/owner'] button").click()
    assert page.locator("h1").inner_text() == "Corrections"
    page.get_by_role("button", name="Take it back").first.click()
    assert "Taken back by" in page.locator("main").inner_text()
    page.goto(f"{home}/admin/feeds")
    outline = b'<outline xmlUrl="https://herald.example/%s"/>' % str(script).encode()
    listed = {"name": "mine.opml", "mimeType": "text/x-opml", "buffer": b"<opml><body>%s</body></opml>" % outline}
    page.set_input_files("input[type=file]", [listed])
    page.get_by_role("button", name="Read all of its feeds").click()
    assert "1 feed is new" in page.locator(".came").inner_text()
    page.goto(f"{home}/account")
    page.get_by_label("Name of the app").fill(f"phone {script}")
    page.get_by_role("button", name="Make a token").click()
    assert "shown once" in page.locator("main").inner_text()
    wide = page.locator("html").evaluate("el => el.scrollWidth - el.clientWidth") if script else 0
    assert wide == 0, "a table of tokens is wider than a phone"
    context.close()
