"""What a catalogue of words is: messages by key, the forms that go with numbers, and how it says what it is asked for.

Strategy: a page is given its `Words` and names a key where it says something of ours. A message is a whole sentence or
label, with `{name}` where a value goes, so that a language may put its words in any order; what takes a number has a
form for each way in which the language counts. Dates, lists and numbers are messages too. May live here: how messages
are looked up and filled in. May not: words of any language, HTML.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

FORMS: Final = " | "
"""What parts the forms of one message."""
LONGEST_SAID: Final = 2_000  # characters of a sentence of ours that is looked for among the messages
FIELD: Final = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Words:
    """A language: its tag (BCP 47), its messages by key, and which of a message's forms goes with a number.

    direction: which way it is written. said: what stood in `messages` when it was said for good, to be said again in
    this language (`again`): the English messages, unless this is English.
    """

    language: str
    messages: Mapping[str, str]
    form: Callable[[int], int]
    direction: Literal["ltr", "rtl"] = "ltr"
    said: Mapping[str, str] | None = field(default=None, repr=False)

    def __call__(self, key: str, /, **values: object) -> str:
        """The message of that key.

        Raises:
            KeyError: there is none, or it asks for a value that is not given.
        """
        return self.messages[key].format_map(values) if values else self.messages[key]

    def many(self, key: str, number: int, /, **values: object) -> str:
        """The form of the message that goes with `number`, which is its `{n}`."""
        return self.form_of(key, number).format_map({"n": self.number(number), **values})

    def form_of(self, key: str, number: int, /) -> str:
        """The same, not filled in yet: for values that are pieces of a page."""
        forms = self.messages[key].split(FORMS)
        return forms[min(self.form(number), len(forms) - 1)]

    def name(self, of: str, value: str, /) -> str:
        """What one of several is called: the message `OF.VALUE`; a value that has none is shown as it is."""
        return self.messages.get(f"{of}.{value.replace(' ', '_')}", value)

    def number(self, value: float, /) -> str:
        """`1,200`, `0.25`: no more digits than tell something."""
        told = f"{value:,}" if isinstance(value, int) else f"{value:,.2f}".rstrip("0").rstrip(".")
        marks = {",": self("number.group"), ".": self("number.decimal")}
        return "".join(marks.get(digit, digit) for digit in told)

    def again(self, told: str, within: str, /) -> str:
        """A sentence that another part of the program said in English, in this language; as it is where it is not ours.

        Args:
            told: the sentence.
            within: what the keys of all messages begin with that it may be: `reason.`.
        """
        if self.said is None or len(told) > LONGEST_SAID:
            return told
        for key, message in self.said.items():
            if key.startswith(within) and (found := _pattern(message).fullmatch(told)):
                return self(key, **found.groupdict())
        return told


def _pattern(message: str) -> re.Pattern[str]:
    """What a message looks like once its values stand in it. `re` keeps those that it made last."""
    parts = FIELD.split(message)
    told = (f"(?P<{part}>.+?)" if at % 2 else re.escape(part) for at, part in enumerate(parts))
    return re.compile("".join(told), re.DOTALL)
