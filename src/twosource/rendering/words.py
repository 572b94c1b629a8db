"""The words of the reader's pages, by key, in one language or another.

Strategy: a page is given its `Words` and names a key where it says something of ours; what takes a number has a form
for each way in which the language counts. A translation is one more value of `Words`: no template and no view changes.
`labels` beside it holds what is said of values of the model (counts, dates, dots), in English. May live here: words of
ours. May not: HTML, and words about the news itself.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final


@dataclass(frozen=True, slots=True)
class Words:
    """A language: its tag (BCP 47), its messages by key, and which of a message's forms goes with a number.

    Messages hold `{name}` where a value goes. Forms of one message are parted by ` | `.
    """

    language: str
    messages: Mapping[str, str]
    form: Callable[[int], int]

    def __call__(self, key: str, /, **values: object) -> str:
        """The message of that key.

        Raises:
            KeyError: there is none, or it asks for a value that is not given.
        """
        return self.messages[key].format_map(values) if values else self.messages[key]

    def many(self, key: str, number: int, /, **values: object) -> str:
        """The form of the message that goes with `number`, which is its `{n}`."""
        forms = self.messages[key].split(" | ")
        return forms[min(self.form(number), len(forms) - 1)].format_map({"n": f"{number:,}", **values})


def _english(number: int) -> int:
    return 0 if number == 1 else 1


ENGLISH: Final = Words(
    "en",
    MappingProxyType(
        {
            # the frame of every page
            "site": "TwoSource",
            "site.what": "reports of one event, side by side",
            "skip": "Skip to the content",
            "nav": "Pages",
            "nav.front": "Front page",
            "nav.briefs": "Briefs",
            "nav.saved": "Saved",
            "nav.feeds": "Feeds",
            "nav.keys": "Keyboard",
            "nav.login": "Log in",
            "nav.account": "Account",
            "search": "Search",
            "search.field": "Search the reports",
            "foot.voices": "Words in serif are the outlets’, as they printed them. Words like these are ours: labels, "
            "counts and links.",
            "foot.counts": "Counts are reports, distinct texts, outlets and independent origins, always in this order.",
            "dots": "Dots",
            "more": "More",
            "older": "Older",
            "paging": "Further pages",
            "why": "Why?",
            "as_table": "As a table",
            # front page
            "front": "Front page",
            "front.top": "Most widely reported",
            "front.latest": "Latest",
            "front.empty": "No stories yet",
            "front.empty.why": "No reports are in the store. Follow a feed with `twosource feeds add URL` and fetch it "
            "with `twosource gather`, or import reports with `twosource import`; stories appear here by themselves.",
            "front.waiting": "{n} story is being put together. Look again in a minute. | {n} stories are being put "
            "together. Look again in a minute.",
            "front.page": "Page {n}",
            # story
            "story.whole": "The whole story",
            "story.reports.apart": "These reports are too long to stand here side by side. Each has a page of its own, "
            "and any of them can be set beside each other.",
            "story.beside": "Set side by side",
            "story.beside.which": "Which reports, up to {n}",
            "part.next": "Next",
            "part.before": "Before",
            "story.beside.go": "Show these",
            "story.notes": "Notes on this story",
            "story.take": "Take it with you",
            "story.edit": "Correct it",
            "story.regrouping": "An editor has corrected which reports belong together here. They are being regrouped; "
            "look again in a moment.",
            "edit.waits": "Its stories are being regrouped.",
            "edit.its_story": "Its story now",
            "look_again": "Look again",
            "story.save": "Save",
            "story.saved": "Saved",
            "story.save.why": "Keep this story on this device, to read without a connection",
            # report
            "report": "Report",
            "report.said.note": "What somebody says is shaded. Beside each paragraph: who says it, and who else "
            "has it.",
            "report.story": "Its story",
            "report.alone": "It is in no story yet: it may have come just now, or no other outlet has told of this.",
            "report.also": "also in",
            "report.via": "as told by",
            "report.at_outlet": "Read it at the outlet",
            "report.media": "Sound and pictures of this report",
            "report.media.audio": "Sound, from {host}",
            "report.media.video": "Film, from {host}",
            "report.media.note": "Nothing is fetched from {host} before you press play.",
            "report.credit": "Credit: {credit}",
            "report.silent": "Nobody is quoted in this report.",
            # speaker
            "speaker": "Speaker",
            "speaker.reports": "heard in {n} report | heard in {n} reports",
            "speaker.in_stories": "of {n} story | of {n} stories",
            "speaker.over_time": "Over time",
            "speaker.by_outlet": "By outlet",
            "speaker.by_outlet.note": "Reports of each in which they are heard.",
            "speaker.month": "Month",
            "speaker.day": "Day",
            "speaker.heard": "Reports",
            "speaker.outlet": "Outlet",
            "speaker.note": "Speakers of one name are taken for one. Who goes by no name has no page.",
            "speaker.none.why": "No report in the store quotes “{key}”, or the story that did has changed. Search for "
            "the name to find reports that mention it.",
            # outlet
            "outlet": "Outlet",
            "outlet.owner": "owner: {owner}",
            "outlet.in_stories": "in {n} story | in {n} stories",
            "outlet.alone": "It alone has",
            "outlet.cites": "Whom it names as its sources",
            "outlet.cites.none": "It names nobody as its source.",
            "outlet.cites.note": "Passages of its reports that it owes to each.",
            "outlet.copies": "How often it copies",
            "outlet.copies.note": "Of {n} report, {copied} has most of its words from an earlier one. | "
            "Of {n} reports, {copied} have most of their words from earlier ones.",
            "outlet.copied_from": "Most of its words are those of an earlier report in",
            "outlet.stories": "Its stories",
            "outlet.figure.alone": "it alone has",
            "outlet.figure.shared": "others have too",
            "outlet.what": "Its lines",
            "outlet.none.why": "No story in the store has a report of “{key}”. An outlet appears here with its first "
            "report.",
            # topic
            "topic": "Read more about",
            "topic.note": "A topic is a name or subject that most reports of a story have in common.",
            "topic.related": "Often together with",
            "topic.none.why": "No story in the store is about “{key}”. Search for the word to find reports that "
            "mention it.",
            # search
            "search.title": "Search",
            "search.for": "Reports with {query}",
            "search.go": "Search",
            "search.help": "How to ask",
            "search.help.words": "words, all of which a report must have",
            "search.help.phrase": "words that follow one another",
            "search.help.or": "one or the other",
            "search.help.not": "without that word",
            "search.help.outlet": "reports of an outlet",
            "search.help.speaker": "reports that quote somebody",
            "search.help.title": "words of the headline",
            "search.help.days": "a period",
            "search.wrong": "This cannot be asked",
            "search.none": "No report has this",
            "search.none.why": "Try fewer words, another spelling, or a longer period.",
            "search.more": "Older reports",
            "search.in_story": "one of {n} report | one of {n} reports",
            "search.blank": "What are you looking for?",
            "search.shown": "{n} report, newest first | {n} reports, newest first",
            # briefs
            "briefs": "Briefs",
            "briefs.note": "What mattered in a period, in the reports’ own words. A brief stays as it was composed.",
            "briefs.none": "No briefs yet",
            "briefs.none.why": "Compose one with `twosource brief --since 7d`, or wait for the schedule to do so.",
            "briefs.composed": "Composed {when}",
            "brief": "Brief",
            "brief.none.why": "It may have been deleted, or the address is cut off. All briefs that are kept stand in "
            "the list.",
            # feeds
            "feeds": "Feeds",
            "feeds.note": "Every feed that is read, how it does, and why.",
            "feeds.none": "No feeds yet",
            "feeds.none.why": "Follow one with `twosource feeds add URL`, or a list of well-known outlets with "
            "`twosource feeds import --pack world`.",
            "feeds.ill": "Need a look",
            "feeds.well": "Doing well",
            "feeds.due": "Asked again",
            "feeds.never": "not asked again",
            "feeds.not_asked": "not asked yet",
            "feeds.since": "since {when}",
            "feeds.kept": "{n} kept",
            "feeds.waiting": "{n} waiting",
            "feeds.failed": "{n} without a report",
            "feeds.trouble": "{n} × {reason}",
            # saved
            "saved": "Saved on this device",
            "saved.note": "Stories that you saved here, and the briefs that you opened, can be read without a "
            "connection.",
            "saved.none": "Nothing is saved on this device. Press s on a story, or its Save button.",
            "saved.script": "Saving needs JavaScript, which is off. A page can be kept with your browser’s own “Save "
            "page”.",
            "offline": "You are offline",
            "offline.why": "This page is not among those kept on this device. What you saved is.",
            # notes, and what editors do
            "notes.none": "No notes yet.",
            "notes.by": "Note by",
            "notes.on_story": "On this story",
            "notes.alone": "for you alone",
            "notes.waits": "waits for an editor",
            "notes.hidden": "hidden by an editor",
            "notes.delete": "Delete",
            "notes.show": "Show",
            "notes.hide": "Hide",
            "notes.answer": "Answer",
            "notes.write": "Leave a comment",
            "notes.in_answer": "In answer to",
            "notes.this": "this note",
            "notes.yours": "Your note",
            "notes.who": "Who may read it",
            "notes.only_you": "only you",
            "notes.all": "all readers of this site",
            "notes.plain": "Plain text; addresses become links. You can delete it at any time, and then it is gone.",
            "keep": "Keep it",
            "notes.own": "All your notes",
            "notes.file": "as a file",
            "notes.waiting": "waiting for an editor",
            "notes.you": "you",
            "corrections": "Corrections",
            "corrections.none": "No editor has corrected anything yet.",
            "corrections.taken_back": "taken back:",
            "corrections.take_back": "Take it back",
            "edit": "Edit:",
            "edit.holds": "What you say holds for every later grouping, and can be taken back:",
            "edit.all": "all corrections",
            "edit.reports": "Its reports",
            "edit.choose": "Choose some",
            "edit.split": "They are a story of their own",
            "edit.copy": "They are one text",
            "edit.move.to": "or the one that is chosen is of this story:",
            "edit.name_or_address": "name or address of a story",
            "edit.move": "Move it",
            "edit.another": "Another story",
            "edit.name": "Name or address",
            "edit.merge": "It is this story",
            "edit.apart": "It is never this story",
            "edit.owner": "An owner",
            "edit.outlet": "The outlet",
            "edit.belongs": "belongs to",
            "edit.nobody": "nobody else",
            "edit.speaker": "A speaker",
            "edit.said": "What is said",
            "edit.said_by": "was said by",
            "edit.who_is": "who is",
            "did.merge": "these are one story",
            "did.split": "each of these is a story",
            "did.move": "a report is of another story",
            "did.apart": "never in one story",
            "did.copy": "these are one text",
            "did.speaker": "who said this",
            "did.owner": "who owns this outlet",
            "notes.own.title": "Your notes",
            "notes.waiting.title": "Notes that wait for an editor",
            # admin
            "admin": "This site",
            "admin.state": "How it does",
            "admin.version": "Version",
            "admin.schema": "schema {n}",
            "admin.parts": "Parts that run beside",
            "admin.on": "goes on",
            "admin.off": "has ended",
            "admin.behind": "Stories to be told",
            "admin.corrections": "Corrections that stories do not follow yet",
            "admin.notes": "Notes that wait for an editor",
            "admin.subscribers": "Readers of briefs by mail",
            "admin.sends": "Briefs by mail",
            "admin.deliveries": "Messages to other programs",
            "admin.nothing": "nothing",
            "admin.accounts": "Accounts",
            "admin.accounts.none": "Nobody has an account: whoever sits at this machine reads without one. "
            "“twosource user add NAME” makes one.",
            "admin.role": "may",
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
            "admin.local": "the reader at this machine",
            "act.role": "another role",
            "act.remove": "account removed",
            "act.trust": "trusted again",
            "act.pause": "feed paused",
            "act.resume": "feed asked again",
            "act.unfollow": "feed read no longer",
            # nothing there
            "missing.story.why": "Stories are joined and parted as reports come in, so this one may have become "
            "another. Search for its words, or go to the front page.",
            "missing.report.why": "It may have been deleted, or the address is cut off.",
            "pending.several": "Stories are being put together",
            "pending": "This story is being put together",
            "pending.why": "Its reports are here; what they share and where they differ is worked out next. Look "
            "again in a minute.",
            # keyboard
            "keys": "Keyboard",
            "keys.note": "Every page works without these, and without JavaScript. Two keys after one another are two "
            "presses.",
            "keys.on_lists": "In lists and stories",
            "keys.go": "Go to",
            "keys.j": "next line or story",
            "keys.k": "the one before",
            "keys.o": "open what is chosen",
            "keys.v": "open it at the outlet, in a new window",
            "keys.m": "mark as read, or as unread",
            "keys.s": "save on this device, or no longer",
            "keys./": "search",
            "keys.?": "this page",
            "keys.gf": "front page",
            "keys.gb": "briefs",
            "keys.gs": "saved",
            "keys.gh": "health of feeds",
        }
    ),
    _english,
)
