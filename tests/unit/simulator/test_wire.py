"""What goes wrong on the wire: every fault, counted at the server, over real connections."""

from __future__ import annotations

import socket
import threading

import httpx
import pytest

from ringout_host.simulator import CALLEE, Fault, Kind, Offline, Operation, Simulator, people
from ringout_host.simulator.delivery import HUGE

from .conftest import EXTENSION, Person

NORMAL = "+12015550123"


def number(name: str) -> str:
    """The magic number for an outcome."""
    return "+120155501" + next(ending for ending, outcome in CALLEE.items() if outcome.name == name)


def test_nothing_but_loopback_is_bound() -> None:
    for host in ("0.0.0.0", "::", "192.0.2.1", "example.com"):  # noqa: S104 - refused
        with pytest.raises(ValueError, match="this computer alone"):
            Simulator(host=host)


def test_a_taken_port_is_an_error_and_a_given_one_is_used(simulator: Simulator) -> None:
    with pytest.raises(OSError, match="in use"):
        Simulator(port=simulator.port)
    assert simulator.url == f"http://127.0.0.1:{simulator.port}"


def test_stopping_frees_the_port_and_may_be_repeated() -> None:
    first = Simulator().start()
    first.stop()
    first.stop()
    with Simulator(port=first.port) as second:
        assert second.port == first.port
    Simulator().stop()


def test_stopping_waits_for_nobody(simulator: Simulator, person: Person) -> None:
    def call() -> None:
        with pytest.raises(httpx.TransportError):
            person.dial(number("hang-dialled"))

    waiting = threading.Thread(target=call)
    waiting.start()
    assert simulator.books.wait(lambda: len(simulator.dialled) == 1)
    simulator.stop()
    waiting.join()


@pytest.mark.parametrize(
    ("name", "error", "dialled"),
    [
        ("drop", httpx.RemoteProtocolError, 0),
        ("drop-dialled", httpx.RemoteProtocolError, 1),
        ("reset-dialled", httpx.ReadError, 1),
        ("half-answer", httpx.RemoteProtocolError, 1),
        ("hang-dialled", httpx.ReadTimeout, 1),
    ],
)
def test_connections_end_as_the_table_says(
    person: Person, name: str, error: type[Exception], dialled: int
) -> None:
    person.http.timeout = httpx.Timeout(5, read=0.2 if name == "hang-dialled" else 5)
    with pytest.raises(error):
        person.dial(number(name))
    books = person.simulator.books
    assert books.wait(lambda: books.count(Operation.CREATE) == 1)
    person.simulator.settle()
    assert len(books.dialled) == dialled
    assert books.count(Operation.CREATE) == 1
    assert books.answered(Operation.CREATE, 200) == (1 if name == "half-answer" else 0)


@pytest.mark.parametrize(
    ("name", "status", "dialled"),
    [
        ("request-timeout", 408, 1),
        ("international-403", 403, 0),
        ("no-credit-403", 403, 0),
        ("permission-missing", 403, 0),
        ("caller-id-not-allowed", 403, 0),
        ("from-not-allowed", 403, 0),
        ("feature-disabled", 403, 0),
        ("invalid-number", 400, 0),
        ("error-500", 500, 0),
        ("error-503", 503, 0),
        ("error-500-dialled", 500, 1),
        ("status-as-403", 403, 0),
        ("error-list-only", 403, 0),
        ("error-top-only", 403, 0),
    ],
)
def test_refusals_dial_as_the_table_says(person: Person, name: str, status: int, dialled: int) -> None:
    answer = person.dial(number(name))
    assert answer.status_code == status
    assert answer.headers["x-rate-limit-group"] == "heavy"
    assert len(person.simulator.dialled) == dialled
    assert bool(dialled) is next(one.dials for one in CALLEE.values() if one.name == name)


def test_a_refused_token_once_and_then_a_normal_call(person: Person) -> None:
    assert person.dial(number("unauthorized-once")).status_code == 401
    assert person.simulator.dialled == []
    assert person.dial(number("unauthorized-once")).status_code == 200


def test_bodies_go_wrong_as_the_table_says(person: Person) -> None:
    malformed = person.dial(number("malformed"))
    with pytest.raises(ValueError, match=r"Expecting|Unterminated|delimiter"):
        malformed.json()
    page = person.dial(number("wrong-type"))
    assert page.headers["content-type"].startswith("text/html")
    huge = person.dial(number("huge"))
    assert len(huge.content) == HUGE
    assert huge.json()["id"]
    slow = person.dial(number("slow"))
    assert slow.json()["id"]
    assert slow.elapsed.total_seconds() > 1.5
    assert len(person.simulator.dialled) == 4


def test_an_endless_body_ends_with_the_clients_patience(person: Person) -> None:
    body = {"from": {"phoneNumber": people.MOBILE}, "to": {"phoneNumber": number("endless")}}
    with person.http.stream("POST", f"{EXTENSION}/ring-out", json=body) as answer:
        read = 0
        for chunk in answer.iter_bytes():
            read += len(chunk)
            if read > 20_000:
                break
    assert len(person.simulator.dialled) == 1


