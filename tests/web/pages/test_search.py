from __future__ import annotations

from starlette.testclient import TestClient
from tests.rendering import html


def test_a_question_that_cannot_be_asked_is_told_why(client: TestClient, brief: str) -> None:
    assert "is no day" in client.get("/search?q=after:yesterday").text
    assert "left open" in client.get("/search", params={"q": 'the "mill'}).text
    assert "No report has this" in client.get("/search?q=zebra").text
    assert "What are you looking for" in client.get("/search").text


def test_a_search_leads_to_the_words_that_answer(client: TestClient, brief: str) -> None:
    (first, *_) = html.parse(client.get("/search?q=pillar").text).xpath("//li[@class='hit']//blockquote/a/@href")
    path, _, place = str(first).partition("#")
    (mark, *_) = html.parse(client.get("/search?q=pillar").text).xpath("//li[@class='hit']//blockquote/a")
    assert "pillar" in mark.text_content()
    assert {one.text_content() for one in mark.xpath("mark")} == {"pillar"}
    assert path.startswith("/reports/r-")
    assert place.startswith("p")


def test_words_with_a_colon_are_words_and_the_page_says_which_fields_there_are(client: TestClient, brief: str) -> None:
    page = client.get("/search?q=Pillar:+").text
    assert "class='hit'" in page.replace('"', "'")
    assert "Pillar: – no field here, so looked for as words. The fields are outlet:" in page
    assert "no field here" not in client.get("/search?q=title:pillar").text
