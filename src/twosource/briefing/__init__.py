"""Dossiers → Brief: what matters, and the lines that tell it. Pure.

Where what is:

    the whole      `compose`; how long: `length`; since when: `told`, `changes`, `growth`
    which stories  `importance`, `rules` (tried on the past: `trial`), `headlines`
    which lines    `material`, from which `lines` are chosen (`choice`): `standalone`, `tone`, `gists`, `slots`,
                   `differing`, `helpers`
"""

from twosource.briefing.compose import brief, compose, nothing_to_send
from twosource.briefing.told import NOTHING_TOLD, Told, told_after, told_from_json, told_json

__all__ = [
    "NOTHING_TOLD",
    "Told",
    "brief",
    "compose",
    "nothing_to_send",
    "told_after",
    "told_from_json",
    "told_json",
]
