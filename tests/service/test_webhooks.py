"""What happens is told to a server on this machine: signed, until it has it, or given up."""

from __future__ import annotations

import json
import re
from base64 import b64decode
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event as Flag
from threading import Thread
from typing import Any

import pytest
from tests.store.shelf import filled, mill

from twosource.errors import StoreAway, StoreRefused
from twosource.gathering.posting import Answer, Poster
from twosource.service import webhooks as service
from twosource.service.webhooks import LONGEST_PAUSE, PAUSES, Herald, signature
from twosource.store import Database, open_store
from twosource.store.dossiers import keep_dossier
from twosource.store.webhooks import (
    TOLD,
    Event,
    Webhook,
    add_webhook,
    happened,
    last_deliveries,
    remove_webhook,
    send_again,
    webhook,
)

NOW = datetime(2026, 3, 13, 8, tzinfo=UTC)  # the day after the last report of the mill
DOCS = Path(__file__).resolve().parents[2] / "docs" / "api.md"


@dataclass
class Receiver:
    """A server that keeps what it is sent, and answers as told: the last answer for ever."""

    address: str = ""
    answers: list[int] = field(default_factory=lambda: [200])
    wait: str = ""
    came: list[tuple[Mapping[str, str], bytes]] = field(default_factory=list)


@contextmanager
def receiving() -> Iterator[Receiver]:
    receiver = Receiver()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["content-length"]))
            receiver.came.append(({name.lower(): value for name, value in self.headers.items()}, body))
            answers = receiver.answers
            self.send_response(answers.pop(0) if len(answers) > 1 else answers[0])
            self.send_header("Location", "http://127.0.0.1:1/elsewhere")
            self.send_header("Content-Length", "0")
            if receiver.wait:
                self.send_header("Retry-After", receiver.wait)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Nothing: tests have their own."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        receiver.address = f"http://127.0.0.1:{server.server_port}/hook"
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield receiver
        finally:
            server.shutdown()
            thread.join()


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as found:
        yield found


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Database]:
    database = open_store(f"sqlite:///{tmp_path / 'news.db'}", create=True)
    filled(database)
    yield database
    database.close()


@dataclass
class Clock:
    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now


@dataclass
class Office:
    """A herald with a clock of its own, and what it said."""

    store: Database
    clock: Clock = field(default_factory=Clock)
    said: list[str] = field(default_factory=list)

    @property
    def herald(self) -> Herald:
        poster = Poster(allow_private=True, seconds=60)
        return Herald(self.store, poster, "https://news.example", self.said.append, self.clock)


@pytest.fixture
def office(store: Database) -> Office:
    return Office(store)


def changed(store: Database, title: str = "") -> None:
    assert keep_dossier(store, replace(mill(), title=title) if title else mill(), "rules", NOW)


def tell(store: Database, event: Event, subject: str) -> None:
    with store.write():
        happened(store, event, subject, NOW)


def states(store: Database, to: Webhook) -> list[tuple[str, int, int | None]]:
    return [(one.state, one.tries, one.status) for one in reversed(last_deliveries(store, to.number, 50))]


# --- what is sent -----------------------------------------------------------------------------------------------------


def test_a_new_story_is_told_as_lists_of_the_api_have_it(office: Office, receiver: Receiver) -> None:
    to = add_webhook(office.store, receiver.address, TOLD, NOW)
    changed(office.store)
    assert office.herald.once() == 1
    [(headers, body)] = receiver.came
    told = json.loads(body)
    assert (told["type"], datetime.fromisoformat(told["timestamp"])) == ("story.new", NOW)
    assert told["data"]["story"]["id"] == "mill"
    assert set(told["data"]["story"]["counts"]) == {"reports", "texts", "outlets", "origins"}
    assert told["data"]["page"] == "https://news.example/stories/mill"
    assert told["data"]["api"] == "https://news.example/api/v1/stories/mill"
    assert headers["content-type"] == "application/json"
    assert states(office.store, to) == [("done", 1, 200)]
    assert office.herald.once() == 0


def test_a_brief_is_told_by_its_address(office: Office, receiver: Receiver) -> None:
    add_webhook(office.store, receiver.address, [Event.BRIEF_MADE], NOW)
    tell(office.store, Event.BRIEF_MADE, "b1")
    office.herald.once()
    told = json.loads(receiver.came[0][1])
    assert (told["type"], told["data"]["brief"]["id"]) == ("brief.made", "b1")
    assert told["data"]["api"] == "https://news.example/api/v1/briefs/b1"


def test_a_story_that_is_gone_is_told_of_no_more(office: Office, receiver: Receiver) -> None:
    to = add_webhook(office.store, receiver.address, TOLD, NOW)
    tell(office.store, Event.STORY_CHANGED, "nowhere")
    assert office.herald.once() == 1
    assert (receiver.came, states(office.store, to)) == ([], [("dropped", 1, None)])


# --- signatures -------------------------------------------------------------------------------------------------------


