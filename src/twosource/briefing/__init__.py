"""Dossiers → Brief: what matters, and the lines that tell it. Pure."""
