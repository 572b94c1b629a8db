from __future__ import annotations

from importlib.resources import files

from twosource.rendering import templating


def test_a_policy_names_the_digest_of_style_and_script() -> None:
    # The digest of "a{}" as any tool computes it: printf 'a{}' | openssl dgst -sha256 -binary | base64
    assert "style-src 'sha256-'" not in templating.policy("a{}")
    assert "script-src" not in templating.policy("a{}")
    assert "script-src 'sha256-" in templating.policy("a{}", "1")


def test_every_template_compiles() -> None:
    environment = templating.environment()
    for name in environment.list_templates(extensions=["jinja"]):
        assert environment.get_template(name)


def test_no_asset_fetches_or_opens_a_way_for_it() -> None:
    for entry in files("twosource.rendering").joinpath("templates").iterdir():
        text = entry.read_text(encoding="utf-8")
        assert "@import" not in text
        assert "url(" not in text
        assert "|safe" not in text
