"""What apps are told, in the words of the protocol.

Strategy: values in, what becomes JSON out. Ids, times in milli- and microseconds and continuations are strings, as apps
expect them; `published` and `updated` are numbers of seconds. A body is given as `summary`, and as `content` too, since
some apps look for the one and some for the other.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any, Final

from twosource.reading.feedlists import Subscription
from twosource.store import marks
from twosource.store.entries import Entry, Listed, Shelf
from twosource.store.unread import Unread
from twosource.web.greader import ids, streams
from twosource.web.greader.lists import Lists, folder_of
from twosource.web.greader.streams import READ, READING_LIST, STARRED, Stream

Json = dict[str, Any]
SECOND: Final = 1_000_000  # microseconds
Address = Callable[[str], str]
"""The whole address of a page of ours, by its path."""


def item_ids(page: Iterable[Listed], continuation: str | None) -> Json:
    """`stream/items/ids`."""
    refs = [
        {
            "id": ids.decimal(one.number),
            "directStreamIds": [str(streams.outlet(one.outlet))] if one.outlet else [],
            "timestampUsec": str(one.stamp),
        }
        for one in page
    ]
    return {"itemRefs": refs, **_continued(continuation)}


def _continued(continuation: str | None) -> Json:
    return {"continuation": continuation} if continuation else {}


def contents(
    stream: Stream,
    items: Sequence[Json],
    *,
    title: str,
    now: int,
    address: Address,
    path: str,
    continuation: str | None = None,
) -> Json:
    """`stream/contents` and `stream/items/contents`. `now` are microseconds, `path` is what was asked."""
    return {
        "direction": "ltr",
        "id": str(stream),
        "title": title,
        "self": [{"href": address(path)}],
        "alternate": [{"href": address("/"), "type": "text/html"}],
        "updated": now // SECOND,
        "updatedUsec": str(now),
        "items": list(items),
        **_continued(continuation),
    }


def item(entry: Entry, lists: Lists, topics: Sequence[str], page: str, address: Address) -> Json:
    """An entry with its body. `page` is the path of the story's page."""
    shelf = lists.shelves.get(entry.outlet or 0)
    link = address(page)
    body = {"direction": "ltr", "content": entry.body}
    return {
        "id": ids.long(entry.number),
        "crawlTimeMsec": str(entry.stamp // 1_000),
        "timestampUsec": str(entry.stamp),
        "published": entry.published // SECOND,
        "updated": entry.changed // SECOND,
        "title": entry.title,
        "author": entry.author,
        "canonical": [{"href": link}],
        "alternate": [{"href": link, "type": "text/html"}],
        "summary": body,
        "content": body,
        "categories": categories(entry.number, shelf, lists, topics),
        "origin": {
            "streamId": str(streams.outlet(shelf.number)) if shelf else str(READING_LIST),
            "title": title_of(shelf) if shelf else "",
            "htmlUrl": address("/"),
        },
        "enclosure": [],
        "annotations": [],
        "comments": [],
        "likingUsers": [],
    }


def categories(number: int, shelf: Shelf | None, lists: Lists, topics: Sequence[str]) -> list[str]:
    """The streams that an entry is in, but that of its outlet."""
    states = [READING_LIST, *[READ] * (number in lists.read), *[STARRED] * (number in lists.starred)]
    told = set(lists.topics)
    names = [folder_of(shelf)] if shelf else []
    names += [name for name, held in lists.labels.items() if number in held]
    names += [topic for topic in topics if topic in told]
    return [*map(str, states), *(str(streams.label(name)) for name in dict.fromkeys(names))]


def title_of(shelf: Shelf) -> str:
    return shelf.title or shelf.name


# --- lists ------------------------------------------------------------------------------------------------------------


def tag_list(lists: Lists, *, only_folders: bool = False) -> Json:
    """`tag/list`: folders of outlets, and as tags what stories are about and what the reader made of them."""
    tags: list[Json] = [{"id": str(STARRED), "sortid": "00000001"}]
    labels = [] if only_folders else [*lists.topics, *lists.labels]
    kinds = {**dict.fromkeys(labels, "tag"), **dict.fromkeys(lists.folders, "folder")}
    for at, (name, kind) in enumerate(sorted(kinds.items()), 2):
        tags.append({"id": str(streams.label(name)), "label": name, "sortid": f"{at:08x}", "type": kind})
    return {"tags": tags}


def subscription_list(lists: Lists, feeds: Mapping[str, str], address: Address, page: Callable[[str], str]) -> Json:
    """`subscription/list`: the outlets. `feeds` are addresses of feeds by an outlet's key."""
    return {
        "subscriptions": [
            {
                "id": str(streams.outlet(shelf.number)),
                "title": title_of(shelf),
                "categories": _folders(shelf),
                "sortid": f"{shelf.number:08x}",
                "firstitemmsec": "0",
                "url": feeds.get(shelf.key) or address(f"{page(shelf.key)}.atom"),
                "htmlUrl": address(page(shelf.key)),
                "iconUrl": "",
            }
            for shelf in lists.shelves.values()
            if not shelf.hidden
        ]
    }


def _folders(shelf: Shelf) -> list[Json]:
    name = folder_of(shelf)
    return [{"id": str(streams.label(name)), "label": name, "type": "folder"}]


def subscriptions(
    lists: Lists, feeds: Mapping[str, str], address: Address, page: Callable[[str], str]
) -> list[Subscription]:
    """The same for a list that other readers take in."""
    return [
        Subscription(
            feeds.get(shelf.key) or address(f"{page(shelf.key)}.atom"),
            title=title_of(shelf),
            site=address(page(shelf.key)),
            folder=(folder_of(shelf),),
            outlet=shelf.key or None,
        )
        for shelf in lists.shelves.values()
        if not shelf.hidden
    ]


def unread_counts(lists: Lists, unread: Unread, topics: Mapping[str, Collection[int]]) -> Json:
    """`unread-count`: of all, of each outlet, folder, topic and label, with the time of the newest.

    Args:
        lists: what the reader has.
        unread: what they have not read.
        topics: the entries about each of the topics that apps are told of.
    """
    counted = {str(READING_LIST): unread.all, str(STARRED): unread.among(marks.entries(lists.starred))}
    for outlet, numbers in unread.outlets.items():
        if outlet is not None:
            counted[str(streams.outlet(outlet))] = unread.among(numbers)
    for name, held in _labelled(lists, unread, topics).items():
        counted[str(streams.label(name))] = unread.among(held)
    return {
        "max": unread.all.many,
        "unreadcounts": [
            {"id": stream, "count": count.many, "newestItemTimestampUsec": str(count.newest)}
            for stream, count in sorted(counted.items())
            if count.many
        ],
    }


def _labelled(lists: Lists, unread: Unread, topics: Mapping[str, Collection[int]]) -> dict[str, set[int]]:
    """The entries in each folder, label and topic, of which some may have one name."""
    found: dict[str, set[int]] = {}
    for outlet, numbers in unread.outlets.items():
        shelf = lists.shelves.get(outlet or 0)
        if shelf:
            found.setdefault(folder_of(shelf), set()).update(numbers)
    for name, held in lists.labels.items():
        found.setdefault(name, set()).update(marks.entries(held))
    for name, about in topics.items():
        found.setdefault(name, set()).update(about)
    return found


def user_info(account: int, name: str) -> Json:
    return {
        "userId": str(account),
        "userName": name or "reader",
        "userProfileId": str(account),
        "userEmail": name or "reader",
        "isBloggerUser": False,
        "isMultiLoginEnabled": False,
        "signupTimeSec": 0,
    }
