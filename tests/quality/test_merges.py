from quality.merges import grouped, merges


def report(key: str, event: str, text: str = "") -> dict[str, str]:
    return {"id": key, "story": event, "text": text or f"Report {key} of {event}."}


def test_a_story_of_several_events_is_told_event_by_event() -> None:
    reports = [report("a", "fire"), report("b", "flood"), report("c", "flood"), report("d", "quake")]
    [found] = merges(reports, {"a": "1", "b": "1", "c": "1", "d": "2"})
    assert [[one["id"] for one in event] for event in found] == [["b", "c"], ["a"]]


def test_stories_of_one_event_are_none() -> None:
    assert not list(merges([report("a", "fire"), report("b", "fire")], {"a": "1", "b": "2"}))


def test_reports_are_grouped_by_the_product() -> None:
    fire = "A fire destroyed the old grain store at Belket on Monday, and the mayor, Ada Brill, blamed the wiring."
    stories = grouped(
        [report("a", "fire", fire), report("b", "fire", fire), report("c", "cup", "Orrin won the cup final.")]
    )
    assert stories["a"] == stories["b"] != stories["c"]
