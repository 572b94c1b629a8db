"""Dossier, Brief → HTML, text, JSON. Pure: values in, strings out, everything escaped."""
