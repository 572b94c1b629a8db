"""What is page furniture, and above all what is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twosource.reading.clutter import asks_consent, asks_payment, clutter_lines, furniture, is_clutter

FURNITURE = [
    "A week of political news in your in-box.",
    "We find the news you need to know, so you don't have to.",
    "Read more about:",
    "Get the free Calder Post mobile app for the latest news and videos",
    "iPhone Android",
    "Leave a comment",
    "Share this article",
    "Share Tweet Email",
    "Follow us on Twitter",
    "Follow Ada Quist on Twitter @adaquist.",
    "Contact the reporter at ada@calderpost.example.",
    "Advertisement",
    "Get the free Calder Post app",
    "Sign up to First Tide",
    "Our free morning briefing, every day except Sunday",
    "Listen to this story 1 min 50 s",
    "Your browser cannot play this audio.",
    "© Calder Media. We use cookies, you know the drill.",
    "Scroll down for more",
    "Story continues below",
    "Click here to see the map",
    "Sign up for our newsletter",
    "Want more updates from Ada? Sign up for her newsletter.",
    "Photo: Ada Quist/Getty Images",
    "Ada Quist via Getty Images",
    "Ada Quist/Reuters",
    "The ferry in Calder harbour on Monday. (Ada Quist/AFP/Getty Images)",
    "All rights reserved",
    "Copyright 2031 The Calder Post. All rights reserved.",
    "© 2031 Calder Post",
    "Related: Ferry sinks off Brannoc",
    "Watch: the ferry goes down",
    "Watch the full interview below:",
    "This is a developing story.",
    "This is a developing story and will be updated.",
    "We use cookies to improve your experience.",
    "Loading…",
    "Read or share this story: https://calderpost.example/1",
    "https://calderpost.example/1",
    "Updated 3:15 p.m.",
    "Already a subscriber? Log in",
    "To continue reading, subscribe now",
    "12 Comments",
    "Most read",
    "More from Politics",
    "* * *",
    "___.",
    "Tags: ferry, storm",
    "Do you support Ada Quist? Like the page:",
    "“Related:”",
    "For more, sign up for the harbour newsletter.",
    "Got a tip? Write to us",
    "Please enable JavaScript to view the comments.",
    "LIKESHAREPOST IT",
    "Like Share Post it",
    "Order Reprints",
    "4-minute read",
    "Tempo de leitura: 3 minutos",
    "Related post: Ferries of the north",
    "Main image credit: Ada Quist",
    "The ferry in Calder harbour on Monday. (credit: Ada Quist)",
    "Get the day's top stories and our crossword.",
    "Get Ferry Monthly delivered through your letterbox.",
    "Follow our full coverage of the storm at https://calderpost.example/storm",
    "More Calder news: https://calderpost.example/news and https://calderpost.example/more",
    "Follow Ada Quist on Twitter: https://social.example/quist.",
    "The views expressed in this article do not necessarily reflect those of the Calder Post.",
    "Disclosure: The Calder Post may earn a commission from links on this page.",
    "This copy is for your personal, non-commercial use only.",
    "If you enjoyed this article, you might think of our club.",
    "This material may not be published, broadcast, rewritten or redistributed.",
]

NEWS = [
    "Terms of the deal were not disclosed.",
    "“Follow us on Twitter,” the mayor told the crowd.",
    "Like many mayors, Quist announced her decision on Twitter.",
    "Contact between the mayor and the company was made on Twitter.",
    "Watch parties were held in every town, the party said on Facebook.",
    "Images by witnesses show smoke over the harbour.",
    "The newsletter in your inbox may be a fraud, police said on Monday.",
    "Copyright law does not apply to the letters, the court said.",
    "Subscribers of the Calder Post sued it on Monday.",
    "VIDEO: The ferry left the harbour at three with forty people on board, though a storm had been forecast.",
    "More in the town said that they opposed it.",
    "Reuters reported that the ferry had sunk.",
    "Download speeds on the island have doubled.",
    "The ferry company said that it uses cookies on its site.",
    "Share prices fell.",
    "Post it did not, the printer said.",
    "The views expressed by the mayor do not necessarily reflect those of the council, its clerk said.",
    "Brokers may earn a commission of 3 per cent.",
    "Follow the money, the mayor said.",
    "More ferries: that is what the town asks for.",
    "Get the day's work done first, she said.",
    "If you enjoyed the show, thank the crew, the captain said.",
    "The line has credit: 3 million crowns.",
    "Comments by the mayor angered the crew.",
    "Quist said this was a developing story.",
    "The Associated Press",
    "Quist",
    "",
    "   ",
]


@pytest.mark.parametrize("line", FURNITURE)
def test_furniture(line: str) -> None:
    assert is_clutter(line)


@pytest.mark.parametrize("line", NEWS)
def test_news_is_not_furniture(line: str) -> None:
    assert not is_clutter(line)


def test_a_long_line_is_prose() -> None:
    assert not is_clutter("Follow us on Twitter " * 20)


def test_links_under_a_heading_go_with_it() -> None:
    page = ["It sank on Monday.", "Read more about:", "", "Ferry safety", "Orlo Vane", "The inquiry goes on.", "Ferry"]
    assert clutter_lines(page) == {1, 3, 4}


def test_links_stand_on_their_own_without_a_heading() -> None:
    assert clutter_lines(["Ferry safety", "It sank.", "Leave a comment", "Ferry safety"]) == {2}


def test_furniture_of_a_text_is_told_by_its_sentences() -> None:
    text = (
        "By Ada Quist\n\nA ferry sank on Monday. Follow us on Twitter.\n\nRead more about:\nFerries\n\n"
        "The Associated Press contributed to this report.\n\nEditor's note: The mayor owns a ferry.\n\n"
        "Editor's note: This story was corrected. It sank on Monday."
    )
    assert [text[start:end] for start, end in furniture(text)] == [
        "By Ada Quist",
        "Follow us on Twitter.",
        "Read more about:",
        "Ferries",
        "The Associated Press contributed to this report.",
        "Editor's note: The mayor owns a ferry.",
    ]


def test_labels_are_no_news_but_stay_on_a_page() -> None:
    page = [
        "Monday, 3 May 2031",
        "“The ferry is safe,” the line wrote.",
        "— Calder Line ⛴ (@calderline) May 3, 2031",
        "This story has been updated with comments from the mayor.",
        "It sank on 4 May 2031.",
    ]
    text = "\n\n".join(page)
    assert not clutter_lines(page)
    assert [text[start:end] for start, end in furniture(text)] == [page[0], page[2], page[3]]


def test_consent_and_payment() -> None:
    assert asks_consent("We and our 800 partners store cookies. Accept all?")
    assert asks_consent("We value your privacy")
    assert not asks_consent("The ferry sank on Monday.")
    assert asks_payment("Subscribe now to read on")
    assert not asks_payment("The ferry sank on Monday.")


@given(st.lists(st.sampled_from([*FURNITURE, *NEWS])))
def test_furniture_is_sentences_of_the_text(page: list[str]) -> None:
    text = "\n\n".join(page)
    at = 0
    for start, end in furniture(text):
        assert at <= start < end <= len(text)
        at = end


@given(st.text(max_size=300))
def test_a_line_is_judged_alike_whatever_white_space_is_about_it(line: str) -> None:
    assert is_clutter(line) == is_clutter(f"  {line} ")
