from collections.abc import Sequence

import pytest

from twosource.model import Span
from twosource.voices import Tagged, tag
from twosource.voices.retold import described, retold


def told(text: str, *contents: str) -> list[tuple[str, str, str]]:
    """What a text retells in these contents: source, cue and content."""
    spans = tuple(Span(text.index(one), text.index(one) + len(one)) for one in contents)
    found = retold(text, tag, [Tagged(spans, (), ())])
    return [tuple(" … ".join(text[a:b] for a, b in of) for of in (one.source, one.cue, one.content)) for one in found]  # type: ignore[misc]


@pytest.mark.parametrize(
    ("text", "contents", "found"),
    [
        (
            "Poe said that Roe had warned that the boat was late.",
            ["that Roe had warned that the boat was late"],
            [("Roe", "had warned", "that the boat was late")],
        ),
        (
            "Jan Roe had warned, Poe said, that the boat was late.",
            ["Jan Roe had warned", "that the boat was late"],
            [("Jan Roe", "had warned", "that the boat was late")],
        ),
        (
            "“Jan Roe said, ‘Show them the water.’” Poe said.",
            ["“Jan Roe said, ‘Show them the water.’”"],
            [("Jan Roe", "said", "‘Show them the water.’")],
        ),
        (
            "“Jan Roe said that it was late,” Poe said.",
            ["“Jan Roe said that it was late,”"],
            [("Jan Roe", "said", "that it was late")],
        ),
        ("“Jan Roe hoped that it was late,” Poe said.", ["“Jan Roe hoped that it was late,”"], []),
        (
            "The minutes record that “Jan Roe warned that it was late”.",
            ["that “Jan Roe warned that it was late”"],
            [("Jan Roe", "warned", "that it was late")],
        ),
        (
            "Poe said that Roe said that Moe had warned them that the boat was late.",
            ["that Roe said that Moe had warned them that the boat was late"],
            [
                ("Roe", "said", "that Moe had warned them that the boat was late"),
                ("Moe", "had warned", "that the boat was late"),
            ],
        ),
        ("Poe said that Roe warned.", ["that Roe warned"], []),
        (
            "The letter gave the company until May to close the pit, Poe said.",
            ["The letter gave the company until May to close the pit"],
            [("The letter", "gave", "the company until May to close the pit")],
        ),
        (
            "A plan shown to the board puts the cost at 40 million, Poe said.",
            ["A plan shown to the board puts the cost at 40 million"],
            [("A plan shown to the board", "puts", "the cost at 40 million")],
        ),
        ("The mayor gave the company until May, Poe said.", ["The mayor gave the company until May"], []),
        ("Poe said “”.", ["“”"], []),
    ],
)
def test_what_is_retold(text: str, contents: Sequence[str], found: Sequence[tuple[str, str, str]]) -> None:
    assert told(text, *contents) == found


@pytest.mark.parametrize(("cue", "left"), [(Span(4, 10), ["that it leaks"]), (Span(35, 41), []), (Span(4, 40), [])])
def test_what_runs_over_two_contents_is_cut_to_the_one_that_holds_its_cue(cue: Span, left: list[str]) -> None:
    text = "Poe said that Roe warned that it leaks. Poe said that Roe warned them all in June."
    contents = [Span(9, 38), Span(49, 81)]

    def over(written: str) -> Sequence[Tagged]:
        assert written == "Roe warned that it leaks.\n\nRoe warned them all in June."
        return (Tagged((Span(11, 24),) if cue.end < 35 else (Span(11, 20),), (cue,), (Span(0, 3),)),)

    found = retold(text, over, [Tagged((span,), (), ()) for span in contents])
    assert [text[start:end] for one in found for start, end in one.content] == left


@pytest.mark.parametrize(
    ("text", "cue", "content", "found"),
    [
        (
            "Aides had included guidance stating: “DO NOT SAIL”.",
            "had included guidance stating",
            "“DO NOT SAIL”",
            [
                ("Aides", "had included", "guidance stating: “DO NOT SAIL”"),
                ("guidance", "stating", "“DO NOT SAIL”"),
            ],
        ),
        (
            "Aides issued a statement saying that it leaks.",
            "issued a statement saying",
            "that it leaks",
            [("Aides", "issued a statement saying", "that it leaks")],
        ),
        (
            "Aides described a man saying that it leaks.",
            "described a man saying",
            "that it leaks",
            [("Aides", "described a man saying", "that it leaks")],
        ),
    ],
)
def test_what_a_document_says_that_somebody_describes(
    text: str, cue: str, content: str, found: Sequence[tuple[str, str, str]]
) -> None:
    spans = ((Span(text.index(one), text.index(one) + len(one)),) for one in (content, cue, "Aides"))
    parts = described(text, Tagged(*spans))
    assert [tuple(text[a:b] for ((a, b),) in (one.source, one.cue, one.content)) for one in parts] == found


def test_an_outlet_that_is_quoted_retells_as_a_report_does() -> None:
    text = "The Arden Post wrote: “Jan Roe said that the boat was late.”"
    content, source = Span(text.index("“"), len(text)), Span(0, 14)
    (one,) = retold(text, tag, [Tagged((content,), (), (source,))])
    assert [text[a:b] for a, b in one.source] == ["Jan Roe"]


def test_a_quotation_that_goes_on_with_who_says_it_is_read_again() -> None:
    text = "“It leaks and it will sink,” lamented Jan Roe, according to two of her aides."
    read: list[str] = []

    def silent(written: str) -> Sequence[Tagged]:
        read.append(written)
        return ()

    assert retold(text, silent, [Tagged((Span(0, text.index(", according")),), (), ())]) == []
    assert read == ["“It leaks and it will sink,” lamented Jan Roe."]
