from twosource.model import SpeakerKind
from twosource.voices import kinds


def test_keys_tell_kinds_apart() -> None:
    made = (kinds.organisation("memo"), kinds.document("the memo"), kinds.anonymous("memo"))
    assert len({one.key for one in made}) == len(made)


def test_a_name_is_one_in_every_style_of_apostrophes() -> None:
    assert kinds.organisation("Miners’ Guild") == kinds.organisation("Miners' Guild")
    assert kinds.document("the port’s ledger") == kinds.document("the port's ledger")


def test_several_bodies_with_one_voice_are_many() -> None:
    arden, marl = kinds.organisation("Arden"), kinds.organisation("Marl")
    both = kinds.together([arden, marl])
    assert (both.key, both.name, both.many) == ("arden+marl", "Arden and Marl", True)
    assert kinds.together([arden]) == arden


def test_whom_nothing_explains_is_unknown_with_the_role_kept() -> None:
    found = kinds.unresolved("the  harbour master")
    assert (found, found.kind, found.roles) == (kinds.UNKNOWN, SpeakerKind.UNKNOWN, ("the harbour master",))
