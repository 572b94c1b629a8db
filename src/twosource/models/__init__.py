"""Weights, and what runs them. Each trained part of the path is a function that is handed in: nothing here is imported
by a verb, and nothing is loaded before it is asked for.

`voices.load()` → the tagger of voices. Its card: docs/model-card-voices.md.
"""
