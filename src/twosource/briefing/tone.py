"""How plainly a report tells: whether its lines can stand for the news, or are a comment on it.

Strategy: news is told without contractions, and its teller is neither I nor talks to you; columns, sketches and
tabloids do both. What stands between quotation marks is somebody's and tells nothing of the report. An address or a
title that names a section of comment decides alone.

What may live here: judging a report by its form. No outlet is known by name, and what a report claims is not judged.
"""

from __future__ import annotations

import re

from twosource.model import Report
from twosource.voices.quotes import outermost

# Set by reading briefs of the sample corpus (train, dev) and of BASIL open.
CHATTY = 0.2  # plainness is halved where so many sentences' worth of chat stand in a report's own words
SENTENCE = 25.0  # words in a sentence of news
FEW = 8.0  # sentences of plain news that each report is taken to have besides: a short one is not judged by a word
COMMENT = 0.25  # a report that calls itself comment

_CHAT = re.compile(
    r"(?i:\b\w{1,8}n['’]t\b|\b(?:it|that|there|he|she|they|we|who|what|here)['’](?:s|re|ll|d|ve)\b|\byou(?:rs?)?\b)|\bI\b"
)
_COMMENT_ADDRESS = re.compile(
    r"/(?:opinions?|comment(?:ary|isfree|s)?|editorials?|op-?eds?|columns?|columnists?|views?|perspectives?|blogs?)(?:/|$)",
    re.IGNORECASE,
)
_COMMENT_TITLE = re.compile(
    r"\s*(?:opinion|comment|commentary|editorial|column|analysis|op-ed)\s*[:|–—]", re.IGNORECASE
)


def plainness(report: Report) -> float:
    """1 for a report told as plain news, less for a chatty one, down to near 0."""
    if _COMMENT_ADDRESS.search(report.url or "") or _COMMENT_TITLE.match(report.title or ""):
        return COMMENT
    own = _own_words(report.text)
    sentences = FEW + len(own.split()) / SENTENCE
    return 1 / (1 + chats(own) / sentences / CHATTY)


def chats(own_words: str) -> int:
    """How often a reporter's own words talk as news does not."""
    return len(_CHAT.findall(own_words))


def _own_words(text: str) -> str:
    """A report's text without what it quotes."""
    kept, place = [], 0
    for start, end in sorted({quotation.span for quotation in outermost(text)}):
        kept.append(text[place : max(place, start)])
        place = max(place, end)
    return " ".join((*kept, text[place:]))
