"""A text → its sentences, by rule.

Strategy: lines first, then stops. A blank line always ends a sentence. A single line break ends one too, unless the
text is
wrapped there: the next line goes on in lower case, or the line is as full as its neighbours. Inside what is left,
every stop
(. ! ? …, with the quotes and brackets that close after it) is a candidate, and small closed tables decide which are
not the end:
titles, abbreviations, initials, ellipses, a quoted question whose speaker follows. In doubt two sentences stay one:
a passage
that is too long is still true, one that is cut in the middle of "Sen." is foolish.

What may live here: how text falls into paragraphs and sentences. Not what the sentences are about.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from twosource.model import Span
from twosource.reading.lexicon import words
from twosource.reading.remembered import remembered

# --- limits -----------------------------------------------------------------------------------------------------------

WRAP_WIDTHS = range(40, 111)
"""Widths at which mail and plain text files are wrapped by hand (72, 76, 80, 100, and what is narrower for
quotations)."""
WORD_REACH = 24
"""How far before a stop its word is sought: longer than any abbreviation in the tables, so that no token costs its
length."""
SPEAKER_REACH = 90
"""How far after a quoted question its speaker's verb is sought: six words of names and titles."""

# --- tables -----------------------------------------------------------------------------------------------------------

NEVER_LAST = words("""
    adm atty brig capt cmdr col cpl cong del dep det dr fr gen gens gov govs hon insp lieut lt maj messrs mlle
    mme mr mrs ms mx msgr mt pfc pres prof profs pvt rep reps rev sec sen sens sgt ssgt supt viz vs v cf e.g i.e
    lt.-gov lt.-col lt.-gen
""")
"""They stand before a name or a case, so their stop ends nothing."""

BEFORE_NUMBER = words("no nos p pp art arts sect ch vol fig ed par paras approx ca c est")
MONTHS = words("jan feb mar apr jun jul aug sep sept oct nov dec")

MAY_BE_LAST = words("""
    inc corp co cos ltd llc bros jr sr st ste ave blvd rd hwy bldg ft dept univ assn assoc etc al esq ph.d m.d
    d.c u.s u.k u.n a.m p.m ala ariz ark calif colo conn fla ga ill ind kan ky la md mass mich minn miss mo mont
    neb nev okla ore pa tenn tex va vt wash wis wyo ont que alta sask mon tue tues wed thu thur thurs fri sat
    sun dist int'l nat'l gov't
""")
"""Their stop ends a sentence only where the next word is one that opens sentences."""

TIMES = words("a.m p.m am pm")
AFTER_TIME = words("""
    et est edt ct cst cdt mt mst mdt pt pst pdt gmt bst utc cet eastern central mountain pacific monday tuesday
    wednesday thursday friday saturday sunday jan feb mar march april may june july aug august sept september
    oct october nov november dec december january february local
""")

OPENERS_OF_SENTENCES = words("""
    a about according after all also although among an and another any are as asked at because before both but
    by can could did do does don't during each earlier even every few finally first for from further had has
    have he he's her here his how however i i'm i've i'll if in instead is it it's its just last later many
    maybe meanwhile more most my neither never nevertheless no nobody none nor not nothing now of on once one
    only or other others our out over perhaps several she she's should since so some sometimes soon still such
    than that that's the their then there there's these they they're this those though through thus to today
    together tomorrow two under unlike until was we we're we've were what when where whether which while who why
    will with within without would yes yesterday yet you you're your
""")

SPEAKING = (
    "said|says|asked|asks|wrote|writes|tweeted|tweets|added|adds|replied|replies|shouted|told|exclaimed|declared|quipped|"
    "joked|wondered|answered|cried|yelled|demanded|insisted|posted|continued|concluded|remarked|responded|chanted|recalled"
)

# --- patterns ---------------------------------------------------------------------------------------------------------

