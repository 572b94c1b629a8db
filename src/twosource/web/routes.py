"""Routes that say who may: what every page, form and answer of the site is declared by.

    request ─▶ the form is read ─▶ who asks? ─▶ may they? ─▶ did they mean it? ─▶ handler, in a thread ─▶ answer

Strategy: `may` and `methods` are told with each route, and checked here before its handler is called, so that no
handler can forget to. Handlers are plain functions that run in threads: they may wait for the store.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final, Literal
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route as Plain
from starlette.types import Message, Receive, Scope, Send

from twosource.store.accounts import Role
from twosource.web import readers
from twosource.web.forgery import keep, meant
from twosource.web.refusals import Refused
from twosource.web.site import site_of

Handler = Callable[[Request], Response]
Speech = Literal["page", "json", "text"]
SAFE: Final = frozenset({"GET", "HEAD", "OPTIONS"})

# --- limits: chosen, not measured -------------------------------------------------------------------------------------

BODY: Final = 1_000_000
"""Bytes of a request's body, unless its route says otherwise: a note is 10 kB, an edit of 10,000 marks 300 kB."""
FIELDS: Final = 12_000
"""Fields of a form: a sync client marks up to 10,000 entries at once."""


class Route(Plain):
    """A path, its handler, and who may.

    Args:
        path: as Starlette has it: `/stories/{id}`.
        handler: a plain function from a request to an answer; it runs in a thread.
        may: the least role that may. `Role.STRANGER`: whoever comes.
        methods: what it answers to.
        speaks: how refusals are told: as a page (who is not logged in is led to where they can), as JSON, as text.
        own_proof: whether the handler sees by itself that a request that changes something was meant (an app's token,
            a signed link): such a route asks for no form token of ours.
        body: the most bytes of a body.
        files: how many a form may hold.
        name: for `url_for`.
    """

    def __init__(
        self,
        path: str,
        handler: Handler,
        *,
        may: Role,
        methods: Sequence[str] = ("GET",),
        speaks: Speech = "page",
        own_proof: bool = False,
        body: int = BODY,
        files: int = 0,
        name: str | None = None,
    ) -> None:
        self.handler = handler
        self.may = may
        self.speaks = speaks
        self.own_proof = own_proof
        self.body = body
        self.files = files
        self.allowed: frozenset[str] = frozenset()  # of all routes of this path, once they are put together
        super().__init__(path, self._answer, methods=list(methods), name=name or handler.__name__)

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        scope["twosource.route"] = self
        if scope["method"] not in (self.methods or ()):
            raise HTTPException(405, headers={"Allow": ", ".join(sorted(self.allowed))})
        await super().handle(scope, limited(receive, self.body), send)

    async def _answer(self, request: Request) -> Response:
        if request.method not in SAFE:
            request.state.form = await _form(request, self.files)
        try:
            response = await run_in_threadpool(self._handled, request)
        finally:
            await request.close()
        keep(request, response)
        return response

    def _handled(self, request: Request) -> Response:
        refusal = None
        if self.may is not Role.STRANGER or request.method not in SAFE:
            refusal = self._refusal(request)
        return refusal or self.handler(request)

    def _refusal(self, request: Request) -> Response | None:
        """What is answered in place of the handler's answer, if anything is: the way to where they can log in.

        Raises:
            HTTPException: they may not, or did not mean it.
        """
        reader = readers.reader_of(request)
        if reader is readers.STRANGER and self.may > reader.role and self.speaks == "page" and request.method in SAFE:
            return RedirectResponse(f"/login?next={quote(_asked(request), safe='')}", 303)
        admit(request, self.may, own_proof=self.own_proof, speaks=self.speaks)
        return None


def admit(request: Request, may: Role, *, own_proof: bool = False, speaks: Speech = "json") -> None:
    """Nothing, if who asks may, and meant it.

    Raises:
        HTTPException: 401 of a stranger who may not, 403 of others.
    """
    reader, changes = readers.reader_of(request), request.method not in SAFE
    if reader.role < may:
        if reader is readers.STRANGER:
            scheme = "Basic" if speaks == "text" else "Bearer"  # readers of feeds know no more
            raise Refused(401, "may.login", {"WWW-Authenticate": f'{scheme} realm="TwoSource"'})
        raise Refused(403, f"may.{may.label}")
    if changes and not reader.writes:
        raise Refused(403, "may.read_only")
    if changes and reader.by != "token" and not own_proof:
        meant(site_of(request), request)


def limited(receive: Receive, most: int) -> Receive:
    """What comes of a body, up to `most` bytes. Starlette's own limit answers in words that are not ours."""
    left = most

    async def receiving() -> Message:
        nonlocal left
        message = await receive()
        left -= len(message.get("body", b""))
        if left < 0:
            raise HTTPException(413)
        return message

    return receiving


def _asked(request: Request) -> str:
    return request.url.path + (f"?{request.url.query}" if request.url.query else "")


async def _form(request: Request, files: int) -> FormData:
    """The fields of a form; any other body is read too, so that its limit holds, and let go."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind in {"application/x-www-form-urlencoded", "multipart/form-data"}:
        return await request.form(max_fields=FIELDS, max_files=files, max_part_size=BODY)
    await request.body()
    return FormData()


def form_of(request: Request) -> FormData:
    """What was filled in, of a POST. `text_of` is one field of it."""
    found: FormData = request.state.form
    return found


def text_of(request: Request, name: str, *, most: int = 10_000) -> str:
    """A field of the form as a text, empty where it was left out.

    Raises:
        HTTPException: 400 where it is longer than `most`, a file, or holds a null character.
    """
    value = form_of(request).get(name, "")
    if isinstance(value, UploadFile):
        raise Refused(400, "form.file", name=name)
    if len(value) > most:
        raise Refused(400, "form.long", name=name, n=f"{len(value):,}", most=f"{most:,}")
    if "\0" in value:
        raise Refused(400, "form.null", name=name)
    return value


def file_of(request: Request, name: str) -> tuple[str, bytes]:
    """A file of the form: what it is called, and what it holds; both empty where none was chosen.

    Raises:
        HTTPException: 400 where the field is a text.
    """
    value = form_of(request).get(name)
    if isinstance(value, str) and value:
        raise Refused(400, "form.no_file", name=name)
    return (value.filename or "", value.file.read()) if isinstance(value, UploadFile) else ("", b"")


def table(routes: Sequence[Any]) -> list[tuple[str, str, Role]]:
    """Method, path and who may, of each route.

    Raises:
        TypeError: a route that does not say who may.
    """
    found = []
    for route in routes:
        if not isinstance(route, Route):
            raise TypeError(f"{route!r} does not say who may: declare it by twosource.web.routes.Route")
        found += [(method, route.path, route.may) for method in sorted(route.methods or ())]
    return found


def joined(routes: Sequence[Route]) -> Sequence[Route]:
    """The routes, each knowing what all of its path answer to.

    Raises:
        TypeError: a route that does not say who may.
    """
    allowed: dict[str, set[str]] = {}
    for method, path, _ in table(routes):
        allowed.setdefault(path, set()).add(method)
    for route in routes:
        route.allowed = frozenset(allowed[route.path])
    return routes
