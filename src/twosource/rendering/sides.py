"""The sides of a difference as they are shown: one for each passage, with its slots in it.

A passage that has two of the values ("240 million crowns, she said; the council put it at 310 million") is a value of
each, and one side: shown twice it would look as if two reports had it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from twosource.model import Passage, SlotValue


@dataclass(frozen=True, slots=True)
class Side:
    """A passage, and the slots of it in which it differs, in the order in which they stand."""

    context: Passage
    slots: tuple[Passage, ...]

    @property
    def parts(self) -> tuple[tuple[str, bool], ...]:
        """The passage's words in order, each with whether they are a slot. One that is not within it is left out."""
        text, at, found = self.context.text, 0, list[tuple[str, bool]]()
        for slot in self.slots:
            start = slot.start - self.context.start
            end = start + len(slot.text)
            if at <= start < end <= len(text):
                found += [(text[at:start], False), (text[start:end], True)]
                at = end
        return tuple(part for part in (*found, (text[at:], False)) if part[0])

    @property
    def told(self) -> str:
        """The slots alone."""
        return ", ".join(slot.text for slot in self.slots)


def sides(values: Sequence[SlotValue]) -> tuple[Side, ...]:
    """The sides of these values, in their order."""
    found: dict[Passage, set[Passage]] = {}
    for value in values:
        found.setdefault(value.context, set()).add(value.slot)
    return tuple(
        Side(context, tuple(sorted(slots, key=lambda slot: (slot.start, slot.end)))) for context, slots in found.items()
    )
