"""File + environment → frozen Config.

Strategy: every setting has a default, so that none is needed to start. A TOML file (`TWOSOURCE_CONFIG`) gives some, the
environment (`TWOSOURCE_` and the setting's name in capitals) wins, and a name that no setting has is an error, since a
misspelt setting that is silently ignored is worse than none.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from twosource.errors import ConfigError, of_system

PREFIX = "TWOSOURCE_"
FILE = "TWOSOURCE_CONFIG"
YES = frozenset({"1", "true", "yes", "on"})
NO = frozenset({"0", "false", "no", "off", ""})


@dataclass(frozen=True, slots=True)
class Config:
    """All settings.

    outlets: a TOML file of outlets and their owners.
    store: where reports are kept: `sqlite:///FILE` or `postgresql://…`.
    allow_private_addresses: whether pages may be fetched from loopback and private addresses.
    contact: an address or page by which those whose servers we ask can reach who runs this.
    mail_from, mail_to: the addresses in a brief's mail.
    smtp_url: the server that takes mail: `smtps://user:password@mail.example`; options in docs/sending.md.
    mail_bounces: where mail goes that comes back, `bounces@news.example`; it must take bounces+ANYTHING@ too.
    dkim_key, dkim_selector: a file with the private key by which mail is signed, and the name of the public one.
    public_briefs: whether whoever comes to the site may ask for briefs by mail, or but those with an account.
    journal: a file that outlives the process, in which is noted which mail is being handed over.
    base_url: where readers reach the site: `https://news.example`. It goes into links in mail and feeds.
    allowed_hosts: other names by which the site may be asked for, with commas between them.
    proxy_header: the header in which a proxy that knows its readers names them: `Remote-User`.
    proxy_peers: the addresses and networks from which that header is believed, with commas between them.
    new_accounts: the role of those whom the proxy or provider knows and we do not: `reader`; empty: they stay outside.
    oidc_issuer, oidc_client, oidc_secret: an identity provider (OpenID Connect), and us as a client of it.
    oidc_name: the claim of the provider's that is an account's name: `email`, `preferred_username`.
    """

    outlets: str | None = None
    store: str = "sqlite:///news.db"
    allow_private_addresses: bool = False
    contact: str | None = None
    mail_from: str = "TwoSource <twosource@localhost>"
    mail_to: str = "Reader <reader@localhost>"
    smtp_url: str | None = None
    mail_bounces: str | None = None
    dkim_key: str | None = None
    dkim_selector: str = "twosource"
    public_briefs: bool = False
    journal: str | None = None
    base_url: str | None = None
    allowed_hosts: str = ""
    proxy_header: str | None = None
    proxy_peers: str = ""
    new_accounts: str = ""
    oidc_issuer: str | None = None
    oidc_client: str = ""
    oidc_secret: str = field(default="", repr=False)
    oidc_name: str = "email"


def load(environment: Mapping[str, str]) -> Config:
    """The settings of the file that `environment` names and of `environment` itself, which wins.

    Raises:
        ConfigError: a setting that is unknown or wrong, or a file that cannot be read.
    """
    given = {
        name.removeprefix(PREFIX).lower(): value
        for name, value in environment.items()
        if name.startswith(PREFIX) and name != FILE
    }
    path = environment.get(FILE)
    filed = _checked(_file(Path(path)), lambda name: f"{name} in {path}") if path else {}
    return replace(Config(), **{**filed, **_checked(given, lambda name: f"{PREFIX}{name.upper()}")})


def _file(path: Path) -> dict[str, object]:
    try:
        return tomllib.loads(path.read_text(encoding="utf8"))
    except OSError as error:
        raise ConfigError(
            f"{path}: the settings cannot be read: {of_system(error)}; mend it, or unset {FILE}"
        ) from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path}: settings are text in UTF-8, and this is not; save it as that") from error
    except (ValueError, RecursionError) as error:  # numbers of 5,000 digits, lists a thousand deep
        raise ConfigError(f'{path}: no settings in TOML ({error}); write them as name = "value"') from error


def _checked(given: Mapping[str, object], called: Callable[[str], str]) -> dict[str, Any]:
    """The settings with their values; what a setting is `called`, where it stands, is told of one that is wrong."""
    kinds = {field.name: field.type for field in fields(Config)}
    for name in sorted(given):
        if name not in kinds:
            near = get_close_matches(name, kinds, n=1)
            hint = f"did you mean {called(near[0])}?" if near else f"the settings are {', '.join(kinds)}"
            raise ConfigError(f"unknown setting {called(name)}; {hint}")
    return {name: _value(called(name), value, kinds[name]) for name, value in given.items()}


def _value(name: str, value: object, kind: object) -> object:
    if kind == "bool":
        return _switch(name, value)
    if not isinstance(value, str):
        raise ConfigError(f"setting {name}: {value!r} is not a text; write it in quotes")
    return value


def _switch(name: str, value: object) -> bool:
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value.lower() in YES | NO:
        return value.lower() in YES
    raise ConfigError(f"setting {name}: {value!r} is neither true nor false")
