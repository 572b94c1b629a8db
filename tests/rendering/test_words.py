from __future__ import annotations

import re
from importlib.resources import as_file, files

import pytest

from twosource.rendering.words import ENGLISH, Words

COMPUTED = ("nav.", "outlet.figure.", "report.media.", "keys.", "act.", "did.")
"""Beginnings of keys that templates put together."""


def _source() -> str:
    with as_file(files("twosource")) as folder:
        found = [
            *folder.rglob("rendering/**/*.jinja"),
            *folder.rglob("rendering/pages/*.py"),
            *folder.rglob("web/*.py"),
        ]
        return "\n".join(path.read_text(encoding="utf8") for path in found)


SOURCE = _source()


def test_every_message_is_said_somewhere() -> None:
    said = set(re.findall(r"""["']([a-z][a-z_./?]*)["']""", SOURCE))
    said |= {f"{key}.why" for key in said}
    assert [key for key in ENGLISH.messages if key not in said and not key.startswith(COMPUTED)] == []


def test_no_words_of_ours_stand_in_a_page_of_the_reader() -> None:
    """What is left of a template without tags, values and what Jinja does."""
    with as_file(files("twosource.rendering")) as folder:
        found = {
            path.name: re.findall(r"[^\W\d_]{2,}", _bare(path.read_text(encoding="utf8")))
            for path in folder.glob("templates/site/*.jinja")
        }
    assert {name: words for name, words in found.items() if words} == {}


def _bare(template: str) -> str:
    plain = re.sub(r"\{[%{#].*?[%}#]\}|&\w+;", " ", template, flags=re.DOTALL)
    spoken = " ".join(re.findall(r"""\b(?:placeholder|title|alt|aria-label)="([^"]*)\"""", plain))
    return re.sub(r"<[^>]*>", " ", plain) + spoken


def test_every_key_that_is_asked_for_has_a_message() -> None:
    asked = re.findall(r"""\b(?:t|words|ENGLISH)(?:\.many)?\(\s*["']([\w./?]+)["'][,)]""", SOURCE)
    assert len(asked) > 80
    assert [key for key in asked if key not in ENGLISH.messages] == []


def test_a_number_has_the_form_that_goes_with_it() -> None:
    assert ENGLISH.many("speaker.in_stories", 1) == "of 1 story"
    assert ENGLISH.many("speaker.in_stories", 1200) == "of 1,200 stories"


def test_another_language_is_another_value() -> None:
    def form(number: int) -> int:
        return 0 if number == 1 else 1 if number < 5 else 2

    words = Words("cs", {"stories": "{n} zpráva | {n} zprávy | {n} zpráv"}, form)
    assert [words.many("stories", number) for number in (1, 3, 7)] == ["1 zpráva", "3 zprávy", "7 zpráv"]


def test_a_message_that_is_not_there_is_an_error() -> None:
    with pytest.raises(KeyError):
        ENGLISH("no such message")


def test_values_of_the_news_are_not_read_as_messages() -> None:
    assert ENGLISH("search.for", query="{n} {key.__class__}") == "Reports with {n} {key.__class__}"
