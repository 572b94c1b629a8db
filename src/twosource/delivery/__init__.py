"""EDGE: a Brief → mail."""
