"""Times that a server writes into headers, as RFC 9110 has them. Pure: what cannot be read is no time at all."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime


def retry_after(headers: Mapping[str, str], now: datetime, most: timedelta) -> timedelta:
    """How long the server asks us to wait, in seconds or until a date of its own clock; no longer than `most`."""
    written = headers.get("retry-after", "").strip()
    until = http_date(written)
    asked = until - (http_date(headers.get("date")) or now) if until else seconds(written)
    return min(max(timedelta(), asked), most)


def seconds(written: str | None) -> timedelta:
    """A whole number of seconds; none where it is no number, or one of more digits than any wait has."""
    digits = (written or "").strip()
    return timedelta(seconds=int(digits)) if digits.isascii() and digits.isdigit() and len(digits) < 10 else timedelta()


def http_date(written: str | None) -> datetime | None:
    """A date of HTTP; one without a zone is in GMT, as all of them are."""
    try:
        found = parsedate_to_datetime(written or "")
        return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    except (ValueError, TypeError, OverflowError):
        return None