_CLOSERS = "\"'”’»)\\]"
_STOP = re.compile(
    rf"(?<![.!?…])(?P<stop>[.!?…]+)(?P<close>[{_CLOSERS}]*)(?=\s|$)"
    r"|(?P<wide>[。！？]+[」』”’）]*)"  # no space follows in Chinese and Japanese
    r"|(?<=[a-z]{2})(?P<glued>[.!?]”?)(?=[A-Z“][a-z’]+\s)"  # "…of the week.Trump also…": a lost line break
)
_LINE_END = re.compile(rf"[.!?…:][{_CLOSERS}]*$")
_LIST_ITEM = re.compile(r"(?:[•·▪●■*–—-]|\(?\d{1,2}[.)])\s")
_LIST_NUMBER = re.compile(r"\(?(?:\d{1,3}|[A-Za-z]|[ivx]{1,4})$")
_LONE_CLOSER = re.compile(r"\s?(?P<mark>''|[”»)\]]|\")(?=\s|$)")
_LOWER_NAME = re.compile(r"[a-z]{1,3}[A-Z]|(?:al|el|an|ash|as|at)-[A-Z]|(?:de|di|van|von|bin) [A-Z]")
_NEXT_WORD = re.compile(r"[^\W_]+(?:[’'][^\W_]+)?")
_OPENERS = "\"'“‘`«([—–-* \t"
_SPEAKER_FOLLOWS = re.compile(rf"(?:(?:[A-Z][\w.’'-]*|of|de|the)\s+){{1,6}}(?:{SPEAKING})\b|(?:{SPEAKING})\s")
_WEB_NAME = re.compile(r"(?:Com|Org|Net|Gov|Co|Js|Io|Info)\b")


# --- what others call -------------------------------------------------------------------------------------------------


@remembered
def sentences(text: str) -> tuple[Span, ...]:
    """The sentences of `text` in order, trimmed, together covering all that is not white space.

    None reaches across a paragraph. A headline or a list item without a stop is a sentence too. Time is linear in the
    length of the text.
    """
    return tuple(sentence for paragraph in paragraphs(text) for sentence in _split(text, paragraph))


def sentences_of(text: str, paragraph: Span) -> tuple[Span, ...]:
    """Those of the `sentences` that stand in one of its `paragraphs`."""
    return tuple(_split(text, paragraph))


def paragraphs(text: str) -> tuple[Span, ...]:
    """The paragraphs of `text` in order, trimmed: what stands between blank lines, and between line breaks that are
    meant.
    """
    wrapped = max((len(line) for line in text.splitlines()), default=0) < WRAP_WIDTHS.stop
    return tuple(run for block in _blocks(text) for run in _runs(text, block, wrapped))


# --- lines ------------------------------------------------------------------------------------------------------------


def trimmed(text: str, start: int, end: int) -> Span:
    """The span from `start` to `end` without the white space at its ends; empty at `start` where there is nothing
    else.
    """
    piece = text[start:end]
    left = start + len(piece) - len(piece.lstrip())
    return Span(left, left + len(piece.strip())) if piece.strip() else Span(start, start)


def lines(text: str) -> Iterator[Span]:
    """Every line of `text` in order, trimmed; an empty span for a blank one."""
    at = 0
    for line in text.splitlines(keepends=True):
        yield trimmed(text, at, at + len(line))
        at += len(line)


def _blocks(text: str) -> Iterator[list[Span]]:
    block: list[Span] = []
    for line in lines(text):
        if line.start < line.end:
            block.append(line)
        elif block:
            yield block
            block = []
    if block:
        yield block


def _runs(text: str, block: list[Span], wrapped: bool) -> Iterator[Span]:
    """The lines of a paragraph, joined where they are one wrapped line."""
    width = max(line.end - line.start for line in block) if wrapped and _may_be_wrapped(text, block) else 0
    start = block[0].start
    for line, following in pairwise(block):
        if not _goes_on(text, line, following, width):
            yield Span(start, line.end)
            start = following.start
    yield Span(start, block[-1].end)


def _may_be_wrapped(text: str, block: Sequence[Span]) -> bool:
    """Whether a paragraph ends like one, and not each of its lines does."""
    return _ends(text, block[-1]) and not all(_ends(text, line) for line in block)


def _ends(text: str, line: Span) -> bool:
    return _LINE_END.search(text, max(line.start, line.end - 8), line.end) is not None


def _goes_on(text: str, line: Span, following: Span, width: int) -> bool:
    """Whether a line break is only where the line was full."""
    if _LIST_ITEM.match(text, following.start, following.end):
        return False
    if text[following.start].islower() and not _LOWER_NAME.match(text, following.start):
        return text[line.end - 1] != "." or _abbreviated(text, line)
    if width not in WRAP_WIDTHS:
        return False
    word = text.find(" ", following.start, following.end)
    first = (word if word >= 0 else following.end) - following.start
    return line.end - line.start + 1 + first > width


def _abbreviated(text: str, line: Span) -> bool:
    word = _word_before(text, line.start, line.end - 1).casefold()
    return word in NEVER_LAST or word in MAY_BE_LAST or word in MONTHS or "." in word or len(word) == 1


# --- stops ------------------------------------------------------------------------------------------------------------


