"""A dossier as bytes: read back as it was, or not at all."""

from __future__ import annotations

import json
import zlib
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.store.shelf import mill

from twosource.errors import VerbatimError
from twosource.model import Dossier
from twosource.store.packing import Packed, TextName, hash_of, opened, pack, unpack

MILL = mill()
NAMES = {report.id: TextName(report.id, hash_of(report.text)) for report in MILL.reports}
PACKED = pack(MILL, NAMES)
TEXTS = {
    **{NAMES[report.id]: report.text for report in MILL.reports},
    **{TextName(old.id, hash_of(old.text)): old.text for report in MILL.reports for old in report.earlier},
}


def read(packed: bytes, texts: dict[TextName, str] | None = None) -> Dossier:
    return unpack(opened(packed), TEXTS if texts is None else texts)


def test_what_was_packed_is_read_back_as_it_was() -> None:
    assert read(PACKED.body) == MILL


def test_no_text_of_a_report_is_in_the_bytes() -> None:
    inside = zlib.decompress(PACKED.body).decode()
    assert all(report.text[:60] not in inside for report in MILL.reports)


def test_it_names_the_texts_that_it_needs_those_of_reports_first() -> None:
    assert set(PACKED.texts) == set(TEXTS)
    assert PACKED.texts[: len(MILL.reports)] == tuple(NAMES[report.id] for report in MILL.reports)


@pytest.mark.parametrize("name", PACKED.texts, ids=lambda name: f"{name.report}")
def test_without_the_very_text_there_is_no_dossier(name: TextName) -> None:
    gone = {held: text for held, text in TEXTS.items() if held != name}
    for texts in (gone, {**TEXTS, name: TEXTS[name] + "."}, {**TEXTS, name: TEXTS[name].replace("t", "T", 1)}):
        with pytest.raises(VerbatimError, match=name.report):
            read(PACKED.body, texts)


def test_a_lone_surrogate_in_a_title_is_kept() -> None:
    odd = replace(MILL, title="Mill \ud800 fire")
    packed: Packed = pack(odd, NAMES)
    assert read(packed.body) == odd


@given(st.binary(max_size=200))
def test_bytes_of_others_are_an_error_that_is_told(content: bytes) -> None:
    for packed in (content, zlib.compress(content), PACKED.body[: len(content)]):
        with pytest.raises((KeyError, TypeError, ValueError)):
            opened(packed)


@given(st.data())
def test_a_body_that_was_tampered_with_is_refused_or_verbatim_still(data: st.DataObject) -> None:
    names, tables, told = json.loads(zlib.decompress(PACKED.body))
    table = data.draw(st.sampled_from([table for table in tables if table]))
    row = data.draw(st.sampled_from(range(len(table))))
    at = data.draw(st.sampled_from(range(len(table[row]))))
    table[row][at] = data.draw(st.none() | st.integers(-5, 5000) | st.text(max_size=5) | st.lists(st.integers()))
    try:
        found = read(zlib.compress(json.dumps([names, tables, told]).encode()))
    except (VerbatimError, KeyError, TypeError, ValueError, IndexError):
        return
    texts = {report.id: report.text for report in found.reports}
    for passage in (testimony.passage for statement in found.statements for testimony in statement.testimonies):
        assert passage.text == texts[passage.report][passage.start : passage.end]
