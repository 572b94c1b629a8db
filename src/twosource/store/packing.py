"""A dossier ⇄ bytes without its reports' texts. Pure.

Strategy: a value is the list of its fields in their order, as the types of `model` tell; JSON, then zlib. Passages,
origins and reasons stand once in a table and are pointed at, since a dossier shows one passage in many places: a tenth
of the room, and read back as one object each. A passage is its report, start and end: its words are cut anew from the
text when it is read back, and that text is the one that it was made of, by its hash, or there is no dossier. So what
is read is verbatim, or is not read.

A text is named by the report of the store that holds it, now or in an earlier revision, and by its hash.

`form` is made of the names and types of all fields, so that a body of another version of the model is known as such.
"""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from hashlib import blake2b
from types import UnionType
from typing import Any, Final, Union, get_args, get_origin, get_type_hints

from twosource.errors import VerbatimError
from twosource.model import Dossier, Origin, Passage, Reason, Report, Revision
from twosource.store.rows import published_of

VERSION: Final = 1  # of how values are written
LEVEL: Final = 6  # of zlib: 9 takes three times as long for 1% less
_POINTED_AT: Final = (Passage, Origin, Reason)
_PLAIN: Final = (str, int, float, bool, type(None))
_MODULE: Final = re.compile(r"(?<=\btwosource\.model\.)\w+\.")  # where in the model a class stands is not its form

Make = Callable[[Any], Any]
Texts = Mapping["TextName", str]


@dataclass(frozen=True, slots=True)
class TextName:
    """A text of the store: of the report of this id, in the state that hashes to this."""

    report: str
    hash: str


def hash_of(text: str) -> str:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


@dataclass(frozen=True, slots=True)
class Packed:
    """A dossier as bytes, and the texts that it is read back with: those of `reports` first, in their order."""

    body: bytes
    texts: tuple[TextName, ...]


# --- out --------------------------------------------------------------------------------------------------------------


