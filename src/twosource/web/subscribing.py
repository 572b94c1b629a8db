"""Briefs by mail, as their readers meet them on the web: asking, confirming, wishing, ending, and reading one.

Strategy: a page that a link in a mail leads to needs no login: the token in its address is the proof, and nothing of a
browser's is asked for. GET changes nothing, since programs follow links in mail before its reader does: it shows a
button. POST does it at once, which is all that a mail program needs to unsubscribe (RFC 8058). Who asks for briefs is
answered in the same words whether an address is known or not, and a token that is none in those of one that is over.
"""

from __future__ import annotations

from math import ceil
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from twosource.briefing.trial import Trial
from twosource.delivery.addresses import address
from twosource.errors import BadField, RuleError
from twosource.rendering import labels
from twosource.rendering import subscribing as pages
from twosource.rendering.subscribing import Form
from twosource.rendering.words import Words
from twosource.service.mailing import Use, ask, confirm, end, tokens, wish
from twosource.service.occasions import proper, zones
from twosource.service.post import CONFIRM, ISSUES, MARK, SUBSCRIBE, UNSUBSCRIBE, WISHES
from twosource.service.trials import trial
from twosource.store.accounts import Role
from twosource.store.sends import issue_named
from twosource.store.subscribers import State, Subscriber, Wishes
from twosource.web.answers import HTML, elsewhere, page, whole
from twosource.web.forgery import csrf_of
from twosource.web.limiting import Budget
from twosource.web.readers import address_of, reader_of
from twosource.web.refusals import Refused, missing
from twosource.web.routes import Route, form_of, text_of
from twosource.web.site import site_of
from twosource.web.wording import words_of

# --- how often: chosen; a form that sends mail is a way to bother others ----------------------------------------------

FROM_ONE: Final = Budget(tries=30, seconds=3600)  # who asks, by where they come from: an office shares one address
TO_ONE: Final = Budget(tries=3, seconds=86_400)  # mails to one address
TOKENS: Final = Budget(tries=120, seconds=3600)  # links that are none, by where they are tried from; one that is ours
# is never refused: a mail provider unsubscribes all of its people from a few addresses
TRIALS: Final = Budget(tries=20, seconds=3600)  # of rules, by reader: each makes two briefs

