"""The addresses of the protocol: what is asked is read, the store is asked, and the answer handed over.

Strategy: fields come in the query or in the form, as apps please. Whatever an app asks for that does not exist here
(friends, preferences) has the empty answer that lets it go on. Only an editor's app adds outlets to what the site
reads; to any other a feed that is read already is shown again, and one that is not is refused.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any, Final

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from twosource.reading.feedlists import Subscription, opml
from twosource.rendering import addresses
from twosource.rendering.mastheads import safe_url
from twosource.service.subscriptions import LONGEST_ADDRESS, follow, followed
from twosource.store import Database, entries, marks
from twosource.store.accounts import Role
from twosource.store.entries import Shelf
from twosource.store.marks import LABELLED, LONGEST_LABEL, MOST_LABELS
from twosource.web.answers import data, whole
from twosource.web.greader import answers, ids, login, streams
from twosource.web.greader.lists import Lists
from twosource.web.greader.streams import (
    LAST,
    MOST,
    MOST_BODIES,
    MOST_STREAMS,
    READING_LIST,
    Kind,
    Part,
    Stream,
)
from twosource.web.readers import reader_of
from twosource.web.routes import Route, form_of
from twosource.web.site import Site, site_of

API: Final = "/reader/api/0"
LONGEST_TITLE: Final = 200  # characters of the title that a reader gives an outlet
OPML: Final = "text/x-opml; charset=utf-8"


def routes() -> list[Route]:
    """All of it twice: an app that is told an address with a slash at its end asks with two."""
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
    for slash in ("", "/"):
        found += [
            _route(f"{slash}/accounts/ClientLogin", client_login, ("GET", "POST"), Role.STRANGER),
            _route(f"{slash}/reader/ping", ping, ("GET",)),
            _route(f"{slash}/reader/subscriptions/export", export, ("GET",)),
            *(_route(f"{slash}{API}{path}", handler, ("GET",)) for path, handler in reads.items()),
            *(_route(f"{slash}{API}{path}", handler, ("GET", "POST")) for path, handler in lists.items()),
            *(_route(f"{slash}{API}{path}", handler, ("POST",)) for path, handler in writes.items()),
        ]
    return found


def _route(path: str, handler: Callable[[Request], Response], methods: Sequence[str], may: Role = Role.READER) -> Route:
    return Route(path, handler, may=may, methods=methods, speaks="text", own_proof=True)


# --- who --------------------------------------------------------------------------------------------------------------


def client_login(request: Request) -> Response:
    asked = _Fields(request)
    as_json = streams.text(asked, "output") == "json"
    return login.client_login(request, streams.text(asked, "Email"), streams.text(asked, "Passwd"), as_json=as_json)


def token(request: Request) -> Response:
    return PlainTextResponse(login.edit_token(request), headers={"Cache-Control": "no-store"})


def user_info(request: Request) -> Response:
    reader = reader_of(request)
    return data(request, answers.user_info(reader.account, reader.name))


def ping(request: Request) -> Response:
    del request
    return _ok()


# --- lists ------------------------------------------------------------------------------------------------------------


def tag_list(request: Request) -> Response:
    with site_of(request).store() as database:
        return data(request, answers.tag_list(_lists(request, database)))


def subscription_list(request: Request) -> Response:
    with site_of(request).store() as database:
        lists, feeds = _lists(request, database), _feeds(database)
        return data(request, answers.subscription_list(lists, feeds, _address(request), addresses.outlet))


def export(request: Request) -> Response:
    with site_of(request).store() as database:
        found = answers.subscriptions(_lists(request, database), _feeds(database), _address(request), addresses.outlet)
    return whole(request, opml(found, title="Outlets").encode("utf8"), OPML, name="subscriptions.opml")


def unread_count(request: Request) -> Response:
    with site_of(request).store() as database:
        lists = _lists(request, database)
        unread = list(lists.walk(READING_LIST, Part(without=(streams.READ,))))
        topics = entries.topics_of(database, [one.number for one in unread])
        return data(request, answers.unread_counts(lists, unread, topics))


def item_ids(request: Request) -> Response:
    asked = _Fields(request)
    stream, part = _stream(streams.text(asked, "s")), _part(asked)
    with site_of(request).store() as database:
        page, continuation = _known(_lists(request, database), stream).page(stream, part)
    return data(request, answers.item_ids(page, continuation))


def item_contents(request: Request) -> Response:
    asked = _Fields(request)
    numbers = _numbers(asked)
    with site_of(request).store() as database:
        items = list(_items(request, database, _lists(request, database), numbers))
    if streams.text(asked, "r") == "o":
        items.sort(key=lambda one: int(one["timestampUsec"]))
    return _contents(request, READING_LIST, items)


def stream_contents(request: Request) -> Response:
    asked = _Fields(request)
    told = request.path_params.get("stream") or streams.text(asked, "s") or str(READING_LIST)
    stream, part = _stream(told), _part(asked)
    with site_of(request).store() as database:
        lists = _lists(request, database)
        page, continuation = _known(lists, stream).page(stream, replace(part, count=min(part.count, MOST_BODIES)))
        items = list(_items(request, database, lists, [one.number for one in page]))
    return _contents(request, stream, items, continuation)


def _contents(
    request: Request, stream: Stream, items: Sequence[answers.Json], continuation: str | None = None
) -> Response:
    address = _address(request)
    now, title = entries.micros(site_of(request).now()), stream.name or stream.kind.value
    told = answers.contents(
        stream, items, title=title, now=now, address=address, path=request.url.path, continuation=continuation
    )
    return data(request, told)


def _items(request: Request, database: Database, lists: Lists, numbers: Sequence[int]) -> Iterator[answers.Json]:
    """Each entry once, in the order in which they were asked for."""
    found = entries.entries(database, numbers)
    topics = entries.topics_of(database, sorted({entry.number for entry in found.values()}))
    address = _address(request)
    for number, entry in {found[one].number: found[one] for one in numbers if one in found}.items():
        yield answers.item(entry, lists, topics.get(number, ()), addresses.story(entry.story), address)


def preferences(request: Request) -> Response:
    return data(request, {"prefs": []})


def stream_preferences(request: Request) -> Response:
    return data(request, {"streamprefs": {}})


def friends(request: Request) -> Response:
    return data(request, {"friends": []})


# --- marks ------------------------------------------------------------------------------------------------------------


def edit_tag(request: Request) -> Response:
    """Mark entries, and take marks away."""
    asked = _meant(request)
    wanted = {True: _marks(asked, "a"), False: _marks(asked, "r")}
    if not wanted[True] and not wanted[False]:
        raise HTTPException(400, "Say by a or r which tag to add or to remove.")
    account = reader_of(request).account
    with site_of(request).store() as database, database.write():
        numbers = entries.living(database, _numbers(asked))
        _within_limits(database, account, wanted[True])
        for on, found in wanted.items():
            for mark, is_put in found:
                marks.put(database, account, mark, numbers, on=on is is_put)
    return _ok()


def _marks(asked: _Fields, name: str) -> list[tuple[str, bool]]:
    """The marks that streams stand for, and whether to add the stream is to put the mark.

    Raises:
        HTTPException: 400 where one is no mark.
    """
    found = []
    for stream in map(_stream, _names(asked, name)):
        match stream.kind:
            case Kind.READ | Kind.STARRED:
                found.append((stream.kind.value, True))
            case Kind.UNREAD:
                found.append((marks.READ, False))
            case Kind.LABEL:
                found.append((LABELLED + _label(stream), True))
            case Kind.NONE:
                pass
            case _:
                raise HTTPException(400, f"No entry can be tagged {stream}.")
    return found


def _label(stream: Stream) -> str:
    if stream.kind is not Kind.LABEL or len(stream.name) > LONGEST_LABEL or not stream.name.isprintable():
        raise HTTPException(400, f"A label is a name of {LONGEST_LABEL} characters at most.")
    return stream.name


def _within_limits(database: Database, account: int, added: Sequence[tuple[str, bool]]) -> None:
    names = {mark.removeprefix(LABELLED) for mark, _ in added if mark.startswith(LABELLED)}
    if names and len(names | set(marks.labels(database, account))) > MOST_LABELS:
        raise HTTPException(400, f"There are {MOST_LABELS} labels already: remove some first.")


def mark_all(request: Request) -> Response:
    asked = _meant(request)
    stream = _stream(streams.text(asked, "s"))
    until = streams.moment(streams.text(asked, "ts") or str(LAST))
    if until is None:
        raise HTTPException(400, "ts is no time.")
    with site_of(request).store() as database, database.write():
        lists = _known(_lists(request, database), stream)
        marks.put(database, lists.account, marks.READ, lists.before(stream, until), on=True)
    return _ok()


# --- folders and labels -----------------------------------------------------------------------------------------------


def rename_tag(request: Request) -> Response:
    asked = _meant(request)
    old, new = _label(_stream(streams.text(asked, "s"))), _label(_stream(streams.text(asked, "dest")))
    with site_of(request).store() as database, database.write():
        lists = _lists(request, database)
        if old not in lists.folders and old not in lists.labels:
            raise HTTPException(404, "There is no such folder or label of yours.")
        for shelf in lists.folders.get(old, ()):
            entries.keep_shelf(database, lists.account, replace(shelf, folder=new))
        if old in lists.labels and old != new:
            marks.rename(database, lists.account, LABELLED + old, LABELLED + new)
    return _ok()


def disable_tag(request: Request) -> Response:
    asked = _meant(request)
    names = [_label(_stream(told)) for told in (*_names(asked, "s"), *_names(asked, "t"))]
    with site_of(request).store() as database, database.write():
        lists = _lists(request, database)
        for name in names:
            for shelf in lists.folders.get(name, ()):
                entries.keep_shelf(database, lists.account, replace(shelf, folder=""))
            marks.drop(database, lists.account, LABELLED + name)
    return _ok()


def set_preference(request: Request) -> Response:
    _meant(request)
    return _ok()


# --- outlets ----------------------------------------------------------------------------------------------------------


def edit_subscription(request: Request) -> Response:
    asked = _meant(request)
    action, titles = streams.text(asked, "ac"), streams.texts(asked, "t")
    if action not in {"edit", "subscribe", "unsubscribe"}:
        raise HTTPException(400, "ac is edit, subscribe or unsubscribe.")
    with site_of(request).store() as database:
        for at, told in enumerate(_names(asked, "s")):
            title = titles[at][:LONGEST_TITLE].strip() if at < len(titles) else ""
            shelf = _shelf(request, database, _stream(told), title, adding=action == "subscribe")
            changed = replace(shelf, title=title or shelf.title, hidden=action == "unsubscribe")
            with database.write():
                entries.keep_shelf(database, reader_of(request).account, replace(changed, folder=_folder(asked, shelf)))
    return _ok()


def _folder(asked: _Fields, shelf: Shelf) -> str | None:
    """The folder that an outlet is in from now on: where it is put, or none where it is taken out of its own."""
    added = [_label(_stream(told)) for told in _names(asked, "a") if told]
    removed = [_label(_stream(told)) for told in _names(asked, "r") if told]
    return added[-1] if added else "" if removed else shelf.folder


def _shelf(request: Request, database: Database, stream: Stream, title: str, *, adding: bool) -> Shelf:
    """The outlet that is meant, by its number or by the address of its feed; one that is read from now on, if adding.

    Raises:
        HTTPException: 400 where it is none; 403 where this reader may not add one.
    """
    lists = _lists(request, database)
    if stream.kind is not Kind.OUTLET:
        raise HTTPException(400, f"{stream} is no feed.")
    if lists.knows(stream):
        return lists.shelves[int(stream.name)]
    by_key = {shelf.key: shelf for shelf in lists.shelves.values()}
    key = {url: key for key, url in _feeds(database).items()}.get(stream.name)
    if key is not None and key in by_key:
        return by_key[key]
    if not adding:
        raise HTTPException(400, "No such feed is read here.")
    return _added(request, database, stream.name, title)


def _added(request: Request, database: Database, url: str, title: str) -> Shelf:
    known = followed(database).get(url)
    if known is None and reader_of(request).role < Role.EDITOR:
        raise HTTPException(403, "Only an editor of this site adds what it reads.")
    if safe_url(url) is None or len(url) > LONGEST_ADDRESS:
        raise HTTPException(
            400, f"That is no address of a feed: it begins with https://, and has {LONGEST_ADDRESS} characters at most."
        )
    name = (known.outlet if known else None) or title or url.split("/")[2]
    if known is None:
        follow(database, Subscription(url, title=name), site_of(request).now())
    with database.write():
        number = entries.know_outlet(database, name.casefold(), name)
    return Shelf(number, name.casefold(), name)


def quick_add(request: Request) -> Response:
    asked = _meant(request)
    url = streams.text(asked, "quickadd").strip()
    url = url.removeprefix("feed/")
    if url and ":" not in url:
        url = f"https://{url}"
    if safe_url(url) is None or len(url) > LONGEST_ADDRESS:
        return data(request, {"query": url[:LONGEST_ADDRESS], "numResults": 0})
    with site_of(request).store() as database:
        shelf = _shelf(request, database, Stream(Kind.OUTLET, url), "", adding=True)
        with database.write():
            entries.keep_shelf(database, reader_of(request).account, replace(shelf, hidden=False))
    told = {"query": url, "numResults": 1, "streamId": str(streams.outlet(shelf.number)), "streamName": shelf.name}
    return data(request, told)


def _feeds(database: Database) -> dict[str, str]:
    """The address of a feed of each outlet that has one, by the outlet's key."""
    return {one.outlet.casefold(): one.url for one in followed(database).values() if one.outlet}


