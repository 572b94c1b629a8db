"""Who a source is where the tagger gives just those words."""

import pytest

from twosource.model import Span
from twosource.voices.speakers import speakers
from twosource.voices.tagging import Tagged


def who(text: str, source: str) -> str:
    """The speaker of a source that is given as it is, said before the last words of the text."""
    start = text.rindex(source)
    content = (Span(len(text) - 5, len(text)),)
    (found,) = speakers(text, [Tagged(content=content, source=(Span(start, start + len(source)),))])
    return found.name


@pytest.mark.parametrize(
    ("text", "source", "name"),
    [
        ("Jan Roe, the mayor of Arden, said it leaks.", "the mayor of Arden", "Jan Roe"),
        (
            "After they had met John Roe, founder of Arden Ferries, it leaks.",
            "founder of Arden Ferries",
            "founder of Arden Ferries",
        ),
        ("It was old, said John Roe, founder of Arden Ferries, and it leaks.", "founder of Arden Ferries", "John Roe"),
        ("John Roe, Ann Doe’s aide, left. He said it leaks.", "He", "John Roe"),
        ("John Roe met Ann Doe there. “I like Mary Poe,” she cried. Then she said it leaks.", "she", "Ann Doe"),
        ("Sen. Jan Roe, D-Ohio, said it leaks.", "D-Ohio", "Jan Roe"),
        ("Having met Sen. Jan Roe, a diver said it leaks.", "a diver", "a diver"),
        ("Then Gov. Jan Roe and Sen. Ann Doe said it leaks.", "Gov. Jan Roe and Sen. Ann Doe", "Jan Roe and Ann Doe"),
        ("Then John Roe, Ann Doe and Mary Poe said it leaks.", "John Roe, Ann Doe and Mary Poe", "3"),
        ("Then John Roe of Arden and Marl said it leaks.", "John Roe of Arden and Marl", "John Roe"),
        ("Then John Roe, Arden Ferries’ boss, said it leaks.", "John Roe, Arden Ferries’ boss", "John Roe"),
        ("Then lawyer John Roe said it leaks.", "lawyer John Roe", "John Roe"),
        ("Then the Mayor, Sir John Roe, said it leaks.", "the Mayor, Sir John Roe", "John Roe"),
        (
            "A spokesman for the ferry, Sir John Roe, said it leaks.",
            "A spokesman for the ferry, Sir John Roe",
            "John Roe",
        ),
        ("A gap of two yards in Arden said it leaks.", "A gap of two yards in Arden", "unknown"),
        ("The Roe of Arden Bay said it leaks.", "The Roe of Arden Bay", "Roe"),
        (
            "The Tall Ships Race of All the Arden Bay Ports Fund said it leaks.",
            "The Tall Ships Race",
            "Tall Ships Race",
        ),
        ("Then France and Marl said it leaks.", "France and Marl", "France and Marl"),
        ("Then France or Marl said it leaks.", "France or Marl", "France"),
        ("Then John Roe, in a letter to Ann Doe, said it leaks.", "John Roe, in a letter to Ann Doe", "John Roe"),
        ("Then John Roe, Ann Doe said it leaks.", "John Roe, Ann Doe", "John Roe"),
        (
            "Then Ana Maria Bay Sea Roe Doe, a law, said it leaks.",
            "Ana Maria Bay Sea Roe Doe",
            "Ana Maria Bay Sea Roe Doe",
        ),
        ("The Arden Board report said it leaks.", "Arden Board report", "Arden Board report"),
        ("A Roe who left said it leaks.", "A Roe who left", "Roe"),
    ],
)
def test_who_a_source_is(text: str, source: str, name: str) -> None:
    assert who(text, source) == name.replace("3", "John Roe and Ann Doe and Mary Poe")