AS_MAILED: Final = (
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
"""A mail has its styles in its tags; all of it is made by our templates."""


def routes() -> list[Route]:
    return [
        Route(SUBSCRIBE, form, may=Role.STRANGER),
        Route(SUBSCRIBE, asked, may=Role.STRANGER, methods=("POST",)),
        Route(f"{CONFIRM}/{{token}}", to_confirm, may=Role.STRANGER),
        Route(f"{CONFIRM}/{{token}}", confirmed, may=Role.STRANGER, methods=("POST",), own_proof=True),
        Route(f"{WISHES}/{{token}}", preferences, may=Role.STRANGER),
        Route(f"{WISHES}/{{token}}", preferred, may=Role.STRANGER, methods=("POST",), own_proof=True),
        Route(f"{UNSUBSCRIBE}/{{token}}", to_unsubscribe, may=Role.STRANGER),
        Route(f"{UNSUBSCRIBE}/{{token}}", unsubscribed, may=Role.STRANGER, methods=("POST",), own_proof=True),
        Route(f"{ISSUES}/{{id}}", issue, may=Role.STRANGER),
    ]


# --- asking -----------------------------------------------------------------------------------------------------------


def form(request: Request) -> Response:
    if refused := _not_open(request):
        return refused
    return page(request, pages.subscribe(words_of(request), Form(), sorted(zones()), csrf=csrf_of(request)))


def asked(request: Request) -> Response:
    if refused := _not_open(request):
        return refused
    _spend(request, "ask", FROM_ONE)
    given, words = _given(request), words_of(request)
    try:
        whom, wishes = address(given.address), _wishes(given)
        site = site_of(request)
        if not site.limiter.spend(f"briefs to {whom.key}", TO_ONE):  # else they have been asked: the answer is the same
            with site.store() as database:
                ask(database, whom, wishes, site.now())
    except (BadField, RuleError) as error:
        shown = pages.subscribe(words, given, sorted(zones()), csrf=csrf_of(request), wrong=_wrong(words, error))
        return page(request, shown, status=400)
    told = words("subscribe.asked.why", address=whom.spec)
    return page(request, pages.step(words, words("subscribe.asked"), told))


def _not_open(request: Request) -> Response | None:
    """What strangers are told where briefs are for those with an account."""
    site = site_of(request)
    if not site.config.smtp_url:
        raise missing("none.mail")
    if site.config.public_briefs or reader_of(request).role >= Role.READER:
        return None
    if request.method == "POST":
        raise Refused(403, "ask.account")
    return elsewhere(f"/login?next={SUBSCRIBE}")


# --- behind a link in a mail ------------------------------------------------------------------------------------------


def to_confirm(request: Request) -> Response:
    whose, words = _whose(request, Use.CONFIRM), words_of(request)
    if whose.state is State.ACTIVE:
        return _told(request, "confirm.already", words("confirm.already.why"), whose)
    told = words("confirm", address=whose.address)
    return page(request, pages.step(words, words("subscribe"), told, button=words("confirm.yes")))


def confirmed(request: Request) -> Response:
    whose, site = _whose(request, Use.CONFIRM), site_of(request)
    with site.store() as database:
        now = confirm(database, whose, site.now())
    if now is None or now.state is not State.ACTIVE:
        raise missing("none.link")
    words = words_of(request)
    told = words("confirm.first", day=labels.today(now.due, words)) if now.due else ""
    return _told(request, "confirm.done", told, now)


def preferences(request: Request) -> Response:
    return _sheet(request, _whose(request, Use.WISHES))


def preferred(request: Request) -> Response:
    whose, site = _whose(request, Use.WISHES), site_of(request)
    if text_of(request, "do", most=10) == "end":
        return _ended(request, whose)
    given = _given(request)
    try:
        if text_of(request, "do", most=10) == "try":
            return _tried(request, whose, given)
        with site.store() as database:
            kept = wish(database, whose, _wishes(given), site.now())
    except (BadField, RuleError) as error:
        return _sheet(request, whose, given, wrong=_wrong(words_of(request), error), status=400)
    return _sheet(request, kept or whose, saved=True)


def _tried(request: Request, whose: Subscriber, given: Form) -> Response:
    """What the rules that were filled in would have done; nothing is kept.

    Raises:
        BadField, RuleError: a wish, or a rule, that is none.
    """
    site, wishes = site_of(request), proper(_wishes(given))
    if wait := site.limiter.spend(f"briefs tried {whose.number}", TRIALS):
        raise Refused(429, "fault.429.why", {"Retry-After": str(ceil(wait))})
    with site.store() as database:
        found = trial(database, wishes.rules, wishes.minutes, site.outlets)
    return _sheet(request, whose, given, trial=found, tried=True)


def to_unsubscribe(request: Request) -> Response:
    whose, words = _whose(request, Use.UNSUBSCRIBE), words_of(request)
    if whose.state is State.UNSUBSCRIBED:
        return _farewell(request, whose)
    told = words("unsubscribe.ask", address=whose.address)
    return page(request, pages.step(words, words("unsubscribe"), told, button=words("unsubscribe.yes")))


def unsubscribed(request: Request) -> Response:
    return _ended(request, _whose(request, Use.UNSUBSCRIBE))


def _ended(request: Request, whose: Subscriber) -> Response:
    with site_of(request).store() as database:
        end(database, whose.number, State.UNSUBSCRIBED, "on the web")
    return _farewell(request, whose)


def _farewell(request: Request, whose: Subscriber) -> Response:
    words = words_of(request)
    told = words("unsubscribe.done.why", address=whose.address)
    return page(request, pages.step(words, words("unsubscribe.done"), told))


def _whose(request: Request, use: Use) -> Subscriber:
    """The reader whose link this is.

    Raises:
        HTTPException: it is nobody's, or too many were tried.
    """
    with site_of(request).store() as database:
        whose = tokens(database).reader(database, use, request.path_params["token"])
    if whose is None:
        _spend(request, "links", TOKENS)
        raise missing("none.link")
    return whose


def _told(request: Request, title: str, told: str, whose: Subscriber) -> Response:
    words = words_of(request)
    with site_of(request).store() as database:
        mine = f"{WISHES}/{tokens(database).made(Use.WISHES, whose)}"
    return page(request, pages.step(words, words(title), told, onward=mine))


def _sheet(
    request: Request,
    whose: Subscriber,
    given: Form | None = None,
    *,
    wrong: str = "",
    saved: bool = False,
    trial: Trial | None = None,
    tried: bool = False,
    status: int = 200,
) -> Response:
    wishes = whose.wishes
    kept = Form(whose.address, wishes.zone, wishes.days, wishes.hour, wishes.minutes, wishes.rules)
    shown = Form(whose.address, given.zone, given.days, given.hour, given.minutes, given.rules) if given else kept
    told = {"state": whose.state.value, "wrong": wrong}
    html = pages.wishes(words_of(request), shown, sorted(zones()), **told, saved=saved, trial=trial, tried=tried)
    return page(request, html, status=status)


# --- a brief as it was mailed -----------------------------------------------------------------------------------------


def issue(request: Request) -> Response:
    site = site_of(request)
    with site.store() as database:
        found = issue_named(database, request.path_params["id"][:64])
    if found is None:
        raise missing("none.brief")
    html = found.html.replace(f"{MARK}-web", found.id)
    for path, use in ((WISHES, "wishes"), (UNSUBSCRIBE, "unsubscribe")):  # a reader's own: here it is whoever's
        html = html.replace(f"{path}/{MARK}-{use}", SUBSCRIBE)
    answer = whole(request, html.encode("utf8", "replace"), HTML)
    answer.headers["Content-Security-Policy"] = AS_MAILED
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer


# --- what was filled in -----------------------------------------------------------------------------------------------


def _given(request: Request) -> Form:
    days = "".join(value for value in form_of(request).getlist("day")[:7] if isinstance(value, str))
    return Form(
        text_of(request, "address", most=1_000),
        text_of(request, "zone", most=100).strip() or "UTC",
        days[:20],
        _number(text_of(request, "hour", most=10), 7),
        _number(text_of(request, "minutes", most=10), 5),
        text_of(request, "rules", most=25_000),
    )


def _wrong(words: Words, error: BadField | RuleError) -> str:
    """What is wrong with what was filled in; of rules, line by line."""
    if isinstance(error, BadField):
        return words.again(f"{error}.", "refused.")
    return "\n".join(words.again(problem, "rule.") for problem in error.problems)


def _number(text: str, usual: int) -> int:
    if not text.strip():
        return usual
    return int(text) if text.isascii() and text.isdecimal() else -1


def _wishes(given: Form) -> Wishes:
    return Wishes(given.zone, given.days, given.hour, given.minutes, given.rules)


def _spend(request: Request, what: str, budget: Budget) -> None:
    wait = site_of(request).limiter.spend(f"briefs {what} {address_of(request)}", budget)
    if wait:
        raise Refused(429, "fault.429.why", {"Retry-After": str(ceil(wait))})
