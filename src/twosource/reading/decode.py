"""Bytes → text: what a page says, whatever it was wrapped in.

Strategy: unwrap compression under a cap that a bomb cannot pass, refuse what is no text, find the encoding the way a
browser does (byte order mark, then what the server said, then what the document says of itself, then a guess from the
bytes), and clean the text once, here, so that no later part meets a NUL, a carriage return or a lone surrogate.

A label is believed where the bytes bear it out. Bytes that are valid UTF-8 are UTF-8 whatever Latin label they wear;
bytes that are mostly not UTF-8 are not, though the page says so. A few broken sequences become U+FFFD, and that is all.

What may live here: compression, encodings, control characters. Nothing that knows of HTML beyond where it names a
charset.
"""

from __future__ import annotations

import codecs
import re
import zlib
from typing import Final

import charset_normalizer
from resiliparse.parse.encoding import detect_encoding, map_encoding_to_html5

from twosource.errors import NotText, TooLarge, Truncated
from twosource.model import Page

# --- limits -----------------------------------------------------------------------------------------------------------

MAX_PAGE_BYTES: Final = 10_000_000  # the largest of 181 real pages is 1.5 MB, of 200 real feeds 2.5 MB
MAX_TEXT_BYTES: Final = 20_000_000  # once decompressed: twice that
MAX_MEMBERS: Final = 1_000  # of a gzip file; block gzip cuts 20 MB into some 320
HEAD_BYTES: Final = 4_096  # where a document names its charset; the HTML standard asks for 1,024, real pages stray
SAMPLE_BYTES: Final = 65_536  # what charset-normalizer is given to guess from
MAX_CONTROL_SHARE: Final = 0.01  # of control characters in text: real text has none, random bytes 10%
FEW_CONTROLS: Final = 4  # that many are forgiven in a text of any length
MAX_BROKEN_SHARE: Final = 0.2  # broken sequences per non-ASCII character, above which bytes were never UTF-8

GIVE_TEXT: Final = "give the report as a web page (.html) or as plain text (.txt)"
UNPACK: Final = "unpack it, and give the pages or texts that are in it"

# --- tables -----------------------------------------------------------------------------------------------------------

