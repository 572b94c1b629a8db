"""Search: the same answers from both databases, and those that a plain reading of the query gives."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.store.sample import ALL, BLAZE, BRIDGE, FIRE, LUNT, NOW, UNDATED, found, keep, said

from twosource.errors import QueryError
from twosource.model import Report
from twosource.store import Database, open_store
from twosource.store.material import keep_attributions
from twosource.store.places import first_place, place
from twosource.store.query import After, All, Any, Before, Field, Not, Phrase, Query, parse
from twosource.store.searching import LONGEST_PASSAGE, search, standing
from twosource.store.terms import terms


def filled(database: Database) -> Database:
    keep(database, [found(report) for report in ALL], NOW)
    keep_attributions(database, {"fire": said()}, [FIRE], "test")
    return database


def ids(database: Database, text: str) -> list[str]:
    return [hit.report.id for hit in search(database, parse(text))]


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("mill", ["blaze", "fire"]),
        ("MILL orrin", ["blaze", "fire"]),
        ('"flour mill in Orrin"', ["blaze", "fire"]),
        ('"mill flour"', []),
        ("guts", ["fire"]),
        ('"flour mill a fire"', []),  # title and text are two
        ("outlet:courier", ["bridge", "fire"]),
        ('outlet:"orrin herald"', ["blaze"]),
        ("speaker:lunt", ["fire"]),
        ('speaker:"Ada Lunt" outlet:courier after:2026-03-01 "flour mill"', ["fire"]),
        ("speaker:nobody", []),
        ("title:mill", ["blaze", "fire"]),
        ("title:hurt", []),
        ("mill OR bridge", ["bridge", "blaze", "fire"]),
        ("mill -hurt", ["fire"]),
        ("NOT mill", ["bridge", "undated"]),
        ("NOT (mill OR bridge)", ["undated"]),
        ("-outlet:courier -uber", ["blaze"]),
        ("after:2026-03-11 before:2026-03-12", ["blaze", "fire"]),
        ("before:2026-03-12", ["blaze", "fire"]),
        ("NOT after:2026-03-12", ["blaze", "fire", "undated"]),
        ("pell OR before:2026-03-12", ["bridge", "blaze", "fire", "undated"]),
        ("(pell after:2026) OR hurt", ["bridge", "blaze"]),
        ("mill (NOT hurt OR after:2027)", ["fire"]),
        ("pell NOT after:2026", ["undated"]),
        ("cafes über", ["undated"]),
        ("図書館", ["undated"]),
        ("図館", []),
        ('"' * 2 + "mill", ["blaze", "fire"]),
    ],
)
def test_answers(database: Database, text: str, answer: list[str]) -> None:
    assert ids(filled(database), text) == answer


def test_answers_come_in_pages_newest_first(database: Database) -> None:
    filled(database)
    first = search(database, parse("mill OR bridge"), limit=2)
    rest = search(database, parse("mill OR bridge"), limit=2, below=first[-1].place)
    assert [hit.report.id for hit in (*first, *rest)] == ["bridge", "blaze", "fire"]


def test_a_hit_shows_the_sentence_that_answers(database: Database) -> None:
    filled(database)
    [hit] = search(database, parse('lunt OR "fire chief" guts'))
    assert hit.passage is not None
    assert hit.passage.text == "“Nothing is left,” said Ada Lunt, the fire chief."
    assert hit.passage.stands_in(hit.report)
    assert [hit.passage for hit in search(database, parse("outlet:courier"))] == [None, None]
    assert [hit.passage for hit in search(database, parse("guts -bridge"))] == [None]


def test_where_what_was_asked_for_stands(database: Database) -> None:
    filled(database)
    [hit] = search(database, parse('lunt OR "fire chief" OR chief'))
    assert hit.passage is not None
    assert [hit.report.text[slice(*span)] for span in hit.found] == ["Lunt", "fire chief"]
    for asked, marked in (("title:mill -bridge", {"mill"}), ("outlet:courier", set()), ("speaker:ada", set())):
        hits = search(database, parse(asked))
        words = {(hit.report.title or "")[slice(*span)].casefold() for hit in hits for span in hit.titled}
        assert (words, {hit.found for hit in hits}) == (marked, {()})


@pytest.mark.parametrize(
    ("text", "phrases", "found"),
    [
        ("the old mill, the Mill", [("mill",)], ["mill", "Mill"]),
        ("one two three four", [("one", "two"), ("two", "three")], ["one two three"]),
        ("one two three", [("one",), ("one", "two"), ("two",)], ["one two"]),
        ("one, two", [("one", "two", "three")], []),
        ("", [("one",)], []),
        ("one", [], []),
    ],
)
def test_what_overlaps_is_one_place(text: str, phrases: list[tuple[str, ...]], found: list[str]) -> None:
    assert [text[slice(*span)] for span in standing(text, phrases)] == found
    assert [text[span.start - 7 : span.end - 7] for span in standing(text, phrases, 7)] == found


def test_a_passage_of_a_long_sentence_is_cut_at_a_space(database: Database) -> None:
    text = f"{'so very ' * 60}long a mill {'and yet ' * 60}it goes"
    keep(
        database,
        [found(replace(BRIDGE, text=text)), found(replace(FIRE, text="x" * 5000 + "-mill-" + "y" * 5000))],
        NOW,
    )
    for hit in search(database, parse("mill OR long")):
        assert hit.passage is not None
        assert len(hit.passage.text) <= LONGEST_PASSAGE or " " not in hit.passage.text
        assert hit.passage.stands_in(hit.report)


def test_phrases_at_the_end_of_long_texts_are_found(database: Database) -> None:
    text = " ".join(f"word{n % 3000} the" for n in range(40_000)) + " nerve agent"
    keep(database, [found(replace(BRIDGE, text=text))], NOW)
    assert ids(database, '"nerve agent" "the nerve"') == ["bridge"]
    assert ids(database, '"agent nerve"') == []


def test_a_text_of_nothing_but_new_words_is_held(database: Database) -> None:
    text = " ".join(f"{n:09d}" for n in range(99_000))
    keep(database, [found(replace(BRIDGE, text=text))], NOW)
    assert ids(database, '"000098998 000098999"') == ["bridge"]


# --- any query --------------------------------------------------------------------------------------------------------


def answers(query: Query, report: Report, names: tuple[str, ...]) -> bool:
    """What a query means, word by word: the definition that both databases are held to."""
    match query:
        case Phrase(words, field):
            places = {
                None: [report.title or "", report.text],
                Field.TITLE: [report.title or ""],
                Field.OUTLET: [report.outlet or ""],
                Field.SPEAKER: list(names),
            }[field]
            return any(f" {' '.join(words)} " in f" {' '.join(terms(text))} " for text in places)
        case After(day):
            return report.published is not None and place(report.published, 0) >= first_place(day)
        case Before(day):
            return report.published is not None and place(report.published, 0) < first_place(day)
        case Not(part):
            return not answers(part, report, names)
        case All(parts):
            return all(answers(part, report, names) for part in parts)
        case Any(parts):
            return any(answers(part, report, names) for part in parts)


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory, postgres: str) -> Iterator[list[Database]]:
    import psycopg  # noqa: PLC0415 - an extra

    with psycopg.connect(postgres.format(name="postgres"), autocommit=True) as connection:
        connection.execute("CREATE DATABASE searched")
    urls = [f"sqlite:///{tmp_path_factory.mktemp('store') / 'news.db'}", postgres.format(name="searched")]
    opened = [filled(open_store(url, create=True)) for url in urls]
    yield opened
    for database in opened:
        database.close()


words = st.sampled_from(
    ["mill", "fire", "the", "orrin", "pell", "hurt", "open", '"the mill"', '"in orrin"', '"flour mill"']
)
fields = st.sampled_from(
    ["outlet:courier", "speaker:ada", "title:mill", "after:2026-03-11", "before:2026-03-12", "after:2026-03-14"]
)
queries = st.recursive(
    words | fields,
    lambda part: st.one_of(
        st.lists(part, min_size=2, max_size=3).map(lambda parts: f"({' '.join(parts)})"),
        st.lists(part, min_size=2, max_size=3).map(lambda parts: f"({' OR '.join(parts)})"),
        part.map(lambda one: f"NOT {one}"),
    ),
    max_leaves=6,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=300)
@given(queries)
def test_both_answer_as_the_words_say(both: list[Database], text: str) -> None:
    query = parse(text)
    meant = [r.id for r in (BRIDGE, BLAZE, FIRE, UNDATED) if answers(query, r, (LUNT.name,) if r is FIRE else ())]
    for database in both:
        assert ids(database, text) == meant


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.sampled_from("ab\"'():-*^{}+%;\\_ \x00:ANDORT¶$0?") | st.characters(), max_size=50))
def test_no_query_breaks_a_database(both: list[Database], text: str) -> None:
    try:
        query = parse(text)
    except QueryError:
        return
    one, other = (search(database, query) for database in both)
    assert one == other


def test_deep_and_long_queries_are_answered(both: list[Database]) -> None:
    deep = "(" * 11 + "mill" + " NOT (x OR y))" * 11
    wide = " OR ".join(f'"mill {n}"' for n in range(60)) + " OR mill"
    long = '"' + "mill " * 190 + '" OR mill'
    denied = " ".join(f"NOT x{n}" for n in range(60)) + " mill"
    for database in both:
        for text in (deep, wide, long, denied):
            assert ids(database, text) == ["blaze", "fire"]


@given(st.dates(date(1800, 1, 2), date(2300, 1, 1)), st.integers(1, 1000), st.integers(1, 1000))
def test_places_are_in_order_of_publication(day: date, one: int, other: int) -> None:
    before = date.fromordinal(day.toordinal() - 1)
    assert place(None, other) < first_place(None) <= place(before, one) < first_place(day) <= place(day, other)
