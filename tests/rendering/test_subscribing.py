"""Pages and mails of our own about briefs by mail."""

from __future__ import annotations

import pytest
from tests.rendering import html
from tests.rendering.hostile import QUOTES, SCRIPT

from twosource.rendering.mail import COLUMNS
from twosource.rendering.subscribing import Form, question, step, subscribe, wishes
from twosource.rendering.words import ENGLISH

ZONES = ("Asia/Kolkata", "Europe/Berlin", "UTC")
FORM = Form("ann@a.example", "Europe/Berlin", "14", 8, 3, "mute topic sport")
EVIL = Form(f"{QUOTES}@a.example", SCRIPT, "1", 8, 5, f"</textarea>{SCRIPT}")
LINK = "https://news.example/subscribe/confirm/abc"
PAGES = {
    "asking": subscribe(ENGLISH, Form(), ZONES, csrf="token"),
    "refused": subscribe(ENGLISH, FORM, ZONES, csrf="token", wrong="zone: is none."),
    "wishes": wishes(ENGLISH, FORM, ZONES, state="active"),
    "kept": wishes(ENGLISH, FORM, ZONES, state="active", saved=True),
    "over": wishes(ENGLISH, FORM, ZONES, state="unsubscribed"),
    "button": step(ENGLISH, "No more briefs", "Shall no more briefs go there?", button="Unsubscribe"),
    "done": step(ENGLISH, "You get briefs", "You have said so already.", onward="/preferences/abc"),
}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_stands_without_a_script_and_everything_in_it_has_a_name(name: str) -> None:
    page = PAGES[name]
    root = html.parse(page)
    assert not root.xpath("//script | //@style | //*[starts-with(name(@*), 'on')]")
    assert [one for one in html.outside(page) if not one.startswith("/static/")] == []
    assert html.headings(root)[0] == 1
    assert root.xpath("/html/@lang") == ["en"]
    assert html.dangling(root) == []
    for field in root.xpath("//input[not(@type='hidden')] | //select | //textarea"):
        assert field.xpath("ancestor::label"), field.get("name")
    for button in root.xpath("//button"):
        assert button.text_content().strip()


def test_what_was_chosen_stands_in_the_form() -> None:
    root = html.parse(PAGES["wishes"])
    assert root.xpath("//input[@name='day' and @checked]/@value") == ["1", "4"]
    assert root.xpath("//select/option[@selected]/@value") == ["8", "3"]
    assert root.xpath("//input[@name='zone']/@value") == ["Europe/Berlin"]
    assert root.xpath("//textarea[@name='rules']")[0].text_content() == "mute topic sport"


def test_a_length_of_a_readers_own_is_not_lost() -> None:
    root = html.parse(wishes(ENGLISH, Form(minutes=9), ZONES, state="active"))
    assert root.xpath("//select[@name='minutes']/option[@selected]/@value") == ["9"]


def test_what_is_wrong_is_told_at_once_and_what_was_typed_stays() -> None:
    root = html.parse(PAGES["refused"])
    [alert] = root.xpath("//*[@role='alert']")
    assert alert.text_content() == "zone: is none."
    assert root.xpath("//input[@name='address']/@value") == ["ann@a.example"]
    assert root.xpath("//input[@name='csrf']/@value") == ["token"]


def test_a_button_is_a_post_to_the_pages_own_address() -> None:
    root = html.parse(PAGES["button"])
    [form] = root.xpath("//form")
    assert (form.get("method"), form.get("action")) == ("post", None)
    assert not root.xpath("//main//a"), "no link does it"
    assert not html.parse(PAGES["done"]).xpath("//form | //button")


def test_who_gets_none_is_shown_no_way_out_but_a_way_in() -> None:
    assert html.parse(PAGES["wishes"]).xpath("//button[@value='end']")
    over = html.parse(PAGES["over"])
    assert not over.xpath("//button[@value='end']")
    assert over.xpath("//main//a/@href") == ["/subscribe"]


@pytest.mark.parametrize(
    "page",
    [
        subscribe(ENGLISH, EVIL, (QUOTES,), csrf=QUOTES, wrong=SCRIPT),
        wishes(ENGLISH, EVIL, (SCRIPT,), state=QUOTES, wrong=SCRIPT),
        step(ENGLISH, SCRIPT, SCRIPT, button=SCRIPT, fields=((QUOTES, QUOTES),), onward=f"/{QUOTES}"),
        question(f"https://news.example/{QUOTES}", is_reader=False).html,
    ],
)
def test_what_strangers_typed_is_words_and_nothing_else(page: str) -> None:
    assert not html.parse(page).xpath("//script | //img | //@onerror")


# --- the mail that asks -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("is_reader", "title"), [(False, ENGLISH("question")), (True, ENGLISH("question.known"))])
def test_the_mail_has_one_link_in_both_parts_and_fetches_nothing(is_reader: bool, title: str) -> None:
    mail = question(LINK, is_reader=is_reader)
    root = html.parse(mail.html)
    assert (mail.subject, mail.text.splitlines()[0]) == (title, title)
    assert root.xpath("//a/@href") == [LINK]
    assert mail.text.count(LINK) == 1
    assert html.outside(mail.html) == []
    assert not root.xpath("//script | //form | //link")
    assert "prefers-color-scheme: dark" in mail.html
    assert all(len(line) <= COLUMNS for line in mail.text.splitlines())


def test_only_who_is_new_is_asked_to_do_nothing() -> None:
    assert "do nothing" in question(LINK, is_reader=False).text
    assert "do nothing" not in question(LINK, is_reader=True).text
