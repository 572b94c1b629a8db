"""The glossary has a line for every noun of the model, and no noun that is none."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

from twosource import model

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "glossary.md").read_text(encoding="utf8")
FIRST = "\n".join(re.findall(r"^\| (?!word)([^|-][^|]*)\|", PAGE, re.MULTILINE))


def test_every_noun_of_the_model_is_there() -> None:
    nouns = {
        name
        for name, one in vars(model).items()
        if inspect.isclass(one) and one.__module__.startswith(f"{model.__name__}.")
    }
    assert nouns == set(re.findall(r"`(\w+)`", FIRST))


def test_no_word_has_two_lines() -> None:
    words = re.findall(r"\w+", FIRST)
    assert len(words) == len(set(words))
