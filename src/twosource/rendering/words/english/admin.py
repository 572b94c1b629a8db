"""The page of an admin, and the states that it and others tell of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

MESSAGES: Final[Mapping[str, str]] = {
    "admin": "This site",
    "admin.state": "How it does",
    "admin.version": "Version",
    "admin.schema": "tables of version {n}",
    "admin.parts": "At work beside these pages",
    "admin.on": "running",
    "admin.off": "stopped",
    "admin.behind": "Stories whose pages are still to be made",
    "admin.corrections": "Corrections that stories do not follow yet",
    "admin.notes": "Notes that wait for an editor",
    "admin.subscribers": "Readers of briefs by mail",
    "admin.sends": "Briefs by mail",
    "admin.deliveries": "Messages to other programs",
    "admin.nothing": "nothing: whoever started it left that to another process",
    "admin.none": "none",
    "admin.accounts": "Accounts",
    "admin.accounts.none": "Nobody has an account: whoever sits at this machine reads without one.",
    "admin.add": "A new account",
    "admin.add.password": "First password, {least} characters or more",
    "admin.add.why": "Tell them the name and the password; they change it at “Your account”, and make tokens for their "
    "apps there. Without a password they come by a proxy or an identity provider alone.",
    "admin.add.first": "The first account is yours, and an admin’s: it keeps all that was marked and noted at this "
    "machine. From then on everybody logs in.",
    "admin.add.do": "Make the account",
    "admin.role": "Role",
    "admin.role.set": "Change it",
    "admin.held": "An editor has hidden a note of theirs: what they share waits.",
    "admin.trust": "Trust them again",
    "admin.remove": "Remove the account",
    "admin.remove.why": "Its notes, marks and tokens go with it.",
    "admin.pause": "Pause",
    "admin.resume": "Ask it again",
    "admin.unfollow": "Read it no longer",
    "admin.unfollow.why": "Its reports stay.",
    "admin.acts": "What admins did",
    "admin.acts.none": "Nothing yet. What admins do here is written down.",
    "admin.local": "the reader at this machine",
    "act.add": "account made",
    "act.role": "another role",
    "act.remove": "account removed",
    "act.trust": "trusted again",
    "act.pause": "feed paused",
    "act.resume": "feed asked again",
    "act.unfollow": "feed read no longer",
    # states, in the words of the tables
    "role.reader": "reader",
    "role.editor": "editor",
    "role.admin": "admin",
    "running.gathering": "fetching the news",
    "running.telling": "putting stories together",
    "running.regrouping": "following corrections",
    "running.sending": "sending briefs by mail",
    "running.webhooks": "telling other programs",
    "health.new": "new",
    "health.fine": "fine",
    "health.unchanged": "unchanged",
    "health.empty": "empty",
    "health.not_a_feed": "not a feed",
    "health.moved": "moved",
    "health.gone": "gone",
    "health.blocked": "blocked",
    "health.failing": "failing",
    "state.subscribers.pending": "{n} asked for briefs, and has not confirmed it yet | "
    "{n} asked for briefs, and have not confirmed it yet",
    "state.subscribers.active": "{n} gets briefs | {n} get briefs",
    "state.subscribers.unsubscribed": "{n} wanted no more | {n} wanted no more",
    "state.subscribers.bounced": "{n} whose in-box is not there, and who is sent nothing any more | "
    "{n} whose in-boxes are not there, and who are sent nothing any more",
    "state.subscribers.complained": "{n} who called a brief spam, and is sent nothing any more | "
    "{n} who called a brief spam, and are sent nothing any more",
    "state.sends.planned": "{n} waits to be sent | {n} wait to be sent",
    "state.sends.sending": "{n} is being sent | {n} are being sent",
    "state.sends.sent": "{n} sent | {n} sent",
    "state.sends.unanswered": "{n} sent, though the mail server did not say that it took it | "
    "{n} sent, though the mail server did not say that it took them",
    "state.sends.failed": "{n} could not be sent | {n} could not be sent",
    "state.sends.nothing": "{n} not sent, since there was no news for its reader | "
    "{n} not sent, since there was no news for their readers",
    "state.sends.bounced": "{n} came back | {n} came back",
    "state.deliveries.waiting": "{n} waits to be delivered | {n} wait to be delivered",
    "state.deliveries.done": "{n} delivered | {n} delivered",
    "state.deliveries.failed": "{n} given up, since it was not taken | {n} given up, since they were not taken",
    "state.deliveries.dropped": "{n} dropped, since what it told of is gone | "
    "{n} dropped, since what they told of is gone",
}
