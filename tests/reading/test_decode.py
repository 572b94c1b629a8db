from __future__ import annotations

import gzip
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twosource.errors import InputError, NotText, TooLarge, Truncated
from twosource.model import Page
from twosource.reading import decode as module
from twosource.reading.decode import decode

FRENCH = "Le maire a déclaré que le pont fermerait « dès l’été », a précisé la préfecture."


def page(content: bytes, content_type: str | None = None) -> Page:
    return Page(name="page.html", id="p", content=content, content_type=content_type)


def test_plain_utf8_is_read_as_it_stands() -> None:
    assert decode(page(FRENCH.encode())) == FRENCH


def test_newlines_are_one_kind_and_controls_are_gone() -> None:
    assert decode(page(b"one\r\ntwo\rthree\0\x08 four\x0cfive")) == "one\ntwo\nthree four\nfive"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32", "utf-16-le", "utf-16-be"])
def test_wide_and_marked_encodings_are_read_without_their_mark(encoding: str) -> None:
    text = "The bridge at Port Ellery is closed, the mayor said on Tuesday morning."
    assert decode(page(text.encode(encoding))) == text


def test_controls_are_dropped_from_wide_text_too() -> None:
    assert decode(page("no\0 bell\x07 here".encode("utf-16"))) == "no bell here"


def test_the_servers_charset_wins_over_the_documents() -> None:
    content = '<meta charset="shift_jis"><p>мост закрыт'.encode("koi8-r")
    assert "мост закрыт" in decode(page(content, "text/html; charset=KOI8-R"))


@pytest.mark.parametrize(
    "declaration",
    [
        '<meta charset="euc-kr">',
        '<meta http-equiv="Content-Type" content="text/html; charset=euc-kr">',
        '<?xml version="1.0" encoding="euc-kr"?>',
    ],
)
def test_a_document_names_its_own_charset(declaration: str) -> None:
    assert decode(page((declaration + "<p>시장은").encode("euc-kr"))).endswith("<p>시장은")


def test_latin1_means_windows_1252_as_in_browsers() -> None:
    assert (
        decode(page("“We can’t”, he said".encode("cp1252"), "text/html; charset=iso-8859-1")) == "“We can’t”, he said"
    )


def test_utf8_that_is_labelled_latin_is_utf8() -> None:
    assert decode(page(FRENCH.encode(), "text/html; charset=windows-1252")) == FRENCH


def test_latin_that_is_labelled_utf8_is_guessed() -> None:
    assert decode(page((FRENCH * 3).encode("cp1252"), "text/html; charset=utf-8")) == FRENCH * 3


def test_a_label_that_the_bytes_belie_is_not_believed() -> None:
    assert decode(page(FRENCH.encode(), "text/html; charset=euc-jp")) == FRENCH


def test_an_unknown_label_is_passed_over() -> None:
    assert decode(page(FRENCH.encode(), "text/html; charset=klingon")) == FRENCH


def test_a_utf16_label_in_ascii_cannot_be_meant() -> None:
    assert decode(page(('<meta charset="utf-16">' + FRENCH).encode())).endswith(FRENCH)
    assert decode(page(b"The ferry sails.", "text/html; charset=utf-16")) == "The ferry sails."


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Мэр города заявил в среду, что мост будет закрыт на два года. Мы больше не можем ждать.", "windows-1251"),
        ("市長は水曜日、橋は二年間閉鎖されると述べた。これ以上待つことはできないと付け加えた。", "shift_jis"),
        ("시장은 수요일에 다리가 2년 동안 폐쇄될 것이라고 말했다. 더 이상 기다릴 수 없다고 덧붙였다.", "euc-kr"),
        (
            "Burmistrz powiedział w środę, że most zostanie zamknięty na dwa lata. Źródła to potwierdzają.",
            "windows-1250",
        ),
    ],
)
def test_an_undeclared_encoding_is_guessed_from_the_bytes(text: str, encoding: str) -> None:
    assert decode(page(text.encode(encoding))) == text


def test_broken_sequences_in_good_text_are_marked_and_the_rest_is_kept() -> None:
    content = FRENCH.encode() + b" \xff " + FRENCH.encode()
    assert decode(page(content)) == f"{FRENCH} \ufffd {FRENCH}"


def test_compressed_pages_are_unpacked() -> None:
    assert decode(page(gzip.compress(FRENCH.encode()))) == FRENCH
    assert decode(page(zlib.compress(FRENCH.encode()))) == FRENCH
    assert decode(page(gzip.compress(b"one ") + gzip.compress(b"two") + b"\0\0")) == "one two"


def test_a_bomb_is_refused_and_never_held() -> None:
    with pytest.raises(TooLarge, match="decompresses to more"):
        decode(page(gzip.compress(b"\0" * 30_000_000)))


def test_too_many_members_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_MEMBERS", 2)
    with pytest.raises(TooLarge, match="members"):
        decode(page(gzip.compress(b"x") * 3))


def test_a_page_over_the_limit_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MAX_PAGE_BYTES", 10)
    with pytest.raises(TooLarge, match="11 bytes, over the limit of 10"):
        decode(page(b"x" * 11))


def test_compressed_data_that_stops_too_early_says_so() -> None:
    with pytest.raises(Truncated):
        decode(page(gzip.compress(FRENCH.encode() * 100)[:-20]))


def test_damaged_compressed_data_is_no_text() -> None:
    with pytest.raises(NotText, match="damaged"):
        decode(page(b"\x1f\x8b\x08" + b"\xff" * 40))


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7 and so on", "PDF"),
        (b"\x89PNG\r\n\x1a\n", "PNG"),
        (b"PK\x03\x04 archive", "ZIP"),
        (gzip.compress(gzip.compress(b"twice")), "twice"),
        (bytes(range(256)) * 8, "binary"),
        (b"\0" * 64, "binary"),
    ],
)
def test_what_is_no_text_is_named(content: bytes, kind: str) -> None:
    with pytest.raises(NotText, match=kind) as caught:
        decode(page(content))
    assert caught.value.name == "page.html"


@given(st.binary(max_size=2_000), st.sampled_from([None, "text/html", "text/html; charset=utf-16", "x; charset=big5"]))
def test_any_bytes_give_clean_text_or_an_input_error(content: bytes, content_type: str | None) -> None:
    try:
        text = decode(page(content, content_type))
    except InputError:
        return
    assert not set(text) & {"\0", "\r", "\x1b", "\ufeff"}
    text.encode("utf-8")  # no lone surrogates


@given(
    st.text(
        st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="\ufeff\ufffe\uffff"),
        max_size=300,
    )
)
def test_utf8_text_comes_through_unchanged(text: str) -> None:
    assert decode(page(b"<p>" + text.encode())) == "<p>" + text


@pytest.mark.parametrize(
    ("content", "remedy"),
    [
        (b"%PDF-1.7 ...", "give the report as a web page (.html) or as plain text (.txt)"),
        (b"PK\x03\x04 ...", "give the report as a web page"),
        (bytes(range(1, 30)) * 20, "give the report as a web page"),
        (b"7z\xbc\xaf ...", "unpack it, and give the pages or texts that are in it"),
    ],
)
def test_who_gives_what_is_no_text_is_told_what_to_give_instead(content: bytes, remedy: str) -> None:
    with pytest.raises(NotText) as caught:
        decode(Page("given", "given", content))
    assert caught.value.remedy.startswith(remedy)