@pytest.mark.parametrize("name", ["redirect-302", "redirect-307"])
def test_following_a_redirect_is_noticed(person: Person, name: str) -> None:
    answer = person.dial(number(name))
    assert answer.headers["location"] == f"{person.simulator.url}/simulator/trap"
    assert person.simulator.books.followed == []
    person.http.follow_redirects = True
    person.dial(number(name))
    followed = person.simulator.books.followed
    assert [one.with_authorization for one in followed] == [True]
    assert person.simulator.dialled == []


def test_the_next_answers_can_be_spoilt(simulator: Simulator, person: Person) -> None:
    id_ = person.dial(NORMAL).json()["id"]
    simulator.fail_next(Operation.STATUS, Fault(Kind.STATUS, status=503, retry_after=4), times=2)
    simulator.fail_next(Operation.STATUS, Fault(Kind.EMPTY))
    answers = [person.status(id_) for _ in range(4)]
    assert [answer.status_code for answer in answers] == [503, 503, 200, 200]
    assert answers[0].headers["retry-after"] == "4"
    assert answers[0].headers["x-rate-limit-remaining"] == "50", "a fault in front of RingCentral counts nothing"
    assert answers[2].content == b""
    assert answers[3].json()["status"]["callStatus"] == "InProgress"


def test_a_cancel_whose_answer_is_lost_still_cancels(simulator: Simulator, person: Person) -> None:
    id_ = person.dial(NORMAL).json()["id"]
    simulator.fail_next(Operation.CANCEL, Fault(Kind.RESET).after())
    with pytest.raises(httpx.ReadError):
        person.cancel(id_)
    assert person.words(id_) == ("CannotReach", "Rejected", "Rejected")


def test_an_answer_can_be_late(simulator: Simulator, person: Person) -> None:
    simulator.fail_next(Operation.CREATE, Fault(Kind.LATE, seconds=0.3).after(), times=2)
    answer = person.dial(NORMAL)
    assert answer.status_code == 200
    assert answer.elapsed.total_seconds() >= 0.3
    person.http.timeout = httpx.Timeout(5, read=0.05)
    with pytest.raises(httpx.ReadTimeout):
        person.dial(NORMAL)
    assert simulator.books.wait(lambda: len(simulator.dialled) == 2)


def test_refused_connections_and_back(simulator: Simulator, person: Person) -> None:
    with simulator.offline(), pytest.raises(httpx.ConnectError):
        person.get()
    assert person.get().status_code == 200


def test_a_black_hole_swallows_and_never_answers_later(simulator: Simulator, person: Person) -> None:
    person.http.timeout = httpx.Timeout(5, read=0.1)
    with simulator.offline(Offline.BLACKHOLE), pytest.raises(httpx.ReadTimeout):
        person.dial(NORMAL)
    person.http.timeout = httpx.Timeout(5)
    assert person.get().status_code == 200
    assert simulator.books.count(Operation.CREATE) == 0


def test_connections_closed_at_once(simulator: Simulator, person: Person) -> None:
    with simulator.offline(Offline.CLOSE), pytest.raises(httpx.TransportError):
        person.dial(NORMAL)
    assert simulator.dialled == []
    assert person.dial(NORMAL).status_code == 200


def test_going_from_one_way_of_being_offline_to_another(simulator: Simulator, person: Person) -> None:
    simulator.go_offline(Offline.BLACKHOLE)
    simulator.go_offline(Offline.REFUSE)
    simulator.go_offline(Offline.REFUSE)
    with pytest.raises(httpx.ConnectError):
        person.get()
    simulator.come_back()
    simulator.come_back()
    assert person.get().status_code == 200


def test_last_words_of_a_killed_client_are_counted(simulator: Simulator, person: Person) -> None:
    body = b'{"from":{"phoneNumber":"+12015550102"},"to":{"phoneNumber":"+12015550123"}}'
    head = (
        f"POST {EXTENSION}/ring-out HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
        f"Authorization: {person.http.headers['authorization']}\r\nContent-Length: {len(body)}\r\n\r\n"
    ).encode()
    for sent in (head + body, head + body[:20], head, b""):
        with socket.create_connection(("127.0.0.1", simulator.port)) as client:
            client.sendall(sent)
        simulator.settle()
    assert simulator.books.wait(lambda: simulator.books.abandoned == 2)
    assert len(simulator.dialled) == 1
    assert simulator.books.connections == 5


def test_the_simulator_answers_to_no_other_name(simulator: Simulator) -> None:
    answer = httpx.get(f"{simulator.url}/restapi", headers={"Host": "ringcentral.example"}, trust_env=False)
    assert answer.status_code == 403
    assert answer.headers["x-ringout-simulator"]
