"""Work of an editor: merge, split, move, keep apart; copies, speakers, owners; all of it seen, and taken back.

Strategy: a form names what its page showed; the service looks up what was meant, and refuses what cannot be. What was
said stands in the list of corrections at once, where it tells whether the stories follow it yet.
"""

from __future__ import annotations

import re
from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from twosource.evidence.amendments import Amendment, Copied, Owned, SpokenBy
from twosource.model import Speaker, SpeakerKind
from twosource.rendering import addresses, labels
from twosource.rendering.pages.editing import Done, Headlines, done, done_page, editing_page, reports_of
from twosource.rendering.words import Words
from twosource.service import editors
from twosource.service.editors import Editor
from twosource.store import edits, regroupings
from twosource.store.accounts import Role
from twosource.store.dossiers import dossier
from twosource.store.glances import headlines
from twosource.store.keeping import named
from twosource.store.nearby import nearby
from twosource.voices.people import name_key
from twosource.web.answers import elsewhere
from twosource.web.forgery import csrf_of
from twosource.web.framing import answered
from twosource.web.pages.making import called, card_of
from twosource.web.readers import reader_of
from twosource.web.refusals import Refused, missing
from twosource.web.routes import Route, form_of, text_of
from twosource.web.site import site_of
from twosource.web.wording import words_of

PAGE: Final = 50  # edits of a page
LARGEST: Final = 2**53
_PLACE: Final = re.compile(r"([0-9]{1,9})-([0-9]{1,9}) (.+)", re.DOTALL)


def routes() -> list[Route]:
    forms = {
        "split": split,
        "merge": merge,
        "move": move,
        "apart": apart,
        "copy": copy,
        "owner": owner,
        "speaker": speaker,
    }
    return [
        Route("/stories/{id}/edit", tools, may=Role.EDITOR),
        *(Route(f"/stories/{{id}}/{what}", made, may=Role.EDITOR, methods=("POST",)) for what, made in forms.items()),
        Route("/corrections", all_edits, may=Role.EDITOR),
        Route("/corrections/{number:int}/undo", undo, may=Role.EDITOR, methods=("POST",)),
    ]


def tools(request: Request) -> Response:
    site, story = site_of(request), _story(request)
    with site.store() as database:
        told = dossier(database, story)
        near = [card_of(site, one) for one in nearby(database, story)]
    if told is None:
        raise missing("none.story.told")
    return answered(request, editing_page(words_of(request), told, near, site.outlets, csrf_of(request)))


# --- of grouping ------------------------------------------------------------------------------------------------------


def split(request: Request) -> Response:
    with site_of(request).store() as database:
        return _noted(
            editors.parted(database, _editor(request), _story(request), _reports(request), site_of(request).now())
        )


def merge(request: Request) -> Response:
    both = [_story(request), _other(request)]
    with site_of(request).store() as database:
        return _noted(editors.merged(database, _editor(request), both, site_of(request).now()))


def move(request: Request) -> Response:
    reports = _reports(request)
    if len(reports) != 1:
        raise Refused(400, "ask.one_report")
    with site_of(request).store() as database:
        return _noted(editors.moved(database, _editor(request), reports[0], _other(request), site_of(request).now()))


def apart(request: Request) -> Response:
    with site_of(request).store() as database:
        now = site_of(request).now()
        return _noted(editors.kept_apart(database, _editor(request), _story(request), _other(request), now))


def _noted(number: int) -> Response:
    return elsewhere(f"/corrections#c{number}")


# --- of evidence ------------------------------------------------------------------------------------------------------


def copy(request: Request) -> Response:
    reports = _reports(request)
    if len(reports) < 2:
        raise Refused(400, "ask.reports")
    return _amended(request, Copied(tuple(reports)))


def owner(request: Request) -> Response:
    outlet = text_of(request, "outlet", most=200).strip()
    if not outlet:
        raise Refused(400, "ask.outlet")
    return _amended(request, Owned(outlet, text_of(request, "owner", most=200).strip()))


def speaker(request: Request) -> Response:
    found = _PLACE.fullmatch(text_of(request, "place", most=700))
    name, kind = text_of(request, "name", most=200).strip(), text_of(request, "kind", most=20)
    if found is None or not name or kind not in {one.value for one in SpeakerKind}:
        raise Refused(400, "ask.said")
    start, end, report = int(found[1]), int(found[2]), found[3]
    with site_of(request).store() as database:
        held = named(database, [report]).get(report)
        if held is None or not 0 <= start < end <= len(held.text):
            raise missing("none.said")
        said = Speaker(name_key(name) or name.casefold(), name, SpeakerKind(kind))
        return _amended(request, SpokenBy(report, start, end, held.text[start:end], said))


def _amended(request: Request, amendment: Amendment) -> Response:
    with site_of(request).store() as database:
        return _noted(editors.amended(database, _editor(request), amendment, site_of(request).now()))


# --- what was done ----------------------------------------------------------------------------------------------------


def all_edits(request: Request) -> Response:
    told = request.query_params.get("below", "")
    below = int(told) if told.isascii() and told.isdigit() and len(told) < 16 else None
    site = site_of(request)
    with site.store() as database:
        found = edits.edits(database, PAGE + 1, below)
        waiting = {one.edit for one in regroupings.waiting(database)}
        named_in = headlines(database, sorted({report for one in found for report in reports_of(one.body)}))
    words = words_of(request)
    known = {report: (called(site, outlet or ""), title or "") for report, (outlet, title) in named_in.items()}
    shown = [_done(words, one, known, waits=one.number in waiting) for one in found[:PAGE]]
    older = f"/corrections?below={shown[-1].number}" if len(found) > PAGE else ""
    return answered(request, done_page(words, shown, csrf_of(request), older))


def _done(words: Words, one: edits.KeptEdit, known: Headlines, *, waits: bool) -> Done:
    by = one.undone_by or words("admin.local")
    undone = f"{by}, {labels.published(one.undone, words)}" if one.undone else ""
    return done(one.number, one.who, one.at, one.body, words=words, known=known, undone=undone, waits=waits)


def undo(request: Request) -> Response:
    number: int = request.path_params["number"]
    with site_of(request).store() as database:
        if number >= LARGEST or not editors.undo(database, _editor(request), number, site_of(request).now()):
            raise missing("none.correction")
    return elsewhere("/corrections")


# --- what was asked ---------------------------------------------------------------------------------------------------


def _editor(request: Request) -> Editor:
    reader = reader_of(request)
    return Editor(reader.account, reader.name)


def _story(request: Request) -> str:
    return addresses.plain(request.path_params["id"])


def _other(request: Request) -> str:
    """The story that the form names: by its name or by the address of its page, else the one chosen from the list."""
    told = text_of(request, "story", most=700).strip() or text_of(request, "near", most=700)
    if not told:
        raise Refused(400, "ask.story")
    _, page, rest = told.rpartition("/stories/")
    return addresses.plain(re.split("[/?#]", rest, maxsplit=1)[0]) if page else told


def _reports(request: Request) -> list[str]:
    """The reports that were chosen, each once."""
    return list(dict.fromkeys(value for value in form_of(request).getlist("report") if isinstance(value, str)))
