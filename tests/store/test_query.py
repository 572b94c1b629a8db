from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twosource.errors import QueryError
from twosource.rendering.words import ENGLISH, Words
from twosource.store.query import After, All, Any, Before, Field, Not, Phrase, Query, parse, unknown_fields

A, B, C = Phrase(("a",)), Phrase(("b",)), Phrase(("c",))


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("a", A),
        ("a b", All((A, B))),
        ("a AND b", All((A, B))),
        ("a OR b c", Any((A, All((B, C))))),
        ("(a OR b) c", All((Any((A, B)), C))),
        ("a -b", All((A, Not(B)))),
        ("NOT (a b)", Not(All((A, B)))),
        ("NOT NOT a", A),
        ("--a", A),
        ('"a b" c', All((Phrase(("a", "b")), C))),
        ("“a b”", Phrase(("a", "b"))),
        ("nerve-agent", Phrase(("nerve", "agent"))),
        ("2018-19", Phrase(("2018", "19"))),
        ("Über", Phrase(("uber",))),
        ("outlet:NYT", Phrase(("nyt",), Field.OUTLET)),
        ('Speaker:"Angela Merkel"', Phrase(("angela", "merkel"), Field.SPEAKER)),
        ("title:a b", All((Phrase(("a",), Field.TITLE), B))),
        ("after:2018-03-01", After(date(2018, 3, 1))),
        ('before:"2018-3"', Before(date(2018, 3, 1))),
        ("after:2018 before:2019", All((After(date(2018, 1, 1)), Before(date(2019, 1, 1))))),
        ("or and not", All((Phrase(("or",)), Phrase(("and",)), Phrase(("not",))))),
    ],
)
def test_queries_mean_what_they_say(text: str, meant: Query) -> None:
    assert parse(text) == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("(a", A),
        ("a)", A),
        (") a (", A),
        ("a OR", A),
        ("OR a", A),
        ("a OR OR b", Any((A, B))),
        ("a NOT", A),
        ("NOT OR a", A),
        ("() a", A),
        ("a !!! ???", A),
        ("- a", A),
        ("10:30", Phrase(("10", "30"))),
        ('"byline:a"', Phrase(("byline", "a"))),
        ("byline:a", Phrase(("byline", "a"))),
        ("A: b", All((A, B))),
        ('Foo:"a b"', Phrase(("foo", "a", "b"))),
        ("a :b", All((A, B))),
        ("https://a.b/c", Phrase(("https", "a", "b", "c"))),
        ("outlet:!!! a", A),
    ],
)
def test_what_is_badly_typed_is_read_for_what_it_may_mean(text: str, meant: Query) -> None:
    assert parse(text) == meant


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "nothing to look for"),
        ('"" ()', "nothing to look for"),
        ("after:soon", "'soon' is no day"),
        ("before:2018-02-30", "no day"),
        ("before:0000", "no day"),
        ('"a b', "quotation mark is left open"),
        ('a "b" “c', "quotation mark is left open"),
        ("outlet: herald", "nothing stands after outlet:"),
        ("a AFTER:", "nothing stands after after:"),
        ("x" * 1001, "1,001 characters"),
        ("a " * 65, "more than 64"),
        ("(" * 20 + "a", "brackets"),
    ],
)
def test_what_cannot_be_read_is_said(text: str, problem: str) -> None:
    with pytest.raises(QueryError, match=problem) as caught:
        parse(text)
    keys = Words("keys", {key: key for key in ENGLISH.messages}, ENGLISH.form, said=ENGLISH.messages)
    assert keys.again(f"{caught.value}.", "query.").startswith("query."), "the site can say it in another language"


@given(
    st.text(st.sampled_from("ab\"():-. \x00ß“界é_*^{}NOT OR AND outlet:after:2018'\\;%"), max_size=60)
    | st.text(max_size=60)
)
def test_any_text_is_a_query_or_an_error_of_ours(text: str) -> None:
    try:
        found = parse(text)
    except QueryError:
        return
    for phrase in phrases(found):
        assert phrase.terms
        assert all(term.isalnum() for term in phrase.terms)


def phrases(query: Query) -> list[Phrase]:
    match query:
        case Phrase():
            return [query]
        case All(parts) | Any(parts):
            assert len(parts) > 1
            return [phrase for part in parts for phrase in phrases(part)]
        case Not(part):
            return phrases(part)
        case After() | Before():
            return []


def test_what_looks_like_a_field_and_is_none_is_named_once_and_in_order() -> None:
    told = 'Holt: going outlet:herald -byline:a "Foo: b" 10:30 https://a.example Holt:b Zoë:“x y”'
    assert unknown_fields(told) == ("Holt", "byline", "Zoë")
