import pytest

from twosource.model import Report, Span
from twosource.voices import Tagged, attributions
from twosource.voices.speakers import speakers


def names(text: str) -> list[str]:
    return [one.speaker.name for one in attributions(Report(id="r", text=text))]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The Harbour Office met. It said the ferry leaks.", "Harbour Office"),
        ("The leaked memo is long. It said the ferry leaks.", "leaked memo"),
        ("Jan Roe’s letter is long. Instead, it said the ferry leaks.", "letter"),
        ("Nobody looked at the memo. It said the ferry leaks.", "memo"),
        ("Nobody saw the memo by the letter. It said the ferry leaks.", "unknown"),
        ("They met after the speech. It said the ferry leaks.", "unknown"),
        ("“The Harbour Office met,” Jan Roe wrote. It said the ferry leaks.", "unknown"),
    ],
)
def test_it_is_what_the_sentence_before_is_about(text: str, name: str) -> None:
    assert names(text)[-1] == name


def test_paragraphs_of_quotation_keep_whoever_spoke_near() -> None:
    text = "Jan Roe said: “It leaks.\n\n“It has leaked for years.\n\n“It will sink.”\n\nHe added that nobody cares."
    assert set(names(text)) == {"Jan Roe"}


def test_he_may_be_a_spokesman_who_has_no_name() -> None:
    text = "Bill Roe left the town.\n\nA police spokesman said it leaks. He said it sinks."
    assert names(text) == ["police", "police"]


def test_what_it_reads_is_a_document() -> None:
    assert names("We have the slide. It is blue.\n\n“Shut the pit by May and be quick,” it reads.") == ["slide"]
    assert names("We have the boat. It is blue.\n\n“Shut the pit by May and be quick,” it reads.") == ["unknown"]


def test_it_may_be_a_body_named_in_short_by_the_sentence_before() -> None:
    text = "The Pit Workers’ Union met.\n\nSales fell, the union’s worst year. It said it leaks."
    assert names(text)[-1] == "Pit Workers' Union"


@pytest.mark.parametrize(
    ("speech", "name"),
    [
        ("‘It leaks at night,’ she said", "unknown"),
        ("Ann Poe rang. ‘It leaks at night,’ she said", "Ann Poe"),
        ("Ann Poe met Ann Lowe. ‘It leaks at night,’ she said", "unknown"),
    ],
)
def test_in_speech_she_is_whom_it_names_and_never_who_speaks(speech: str, name: str) -> None:
    text = f"Jan Roe said it leaks. “{speech},” Jan Roe told us."
    at = text.index("she said")
    found = Tagged((Span(text.index("‘"), at - 1),), (Span(at + 4, at + 8),), (Span(at, at + 3),))
    (speaker,) = speakers(text, [found])
    assert speaker.name == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("As Mayor Jan Roe spoke, Bill Doe answered them. He said it leaks.", "Bill Doe"),
        ("Ann Doe said it sinks. Asked whether Jan Roe was free, she said it leaks.", "Ann Doe"),
        ("Bill Doe said it sinks. As for Jan Roe, she said it leaks.", "Jan Roe"),
        ("Jan Roe said residents hid. She said it leaks.", "Jan Roe"),
        ("The inquiry, led by Jan Roe, met on Monday. It said it leaks.", "inquiry"),
        ("The Arden Inquiry said it sinks. The inquiry met on Monday. It said it leaks.", "Arden Inquiry"),
        ("The company met on Monday. It said it leaks.", "unknown"),
        ("Two men said that Jan Roe hoped it would sink. They said it leaks.", "Two men"),
        ("The minutes said that Jan Roe hoped it would sink. They said it leaks.", "minutes"),
        ("Two men said it sinks. Jan Roe said it sinks. They said it leaks.", "unknown"),
    ],
)
def test_whom_pronouns_of_new_stories_mean(text: str, name: str) -> None:
    assert names(text)[-1] == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The lawyer, Ann Doe, had seen Bill Roe. “He told me, ‘I slept,’” she said.", "Bill Roe"),
        ("The lawyer, Ann Doe, told Bill Roe. “He told me, ‘I slept,’” she said.", "unknown"),
        ("The lawyer, Ann Doe, had seen Tom Roe and Bill Moe. “He told me, ‘I slept,’” she said.", "unknown"),
    ],
)
def test_he_in_speech_is_of_whom_the_paragraph_tells(text: str, name: str) -> None:
    inner, outer = text.index("‘I slept,’"), text.index("“")
    parts = [
        Tagged((Span(outer, text.index("”") + 1),), (), (Span(text.rindex("she"), text.rindex("she") + 3),)),
        Tagged((Span(inner, inner + 10),), (), (Span(outer + 1, outer + 3),)),
    ]
    assert speakers(text, parts)[1].name == name


def test_whom_a_participle_names_at_the_opening_does_not_speak() -> None:
    text = (
        "“The lock leaks,” said Jan Roe. “It has leaked for years.”\n\n"
        "Blaming Mayor Bill Poe, he said, was “too easy.” The lock, he said, was never mended."
    )
    assert set(names(text)) == {"Jan Roe"}
