"""EDGE: pages, JSON, and the protocols of other apps, of what the store holds."""
