"""What a story is about, in a few names and subjects that stand in its own reports ("Read more about").

Strategy: a topic is a name that half of the reports have, or a word or two for a thing that half of them have and a
headline too; no list of topics is kept, so none is missing. Its key is made from the name alone: it is the same
tomorrow and in another story. What feeds and pages file their reports under counts where two of them agree on it, and
media topics of the IPTC always: an outlet's keywords alone are as many as they are random. More reports move what half
of them have but little: topics stay as a story grows.

What may live here: choosing and naming topics. Which reports are a story is decided elsewhere.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from twosource.grouping.background import SHARE
from twosource.grouping.features import WORD, Stems, terms
from twosource.model import Report, Story, Topic, TopicKind
from twosource.reading.names import NameMention, names
from twosource.reading.subjects import MEDIA_TOPICS

READ = 1500  # characters of a report that are read: its lead names whom it is about
MOST_NAMES = 4
MOST_SUBJECTS = 2
MOST_GIVEN = 3  # of what feeds and pages give
GIVEN_BY = 2  # reports that give one, if there are so many
HALF = 0.5  # of the reports of a story have a topic of it
IN_TITLES = 0.5  # what the share of headlines counts against that of reports
MENTIONS_ALONE = 2  # times that a story of one report mentions what it is about
CLEARLY = 2  # times as often as any other namesake is a full name met that a surname is taken for, or another kind
# A kind is told by such a share of the mentions of a name: in the sample "Vantry", a company, is once of twelve times a
# place by what stands around it, "Kestria", a country, seven times of twenty-seven.
TOLD_SHARE = 0.2
LEAST_LETTERS = 4  # of a word that is a subject
EVERYDAY = 0.06  # words that stand in a larger share of reports are no subject (as for the gist of lines in a brief)
COMMON = 0.2  # nor are those of a larger share of the stories at hand, which tells in any language,
FEW_STORIES = 8  # if there are as many

MEDIA_TOPIC_NAMES = frozenset(MEDIA_TOPICS.values())

KINDS = {
    "person": TopicKind.PERSON,
    "place": TopicKind.PLACE,
    "organisation": TopicKind.ORGANISATION,
    "group": TopicKind.GROUP,
}


def with_topics(stories: Sequence[Story]) -> tuple[Story, ...]:
    """The stories with their topics: those given, then names and subjects, those first that most reports have."""
    common = _common(stories)
    return tuple(replace(story, topics=topics(story, common)) for story in stories)


def topics(story: Story, common: frozenset[str] = frozenset()) -> tuple[Topic, ...]:
    """The topics of one story. `common` are stems that are everyday words here."""
    named = _names(story.reports)
    filed = tuple(_given(story.reports, {topic.key for topic in named}))
    return (*filed, *named, *_subjects(story.reports, (*filed, *named), common))


def topic_key(name: str) -> str:
    """The key of a topic of this name: its words without case and accents, joined by hyphens."""
    return "-".join(terms(name))


def _given(reports: Sequence[Report], named: Container[str]) -> Iterator[Topic]:
    """What feeds and pages give and enough of them agree on, those first that most give; not what is named already."""
    keys = Counter(key for report in reports for key in dict.fromkeys(map(topic_key, report.subjects)))
    shown: dict[str, Counter[str]] = {}
    for subject in (subject for report in reports for subject in report.subjects):
        shown.setdefault(topic_key(subject), Counter())[subject] += 1
    found = []
    for key, many in keys.items():
        name = min(shown[key], key=lambda subject: (-shown[key][subject], subject))
        of_iptc = name.casefold() in MEDIA_TOPIC_NAMES
        if key and key not in named and (of_iptc or many >= min(GIVEN_BY, len(reports))):
            found.append((many, Topic(key, name, TopicKind.MEDIA_TOPIC if of_iptc else TopicKind.SUBJECT)))
    yield from (topic for _, topic in sorted(found, key=lambda item: -item[0])[:MOST_GIVEN])


# --- names ------------------------------------------------------------------------------------------------------------


def _names(reports: Sequence[Report]) -> tuple[Topic, ...]:
    mentions = [names(_opening(report)) for report in reports]
    full = _full_names(mention for found in mentions for mention in found)
    own = {topic_key(report.outlet) for report in reports if report.outlet}
    times = [Counter(full[mention.name] for mention in found) for found in mentions]
    kinds: dict[str, Counter[str | None]] = {}
    for mention in (mention for found in mentions for mention in found):
        kinds.setdefault(full[mention.name], Counter())[mention.kind] += 1
    shares = {name: _share(name, reports, times) for name in kinds if topic_key(name) and topic_key(name) not in own}
    best = sorted((name for name, share in shares.items() if share), key=lambda name: (-shares[name], name))
    found = {topic_key(name): Topic(topic_key(name), name, _kind(kinds[name])) for name in reversed(best)}
    return tuple(list(reversed(found.values()))[:MOST_NAMES])


def _share(name: str, reports: Sequence[Report], times: Sequence[Counter[str]]) -> float:
    """The share of reports that have a name, and part of that of headlines; 0 where too few have it."""
    having = sum(name in counted for counted in times)
    enough = having >= max(2, HALF * len(reports)) if len(reports) > 1 else times[0][name] >= MENTIONS_ALONE
    last = terms(name)[-1:]
    titles = sum(last[0] in terms(report.title or "") for report in reports) if last else 0
    return (having + IN_TITLES * titles) / len(reports) if enough else 0.0


def _full_names(mentions: Iterable[NameMention]) -> dict[str, str]:
    """For each name the longest that it is the end of, if one is clear: "Vale" is "Mara Vale"."""
    times = Counter(mention.name for mention in mentions)
    full: dict[str, str] = {}
    for name in sorted(times, key=lambda name: (-len(name), name)):
        longer = Counter({full[other]: times[other] for other in full if other.endswith(f" {name}")})
        (best, most), *rest = [*longer.most_common(2), (name, 0)][:2]
        full[name] = best if most and (not rest or most >= CLEARLY * rest[0][1]) else name
    return full


def _kind(found: Counter[str | None]) -> TopicKind:
    """Of what kind a name is, where enough of its mentions tell, and clearly more than tell another."""
    told = sorted(((many, kind) for kind, many in found.items() if kind), key=lambda item: (-item[0], item[1]))
    (most, kind), (next_most, _) = [*told, (0, ""), (0, "")][:2]
    clear = most >= TOLD_SHARE * found.total() and most > CLEARLY * next_most
    return KINDS[kind] if clear else TopicKind.NAME


# --- subjects ---------------------------------------------------------------------------------------------------------


def _subjects(reports: Sequence[Report], named: Iterable[Topic], common: frozenset[str]) -> Iterator[Topic]:
    """Things that half of the reports have and a headline too: two words in a row where half have them so, else one."""
    if len(reports) < 2:
        return
    stems = Stems()
    taken = {part for topic in named for part in topic.key.split("-")}
    words: Counter[tuple[str, ...]] = Counter()
    shown: dict[tuple[str, ...], Counter[str]] = {}
    for report in reports:
        found = list(_things(report, stems, common | taken))
        words.update({key for key, _ in found})
        for key, surface in found:
            shown.setdefault(key, Counter())[surface] += 1
    titles = {key for report in reports for key, _ in _things(replace(report, text=""), stems, common | taken)}
    least = max(2, HALF * len(reports))
    best = sorted((-len(key), -words[key], key) for key in titles if words[key] >= least)
    chosen: list[tuple[str, ...]] = []
    for _, _, key in best:
        if not any(set(key) & set(other) for other in chosen) and len(chosen) < MOST_SUBJECTS:
            chosen.append(key)
    for key in chosen:
        surface = min(shown[key], key=lambda found: (-shown[key][found], found))
        yield Topic("-".join(key), surface, TopicKind.SUBJECT)


def _things(report: Report, stems: Stems, taken: frozenset[str]) -> Iterator[tuple[tuple[str, ...], str]]:
    """Words and pairs of words in a row that may be subjects, as stems and as they stand, in lower case."""
    for line in (report.title or "", *report.text[:READ].splitlines()):
        found = [(match.group(), stems[match.group()]) for match in WORD.finditer(line)]
        sound = [(word.lower(), stem) if _may_be(stem, taken) else None for word, stem in found]
        yield from (((pair[1],), pair[0]) for pair in sound if pair)
        for one, other in pairwise(sound):
            if one and other:
                yield (one[1], other[1]), f"{one[0]} {other[0]}"


def _may_be(stem: str, taken: frozenset[str]) -> bool:
    return len(stem) >= LEAST_LETTERS and stem.isalpha() and stem not in taken and SHARE.get(stem, 0.0) < EVERYDAY


def _common(stories: Sequence[Story]) -> frozenset[str]:
    if len(stories) < FEW_STORIES:
        return frozenset()
    spread = Counter(term for story in stories for term in set(terms(story.reports[0].text[:READ])))
    return frozenset(term for term, many in spread.items() if many > COMMON * len(stories))


def _opening(report: Report) -> str:
    return f"{report.title or ''}\n\n{report.text[:READ]}"
