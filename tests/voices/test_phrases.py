import pytest

from twosource.voices.phrases import phrase_after, phrase_before, subject_before, subject_first
from twosource.voices.tokens import read


def tokens(text: str) -> tuple[list[str], tuple]:  # type: ignore[type-arg]
    (sentence,) = read(text)
    return [token.text for token in sentence.tokens], sentence.tokens


def before(text: str, verb: str) -> str | None:
    texts, found = tokens(text)
    part = subject_before(found, texts.index(verb))
    return " ".join(texts[part[0] : part[1]]) if part else None


@pytest.mark.parametrize(
    ("text", "verb", "subject"),
    [
        ("Last week officials said it leaks.", "said", "officials"),
        ("Roe (the mayor) said it leaks.", "said", "Roe ( the mayor )"),
        ("Roe and Doe said it leaks.", "said", "Roe and Doe"),
        ("It was old and Doe said so.", "said", "Doe"),
        ("Officials involved in it said it leaks.", "said", "Officials involved in it"),
        ("It was there that Roe said it leaks.", "said", "Roe"),
        ("Roe — a nurse — said it leaks.", "said", "Roe — a nurse"),
        ("In Arden, said nobody.", "said", None),
        ("said Roe", "said", None),
        ("He went to and said it.", "said", None),
        ("Roe, once again, said it leaks.", "said", "Roe"),
        ("Doe left, Roe, the nurse whom all knew, said.", "said", "Roe , the nurse whom all knew"),
        ("Mrs. May said it leaks.", "said", "Mrs. May"),
        ("Roe in May 2006 said it leaks.", "said", "Roe"),
        ("a) Roe said it leaks.", "said", "Roe"),
    ],
)
def test_the_subject_of_a_verb(text: str, verb: str, subject: str | None) -> None:
    assert before(text, verb) == subject


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("Jan Roe of Arden in a statement", "Jan Roe of Arden"),
        ("Jan Roe, a nurse, on Monday", "Jan Roe , a nurse"),
        ("Jan Roe, who saw it", "Jan Roe , who saw it"),
        ("Jan Roe, the ferry was late", "Jan Roe"),
        ("Jan Roe, and left", "Jan Roe"),
        ("Jan Roe as she left", "Jan Roe"),
        ("Jan Roe, who served as a nurse", "Jan Roe , who served as a nurse"),
        ("Jan Roe Tuesday", "Jan Roe"),
        ("she of it", "she"),
        ("to the sea", None),
        (", the sea", None),
        ("the", None),
    ],
)
def test_the_phrase_after_an_inverted_verb(text: str, phrase: str | None) -> None:
    texts, found = tokens(text)
    part = phrase_after(found, 0)
    assert (" ".join(texts[part[0] : part[1]]) if part else None) == phrase


def test_the_phrase_after_the_last_word_is_none() -> None:
    assert phrase_after(tokens("said")[1], 1) is None


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("After the storm, Roe left the harbour.", "Roe"),
        ("Suddenly the crew left the harbour.", "the crew"),
        ("The crew; Roe left.", None),
        ("The crew, at sea", None),
    ],
)
def test_the_subject_of_a_clause(text: str, subject: str | None) -> None:
    texts, found = tokens(text)
    part = subject_first(found, 0, len(found))
    assert (" ".join(texts[part[0] : part[1]]) if part else None) == subject


def test_a_phrase_of_small_words_is_no_subject() -> None:
    assert phrase_before(tokens("in the of to")[1], 4) is None
