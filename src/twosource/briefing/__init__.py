"""Dossiers → Brief: what matters, and the lines that tell it. Pure."""

from twosource.briefing.compose import brief

__all__ = ["brief"]
