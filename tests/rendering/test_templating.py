from __future__ import annotations

import re
from importlib.resources import as_file, files

import pytest
from jinja2 import Environment

from twosource.rendering import templating


def test_a_policy_names_the_digest_of_style_and_script() -> None:
    # The digest of "a{}" as any tool computes it: printf 'a{}' | openssl dgst -sha256 -binary | base64
    assert "style-src 'sha256-'" not in templating.policy("a{}")
    assert "script-src" not in templating.policy("a{}")
    assert "script-src 'sha256-" in templating.policy("a{}", "1")


def _tokens(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", block))


def _luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize("ground", ["paper", "tint", "target"])
@pytest.mark.parametrize("ink", ["ink", "ours", "link", "cut"])
def test_words_stand_out_at_seven_to_one(theme: int, ground: str, ink: str) -> None:
    blocks = re.findall(r":root {(.*?)}", templating.asset("base.css"), re.DOTALL)
    tokens = _tokens(blocks[theme])
    above, below = sorted((_luminance(tokens[ink]), _luminance(tokens[ground])), reverse=True)
    assert (above + 0.05) / (below + 0.05) >= 7


def test_no_asset_fetches_or_opens_a_way_for_it() -> None:
    with as_file(files("twosource.rendering").joinpath("templates")) as folder:
        texts = [path.read_text(encoding="utf-8") for path in folder.rglob("*") if path.is_file()]
    assert len(texts) > 10
    for text in texts:
        assert "@import" not in text
        assert "url(" not in text
        assert "|safe" not in text


def test_once_loaded_no_template_is_compiled_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not even the first: were there more than Jinja remembers, each page would wait for its own anew."""
    templating.environment.cache_clear()
    templating.load()
    ready = templating.environment()
    monkeypatch.setattr(Environment, "compile", lambda *_, **__: pytest.fail("a template was compiled anew"))
    names = ready.list_templates(extensions=["jinja"])
    assert [ready.get_template(name).name for name in names] == names
    assert len(names) > 20


def test_pages_are_laid_out_by_where_words_begin_so_that_a_language_may_be_written_the_other_way() -> None:
    """All but mail, whose readers do not all know these properties."""
    sides = re.compile(
        r"(?:margin|padding|border)-(?:left|right)|(?:^|[{;]\s*)(?:left|right):|(?:align|float): (?:left|right)"
    )
    uneven = re.compile(r"(?:margin|padding):((?: [^\s;}]+){4})")
    for name in templating.environment().list_templates(extensions=["css"]):
        style = templating.asset(name)
        told = [edges[1].split() for edges in uneven.finditer(style)]
        if name != "mail.css":
            assert (name, sides.findall(style), [one for one in told if one[1] != one[3]]) == (name, [], [])