def pack(dossier: Dossier, names: Mapping[str, TextName]) -> Packed:
    """The dossier as bytes.

    Args:
        dossier: of reports that the store holds.
        names: of each of its reports by id, where the store has the text.
    """
    packer = _Packer(dossier)
    told = packer.encode(Dossier, dossier)
    texts = packer.texts(names)
    whole = [[[name.report, name.hash] for name in texts], packer.tables(), told]
    body = json.dumps(whole, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return Packed(zlib.compress(body.encode("utf-8", "surrogatepass"), LEVEL), texts)


class _Packer:
    def __init__(self, dossier: Dossier) -> None:
        self._reports = dossier.reports
        self._at = {report.id: at for at, report in enumerate(dossier.reports)}
        self._places: dict[type, dict[Any, int]] = {kind: {} for kind in _POINTED_AT}
        self._tables: dict[type, list[Any]] = {kind: [] for kind in _POINTED_AT}
        self._earlier: list[TextName] = []

    def encode(self, kind: Any, value: Any) -> Any:
        if value is None or kind in _PLAIN:
            return value
        if kind is Report:
            return self._report(value)
        if kind in self._places:
            return self._place(kind, value)
        if is_dataclass(kind) or _is_named(kind):
            return self._fields(kind, value)
        return self._other(kind, value)

    def tables(self) -> list[list[Any]]:
        return [self._tables[kind] for kind in _POINTED_AT]

    def texts(self, names: Mapping[str, TextName]) -> tuple[TextName, ...]:
        return (*(names[report.id] for report in self._reports), *self._earlier)

    def _fields(self, kind: Any, value: Any) -> list[Any]:
        return [self.encode(of, getattr(value, name)) for name, of in hints(kind)]

    def _other(self, kind: Any, value: Any) -> Any:
        if isinstance(value, Enum):
            return value.value
        if isinstance(value, date):
            return value.isoformat()
        if get_origin(kind) is tuple:
            inner, *more = get_args(kind)
            kinds = [inner] * len(value) if more == [...] else [inner, *more]
            return [self.encode(of, one) for of, one in zip(kinds, value, strict=True)]
        [inner] = [of for of in get_args(kind) if of is not type(None)]
        return self.encode(inner, value)

    def _place(self, kind: type, value: Any) -> int:
        places = self._places[kind]
        if (at := places.get(value)) is None:
            is_passage = kind is Passage
            told = [self._at[value.report], value.start, value.end] if is_passage else self._fields(kind, value)
            at = places[value] = len(places)
            self._tables[kind].append(told)
        return at

    def _report(self, report: Report) -> list[Any]:
        """All but the texts; earlier states name theirs by their turn among all earlier states of the dossier."""
        return [self._state(of, name, report) for name, of in hints(Report) if name != "text"]

    def _state(self, kind: Any, name: str, report: Report) -> Any:
        if name != "earlier":
            return self.encode(kind, getattr(report, name))
        self._earlier += [TextName(state.id, hash_of(state.text)) for state in report.earlier]
        return [[self.encode(of, getattr(s, n)) for n, of in hints(Revision) if n != "text"] for s in report.earlier]


# --- in ---------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Body:
    """A body that was opened: the names of the texts that it needs, and the rest."""

    texts: tuple[TextName, ...]
    tables: list[list[Any]]
    told: list[Any]


def opened(packed: bytes) -> Body:
    """A body, before its texts are at hand.

    Raises:
        KeyError, TypeError, ValueError: it was made by nothing of ours.
    """
    try:
        names, tables, told = json.loads(zlib.decompress(packed))
    except zlib.error as error:
        raise ValueError(f"damaged ({error})") from error
    return Body(tuple(TextName(*name) for name in names), tables, told)


def unpack(body: Body, texts: Texts) -> Dossier:
    """The dossier that was packed, each passage cut anew from its text.

    Raises:
        VerbatimError: a text is missing, or not the one that the dossier was made of.
        KeyError, TypeError, ValueError, IndexError: it was made by nothing of ours, or by another version of it.
    """
    for name in body.texts:
        if hash_of(texts.get(name, "")) != name.hash:
            raise VerbatimError(f"report {name.report}: its text is not in the store as this dossier has it")
    dossier: Dossier = _Unpacker(body, [texts[name] for name in body.texts]).whole()
    for line in dossier.dropped:
        if dossier.report(line.report).earlier[line.revision].text[line.start : line.end] != line.text:
            raise VerbatimError(f"report {line.report}: a line that it dropped is not at {line.start}-{line.end}")
    return dossier


class _Unpacker:
    def __init__(self, body: Body, texts: list[str]) -> None:
        self._told = body.told
        self._tables: dict[type, list[Any]] = {}
        self._decoders: dict[Any, Make] = {}
        reports = body.told[[name for name, _ in hints(Dossier)].index("reports")]
        self._texts = iter(texts[: len(reports)])
        self._earlier = iter(texts[len(reports) :])
        ids = [report[0] for report in reports]
        passages, *others = body.tables
        self._tables[Passage] = [Passage(ids[at], start, end, texts[at][start:end]) for at, start, end in passages]
        for kind, table in zip(_POINTED_AT[1:], others, strict=True):
            self._tables[kind] = list(map(self._built(kind), table))

    def whole(self) -> Any:
        return self._decoder(Dossier)(self._told)

    def _decoder(self, kind: Any) -> Make:
        if kind not in self._decoders:
            self._decoders[kind] = self._made(kind)
        return self._decoders[kind]

    def _made(self, kind: Any) -> Make:
        if kind in _KNOWN:
            return _KNOWN[kind]
        if kind is Report:
            return self._report
        if kind in self._tables:
            return self._tables[kind].__getitem__
        if is_dataclass(kind) or _is_named(kind):
            return self._built(kind)
        if isinstance(kind, type) and issubclass(kind, Enum):
            return {member.value: member for member in kind}.__getitem__
        return self._composed(kind)

    def _built(self, kind: Any) -> Make:
        parts = [self._decoder(of) for _, of in hints(kind)]
        made = [(at, part) for at, part in enumerate(parts) if part is not _same]
        if not made:
            return lambda told: kind(*told)

        def make(told: list[Any]) -> Any:
            values = list(told)
            for at, part in made:
                values[at] = part(values[at])
            return kind(*values)

        return make

    def _composed(self, kind: Any) -> Make:
        if get_origin(kind) is tuple:
            inner, *more = get_args(kind)
            if more == [...]:
                return self._several(inner)
            parts = [self._decoder(of) for of in (inner, *more)]
            return lambda told: tuple([part(one) for part, one in zip(parts, told, strict=True)])
        [one] = [of for of in get_args(kind) if of is not type(None)]
        part = self._decoder(one)
        return _same if part is _same else lambda told: None if told is None else part(told)

    def _several(self, kind: Any) -> Make:
        """Of a tuple of any length: what reads its items is made when there are any, since much of a part is empty."""
        part: Make | None = None

        def several(told: list[Any]) -> tuple[Any, ...]:
            nonlocal part
            if not told:
                return ()
            if part is None:
                part = self._decoder(kind)
            return tuple(told) if part is _same else tuple(map(part, told))

        return several

    def _report(self, told: list[Any]) -> Report:
        names = [(name, of) for name, of in hints(Report) if name != "text"]
        given: dict[str, Any] = {
            name: self._states(one) if name == "earlier" else self._decoder(of)(one)
            for (name, of), one in zip(names, told, strict=True)
        }
        return Report(text=next(self._texts), **given)

    def _states(self, told: list[Any]) -> tuple[Revision, ...]:
        names = [(name, of) for name, of in hints(Revision) if name != "text"]
        return tuple(
            Revision(text=next(self._earlier), **{n: self._decoder(of)(x) for (n, of), x in zip(names, s, strict=True)})
            for s in told
        )


def _same(value: Any) -> Any:
    return value


_KNOWN: Final[Mapping[Any, Make]] = {**dict.fromkeys(_PLAIN, _same), date: published_of}


# --- the model --------------------------------------------------------------------------------------------------------


@cache
def hints(kind: Any) -> tuple[tuple[str, Any], ...]:
    """The fields of a class of the model, in order, with their types."""
    told = get_type_hints(kind)
    names = kind._fields if _is_named(kind) else [field.name for field in fields(kind)]
    return tuple((name, told[name]) for name in names)


def _is_named(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, tuple) and hasattr(kind, "_fields")


@cache
def form() -> str:
    """A hash of the names and types of all fields that a dossier is made of."""
    found: dict[str, list[str]] = {}

    def look(kind: Any) -> None:
        for inner in get_args(kind) if get_origin(kind) in (tuple, Union, UnionType) else ():
            look(inner)
        if (is_dataclass(kind) or _is_named(kind)) and kind.__name__ not in found:
            found[kind.__name__] = [_MODULE.sub("", f"{name}: {of}") for name, of in hints(kind)]
            for _, of in hints(kind):
                look(of)

    look(Dossier)
    return blake2b(json.dumps([VERSION, found], sort_keys=True).encode(), digest_size=6).hexdigest()
