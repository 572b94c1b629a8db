"""The page of addresses that are told what happens, and of what came of telling them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

MESSAGES: Final[Mapping[str, str]] = {
    "hooks": "Other programs that are told what happens",
    "hooks.why": "Each address is sent a signed message for each thing that happens, again and again until it has it, "
    "for three days.",
    "hooks.none": "No address is told anything.",
    "hooks.secret": "The secret that its messages are signed with. It is not shown again:",
    "hooks.ended": "It is told nothing more: its server said that it is gone, or took nothing for days. "
    "A test that it takes, or a message sent again, begins anew.",
    "hooks.last": "What was sent",
    "hooks.nothing": "Nothing yet.",
    "hooks.test": "Send a test",
    "hooks.again": "Send again",
    "hooks.remove": "Tell it no more",
    "hooks.remove.why": "What it was sent is forgotten, and its secret is of no use any more.",
    "hooks.add": "Tell an address",
    "hooks.address": "Address",
    "hooks.events": "What it is told",
    "hooks.tries": "{n} try | {n} tries",
    "hooks.due": "next {when}",
    "hook.event.story.new": "a new story",
    "hook.event.story.changed": "a story has changed",
    "hook.event.brief.made": "a brief was made",
    "hook.event.webhook.test": "a test",
    "hook.state.waiting": "waits",
    "hook.state.done": "delivered",
    "hook.state.failed": "given up",
    "hook.state.dropped": "dropped",
    "none.hook": "No address of that number is told anything.",
    "none.delivery": "That cannot be sent again: it is not there any more, waits already, or its address is told "
    "nothing.",
    "form.event": "Choose what the address is told.",
    "form.address": "{address} cannot be told: give an https address, without a user and without #, on the open web.",
    "form.told": "{address} is told already; remove it first.",
    "act.hook.add": "address told what happens",
    "act.hook.remove": "address told no more",
    "act.hook.test": "test sent",
    "act.hook.again": "message sent again",
    # why a message was not taken (`service.webhooks`)
    "wrote.hook.given_up": "its server answered {status}; given up after {n} tries",
    "wrote.hook.gone": "its server answered {status}: it is told nothing more",
    "wrote.hook.answered": "its server answered {status}",
    "wrote.hook.nothing": "nothing is left to tell",
    "wrote.hook.dropped": "its server is gone",
    "wrote.hook.dead": "it took nothing for days",
}
