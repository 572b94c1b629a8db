"""Sentences that other parts of the program write in English, to be said again in another language (`Words.again`).

They stand here word for word as those parts write them: their values are read back from them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

MESSAGES: Final[Mapping[str, str]] = {
    # why a passage has its origin (`evidence.origins`)
    "reason.quoted": "quotes words without telling whose",
    "reason.hearsay": "tells that it is said; by whom cannot be told",
    "reason.attributed": "attributed to {name}",
    "reason.copied": "stands in the same words in another report",
    "reason.marked": "an editor marked its report as a copy of another",
    "reason.credit": "credited to {name}",
    "reason.contributed": "{name} contributed to the report",
    "reason.no_outlet": "the report does not tell its outlet",
    "reason.own": "{name}’s own reporting",
    "reason.cites": "has it from {name}",
    # why two passages are one witness, two, or cannot be told (`evidence.verdicts`)
    "reason.one_report": "one report has it",
    "reason.one_outlet": "only reports of one outlet have it",
    "reason.apart": "{one} and {other}, each on its own",
    "reason.one_family": "outlets of one owner: {name}",
    "reason.shared_text": "the reports have it in the same words",
    "reason.rewritten": "the reports tell it at the same place of one course",
    "reason.one_speaker": "both have it from {name}: corroborates that it was said, not what was said",
    "reason.same_words": "corroborates that it was said, not what was said",
    "reason.one_text": "both have it in the very same words",
    "reason.one_origin": "both go back to {name}",
    "reason.unknown": "the origin of one of them cannot be told",
    "reason.unnamed": "who is not named may be the same, or whom the other has it from",
    "reason.two_speakers": "whether each knows it for himself, or both speak for one, cannot be told",
    "reason.attributed_once": "one attributes what the other may have from the same source",
    "reason.unsure": "alike, but they may tell of different things",
    "reason.kin": "the reports share text elsewhere",
    "reason.leaning": "one of the reports has other things from {name}",
    "reason.to_come": "what has not happened yet nobody has seen: both may have it from who plans it",
    "reason.long_ago": "what is long past neither has seen: both may have it from one record",
    "reason.hearsay.elsewhere": "elsewhere it is laid to somebody who is not named, from whom both may have it",
    "reason.one_figure": "somebody counted: both may have the figure from him",
    "reason.one_list": "somebody drew up the list: both may have it from him",
    "reason.beside": "both stand beside words of one speaker, who may have told it",
    "reason.laid_to": "elsewhere it is laid to {name}, from whom both may have it",
    # what is wrong with a search (`store.query`)
    "query.long": "a query of {n} characters; ask in {most} or fewer.",
    "query.many": "more than {most} words and phrases; ask for fewer.",
    "query.nothing": 'nothing to look for; give a word, a "phrase", outlet:, speaker:, title:, after: or before:.',
    "query.open": "a quotation mark is left open; close it, or leave it out.",
    "query.bare": "nothing stands after {told}:; write what to look for right behind the colon.",
    "query.deep": "brackets within more than {most} others; ask more simply.",
    "query.day": "{told} is no day; write it as 2018-03-01, 2018-03 or 2018.",
    # what is wrong with what was filled in (`service.editors`, `service.occasions`, `service.mailing`, `delivery`)
    "refused.one": "story: these are one story already; name two stories or more.",
    "refused.stray": "report: {name} is not in that story; look at the story again: it may have changed.",
    "refused.all": "report: a split leaves reports on both sides; choose some reports of the story, not all.",
    "refused.report": "report: {name} is no report; name a report of the story.",
    "refused.there": "report: {name} is in that story already; name another story.",
    "refused.apart": "story: these are one story; split it first, then keep its parts apart.",
    "refused.story": "story: {name} is no story here; look at the story again: it may have another name now.",
    "refused.gone": "report: {name} is not in the store; look at the story again.",
    "refused.words": "words: they do not stand there; look at the report again: it may have been edited.",
    "refused.name": "account name {name}: not a name; use 1 to {most} letters, digits and . _ @ + -.",
    "refused.zone": "time zone: {name} is none; name one as Europe/Berlin.",
    "refused.days": "days: none of the week; name one or more, from 1 for Monday to 7 for Sunday.",
    "refused.hour": "hour: {n} is none; name one from 0 to 23.",
    "refused.minutes": "minutes: {n} is none; name 3, 5 or 15.",
    "refused.rules": "rules: {n} characters; {most} are the most.",
    "refused.address.characters": "address {name}: holds characters that no address has; write it as name@example.org.",
    "refused.address.at": "address {name}: has no @; write it as name@example.org.",
    "refused.address.long": "address {name}: is longer than mail servers take; write it as name@example.org.",
    "refused.address.domain": "address {name}: names a domain that cannot be; write it as name@example.org.",
    # what is wrong with a line of rules (`briefing.rules`)
    "rule.line": "line {n} (“{line}”): {problem}",
    "rule.many": "{n} rules are more than {most}; leave some out",
    "rule.minutes": "how many minutes is a number from 1 to {most}; write “minutes 5”",
    "rule.parts": "a rule has a verb, a kind and a name; write “follow topic fuel levy”",
    "rule.nameless": "no {kind} is named; write its name at the end, as in “{example}”",
    "rule.word": "“{told}” is no {what}; write {words}",
    "rule.by": "a boost is by a number from {least} to {most}; write “by 2” at the end",
    # what admins and programs wrote down
    "wrote.paused": "paused by an admin",
    "wrote.answered": "the server answered {status}",
}
