"""Dossiers → Brief: what matters, and the lines that tell it. Pure."""

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