# --- what was asked ---------------------------------------------------------------------------------------------------


class _Fields:
    """The fields of a request, those of the query before those of the form."""

    def __init__(self, request: Request) -> None:
        self._found: list[tuple[str, Any]] = list(request.query_params.multi_items())
        if request.method == "POST":
            self._found += form_of(request).multi_items()

    def getlist(self, key: str, /) -> list[object]:
        return [value for name, value in self._found if name == key]


def _meant(request: Request) -> _Fields:
    """The fields of an edit that was meant."""
    asked = _Fields(request)
    login.meant(request, streams.text(asked, "T"))
    return asked


def _stream(told: str) -> Stream:
    stream = streams.stream_of(told)
    if stream is None:
        raise HTTPException(400, "s, a, r and dest are names of streams: user/-/state/com.google/reading-list, feed/1.")
    return stream


def _names(asked: _Fields, name: str) -> list[str]:
    """The names of streams that a field gives.

    Raises:
        HTTPException: 400 where there are more than one request may name.
    """
    found = streams.texts(asked, name)
    if len(found) > MOST_STREAMS:
        raise HTTPException(400, f"{name} names {len(found):,} streams; {MOST_STREAMS} are the most.")
    return found


def _known(lists: Lists, stream: Stream) -> Lists:
    if not lists.knows(stream):
        raise HTTPException(404, "There is no such feed here.")
    return lists


def _part(asked: _Fields) -> Part:
    part = streams.part_of(asked)
    if isinstance(part, str):
        raise HTTPException(400, f"{part}.")
    return part


def _numbers(asked: _Fields) -> list[int]:
    """The entries that are meant, each once; those that we never named are left out."""
    told = streams.texts(asked, "i")
    if len(told) > MOST:
        raise HTTPException(400, f"{len(told):,} entries at once; {MOST:,} are the most.")
    return [number for number in dict.fromkeys(map(ids.number_of, told)) if number is not None]


def _lists(request: Request, database: Database) -> Lists:
    return Lists(database, reader_of(request).account)


def _address(request: Request) -> answers.Address:
    base = _base(site_of(request), request)
    return lambda path: addresses.absolute(base, path)


def _base(site: Site, request: Request) -> str:
    return site.address or str(request.base_url).rstrip("/")


def _ok() -> Response:
    return PlainTextResponse("OK", headers={"Cache-Control": "no-store"})
