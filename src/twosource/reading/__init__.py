"""Bytes → Reports, and what can be read off a text without judging it: sentences, dates, names, credits. Pure."""
