"""A language that nobody speaks: English in brackets, written from right to left; and what of a page is not in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from lxml import etree, html

from twosource.rendering.words import ENGLISH, Words
from twosource.rendering.words.catalogue import FIELD, FORMS

OPEN, CLOSE = "⟦", "⟧"
SPOKEN = ("aria-label", "title", "placeholder", "alt", "data-none", "data-saved", "label")
"""Attributes that somebody reads or hears."""
TAG = "qps-plocm"  # what Windows calls its own language of this kind


def _bracketed(form: str) -> str:
    return f"{OPEN}{form}{CLOSE}" if re.search(r"[^\W\d_]", FIELD.sub("", form)) else form


BRACKETED = Words(
    TAG,
    {key: FORMS.join(map(_bracketed, message.split(FORMS))) for key, message in ENGLISH.messages.items()},
    ENGLISH.form,
    "rtl",
    ENGLISH.messages,
)


def outside(page: str, theirs: Iterable[str] = ()) -> list[str]:
    """The words of a page that stand in no bracket and are not `theirs`: words of the news, names, addresses.

    What is told to stand in English (`lang="en"`: what servers and feeds answered), what is to be typed (`code`, `kbd`)
    and what is typed already (`textarea`) is nobody's language.
    """
    root = html.document_fromstring(page)
    assert (root.get("lang"), root.get("dir")) == (TAG, "rtl")
    for element in root.xpath("//script | //style | //code | //kbd | //textarea | //*[@lang='en']"):
        element.drop_tree()
    known = {word.casefold() for told in theirs for word in _words(told)}
    return [word for word in _words(" ".join(_left(root))) if word.casefold() not in known]


def _words(told: str) -> list[str]:
    return re.findall(r"[^\W\d_]{2,}", told)


def _left(root: etree._Element) -> Iterator[str]:
    """What is left of the text, and of each attribute, without what is in brackets."""
    yield _without("\n".join(root.itertext()))
    for element in root.iter(etree.Element):
        yield from (_without(value) for name in SPOKEN if (value := element.get(name)))
    yield from (_without(value) for value in root.xpath("//meta[@name='description']/@content"))


def _without(told: str) -> str:
    left, depth = [], 0
    for letter in told:
        depth += (letter == OPEN) - (letter == CLOSE)
        assert depth >= 0, told
        left.append(letter if not depth and letter != CLOSE else " ")
    assert not depth, told
    return "".join(left)
