"""The Google Reader API: the stories of the store as entries of the apps that people already have.

    request ─▶ streams (what is asked) ─▶ store.entries, store.marks ─▶ answers (as apps read it) ─▶ JSON

Strategy: one entry a story. What the protocol says of names, numbers and pages is pure (`ids`, `streams`, `answers`);
`listing`, `marking` and `outlets` ask the store and hand over, at the addresses of `routes`. Written from public
descriptions of the protocol: docs/apps.md names them.
"""