def test_the_example_of_the_standard_is_signed_as_there() -> None:
    """The test vector of the libraries of Standard Webhooks."""
    secret, body = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", b'{"test": 2432232314}'
    made = signature(secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330", body)
    assert made == "g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


def verifier() -> Any:
    """What docs/api.md tells receivers to do, as it stands there."""
    [code] = [one for one in re.findall(r"^```python\n(.*?)^```", DOCS.read_text(), re.M | re.S) if "verified" in one]
    found: dict[str, Any] = {}
    exec(code, found)  # noqa: S102 - our own docs
    return found["verified"]


def test_a_receiver_who_does_as_the_docs_say_knows_what_is_ours(office: Office, receiver: Receiver) -> None:
    to = add_webhook(office.store, receiver.address, TOLD, NOW)
    changed(office.store, "Rain in Orrin: “naïve” \U0001f525")
    office.herald.once()
    [(headers, body)] = receiver.came
    verified, then = verifier(), office.clock.now.timestamp()
    assert verified(to.secret, headers, body, then)
    assert not verified(to.secret, headers, body + b" ", then), "a word was added"
    assert not verified(to.secret, {**headers, "webhook-id": "msg_x"}, body, then), "another message's"
    assert not verified(f"whsec_{'A' * 43}=", headers, body, then), "another's secret"
    assert not verified(to.secret, headers, body, then + 3_600), "sent again by somebody, later"
    assert len(b64decode(to.secret.removeprefix("whsec_"))) == 32


# --- until they have it -----------------------------------------------------------------------------------------------


def test_it_is_tried_again_under_one_name_with_one_body_until_it_is_taken(office: Office, receiver: Receiver) -> None:
    receiver.answers = [500, 302, 204]
    to = add_webhook(office.store, receiver.address, TOLD, NOW)
    changed(office.store)
    for pause in (timedelta(), *PAUSES[:2]):
        office.clock.now += pause
        assert office.herald.once() == 1
        assert office.herald.once() == 0, "not before its time"
    changed(office.store, "Later")
    assert len({body for _, body in receiver.came}) == 1
    assert len({headers["webhook-id"] for headers, _ in receiver.came}) == 1
    assert len({headers["webhook-timestamp"] for headers, _ in receiver.came}) == 3
    assert states(office.store, to)[0] == ("done", 3, 204)
    assert len(receiver.came) == 3, "no redirect was followed"


def test_it_is_given_up_after_the_last_try_and_told_so(office: Office, receiver: Receiver) -> None:
    receiver.answers = [503]
    to = add_webhook(office.store, receiver.address, TOLD, NOW)
    changed(office.store)
    for pause in (timedelta(), *PAUSES):
        office.clock.now += pause
        assert office.herald.once() == 1
    assert states(office.store, to) == [("failed", len(PAUSES) + 1, 503)]
    assert office.said == [f"webhook {to.number} was not told: its server answered 503; given up after 10 tries"]
    found = webhook(office.store, to.number)
    assert found
    assert (found.active, "given up" in found.reason) == (True, True)


@pytest.mark.parametrize("answer", [400, 500, 503])
def test_one_message_that_is_never_taken_costs_no_other(office: Office, answer: int) -> None:
    """A receiver that stumbles over one message is in order for all others: none is lost, and it is told on."""

    class Stumbling(Poster):
        def post(self, address: str, body: bytes, headers: Mapping[str, str]) -> Answer:  # noqa: ARG002
            return Answer(answer if b'"b0"' in body else 200)

    to = add_webhook(office.store, "https://hooks.example/", TOLD, NOW)
    herald = replace(office.herald, poster=Stumbling())
    for at in range(3):
        tell(office.store, Event.BRIEF_MADE, f"b{at}")
    for pause in (timedelta(), *PAUSES):
        office.clock.now += pause
        while herald.once():
            pass
    assert [state for state, _, _ in states(office.store, to)] == ["failed", "done", "done"]
    found = webhook(office.store, to.number)
    assert found
    assert found.active


def test_an_address_that_is_away_costs_one_request_a_pause_whatever_happens(office: Office, receiver: Receiver) -> None:
    receiver.answers = [503]
    add_webhook(office.store, receiver.address, TOLD, NOW)
    for at in range(20):
        tell(office.store, Event.BRIEF_MADE, f"b{at}")
        while office.herald.once():
            pass
    assert len(receiver.came) == 1
    receiver.answers = [200]
    office.clock.now += PAUSES[0]
    while office.herald.once():
        pass
    assert [json.loads(body)["data"]["brief"]["id"] for _, body in receiver.came[1:]] == [f"b{at}" for at in range(20)]


def test_one_that_does_not_answer_keeps_no_other_waiting(office: Office, receiver: Receiver) -> None:
    away = add_webhook(office.store, "http://127.0.0.1:1/nobody", TOLD, NOW)
    to = add_webhook(office.store, receiver.address, TOLD, NOW)
    changed(office.store)
    office.herald.once()
    assert states(office.store, to) == [("done", 1, 200)]
    assert states(office.store, away) == [("waiting", 1, None)]


def test_messages_of_an_address_come_in_the_order_of_what_happened(office: Office, receiver: Receiver) -> None:
    add_webhook(office.store, receiver.address, TOLD, NOW)
    for at in range(5):
        tell(office.store, Event.BRIEF_MADE, f"b{at}")
    while office.herald.once():
        pass
    assert [json.loads(body)["data"]["brief"]["id"] for _, body in receiver.came] == [f"b{at}" for at in range(5)]


def test_a_server_that_says_that_it_is_gone_is_told_nothing_more(office: Office, receiver: Receiver) -> None:
    receiver.answers = [410]
    to = add_webhook(office.store, receiver.address, TOLD, NOW)
    for at in range(3):
        tell(office.store, Event.BRIEF_MADE, f"b{at}")
    while office.herald.once():
        pass
    assert len(receiver.came) == 1
    found = webhook(office.store, to.number)
    assert found
    assert not found.active


def test_what_happened_while_it_was_removed_is_nobodys(office: Office, receiver: Receiver) -> None:
    to = add_webhook(office.store, receiver.address, TOLD, NOW)
    changed(office.store)
    remove_webhook(office.store, to.number)
    assert (office.herald.once(), receiver.came) == (0, [])


def test_an_address_that_became_private_is_told_nothing(office: Office) -> None:
    to = add_webhook(office.store, "https://hooks.example/", TOLD, NOW)
    changed(office.store)
    inside = Poster(resolve=lambda *_: ["10.1.2.3"])
    replace(office.herald, poster=inside).once()
    [one] = last_deliveries(office.store, to.number, 9)
    assert (one.state, "private address" in one.reason) == ("waiting", True)


# --- tests, and beside the site ---------------------------------------------------------------------------------------


def test_a_test_is_told_at_once_and_once(office: Office, receiver: Receiver) -> None:
    to = add_webhook(office.store, receiver.address, [Event.STORY_NEW], NOW)
    poster = office.herald.poster
    assert service.test_now(office.store, poster, to, NOW).state == "done"
    receiver.answers = [404]
    came = service.test_now(office.store, poster, to, NOW)
    assert (came.state, came.reason) == ("failed", "its server answered 404")
    assert [json.loads(body)["type"] for _, body in receiver.came] == ["webhook.test"] * 2
    assert office.herald.once() == 0
    remove_webhook(office.store, to.number)
    with pytest.raises(StoreRefused):
        service.test_now(office.store, poster, to, NOW)


def test_it_goes_on_beside_until_it_is_asked_to_stop(office: Office, receiver: Receiver) -> None:
    add_webhook(office.store, receiver.address, TOLD, NOW)
    changed(office.store)
    stop = Flag()

    def said_and_stopped(now: datetime = NOW) -> datetime:
        if receiver.came:
            stop.set()
        return now

    replace(office.herald, now=said_and_stopped).watch(stop, look=0.01)
    assert len(receiver.came) == 1


def test_a_store_that_is_away_is_waited_for(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    stop = Flag()

    def away(_: Database) -> None:
        stop.set()
        raise StoreAway("the store is on its way")

    monkeypatch.setattr(service, "next_due", away)
    office.herald.watch(stop, look=0.01)
    assert office.said == ["webhooks wait: the store is on its way"]


def test_pauses_grow_and_end() -> None:
    assert list(PAUSES) == sorted(PAUSES)
    assert sum(PAUSES, timedelta()) < timedelta(days=4)


@pytest.mark.parametrize(
    ("wait", "pause"),
    [("60", timedelta(seconds=60)), ("1", PAUSES[0]), ("999999999", LONGEST_PAUSE), ("soon", PAUSES[0])],
)
def test_a_server_that_asks_for_more_time_is_given_it_up_to_a_day(
    office: Office, receiver: Receiver, wait: str, pause: timedelta
) -> None:
    receiver.answers, receiver.wait = [503], wait
    to = add_webhook(office.store, receiver.address, TOLD, NOW)
    changed(office.store)
    office.herald.once()
    [one] = last_deliveries(office.store, to.number, 9)
    assert (one.state, one.due) == ("waiting", NOW + pause)


def test_what_was_given_up_is_sent_again_as_it_was(office: Office, receiver: Receiver) -> None:
    to = add_webhook(office.store, receiver.address, TOLD, NOW)
    changed(office.store)
    receiver.answers = [500]
    for pause in (timedelta(), *PAUSES):
        office.clock.now += pause
        office.herald.once()
    [given_up] = last_deliveries(office.store, to.number, 9)
    assert given_up.state == "failed"
    receiver.answers = [200]
    assert send_again(office.store, to.number, given_up.id, office.clock.now)
    assert office.herald.once() == 1
    first, *_, last = receiver.came
    assert (first[0]["webhook-id"], first[1]) == (last[0]["webhook-id"], last[1])
    assert [one.state for one in last_deliveries(office.store, to.number, 9)] == ["done"]
