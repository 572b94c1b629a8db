import pytest

from twosource.voices.lexicon import PHRASAL, VERBS, Form, Frame


@pytest.mark.parametrize(
    ("word", "lemma", "form"),
    [
        ("said", "say", Form.PAST),
        ("says", "say", Form.PRESENT),
        ("told", "tell", Form.PAST),
        ("denies", "deny", Form.PRESENT),
        ("denied", "deny", Form.PAST),
        ("denying", "deny", Form.ING),
        ("admitted", "admit", Form.PAST),
        ("wrote", "write", Form.PAST),
        ("written", "write", Form.PAST),
        ("signalling", "signal", Form.ING),
        ("stresses", "stress", Form.PRESENT),
        ("read", "read", Form.PAST),
    ],
)
def test_inflections_lead_to_their_lemma(word: str, lemma: str, form: Form) -> None:
    assert (VERBS[word].lemma, VERBS[word].form) == (lemma, form)


def test_a_particle_makes_a_verb_of_its_own() -> None:
    assert PHRASAL["pointed", "out"].frames >= {Frame.THAT, Frame.BARE}
    assert "pointed" not in VERBS
