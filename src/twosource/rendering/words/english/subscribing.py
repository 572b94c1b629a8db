"""Briefs by mail: asking, confirming, wishing, ending, and the mail that asks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

MESSAGES: Final[Mapping[str, str]] = {
    "subscribe": "Briefs by mail",
    "subscribe.what": "What you need to know, in the reports’ own words, with a count of who says so behind each line. "
    "When nothing happened, nothing is sent.",
    "subscribe.address": "Your mail address",
    "subscribe.ask": "Ask for briefs",
    "subscribe.then": "You will get a mail that asks whether it was you. There is no tracking in our mail, and one "
    "click ends it.",
    "subscribe.asked": "Look into your in-box",
    "subscribe.asked.why": "A mail is on its way to {address}. Follow the link in it, and say there that you want "
    "briefs.",
    "confirm": "Shall briefs of the news go to {address}?",
    "confirm.yes": "Yes, send me briefs",
    "confirm.already": "You get briefs",
    "confirm.already.why": "You have said so already.",
    "confirm.done": "You get briefs from now on",
    "confirm.first": "The first comes on {day}.",
    "unsubscribe": "No more briefs",
    "unsubscribe.ask": "Shall no more briefs go to {address}?",
    "unsubscribe.yes": "Unsubscribe",
    "unsubscribe.done": "Unsubscribed",
    "unsubscribe.done.why": "No more briefs go to {address}.",
    "wishes.change": "Change what you get, and when",
    # what is wished
    "wishes": "Your briefs",
    "wishes.kept": "Kept. The next brief comes as you wish.",
    "wishes.to": "Briefs go to {address}.",
    "wishes.ended": "No briefs go to {address} any more.",
    "wishes.again": "Ask for them again",
    "wishes.days": "Days",
    "wishes.hour": "Hour",
    "wishes.zone": "Time zone",
    "wishes.length": "How long",
    "wishes.minutes": "{n} minute | {n} minutes",
    "wishes.rules": "Your own rules, one a line: `follow topic water`, `mute outlet NAME`, `keep person NAME`, `boost "
    "topic NAME by 2`",
    "wishes.keep": "Keep these",
    "wishes.try": "Try the rules on the last seven days",
    "trial": "Your rules on the last seven days",
    "trial.none": "There are no stories yet on which to try them.",
    "trial.same": "The brief would have been the same.",
    "trial.idle": "These rules touched nothing: {rules}.",
    "trial.not_kept": "Nothing is kept yet.",
    # the mail that asks
    "question": "Do you want briefs of the news by mail?",
    "question.why": "Somebody, probably you, asked for briefs of the news to this address. If it was you, say so on "
    "this page:",
    "question.else": "If it was not you, do nothing: you will get no briefs, and the address is forgotten.",
    "question.known": "You get briefs of the news already",
    "question.known.why": "Somebody, probably you, asked for briefs to this address, which gets them. Here you change "
    "when they come and what is in them:",
    "question.change": "Change what you get",
}
