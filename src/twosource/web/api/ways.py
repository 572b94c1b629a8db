"""What a route of the API is: who may, what it takes and answers, and what can go wrong.

Strategy: a route is a value (`Way`) that a module of the API has in a table; `routes.api` makes the application of all
tables, and the application its description. Who asks is looked at before a handler is called.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, Final

from fastapi import Path, Query
from fastapi.routing import APIRoute
from pydantic import BaseModel
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from twosource.rendering.words import ENGLISH
from twosource.store.accounts import ROLES, Role
from twosource.web import faults
from twosource.web.api import models
from twosource.web.routes import admit, limited

VERSION: Final = {"version": 1}
MOST: Final = 200  # of a list in one answer: chosen; 200 rows are 80 kB
BODY: Final = 20_000  # bytes of what is sent: an address has 2,000 at most
NO_NULL: Final = r"^[^\x00]*$"  # which no text of the databases can hold
Limit = Annotated[int, Query(ge=1, le=MOST, description="How many at most.")]
Id = Annotated[str, Path(min_length=1, pattern=NO_NULL)]


@dataclass(frozen=True, slots=True)
class Way:
    """A route: who may, and what it answers.

    shape: of its JSON; None for an answer of another kind, which `kinds` tells.
    kinds: the media types of its answer, each with its schema.
    """

    path: str
    handler: Callable[..., Response]
    shape: type[BaseModel] | None = None
    may: Role = Role.READER
    method: str = "GET"
    status: int = 200
    kinds: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    faults: tuple[int, ...] = ()

    def responses(self) -> dict[int | str, dict[str, Any]]:
        told: dict[int | str, dict[str, Any]] = {status: FAULTS[status] for status in self.faults}
        if self.kinds:
            content = {kind: {"schema": dict(schema)} for kind, schema in self.kinds.items()}
            told[self.status] = {"description": "Successful Response", "content": content}
        return told


class ApiRoute(APIRoute):
    """A route that says who may, by its `x-role`, and is asked before its handler is called."""

    speaks: Final = "json"

    def __init__(self, path: str, endpoint: Callable[..., Any], **given: Any) -> None:
        extra = given.get("openapi_extra") or {}
        if extra.get("x-role") not in ROLES:
            raise TypeError(f"{path} does not say who may: give it openapi_extra={{'x-role': 'reader'}}")
        self.may: Role = ROLES[extra["x-role"]]
        super().__init__(path, endpoint, **given)

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        handler = super().get_route_handler()
        taken = {field.alias for field in self.dependant.query_params}

        async def guarded(request: Request) -> Response:
            await run_in_threadpool(admit, request, self.may)
            if unknown := sorted(set(request.query_params) - taken):
                takes = ", ".join(sorted(taken)) or "none"
                raise HTTPException(
                    422, f"There is no parameter “{unknown[0][:100]}” here; those that there are: {takes}."
                )
            return await handler(request)

        return guarded

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        scope["twosource.route"] = self
        await super().handle(scope, limited(receive, BODY), send)


FAULTS: Final[Mapping[int, dict[str, Any]]] = {
    status: {"model": models.Fault, "description": ENGLISH(f"fault.{status}")} for status in faults.STATUSES
}
USUAL: Final = (400, 401, 403, 404, 405, 414, 421, 422, 431, 503)
"""What can go wrong with every route."""
