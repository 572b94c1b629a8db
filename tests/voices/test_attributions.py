from hypothesis import given
from hypothesis import strategies as st

from twosource.model import Attribution, Directness, Report, Span, SpeakerKind
from twosource.voices import Tagged, attributions

TWO_NOTES = """Jan Roe has no regrets about the ferry.

“I called the captain to thank him (in the past, Doe thanked him too),” Ms. Roe wrote on Quill.

“The harbour crowd is cross. They are wrong!”

She added: “Doe tried to sail, but didn’t have the “grit”. STEADY NOW!”

The Arden Press and other outlets said aides had left a paper for Ms Roe stating: “DO NOT THANK HIM”.

On Monday, as the Harbour Office sought the leak, it said passing papers on would be “a sacking matter”.

The Arden Press said two officials said the ferry leaks."""


def said(text: str, title: str | None = None) -> tuple[Attribution, ...]:
    return attributions(Report(id="r", text=text, title=title))


def content(text: str, one: Attribution) -> str:
    return " | ".join(text[start:end] for start, end in one.content)


def test_a_report_of_posts_a_leak_and_an_office() -> None:
    found = {content(TWO_NOTES, one): one for one in said(TWO_NOTES)}
    posts = [one for one in found.values() if one.speaker.key == "jan-roe"]
    assert [one.kind for one in posts] == [Directness.DIRECT, Directness.DIRECT]
    assert posts[0].medium == "Quill" or posts[0].medium is None
    assert [TWO_NOTES[s.start : s.end] for s in posts[0].content][1] == "“The harbour crowd is cross. They are wrong!”"
    assert content(TWO_NOTES, posts[1]).endswith("STEADY NOW!”")
    office = found["passing papers on would be “a sacking matter”"]
    assert (office.speaker.name, office.speaker.kind) == ("Harbour Office", SpeakerKind.ORGANISATION)
    assert office.kind is Directness.MIXED


def test_a_chain_points_from_the_inner_to_the_outer() -> None:
    found = said(TWO_NOTES)
    inner = [one for one in found if one.parent is not None]
    assert [one.speaker.name for one in inner] == ["aides", "two officials"]
    for one in inner:
        assert one.parent is not None
        outer = found[one.parent]
        assert outer.speaker.kind is SpeakerKind.OUTLET
        assert any(held.covers(one.content[0]) for held in outer.content)


def test_kinds_follow_the_share_in_quotation_marks() -> None:
    kinds = [one.kind for one in said("“We sail,” Roe said.\n\nRoe said it “leaks” a lot.\n\nRoe said it leaks.")]
    assert kinds == [Directness.DIRECT, Directness.MIXED, Directness.INDIRECT]


def test_twitter_is_told_by_network_verb_or_tweet() -> None:
    text = "“We sail,” Roe wrote on Twitter.\n\n“It leaks,” Roe tweeted.\n\n“It sinks,” Roe wrote in another tweet."
    assert [one.medium for one in said(text)] == ["Twitter"] * 3


def test_the_outlet_that_was_told_is_the_medium() -> None:
    assert said("Roe told the BBC that the ferry leaks.")[0].medium == "the BBC"
    assert said("Roe told friends that the ferry leaks.")[0].medium is None
    assert said("Roe said in a statement that the ferry leaks.")[0].medium == "a statement"


def test_the_medium_of_a_quotation_alone_is_not_guessed() -> None:
    text = "Roe said the ferry leaks.\n\n“It has leaked for years, and nobody in Arden cares about it.”"
    assert said(text)[1].medium is None


@given(st.text(max_size=200) | st.lists(st.sampled_from(TWO_NOTES.split(" ")), max_size=60).map(" ".join))
def test_attributions_are_in_order_and_parents_hold_their_children(text: str) -> None:
    found = said(text)
    starts = [min((*one.content, *one.cue, *one.source)).start for one in found]
    assert starts == sorted(starts)
    for one in found:
        assert one.content
        if one.parent is not None:
            assert any(held.covers(span) for held in found[one.parent].content for span in one.content)
    assert found == said(text)


def test_a_chain_may_have_two_steps() -> None:
    text = "“IT LEAKS AGAIN,” the memo said, according to aides, as first reported by the Arden Post."
    found = said(text)
    by = {one.speaker.name: at for at, one in enumerate(found)}
    assert found[by["memo"]].parent == by["aides"]
    assert found[by["aides"]].parent == by["Arden Post"]
    assert found[by["Arden Post"]].parent is None


def test_what_a_source_before_says_is_in_the_chain_too() -> None:
    text = "The boat was feared lost, Roe said."
    tagged = (
        Tagged((Span(4, 24),), (Span(30, 34),), (Span(26, 29),)),
        Tagged((Span(20, 24),), (Span(9, 19),), (Span(0, 8),)),
    )
    found = attributions(Report("r", text), lambda _: tagged)
    assert {text[slice(*one.cue[0])]: one.parent for one in found} == {"was feared": 1, "said": None}
