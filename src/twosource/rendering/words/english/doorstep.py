"""Logging in, and one's own account."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

MESSAGES: Final[Mapping[str, str]] = {
    "home": "To the front page",
    "back": "Back to the page that it was sent from",
    # logging in
    "login": "Log in",
    "login.by": "Log in by {provider}",
    "login.name": "Name",
    "login.password": "Password",
    "login.nobody": "Nobody has an account here yet. Whoever runs this site makes one by `twosource user add NAME`.",
    "login.wrong": "That name and password are not known here together.",
    # one's own account
    "account": "Your account",
    "account.is.reader": "You are {name}, a reader of this site.",
    "account.is.editor": "You are {name}, an editor of this site.",
    "account.is.admin": "You are {name}, an admin of this site.",
    "account.none": "You read at this machine, without an account. You can make one at “Accounts, feeds and how this "
    "site does”, which keeps all that is yours.",
    "account.corrections": "What editors corrected",
    "account.admin": "Accounts, feeds and how this site does",
    "account.logout": "Log out",
    "account.elsewhere": "Elsewhere",
    "account.logout.everywhere": "Log out everywhere",
    "password": "Password",
    "password.old": "Old password",
    "password.new": "New password, {least} characters or more",
    "password.change": "Change it",
    "password.wrong": "The old password is another one.",
    "password.length": "The new password has {n} character; use {least} to {most}: a few words. | The new password has "
    "{n} characters; use {least} to {most}: a few words.",
    "tokens": "Apps",
    "tokens.what": "News apps (NetNewsWire, Reeder, Read You, NewsFlash and others) show what is here, and programs "
    "ask for it. Each is let in by a token of its own, which you can take back. One that only reads cannot mark "
    "anything as read.",
    "tokens.fresh": "This is the token. It is shown once: {token}",
    "tokens.in_app": "In the app add an account of the kind “Google Reader API” or “FreshRSS”: its address is "
    "{address}, its name {name}, its password this token. A program sends the token as {header}.",
    "tokens.header": "Authorization: Bearer …",
    "tokens.any": "anything",
    "tokens.name": "Name",
    "tokens.may": "May",
    "tokens.made": "Made",
    "tokens.used": "Last used",
    "tokens.never": "never",
    "tokens.take_back": "Take back",
    "tokens.app": "Name of the app",
    "tokens.it_may": "It may",
    "tokens.write": "read and write",
    "tokens.read": "read",
    "tokens.make": "Make a token",
    "tokens.nameless": "Give the token a name, by which you will know what it is for.",
    "tokens.many": "You have {n} token; take one back first. | You have {n} tokens; take one back first.",
    "tokens.taken": "You have a token of that name; choose another one.",
}