def _split(text: str, run: Span) -> Iterator[Span]:
    start, quotes_at, quotes = run.start, run.start, 0
    for stop in _STOP.finditer(text, run.start, run.end):
        end = stop.end()
        if end <= start:
            continue
        quotes += text.count('"', quotes_at, end)
        quotes_at = end
        end = _with_lone_closers(text, end, run.end, odd=quotes % 2 == 1)
        if end >= run.end:
            break
        if _is_end(text, start, stop, trimmed(text, end, min(end + 200, run.end)).start, run.end):
            yield trimmed(text, start, end)
            start = end
    last = trimmed(text, start, run.end)
    if last.start < last.end:
        yield last


def _with_lone_closers(text: str, end: int, limit: int, *, odd: bool) -> int:
    """`end`, moved behind the closing quotes that tokenised text sets apart by a space (`. ''`, `. "`)."""
    while (closer := _LONE_CLOSER.match(text, end, limit)) and (closer["mark"] != '"' or odd):
        end, odd = closer.end(), False if closer["mark"] == '"' else odd
    return end


def _is_end(text: str, start: int, stop: re.Match[str], after: int, limit: int) -> bool:
    """Whether the sentence that began at `start` ends with `stop`; what follows begins at `after`."""
    if stop["wide"]:
        return True
    if stop["glued"]:
        return (
            not _WEB_NAME.match(text, stop.end())
            and "/" not in text[max(start, stop.start() - WORD_REACH) : stop.start()]
        )
    if text[after] in ".!?…,;:":
        return False
    quoted = any(mark in "\"'”’»" for mark in stop["close"])
    opened = after
    while opened < limit and text[opened] in _OPENERS:
        opened += 1
    if opened < limit and text[opened].islower() and not _LOWER_NAME.match(text, opened):
        return False
    if stop["stop"] != ".":
        return _is_loud_end(text, start, stop, after, quoted=quoted)
    return _is_full_stop(text, start, stop.start(), after, opened)


def _is_loud_end(text: str, start: int, stop: re.Match[str], after: int, *, quoted: bool) -> bool:
    """The same for "!", "?" and ellipses, before something that is not in lower case."""
    if quoted and _speaker_follows(text, after):
        return False
    if text[after] in "—–" or text[after : after + 2] == "--":
        return False
    before = _word_before(text, start, stop.start())
    if stop["stop"] == "!" and before == "Yahoo":
        return quoted
    if stop["stop"] in {"...", "…", ".."}:
        if before:
            return _word_at(text, after) != before
        return _opens_sentence(text, after)
    return True


def _speaker_follows(text: str, after: int) -> bool:
    word = _word_at(text, after)
    if word.casefold() in OPENERS_OF_SENTENCES and word not in {"I", "The"}:
        return False
    return _SPEAKER_FOLLOWS.match(text, after, after + SPEAKER_REACH) is not None


def _is_full_stop(text: str, start: int, stop: int, after: int, opened: int) -> bool:
    """The same for a single full stop: what word is before it?"""
    raw = _word_before(text, start, stop)
    word = raw.casefold()
    if word in NEVER_LAST or (stop - start < 8 and _LIST_NUMBER.fullmatch(text[start:stop].strip())):
        return False
    if word in TIMES:
        return _word_at(text, opened).casefold() not in AFTER_TIME and text[after] != "("
    ellipsis = not word and text[max(start, stop - 2) : stop] == ". "
    if ellipsis or word in MAY_BE_LAST or "." in word or _is_initial(raw, text, stop):
        return _opens_sentence(text, after)
    return not (text[after].isdigit() and (word in BEFORE_NUMBER or word in MONTHS))


def _is_initial(word: str, text: str, stop: int) -> bool:
    return len(word) == 1 and word.isupper() and not (word == "I" and text[stop - 3 : stop - 2].islower())


def _word_before(text: str, start: int, stop: int) -> str:
    """The word that ends at `stop`, without what opens or joins it: "Fla" of "(R-Fla"; "" after a space."""
    reach = text[max(start, stop - WORD_REACH) : stop]
    word = reach.rsplit(None, 1)[-1] if reach and not reach[-1].isspace() else ""
    return re.split("[-—–/(\\[\"“”‘'`«»]", word)[-1]


def _word_at(text: str, at: int) -> str:
    word = _NEXT_WORD.match(text, at, at + WORD_REACH)
    return word[0] if word else ""


def _opens_sentence(text: str, after: int) -> bool:
    """Whether what follows an abbreviation begins a sentence of its own: a quotation, or a word that opens
    sentences.
    """
    if text[after] in '“"‘`':
        return True
    word = _word_at(text, after)
    initial = len(word) == 1 and text[after + 1 : after + 2] == "."
    return word.replace("’", "'").casefold() in OPENERS_OF_SENTENCES and not initial
