"""The addresses of the protocol.

Strategy: what is asked is read (`asking`), the store is asked, and the answer handed over. Whatever an app asks for
that does not exist here (friends, preferences) has the empty answer that lets it go on.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from twosource.store.accounts import Role
from twosource.web.answers import data
from twosource.web.greader import answers, login, streams
from twosource.web.greader.asking import Fields, meant, ok
from twosource.web.greader.listing import item_contents, item_ids, stream_contents, tag_list, unread_count
from twosource.web.greader.marking import disable_tag, edit_tag, mark_all, rename_tag
from twosource.web.greader.outlets import edit_subscription, export, quick_add, subscription_list
from twosource.web.readers import reader_of
from twosource.web.routes import Route

API: Final = "/reader/api/0"
BASES: Final = ("", "/", "/api/greader.php")
"""Where apps look for it behind an address: one with a slash at its end makes two, and to some FreshRSS is a path."""


def routes() -> list[Route]:
    """All of it at each of `BASES`."""
    reads: dict[str, Callable[[Request], Response]] = {
        "/token": token,
        "/user-info": user_info,
        "/tag/list": tag_list,
        "/subscription/list": subscription_list,
        "/subscription/export": export,
        "/unread-count": unread_count,
        "/stream/contents": stream_contents,
        "/stream/contents/{stream:path}": stream_contents,
        "/preference/list": preferences,
        "/preference/stream/list": stream_preferences,
        "/friend/list": friends,
    }
    lists = {"/stream/items/ids": item_ids, "/stream/items/contents": item_contents}
    writes: dict[str, Callable[[Request], Response]] = {
        "/edit-tag": edit_tag,
        "/rename-tag": rename_tag,
        "/disable-tag": disable_tag,
        "/mark-all-as-read": mark_all,
        "/subscription/edit": edit_subscription,
        "/subscription/quickadd": quick_add,
        "/preference/stream/set": set_preference,
    }
    found = []
    for base in BASES:
        found += [
            _route(f"{base}/accounts/ClientLogin", client_login, ("GET", "POST"), Role.STRANGER),
            _route(f"{base}/reader/ping", ping, ("GET",)),
            _route(f"{base}/reader/subscriptions/export", export, ("GET",)),
            *(_route(f"{base}{API}{path}", handler, ("GET",)) for path, handler in reads.items()),
            *(_route(f"{base}{API}{path}", handler, ("GET", "POST")) for path, handler in lists.items()),
            *(_route(f"{base}{API}{path}", handler, ("POST",)) for path, handler in writes.items()),
        ]
    return found


def _route(path: str, handler: Callable[[Request], Response], methods: Sequence[str], may: Role = Role.READER) -> Route:
    return Route(path, handler, may=may, methods=methods, speaks="text", own_proof=True)


# --- who --------------------------------------------------------------------------------------------------------------


def client_login(request: Request) -> Response:
    asked = Fields(request)
    as_json = streams.text(asked, "output") == "json"
    return login.client_login(request, streams.text(asked, "Email"), streams.text(asked, "Passwd"), as_json=as_json)


def token(request: Request) -> Response:
    return PlainTextResponse(login.edit_token(request), headers={"Cache-Control": "no-store"})


def user_info(request: Request) -> Response:
    reader = reader_of(request)
    return data(request, answers.user_info(reader.account, reader.name))


def ping(request: Request) -> Response:
    del request
    return ok()


# --- what there is none of --------------------------------------------------------------------------------------------


def preferences(request: Request) -> Response:
    return data(request, {"prefs": []})


def stream_preferences(request: Request) -> Response:
    return data(request, {"streamprefs": {}})


def friends(request: Request) -> Response:
    return data(request, {"friends": []})


def set_preference(request: Request) -> Response:
    meant(request)
    return ok()
