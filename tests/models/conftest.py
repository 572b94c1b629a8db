from importlib.resources import files

import pytest
from tokenizers import Tokenizer


@pytest.fixture(scope="session")
def tokenizer() -> Tokenizer:
    return Tokenizer.from_str((files("twosource.models") / "weights" / "tokenizer.json").read_text(encoding="utf-8"))
