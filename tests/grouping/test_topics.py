from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from twosource.grouping.stories import story
from twosource.grouping.topics import topic_key, topics, with_topics
from twosource.model import Report, TopicKind

MILL = [
    Report(
        "mill-1",
        "A fire destroyed the flour mill in Lower Sarn overnight. Three workers are missing, said Mayor Ines Vardo. "
        "Vardo asked the town of Lower Sarn to stay indoors.",
        outlet="Corran Echo",
        title="Fire destroys flour mill in Lower Sarn",
    ),
    Report(
        "mill-2",
        "Workers were missing on Thursday after the flour mill at Lower Sarn burned down. Ines Vardo, the mayor, said "
        "that the blaze began in the dryer, the Corran Echo reported.",
        outlet="Daily Ledger",
        title="Mayor Vardo: flour mill blaze began in the dryer",
    ),
    Report(
        "mill-3",
        "The owner of the burned flour mill in Lower Sarn said on Friday that Ines Vardo had warned of the dryer.",
        outlet="Northern Courier",
        title="Owner was warned of dryer, flour mill workers say",
    ),
]


def test_a_story_is_about_whom_and_what_its_reports_share() -> None:
    found = {(topic.name, topic.kind) for topic in topics(story(MILL))}
    assert ("Ines Vardo", TopicKind.PERSON) in found
    assert "Lower Sarn" in {name for name, _ in found}
    assert ("flour mill", TopicKind.SUBJECT) in found


def test_outlets_are_no_topics_of_their_own_stories() -> None:
    assert "Corran Echo" not in {topic.name for topic in topics(story(MILL))}


def test_topics_stay_as_the_story_grows() -> None:
    two, three = (topics(story(MILL[:many])) for many in (2, 3))
    assert len({topic.key for topic in two} & {topic.key for topic in three}) >= 3
    assert {topic_key("Ines Vardo"), topic_key("flour mill")} <= {topic.key for topic in three}


def test_a_report_alone_is_about_whom_it_names_twice() -> None:
    assert [topic.name for topic in topics(story(MILL[:1]))] == ["Lower Sarn", "Ines Vardo"]


def test_a_surname_with_two_bearers_is_neither() -> None:
    text = "Ines Vardo met Lucan Vardo on the pier. Vardo said nothing. Then Vardo left."
    assert "Vardo" in {topic.name for topic in topics(story([Report("a", text), Report("b", text + " So it goes.")]))}


def test_media_topics_come_with_the_reports() -> None:
    given_ = [replace(report, subjects=("weather", "Regional affairs")) for report in MILL[:2]]
    first, second, *_ = topics(story([*given_, replace(MILL[2], subjects=("Weather",))]))
    assert (first.name, first.kind) == ("weather", TopicKind.MEDIA_TOPIC)
    assert (second.key, second.kind) == (topic_key("Regional Affairs"), TopicKind.SUBJECT)


def test_what_one_outlet_of_several_files_a_story_under_is_no_topic_unless_of_the_iptc() -> None:
    filed = replace(MILL[0], subjects=("Regional affairs", "health"))
    assert topics(story([filed, *MILL[1:]]))[0].name == "health"
    assert "Regional affairs" not in {topic.name for topic in topics(story([filed, *MILL[1:]]))}
    assert topics(story([filed]))[0].name == "Regional affairs"


def test_a_name_that_is_given_and_found_is_one_topic_and_few_are_given() -> None:
    filed = [replace(report, subjects=("Lower Sarn", *(f"Matter {n}" for n in range(9)))) for report in MILL]
    found = topics(story(filed))
    assert len({topic.key for topic in found}) == len(found)
    assert [topic.name for topic in found if topic.name.startswith("Matter")] == ["Matter 0", "Matter 1", "Matter 2"]


def test_words_of_every_story_are_no_subject() -> None:
    texts = ["Το πλοίο {0} προσάραξε χθες κοντά στην Κόρρα και {0} επιβάτες σώθηκαν.", "Χθες το πλοίο {0} βρέθηκε."]
    stories = [
        story(Report(f"{n}-{m}", text.format(f"λέμβος{n}"), title=f"πλοίο {n} χθες") for m, text in enumerate(texts))
        for n in range(8)
    ]
    assert all(topic.name not in {"χθες", "πλοίο"} for found in with_topics(stories) for topic in found.topics)


def test_a_subject_in_cyrillic() -> None:
    reports = [
        Report("a", "Старая мельница сгорела ночью в селе Сарн.", title="Сгорела мельница"),
        Report("b", "Мельница в селе Сарн сгорела, пропали рабочие.", title="Мельница сгорела"),
    ]
    assert any(topic.name == "мельница сгорела" for topic in topics(story(reports)))


@given(st.lists(st.text(), min_size=1, max_size=3))
def test_topics_have_keys_and_names(texts: list[str]) -> None:
    for topic in topics(story(Report(str(n), text, title=text[:20]) for n, text in enumerate(texts))):
        assert topic.key
        assert topic.name


def test_a_kind_that_one_mention_in_many_tells_is_none() -> None:
    once = "The council met in Varrow on Monday."
    often = f"{once} {'Glass of Varrow is sold. ' * 6}"
    few, many = (topics(story([Report("a", text), Report("b", text)])) for text in (once, often))
    assert [(topic.name, topic.kind) for topic in few] == [("Varrow", TopicKind.PLACE)]
    assert ("Varrow", TopicKind.NAME) in {(topic.name, topic.kind) for topic in many}
