"""Where something was said, when the report tells: "wrote on Twitter", "told the BBC", "in a statement".

Strategy: patterns on the words that follow a cue, up to the end of its clause. Media alone may live here.
"""

from __future__ import annotations

import re
from typing import Final

from twosource.voices.lexicon import DAYS, MONTHS
from twosource.voices.sources import outlet_name

REACH: Final = 160
"""Characters after a cue in which its medium is told; longer ones on PolNeAR train belong to another clause."""

_NETWORKS: Final = (
    "Twitter|Facebook|Instagram|YouTube|Telegram|WhatsApp|Truth Social|Mastodon|Bluesky|Threads|TikTok|LinkedIn|"
    "Reddit|X"
)
_ON_NETWORK: Final = re.compile(
    rf"\b(?:on|via|to|through)\s+(?:(?:his|her|its|their|the)\s+)?(?:\w+\s+)?({_NETWORKS})\b"
)
_POSTED: Final = re.compile(r"\b(?:posted|posts|posting|wrote|writes|writing)$", re.IGNORECASE)
_ON_ANOTHER: Final = re.compile(r"\s+on\s+([A-Z]\w+)(?=[\s,.;:”\"]|$)(?!\s[A-Z])")
"""A network that no list has: "posted on Quill", but not "wrote on Capitol Hill"."""
_ENDED: Final = re.compile(r"(?<=[a-z\d])[.!?][”\"’')]*\s")
_TWEETED: Final = re.compile(r"(?:re)?tweet(?:s|ed|ing)?\b", re.IGNORECASE)
_IN_TWEET: Final = re.compile(
    r"\b(?:in|with)\s+(?:an?|another|his|her|its|one|the|two|three)\s+(?:[\w-]+\s+){0,2}?tweets?\b"
)
_TOLD: Final = re.compile(r"\s+((?:the\s+)?[A-Z][\w.’&-]*(?:\s+(?:of\s+)?[A-Z][\w.&-]*)*)")
_TO_OUTLET: Final = re.compile(r"\b(?:with|to|by|on)\s+((?:the\s+|The\s+)?[A-Z][\w.&-]*(?:\s+[A-Z][\w.&-]*)*)")
_OCCASION: Final = re.compile(
    r"\s+(?:[A-Z]\w+day\s+)?(?:in|during|at)\s+((?:an?|his|her|its|their|the)\s+(?:[\w-]+\s+){0,2}?"
    r"(?:statement|interview|speech|letter|memo|email|news conference|press conference|briefing|blog post|op-ed|"
    r"news release|press release|rally|debate|hearing))\b"
)


_REST: Final = re.compile(
    r"\s(?:on|via|to|through|in|with|during|at|by)\s|(?<=\btold)\s|(?<=\btells)\s|(?<=\btelling)\s"
)
"""Where a cue that names the medium itself goes on to it: "wrote | on Twitter", "told | the BBC"."""


def medium(text: str, cue: str, after: str) -> str | None:
    """The medium that the words of a cue and those right after it tell of, or None.

    Args:
        text: the source's words, which tell of a medium now and then ("a tweet").
        cue: the cue's words.
        after: what follows cue and source, up to the end of the sentence or the next quotation.
    """
    ended = _ENDED.search(after)
    after = after[: ended.start()] if ended else after
    goes_on = _REST.search(cue)
    cue, rest = (cue[: goes_on.start()], cue[goes_on.start() :]) if goes_on else (cue, "")
    near = (rest + after)[:REACH]
    network = _ON_NETWORK.search(near)
    if network:
        return network[1]
    posted = _ON_ANOTHER.match(near) if _POSTED.search(cue) else None
    if posted and posted[1].casefold() not in DAYS | MONTHS:
        return posted[1]
    if _TWEETED.search(cue) or _IN_TWEET.search(near) or _TWEETED.search(text):
        return "Twitter"
    told = _TOLD.match(near) if cue.split()[-1:] in (["told"], ["tells"], ["telling"]) else _TO_OUTLET.search(near)
    if told and outlet_name(told[1].rstrip(".")):
        return told[1].rstrip(".")
    occasion = _OCCASION.match(near)
    return occasion[1] if occasion else None