_BINARY: Final = (
    (b"%PDF-", "a PDF"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"RIFF", "a RIFF file (WebP, WAV or AVI)"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"\x7fELF", "a program"),
    (b"wOFF", "a font"),
    (b"wOF2", "a font"),
    (b"OggS", "an Ogg file"),
    (b"ID3", "an MP3 file"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"Rar!", "a RAR archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"BZh9", "a bzip2 archive"),
    (b"\x28\xb5\x2f\xfd", "zstd-compressed"),
    (b"SQLite format 3", "a database"),
)
_PACKED: Final = frozenset(
    kind for _, kind in _BINARY if "office" not in kind and re.search("archive|compressed", kind)
)
_BOMS: Final = (  # the longer first: the mark of UTF-32-LE begins with that of UTF-16-LE
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_GZIP: Final = b"\x1f\x8b"
_ZLIB: Final = (b"\x78\x01", b"\x78\x9c", b"\x78\xda")
_LATIN: Final = frozenset({"cp1252", "cp1250", "cp1254", "iso8859-2", "iso8859-15", "mac-roman"})
_CONTROLS: Final = bytes([*range(9), 11, *range(14, 27), *range(28, 32), 127])  # all but \t \n \f \r and ESC
_DROPPED: Final = ("\x1b", "\ufeff", "\ufffe", "\uffff")  # once decoded: escapes are part of ISO-2022
_DECLARED: Final = re.compile(
    rb"""<\?xml\s[^>]{0,200}?encoding\s{0,9}=\s{0,9}["']([\w.:-]{1,40})|<meta\s[^>]{0,300}?charset\s{0,9}=\s{0,9}["']?([\w.:-]{1,40})""",
    re.IGNORECASE,
)
_LABEL: Final = re.compile(r"""charset\s*=\s*["']?([\w.:-]{1,40})""", re.IGNORECASE)


def decode(page: Page) -> str:
    r"""The text of `page`: unwrapped, decoded, newlines as "\n", without control characters.

    Raises:
        TooLarge: more bytes than a page or feed has reason to be, before or after decompression.
        Truncated: compressed bytes that stop too early.
        NotText: binary, or compressed in a way that is not read here.
    """
    if len(page.content) > MAX_PAGE_BYTES:
        raise TooLarge(page.name, f"{len(page.content):,} bytes, over the limit of {MAX_PAGE_BYTES:,}", "split it")
    data = _unwrapped(page)
    _refuse_binary(page.name, data)
    if wide := _wide(data):
        text = data.decode(wide, "replace")
        for character in _CONTROLS.decode("ascii"):
            text = text.replace(character, "")
        return _cleaned(text)
    narrow = data.translate(None, _CONTROLS)
    if len(data) - len(narrow) > max(FEW_CONTROLS, MAX_CONTROL_SHARE * len(data)):
        raise NotText(page.name, "binary, not text", GIVE_TEXT)
    return _cleaned(_decoded(narrow, page.content_type))


# --- compression ------------------------------------------------------------------------------------------------------


def _unwrapped(page: Page) -> bytes:
    data = page.content
    if data.startswith(_GZIP):
        return _inflated(page.name, data, wbits=31)
    if data.startswith(_ZLIB):
        return _inflated(page.name, data, wbits=15)
    return data


def _inflated(name: str, data: bytes, *, wbits: int) -> bytes:
    """All members of a gzip file, or one zlib stream. Never holds more than the cap and a byte."""
    out = bytearray()
    for _ in range(MAX_MEMBERS):
        stream = zlib.decompressobj(wbits)
        try:
            out += stream.decompress(data, MAX_TEXT_BYTES + 1 - len(out))
        except zlib.error as error:
            raise NotText(name, f"damaged compressed data ({error})", "fetch it again") from None
        if len(out) > MAX_TEXT_BYTES:
            raise TooLarge(name, f"decompresses to more than {MAX_TEXT_BYTES:,} bytes", "split it")
        if not stream.eof:
            raise Truncated(name, "compressed data that stops too early", "fetch it again")
        data = stream.unused_data.lstrip(b"\0")
        if not data.startswith(_GZIP) or wbits != 31:  # what trails a stream is padding
            return bytes(out)
    raise TooLarge(name, f"more than {MAX_MEMBERS:,} compressed members", "split it")


# --- text or not ------------------------------------------------------------------------------------------------------


def _refuse_binary(name: str, data: bytes) -> None:
    for magic, kind in _BINARY:
        if data.startswith(magic):
            raise NotText(name, f"{kind}, not text", UNPACK if kind in _PACKED else GIVE_TEXT)
    if data.startswith((_GZIP, *_ZLIB)):
        raise NotText(name, "compressed twice", "unpack it once and give that")


# --- encoding ---------------------------------------------------------------------------------------------------------


def _wide(data: bytes) -> str | None:
    """UTF-16 or UTF-32, by its mark, or by NULs in one half of its bytes: the encodings in which NULs say nothing."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return encoding
    return _unmarked_utf16(data)


def _decoded(data: bytes, content_type: str | None) -> str:
    """The text of bytes in an encoding that ASCII is a part of."""
    label = _declared(data, content_type)
    if label and label not in _LATIN and label != "utf-8":
        try:
            return data.decode(label)
        except UnicodeDecodeError:
            pass
    text = data.decode("utf-8", "replace")
    if text.count("\ufffd") <= MAX_BROKEN_SHARE * _non_ascii(text):
        return text
    return data.decode(label if label and label != "utf-8" else _guessed(data), "replace")


def _non_ascii(text: str) -> int:
    return len(text.encode("utf-8", "replace")) - len(text.encode("ascii", "ignore")) if not text.isascii() else 0


def _declared(data: bytes, content_type: str | None) -> str | None:
    """What the server, or else the document, calls its encoding, as a Python codec; None where neither knows."""
    if content_type and (said := _LABEL.search(content_type)) and (codec := _codec(said[1])):
        return "utf-8" if codec in ("utf-16-le", "utf-16-be") and data.isascii() else codec
    found = _DECLARED.search(data[:HEAD_BYTES])
    if found is None:
        return None
    codec = _codec((found[1] or found[2]).decode("ascii"))
    return "utf-8" if codec in ("utf-16-le", "utf-16-be") else codec  # a page that says so in ASCII is not UTF-16


def _codec(label: str) -> str | None:
    """The codec of a label as the WHATWG names them: `latin1` is windows-1252, `gb2312` is GBK."""
    codec: str | None = map_encoding_to_html5(label, fallback_utf8=False)
    return codec


def _unmarked_utf16(data: bytes) -> str | None:
    """UTF-16 without a mark: half of its bytes, always the same half, are NUL."""
    sample = data[: HEAD_BYTES - HEAD_BYTES % 2]
    if b"\0" not in sample or len(sample) < 8:
        return None
    even, odd, half = sample[::2].count(0), sample[1::2].count(0), len(sample) // 2
    if odd > 0.7 * half and even < 0.1 * half:
        return "utf-16-le"
    return "utf-16-be" if even > 0.7 * half and odd < 0.1 * half else None


def _guessed(data: bytes) -> str:
    """An encoding from the bytes alone, which are known not to be UTF-8.

    uchardet (by resiliparse) names 22 of 23 legacy samples of 14 languages rightly in microseconds; where it gives up,
    as on short Korean, charset-normalizer is asked; what nobody knows is read as browsers do, as windows-1252.
    """
    guess: str | None = detect_encoding(data)
    if guess and guess != "utf-8":
        return guess
    best = charset_normalizer.from_bytes(data[:SAMPLE_BYTES]).best()
    return best.encoding if best is not None and best.encoding != "utf_8" else "cp1252"


def _cleaned(text: str) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n")
    for character in _DROPPED:
        text = text.replace(character, "")
    return text
