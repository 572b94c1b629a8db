"""Fields of a feed → parts of its values: what a string in a title, author, date or address means.

What may live here: single strings, the same for every format. Which element holds them is known to `feedxml`
and `feedjson`.
"""

from __future__ import annotations

import re
from datetime import date
from email.utils import parsedate_to_datetime
from typing import Final
from urllib.parse import urljoin, urlsplit

from twosource.reading.feedvalues import Person
from twosource.reading.markup import tidy, unescaped
from twosource.reading.published import FIRST_YEAR, LAST_YEAR, when

# --- limits -----------------------------------------------------------------------------------------------------------

MAX_LINE: Final = 300  # characters of a title or byline; what is longer is neither
MAX_WRITTEN: Final = 5_000  # characters of a title or byline that are looked at, markup and all
MAX_ADDRESS: Final = 2_000  # characters; the longest in 200 real feeds has 351
MAX_DATE: Final = 80  # characters, as `published` has it

# --- tables -----------------------------------------------------------------------------------------------------------

_TAG: Final = re.compile(r"</?[a-zA-Z][^<>]{0,500}>|<!--[^<>]{0,500}(?:>|\Z)")
_SCRIPT: Final = re.compile(r"<(script|style)\b[^<>]{0,500}>.{0,1000}?(?:</\1\s{0,9}>|\Z)", re.IGNORECASE | re.DOTALL)
_INLINE: Final = re.compile(r"</?(?:a|b|br|em|font|h\d|i|img|p|q|s|small|span|strong|sub|sup|u)\b[^<>]{0,500}>", re.I)
_ESCAPED: Final = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,20});")
_MAIL: Final = r"[\w.+%-]{1,100}@[\w.-]{1,100}"
_PERSON: Final = re.compile(  # "Mara Quill", "mara@x.example (Mara Quill)", "Mara Quill (mara@x.example)" or with <>
    rf"(?P<only>{_MAIL})\Z|(?P<mail>{_MAIL})\s{{0,9}}\((?P<name>[^()]{{1,200}})\)\Z"
    rf"|(?P<first>[^<(]{{0,200}}?)\s{{0,9}}[<(](?:mailto:)?(?P<last>{_MAIL})[>)]\Z"
)
_DURATION: Final = re.compile(r"(?:(?:(\d{1,3}):)?(\d{1,4}):)?(\d{1,6})(?:\.\d{1,9})?")
_NAMED_DAY: Final = re.compile(r"(?=.*\d)(?=.*[a-z]{3})[\w ,:+-]{6,80}\Z", re.IGNORECASE)
_YEAR_NOUGHT: Final = re.compile(r"[a-z] 0{2}\d\d\b", re.IGNORECASE)  # "01 Jan 0001": software's word for never
_WITHOUT_TIME: Final = re.compile(r"(?:[a-z]{3,9},? )?\d{1,2} [a-z]{3,9} \d{2,4}\Z", re.IGNORECASE)


def line(value: str | None, *, plain: bool = False) -> str | None:
    """A title or name in one line, without markup; None where nothing or too much is left.

    `plain` text holds no markup, so that what looks like it is meant ("the <blink> tag").
    """
    if not value:
        return None
    value = value[:MAX_WRITTEN]
    text = value if plain else unescaped(_TAG.sub("", _SCRIPT.sub("", value)))
    if not plain and (_INLINE.search(text) or _ESCAPED.search(text)):  # escaped twice
        text = unescaped(_INLINE.sub("", _SCRIPT.sub("", text)))
    text = tidy(text)
    return text if 0 < len(text) <= MAX_LINE else None


def string(value: str | None) -> str | None:
    """A short field as it was written, in one line; None where empty."""
    return (tidy(value) or None) if value else None


def seconds(value: str | None) -> int | None:
    """How long a file plays: seconds, or minutes or hours before them ("90", "1:30", "0:01:30.5"); None for others."""
    match = _DURATION.fullmatch((value or "").strip()[:MAX_DATE])
    if match is None:
        return None
    hours, minutes, rest = (int(part or 0) for part in match.groups())
    return 3600 * hours + 60 * minutes + rest or None


def address(value: str | None, base: str | None = None) -> str | None:
    """An http or https address, made whole by `base`; None for anything else."""
    if not value or len(value) > MAX_ADDRESS:
        return None
    try:
        whole = urljoin(base or "", value.strip().replace(" ", "%20"))
        parts = urlsplit(whole)
    except ValueError:
        return None
    return whole if parts.scheme in ("http", "https") and parts.hostname else None


def moment(value: str | None) -> date | None:
    """When `value` names, by what `published` reads and, beyond it, RFC 822 as loosely as feeds write it."""
    if not value or not (value := tidy(value)) or len(value) > MAX_DATE or _YEAR_NOUGHT.search(value):
        return None
    if found := when(value):
        return found
    if not _NAMED_DAY.match(value):
        return None
    try:
        if _WITHOUT_TIME.match(value):
            loose: date = parsedate_to_datetime(f"{value} 00:00:00").date()
        else:
            loose = parsedate_to_datetime(value)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
    return loose if FIRST_YEAR <= loose.year <= LAST_YEAR else None


def person(value: str | None, *, email: str | None = None, url: str | None = None) -> Person | None:
    """Who a byline of a feed names; None where it names nobody."""
    written = line(value, plain="@" in (value or ""))
    match = _PERSON.match(written) if written and "@" in written else None
    if match:
        name = match["name"] or match["first"]
        written, email = (name.strip() or None) if name else None, match["only"] or match["mail"] or match["last"]
    if not (written or email or url):
        return None
    return Person(written, string(email), url)
