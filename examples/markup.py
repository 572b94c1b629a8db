"""The source form: a story's plan in TOML, then its reports with their annotations in the text.

Strategy: an annotation is written around the words that it is about, `{tags|words}`, and nests; offsets are counted
when the brackets are taken out, so none is ever typed. Quotation marks are written “so” and ‘so’ inside them,
apostrophes straight; `styled` gives them the outlet's house style, one character for one, so that offsets stay.
Pure: text in, values out.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

PLAN_FENCE = "+++\n"
REPORT_FENCE = re.compile(r"^=== +(\S+)\n", re.MULTILINE)
DATELINE = re.compile(r"\A[A-Z' ]+, \{[^}]*\} \(NPA\) — ")
TAG = re.compile(
    r"(?P<role>[a-z]+)(?P<number>\d*)(?:=(?P<value>[^\s^@]+))?(?:\^(?P<parent>\d+))?(?:@(?P<medium>\S+))?\Z"
)
STYLES = {
    "curly": str.maketrans({"'": "’"}),
    "british": str.maketrans({"“": "‘", "”": "’", "‘": "“", "’": "”", "'": "’"}),
    "straight": str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'"}),
}


class SourceError(ValueError):
    """A source file is not in the form that GUIDELINES.md describes."""


@dataclass(frozen=True)
class Mark:
    """One tag around one stretch of a text."""

    role: str
    number: str
    value: str | None
    parent: str | None
    medium: str | None
    start: int
    end: int


@dataclass(frozen=True)
class SourceReport:
    """A report as authored: `plain` is its text with canonical quotation marks."""

    id: str
    head: dict[str, str]
    plain: str
    marks: tuple[Mark, ...]

    @property
    def outlet(self) -> str:
        return self.id.partition("-")[0]

    @property
    def published(self) -> datetime | date:
        given = self.head["published"]
        return datetime.fromisoformat(given) if "T" in given else date.fromisoformat(given)

    def of(self, *roles: str) -> list[Mark]:
        return [m for m in self.marks if m.role in roles]


@dataclass(frozen=True)
class SourceStory:
    """A story's plan and its reports, in the order of the file."""

    plan: dict[str, Any]
    reports: tuple[SourceReport, ...] = field(repr=False)


def story(text: str, name: str) -> SourceStory:
    """A source file's content as a story; `name` is for errors."""
    _, plan, body = text.split(PLAN_FENCE, 2)
    pieces = REPORT_FENCE.split(body)[1:]
    bodies: dict[str, str] = {}
    reports = []
    for key, content in zip(pieces[::2], pieces[1::2], strict=True):
        fields, bodies[key] = _opened(content, bodies)
        plain, marks = unmark(bodies[key], f"{name}, {key}")
        reports.append(SourceReport(key, fields, plain, marks))
    return SourceStory(tomllib.loads(plan), tuple(reports))


def styled(text: str, quotes: str) -> str:
    """Canonical quotation marks in an outlet's style, character for character."""
    return text.translate(STYLES[quotes])


def _opened(content: str, earlier: dict[str, str]) -> tuple[dict[str, str], str]:
    """A report's head and body. `runs: ID 1 2 5` takes those paragraphs of an earlier report, less its dateline."""
    head, _, body = content.partition("\n---\n")
    fields = dict(re.split(r": *", line, maxsplit=1) for line in head.strip().splitlines())
    if "runs" not in fields:
        return fields, body.strip()
    key, *numbers = fields["runs"].split()
    paragraphs = DATELINE.sub("", earlier[key]).split("\n\n")
    taken = [paragraphs[int(n) - 1] for n in numbers] if numbers else paragraphs
    return fields, "\n\n".join([*taken, body.strip()]).strip()


def unmark(text: str, where: str) -> tuple[str, tuple[Mark, ...]]:
    """Text without its brackets, and what they said, in order of opening."""
    out: list[str] = []
    length, at = 0, 0
    stack: list[tuple[int, list[re.Match[str]]]] = []
    marks: list[Mark] = []
    for found in re.finditer(r"\{([^|{}]*)\||\}", text):
        out.append(text[at : found.start()])
        length += found.start() - at
        at = found.end()
        if found[1] is not None:
            stack.append((length, [_tag(tag, where) for tag in found[1].split()]))
        elif not stack:
            raise SourceError(f"{where}: a bracket closes that was never opened, after …{text[max(0, at - 40) : at]}")
        else:
            start, tags = stack.pop()
            marks += [Mark(t["role"], t["number"], t["value"], t["parent"], t["medium"], start, length) for t in tags]
    if stack:
        opened = "".join(out)[stack[-1][0] :][:60]
        raise SourceError(f"{where}: {len(stack)} brackets never close, the last at …{opened}")
    plain = "".join([*out, text[at:]])
    for stray in "{}|":
        if stray in plain:
            raise SourceError(f"{where}: a stray {stray} near …{plain[max(0, plain.index(stray) - 40) :][:80]}")
    return plain, tuple(sorted(marks, key=lambda m: (m.start, -m.end, m.role, m.number)))


def _tag(tag: str, where: str) -> re.Match[str]:
    found = TAG.match(tag)
    if not found:
        raise SourceError(f"{where}: no such tag: {tag}")
    return found


def quoted(plain: str) -> list[bool]:
    """For each character of a canonical text, whether it stands between “ and ”; a paragraph's end closes."""
    inside, mask = False, []
    for i, c in enumerate(plain):
        if c == "”" or plain.startswith("\n\n", i):
            inside = False
        mask.append(inside)
        if c == "“":
            inside = True
    return mask
