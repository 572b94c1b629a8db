from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from importlib.resources import as_file, files

from tests.rendering.words.brackets import BRACKETED

from twosource.rendering.words import ENGLISH

COMPUTED = (
    "account.is.", "act.", "change.", "copied.", "date.", "did.", "did_to.", "difference.", "directness.", "dot.",
    "export.", "fault.", "health.", "hook.", "keys.", "line.", "may.", "month.", "more.", "nav.", "news.",
    "outlet.figure.", "pack.", "part.", "part_of_day.", "relation.", "report.media.", "role.", "running.",
    "speaker.kind.", "state.", "status.", "table.", "tie.", "told.", "weekday.", "why.",
)  # fmt: skip
"""Beginnings of keys that are put together."""
SAID = ("query.", "reason.", "refused.", "rule.", "wrote.")
"""Those of what other parts of the program say, and is said again."""


def _source() -> str:
    with as_file(files("twosource")) as folder:
        found = [
            *folder.rglob("rendering/**/*.jinja"),
            *(path for path in folder.rglob("rendering/**/*.py") if path.parent.name != "english"),
            *folder.rglob("web/**/*.py"),
        ]
        return "\n".join(path.read_text(encoding="utf8") for path in found)


SOURCE = _source()


def test_every_message_is_said_somewhere() -> None:
    said = set(re.findall(r"""["']([a-z][a-z_./?]*)["']""", SOURCE))
    said |= {f"{key}.why" for key in said}
    assert [key for key in ENGLISH.messages if key not in said and not key.startswith((*COMPUTED, *SAID))] == []


def test_no_words_of_ours_stand_in_a_page_of_the_reader() -> None:
    """What is left of a template without tags, values and what Jinja does."""
    with as_file(files("twosource.rendering")) as folder:
        found = {
            path.name: re.findall(r"[^\W\d_]{2,}", _bare(path.read_text(encoding="utf8")))
            for path in folder.glob("templates/**/*.jinja")
            if path.name not in {"archive.html.jinja", "page.html.jinja", "story.html.jinja"}
            or path.parent.name == "site"
        }
    assert {name: words for name, words in found.items() if words} == {}


def _bare(template: str) -> str:
    plain = re.sub(r"\{[%{#].*?[%}#]\}|&\w+;", " ", template, flags=re.DOTALL)
    spoken = " ".join(re.findall(r"""\b(?:placeholder|title|alt|aria-label)="([^"]*)\"""", plain))
    return re.sub(r"<[^>]*>", " ", plain) + spoken


def test_every_key_that_is_asked_for_has_a_message() -> None:
    asked = re.findall(
        r"""\b(?:t|words|ENGLISH|missing|words_of\(request\)|(?:Refused\(\d+,))(?:\.many|\.form_of)?\(?\s*["']([\w./?]+)["'][,)]""",
        SOURCE,
    )
    assert len(asked) > 80
    assert [key for key in asked if key not in ENGLISH.messages] == []


def _written(tree: ast.AST, said: Mapping[str, str]) -> Iterator[str]:
    """The sentences of a piece of code, with NAME where a value stands."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value
        elif isinstance(node, ast.JoinedStr):
            yield "".join(_piece(part, said) for part in node.values)


def _piece(part: ast.expr, said: Mapping[str, str]) -> str:
    if isinstance(part, ast.Constant):
        return str(part.value)
    assert isinstance(part, ast.FormattedValue)
    return said.get(part.value.id, "NAME") if isinstance(part.value, ast.Name) else "NAME"


def test_every_reason_that_evidence_writes_can_be_said_again() -> None:
    """Its second word on why: `Reason("rule", "sentence")`, and pairs of these two."""
    found = []
    with as_file(files("twosource.evidence")) as folder:
        for path in sorted(folder.glob("*.py")):
            tree = ast.parse(path.read_text(encoding="utf8"))
            said = {
                node.targets[0].id: node.value.value
                for node in tree.body
                if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
                if isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
            }
            for node in ast.walk(tree):
                if (
                    isinstance(node, ast.Call)
                    and isinstance(node.func, ast.Name)
                    and node.func.id == "Reason"
                    and len(node.args) > 1
                ):
                    found += [next(_written(node.args[1], said), "")]
    told = [one for one in found if one]
    assert len(told) > 10
    assert [one for one in told if not BRACKETED.again(one, "reason.").startswith("⟦")] == []
