"""What the API describes is what is written: the shapes allow more than they say, so nobody else would notice."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pydantic import BaseModel
from tests.rendering import hostile, sample
from tests.store.shelf import mill

from twosource.model import Dossier
from twosource.rendering.json import dossier_json
from twosource.web.api import shapes
from twosource.web.api.shapes import Shape

DOSSIERS = {"sample": sample.DOSSIER, "hostile": hostile.DOSSIER, "every class": mill()}


def found_in(value: object) -> Iterator[Shape]:
    """All shapes in a value, itself among them."""
    if isinstance(value, Shape):
        yield value
    if isinstance(value, BaseModel):
        value = list(vars(value).values())
    for one in value if isinstance(value, list) else ():
        yield from found_in(one)


@pytest.mark.parametrize("dossier", DOSSIERS.values(), ids=DOSSIERS)
def test_a_dossier_as_it_is_written_has_every_field_that_is_described_and_no_other(dossier: Dossier) -> None:
    written = dossier_json(dossier)
    read = shapes.Dossier.model_validate(written)
    assert [(type(one).__name__, one.model_extra) for one in found_in(read) if one.model_extra] == []
    assert read.model_dump(mode="json", exclude_unset=True) == written


def test_every_shape_is_in_a_dossier() -> None:
    """Else the test above says nothing of it."""
    described = {one for one in vars(shapes).values() if isinstance(one, type) and issubclass(one, Shape)}
    met = {kind for one in DOSSIERS.values() for kind in map(type, found_in(shapes.Dossier(**dossier_json(one))))}
    assert described - met == {Shape, shapes.Words}
