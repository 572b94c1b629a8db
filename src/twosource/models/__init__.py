"""Weights, and what runs them. Each trained part of the path is a function that is handed in: nothing here is imported
by a verb, and nothing is loaded before it is asked for.

`voices.load()` → the tagger of voices, `meaning.load()` → vectors of texts, `comparing.load()` → what two passages read
together say. Their cards: docs/model-card-*.md.
"""
