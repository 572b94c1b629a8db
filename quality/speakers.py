"""The measure of speakers and chains on the sample corpus: who is said to speak, and who says that they do.

Strategy: attributions of the product and of the gold are matched by their content; what is counted is whether the
matched ones have the same speaker and the same parent. To leave a speaker unknown costs accuracy alone, to name the
wrong one costs precision too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from quality.gold import SPLITS, Figures, Line, lines, members, over, reports, splits
from twosource.model import Attribution, Speaker, SpeakerKind
from twosource.voices import attributions, reconcile
from twosource.voices.sources import DOCUMENT_NOUNS, ORGANISATION_NOUNS, head_noun
from twosource.wiring import Wiring

HALF_MATCH = 0.5  # as score_voices has it
Titles = Mapping[tuple[SpeakerKind, str], frozenset[str]]
WORDS_FOR = {SpeakerKind.DOCUMENT: DOCUMENT_NOUNS, SpeakerKind.ORGANISATION: ORGANISATION_NOUNS}
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
    """Attributions found (content meets); of those that are, how often speaker and parent are the gold's."""
    there = list(matched(split))
    found = [one for one in there if one.ours is not None]
    resolvable = [one for one in found if one.gold["speaker"]["kind"] in RESOLVABLE]
    named = [one for one in found if one.ours is not None and one.ours.speaker.kind in RESOLVABLE]
    chained = [one for one in found if one.gold["parent"] is not None]
    ours_chained = [one for one in found if one.ours is not None and one.ours.parent is not None]
    return {
        "found.r": len(found) / max(1, len(there)),
        "speaker.accuracy": sum(one.is_right for one in resolvable) / max(1, len(resolvable)),
        "speaker.precision": sum(one.is_right for one in named) / max(1, len(named)),
        "parent.accuracy": sum(one.has_right_parent for one in chained) / max(1, len(chained)),
        "parent.precision": sum(one.has_right_parent for one in ours_chained) / max(1, len(ours_chained)),
    }


def matched(split: str) -> Iterator[Matched]:
    """Every gold attribution of a split, with ours; parents are indexes into the attributions of the report."""
    gold = {line["id"]: line["attributions"] for line in lines("attributions")}
    for story, found in _said(split).items():
        titles = _titles(story)
        for report, ours in found.items():
            match = [_match(one, ours) for one in gold[report]]
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

    Names are one but for titles, articles, apostrophes and case ("the office of Jan Roe" is "Jan Roe’s office"). A
    document has no name but what an editor gives it, and so has an organisation whose name stands in no report of the
    story ("Arden police", where all say "the police"). Such are ours where ours has that kind and a head noun of theirs
    ("an internal memo", "the memo of 14 October"), be it the editor's or one by which a report speaks of them, and no
    other of the story has that kind and head noun.
    """
    if ours.kind is kind and titles.get((kind, head_noun(ours.name))) == frozenset((name,)):
        return True
    return _same_name(name, ours.name)


def _same_name(a: str, b: str) -> bool:
    """Whether the words of one name end the other, and are more than a surname."""
    short, long = sorted((_words(a), _words(b)), key=len)
    return bool(short) and long[-len(short) :] == short and (len(short) > 1 or len(long) == 1)


def _words(name: str) -> list[str]:
    plain = name.casefold().replace("’", "'")
    for article in ("the ", "an ", "a "):
        plain = plain.removeprefix(article)
    office, of, owner = plain.partition(" of ")
    return (f"{owner}'s {office}" if of and office == "office" else plain).split()


def _match(gold: Line, ours: Sequence[Attribution]) -> int | None:
    """The index of ours whose content is most like the gold's, if it is half so."""
    theirs = _characters(gold["content"])
    likeness = [_jaccard(theirs, _characters(one.content)) for one in ours]
    best = max(range(len(ours)), key=likeness.__getitem__, default=None)
    return best if best is not None and likeness[best] >= HALF_MATCH else None


def _characters(spans: Iterable[Sequence[int]]) -> frozenset[int]:
    return frozenset(i for start, end in spans for i in range(start, end))


def _jaccard(a: frozenset[int], b: frozenset[int]) -> float:
    return len(a & b) / len(a | b) if a | b else 0.0


MEASURES = tuple(over("speakers", speakers, split) for split in SPLITS)
