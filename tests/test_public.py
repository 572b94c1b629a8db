from __future__ import annotations

import subprocess
import sys

import pytest

import twosource


def test_there_are_few_public_names_and_each_is_there() -> None:
    assert len(twosource.__all__) <= 25
    assert all(getattr(twosource, name) is not None for name in twosource.__all__)


def test_a_name_that_is_not_there_is_an_error() -> None:
    with pytest.raises(AttributeError, match="verdict"):
        twosource.verdict  # noqa: B018


def test_importing_does_no_work() -> None:
    code = "import sys, twosource; print(sorted({'lxml', 'trafilatura', 'twosource.pipeline'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
