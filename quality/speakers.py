"""The measure of speakers and chains on the sample corpus: who is said to speak, and who says that they do.

Strategy: attributions of the product and of the gold are matched one to one: a pair may match where the contents share
half of their characters (Jaccard), and of all ways to match, the one with the most shared content and cue is taken.
What is counted is whether the matched ones have the same speaker and the same parent. To leave a speaker unknown costs
accuracy alone, to name the wrong one costs precision too; what was not found at all costs recall.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product

from quality.gold import SPLITS, Figures, Line, lines, members, over, reports, splits
from twosource.model import Attribution, Speaker, SpeakerKind
from twosource.voices import attributions, reconcile
from twosource.voices.people import name_key
from twosource.voices.reconcile import misspells
from twosource.voices.sources import DOCUMENT_NOUNS, ORGANISATION_NOUNS, ROLE_NOUNS, head_noun
from twosource.wiring import Wiring

HALF_MATCH = 0.5  # as score_voices has it
Titles = Mapping[tuple[SpeakerKind, str], frozenset[str]]
WORDS_FOR = {SpeakerKind.DOCUMENT: DOCUMENT_NOUNS, SpeakerKind.ORGANISATION: ORGANISATION_NOUNS}
TITLES = ROLE_NOUNS | {"mr", "mrs", "ms", "dr"}
RESOLVABLE = (SpeakerKind.PERSON, SpeakerKind.ORGANISATION, SpeakerKind.DOCUMENT, SpeakerKind.OUTLET)


@dataclass(frozen=True, slots=True)
class Matched:
    """A gold attribution with ours of the same content, or None. `titles` has the speakers of the story whose name is
    but an editor's title, by kind and the nouns under which the reports speak of them.
    """

    gold: Line
    ours: Attribution | None
    gold_parent: int | None
    titles: Titles

    @property
    def is_right(self) -> bool:
        """Whether ours is said by whom the gold says; where the gold has no name, nothing is right or wrong here."""
        told = self.gold["speaker"]
        if self.ours is None or told["kind"] not in RESOLVABLE:
            return False
        return same_speaker(told["name"], SpeakerKind(told["kind"]), self.ours.speaker, self.titles)

    @property
    def has_right_parent(self) -> bool:
        return self.ours is not None and self.ours.parent is not None and self.ours.parent == self.gold_parent


def speakers(split: str) -> Figures:
    """Attributions found; of those that are, how often speaker and parent are the gold's (accuracy), and of all that
    the gold has (recall).
    """
    there = list(matched(split))
    found = [one for one in there if one.ours is not None]
    all_resolvable = [one for one in there if one.gold["speaker"]["kind"] in RESOLVABLE]
    resolvable = [one for one in all_resolvable if one.ours is not None]
    named = [one for one in found if one.ours is not None and one.ours.speaker.kind in RESOLVABLE]
    all_chained = [one for one in there if one.gold["parent"] is not None]
    chained = [one for one in all_chained if one.ours is not None]
    ours_chained = [one for one in found if one.ours is not None and one.ours.parent is not None]
    return {
        "found.r": len(found) / max(1, len(there)),
        "speaker.accuracy": sum(one.is_right for one in resolvable) / max(1, len(resolvable)),
        "speaker.recall": sum(one.is_right for one in all_resolvable) / max(1, len(all_resolvable)),
        "speaker.precision": sum(one.is_right for one in named) / max(1, len(named)),
        "parent.accuracy": sum(one.has_right_parent for one in chained) / max(1, len(chained)),
        "parent.recall": sum(one.has_right_parent for one in all_chained) / max(1, len(all_chained)),
        "parent.precision": sum(one.has_right_parent for one in ours_chained) / max(1, len(ours_chained)),
    }


def matched(split: str) -> Iterator[Matched]:
    """Every gold attribution of a split, with ours; parents are indexes into the attributions of the report."""
    gold = {line["id"]: line["attributions"] for line in lines("attributions")}
    for story, found in _said(split).items():
        titles = _titles(story)
        for report, ours in found.items():
            match = matches(gold[report], ours)
            for one, at in zip(gold[report], match, strict=True):
                parent = None if one["parent"] is None else match[one["parent"]]
                yield Matched(one, None if at is None else ours[at], parent, titles)


@cache
def _said(split: str) -> Mapping[str, Mapping[str, Sequence[Attribution]]]:
    """What the product finds in the reports of each story of a split, by report, speakers agreed over the story."""
    tag = Wiring({}).tag
    chosen = {story: members()[story] for story, of in sorted(splits().items()) if of == split}
    return {
        story: reconcile(
            {report: attributions(reports()[report], tag) for report in of}, [reports()[one] for one in of]
        )
        for story, of in chosen.items()
    }


@cache
def _titles(story: str) -> Titles:
    """The documents and organisations that speak in a story under a name that no report has, by kind and by each head
    noun that an editor's title or the reports, in a source of theirs, give them: an "audit" is a "report" too.
    """
    own = members()[story]
    texts = {report: reports()[report].text for report in own}
    folded = [text.casefold().replace("’", "'") for text in texts.values()]
    titles: dict[tuple[SpeakerKind, str], set[str]] = {}
    for line in lines("attributions"):
        for one in line["attributions"] if line["id"] in texts else ():
            kind, name = SpeakerKind(one["speaker"]["kind"]), one["speaker"]["name"]
            known = WORDS_FOR.get(kind, frozenset())
            if kind is SpeakerKind.ORGANISATION and any(name.casefold() in text for text in folded):
                continue
            called = {head_noun(texts[line["id"]][start:end]) for start, end in one["source"]} & known
            for noun in called | ({head_noun(name)} if known else set()):
                titles.setdefault((kind, noun), set()).add(name)
    return {title: frozenset(names) for title, names in titles.items()}


def same_speaker(name: str, kind: SpeakerKind, ours: Speaker, titles: Titles) -> bool:
    """Whether `ours` is whom the gold names.

    Names are one but for titles, articles, apostrophes and case ("the office of Jan Roe" is "Jan Roe’s office", and a
    country its government), and where the outlets of a story spell a person in two ways, either does. A document has no
    name but what an editor gives it, and so has an organisation whose name stands in no report of the story ("Arden
    police", where all say "the police"). Such are ours where ours has that kind and a head noun of theirs ("an internal
    memo", "the memo of 14 October"), be it the editor's or one by which a report speaks of them, and no other of the
    story has that kind and head noun.
    """
    if ours.kind is kind and titles.get((kind, head_noun(ours.name))) == frozenset((name,)):
        return True
    return _same_name(name, ours.name) or (kind is ours.kind and misspells(name_key(name), name_key(ours.name)))


def _same_name(a: str, b: str) -> bool:
    """Whether the words of one name end the other, and are more than a surname; "Roe" is "President Roe" where the gold
    has no more of a name.
    """
    short, long = sorted((_words(a), _words(b)), key=len)
    ends = bool(short) and long[-len(short) :] == short
    return ends and (len(short) > 1 or {*long[:-1]} <= TITLES)


def _words(name: str) -> list[str]:
    plain = name.casefold().replace("’", "'")
    for opening in ("the ", "an ", "a ", "government of "):
        plain = plain.removeprefix(opening)
    office, of, owner = plain.partition(" of ")
    return (f"{owner}'s {office}" if of and office == "office" else plain).split()


def matches(gold: Sequence[Line], ours: Sequence[Attribution]) -> list[int | None]:
    """For each of the gold, the index of its match among ours or None: one to one, with most likeness in sum."""
    options = [_options(one, ours) for one in gold]
    chosen: list[int | None] = [None] * len(gold)
    for rivals in _rivals(options):
        ways = product(*([(0.0, None), *options[at]] for at in rivals))
        apart = (way for way in ways if len(taken := [at for _, at in way if at is not None]) == len({*taken}))
        best = max(apart, key=lambda way: sum(likeness for likeness, _ in way))
        for at, (_, index) in zip(rivals, best, strict=True):
            chosen[at] = index
    return chosen


def _options(gold: Line, ours: Sequence[Attribution]) -> list[tuple[float, int]]:
    """Which of ours may match one of the gold, with how alike content and cue are."""
    content, cue = _characters(gold["content"]), _characters(gold["cue"])
    shares = ((_jaccard(content, _characters(one.content)), at) for at, one in enumerate(ours))
    return [(share + _jaccard(cue, _characters(ours[at].cue)), at) for share, at in shares if share >= HALF_MATCH]


def _rivals(options: Sequence[Sequence[tuple[float, int]]]) -> list[list[int]]:
    """Those of the gold that may match one of ours between them, apart from all others: what nests, and few."""
    groups: list[tuple[list[int], set[int]]] = []
    for at, mine in enumerate(options):
        members, wanted = [at], {index for _, index in mine}
        for group in [group for group in groups if group[1] & wanted]:
            groups.remove(group)
            members, wanted = [*group[0], *members], group[1] | wanted
        groups.append((members, wanted))
    return [members for members, _ in groups]


def _characters(spans: Iterable[Sequence[int]]) -> frozenset[int]:
    return frozenset(i for start, end in spans for i in range(start, end))


def _jaccard(a: frozenset[int], b: frozenset[int]) -> float:
    return len(a & b) / len(a | b) if a | b else 0.0


MEASURES = tuple(over("speakers", speakers, split) for split in SPLITS)
