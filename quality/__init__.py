"""Scores against floors that only rise."""
