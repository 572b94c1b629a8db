from __future__ import annotations

from twosource.reading.markup import tree
from twosource.reading.prose import prose

LINES = (
    "The bridge over the Ellery will be closed for two years, the council decided by nine votes to four.",
    "Engineers had warned since last autumn that the northern pier would not survive another flood like January's.",
    "“It is this or a funeral,” said council leader Tom Reed, who had argued against closure until the report.",
    "Buses will run by way of Marsh Island, which adds forty minutes to the journey to school for many pupils.",
)
LOST = "A public meeting on the timetable is to be held in the town hall on Friday, and all are welcome to speak."


def lines(body: str, *titles: str) -> list[str]:
    found, _ = prose(tree("x", f"<html><body>{body}</body></html>"), None, titles)
    return found


def paragraphs(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


def test_a_paragraph_lost_for_its_class_is_mended_where_it_stands() -> None:
    body = f"<article>{paragraphs(*LINES[:2])}<p class='slide-text'>{LOST}</p>{paragraphs(*LINES[2:])}</article>"
    assert lines(body) == [*LINES[:2], LOST, *LINES[2:]]


def test_a_lost_first_paragraph_is_mended_at_the_top() -> None:
    assert lines(f"<article><p class='slide-text'>{LOST}</p>{paragraphs(*LINES)}</article>") == [LOST, *LINES]


def test_what_is_lost_for_good_reason_stays_lost() -> None:
    caption = f"<p class='overlay-caption'>{LOST}</p>"
    label = "<p class='slide-text'>Also in this issue of our paper, and on this week's other pages</p>"
    links = f"<p class='slide-text'><a href='/a'>{LOST}</a></p>"
    assert lines(f"<article>{paragraphs(*LINES)}{caption}{label}{links}</article>") == list(LINES)


def test_containers_of_the_articles_kind_are_mended_unless_they_are_furniture() -> None:
    def part(*texts: str) -> str:
        return f"<div class='article__body narrow'>{paragraphs(*texts)}</div>"

    whole = f"<section>{part(*LINES[:2])}<div>Ad</div>{part(*LINES[2:])}</section>"
    aside = f"<div class='related-stories'>{part(LOST)}</div>"
    assert lines(f"<h1>Bridge to close</h1>{whole}{aside}") == list(LINES)


def test_the_next_article_of_an_endless_page_is_not_mended_in() -> None:
    def story(title: str, *texts: str) -> str:
        return f"<div><h1>{title}</h1><div class='article__body'>{paragraphs(*texts)}</div></div>"

    assert LOST not in lines(story("Bridge to close", *LINES) + story("Meeting on Friday", LOST, LOST[::-1]))


def test_titles_in_any_spelling_do_not_stand_in_the_text() -> None:
    body = f"<article><h2>BRIDGE to close: “two years”</h2>{paragraphs(*LINES)}</article>"
    assert lines(body, "Bridge to close – two years") == list(LINES)


def test_a_refrain_is_kept_and_a_repeat_is_not() -> None:
    question = "What did you think when you heard that the bridge would close?"
    body = "".join(f"<p>{question}</p><p>{line}</p>" for line in LINES) + f"<p>{LINES[1]}</p>"
    assert lines(f"<article>{body}</article>") == [text for line in LINES for text in (question, line)]


def test_a_page_without_prose_has_no_lines() -> None:
    assert lines("<nav><a href='/'>Home</a></nav><div></div>") == []
