"""The simulator keeps to RingCentral's document both ways: what it answers conforms, what does not conform it
refuses, and what breaks the document on purpose is listed by name and truly breaks it.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from ringout_host.simulator import (
    CALLEE,
    CALLER,
    Exchange,
    Fault,
    Kind,
    Operation,
    Shape,
    Simulator,
    Timing,
    people,
)
from ringout_host.simulator.routes import ROUTES

from .document import Judge, load

BASE = "/restapi/v1.0/account/~/extension/~"
REDIRECT = "http://localhost:52871/callback"
JWT_GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer"
JWT = {"grant_type": JWT_GRANT, "assertion": people.JWT, "client_id": people.PUBLIC_CLIENT_ID}

OFF_CONTRACT = {
    "half-answer",
    "request-timeout",
    "malformed",
    "wrong-type",
    "endless",
    "redirect-302",
    "redirect-307",
    "unknown-word",
    "no-such-user-old",
    "status-as-403",
    "error-top-only",
}
"""Magic numbers whose answers break the document on purpose."""

SILENT = {"drop", "drop-dialled", "reset-dialled", "hang-dialled"}
"""Those that have no answer to judge."""


class Clock:
    """A clock that moves only when told."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


class Tape(Judge):
    """A judge who also keeps what it saw."""

    def __init__(self) -> None:
        super().__init__()
        self.exchanges: list[Exchange] = []

    def __call__(self, exchange: Exchange) -> None:
        self.exchanges.append(exchange)
        super().__call__(exchange)


@pytest.fixture(scope="module")
def tape() -> Tape:
    return Tape()


@pytest.fixture(scope="module")
def clock() -> Clock:
    return Clock()


@pytest.fixture(scope="module")
def running(tape: Tape, clock: Clock) -> Iterator[Simulator]:
    with Simulator(clock=clock, observe=tape) as simulator:
        yield simulator


@pytest.fixture
def simulator(running: Simulator, tape: Tape) -> Simulator:
    running.reset()
    running.no_limits()
    tape.exchanges.clear()
    tape.violations.clear()
    return running


@pytest.fixture
def http(simulator: Simulator) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=simulator.url, trust_env=False, timeout=5) as client:
        token = client.post("/restapi/oauth/token", data=JWT).json()["access_token"]
        client.headers["authorization"] = f"Bearer {token}"
        yield client


def body(to: str, from_: str = people.MOBILE) -> dict[str, Any]:
    return {"from": {"phoneNumber": from_}, "to": {"phoneNumber": to}, "playPrompt": True, "country": {"id": "1"}}


def follow(http: httpx.Client, clock: Clock, path: str, created: httpx.Response) -> None:
    """Ask for the status at every stage, until the call is forgotten."""
    id_ = created.json()["id"]
    timing = Timing()
    for seconds in (0, timing.you_answer, timing.prompt, timing.they_answer, timing.gives_up, timing.talk, 1000):
        clock.now += seconds
        http.get(f"{BASE}/{path}/{id_}")


def test_the_document_and_the_simulator_serve_the_same(simulator: Simulator) -> None:
    document = {
        (method.upper(), path): operation
        for path, item in load()["paths"].items()
        for method, operation in item.items()
    }
    served = {(one.method, one.path): one for one in ROUTES}
    assert set(served) == set(document)
    for key, one in served.items():
        operation = document[key]
        group = operation["x-throttling-group"]
        assert group == (one.group.capitalize() if one.group else "NoThrottling"), key
        assert operation.get("x-app-permission") == one.app_permission, key
        if "x-user-permission" in operation:
            assert operation["x-user-permission"] == one.user_permission, key


def test_reading_conforms(simulator: Simulator, http: httpx.Client, tape: Tape) -> None:
    for shown in (True, False):
        simulator.knobs.ringout = simulator.knobs.international = shown
        for path in (
            "",
            "/phone-number",
            "/phone-number?usageType=DirectNumber&usageType=MainCompanyNumber&status=Normal&page=1&perPage=2",
            "/phone-number?page=2&perPage=2",
            "/phone-number?page=7",
            "/forwarding-number",
            "/forwarding-number?page=1&perPage=1",
            "/caller-id",
            "/features?availableOnly=true&featureId=RingOut&featureId=InternationalCalling",
        ):
            assert http.get(BASE + path).status_code == 200
        assert http.get("/restapi/v1.0/account/~").status_code == 200
        assert http.get("/restapi").status_code == 200
    assert tape.seen >= 22
    assert tape.violations == []


def test_signing_in_conforms(simulator: Simulator, http: httpx.Client, tape: Tape) -> None:
    verifier = "x" * 50
    challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
    query = {
        "response_type": "code",
        "client_id": people.PUBLIC_CLIENT_ID,
        "redirect_uri": REDIRECT,
        "state": "abc",
        "code_challenge": challenge,
        "code_challenge_method": "S256",
    }
    bare = httpx.Client(base_url=simulator.url, trust_env=False)
    with bare:
        simulator.knobs.auto_approve = False
        assert "/simulator/consent" in bare.get("/restapi/oauth/authorize", params=query).headers["location"]
        simulator.knobs.auto_approve = True
        back = bare.get("/restapi/oauth/authorize", params=query).headers["location"]
        code = parse_qs(urlsplit(back).query)["code"][0]
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": REDIRECT,
            "code_verifier": verifier,
            "client_id": people.PUBLIC_CLIENT_ID,
        }
        token = bare.post("/restapi/oauth/token", data=form).json()
        assert bare.post("/restapi/oauth/token", data=form).status_code == 400
        refresh = {
            "grant_type": "refresh_token",
            "refresh_token": token["refresh_token"],
            "client_id": people.PUBLIC_CLIENT_ID,
            "endpoint_id": token["endpoint_id"],
        }
        assert bare.post("/restapi/oauth/token", data=refresh).status_code == 200
        secret = (people.CONFIDENTIAL_CLIENT_ID, people.CLIENT_SECRET)
        server = {"grant_type": JWT_GRANT, "assertion": people.JWT}
        assert bare.post("/restapi/oauth/token", data=server, auth=secret).status_code == 200
        for wrong in ({**JWT, "assertion": "no"}, {**JWT, "client_id": "nobody"}):
            assert bare.post("/restapi/oauth/token", data=wrong).status_code == 400
        elsewhere = {**query, "redirect_uri": "http://localhost/"}
        assert bare.get("/restapi/oauth/authorize", params=elsewhere).status_code == 400
        revoke = {"token": token["refresh_token"], "client_id": people.PUBLIC_CLIENT_ID}
        assert bare.post("/restapi/oauth/revoke", data=revoke).status_code == 200
        assert bare.post("/restapi/oauth/revoke", data={}).status_code == 400
    assert tape.violations == []


@pytest.mark.parametrize("path", ["ring-out", "ringout"])
def test_every_outcome_conforms_unless_listed(http: httpx.Client, tape: Tape, clock: Clock, path: str) -> None:
    orders = [(outcome, body(f"+120155501{ending}")) for ending, outcome in CALLEE.items()]
    orders += [(outcome, body("+12015550123", f"+120155501{ending}")) for ending, outcome in CALLER.items()]
    for outcome, order in orders:
        if outcome.name in OFF_CONTRACT | SILENT:
            continue
        for _ in range(2 if outcome.once else 1):
            created = http.post(f"{BASE}/{path}", json=order)
            if created.status_code == 200:
                follow(http, clock, path, created)
        assert tape.violations == [], outcome.name


def test_the_lists_are_the_tables_own() -> None:
    table = {*CALLEE.values(), *CALLER.values()}
    assert {one.name for one in table if one.off_contract} == OFF_CONTRACT
    silent = {one.name for one in table if one.fault and one.fault.kind in (Kind.DROP, Kind.RESET, Kind.HANG)}
    assert silent == SILENT


@pytest.mark.parametrize("name", sorted(OFF_CONTRACT - {"half-answer", "endless"}))
def test_what_is_listed_truly_breaks_the_document(
    simulator: Simulator, http: httpx.Client, tape: Tape, clock: Clock, name: str
) -> None:
    ending = next(ending for ending, outcome in CALLEE.items() if outcome.name == name)
    created = http.post(f"{BASE}/ring-out", json=body(f"+120155501{ending}"))
    if created.status_code == 200 and name in ("unknown-word", "no-such-user-old"):
        follow(http, clock, "ring-out", created)
    verdicts = [tape.response(one) for one in tape.exchanges if one.ask.operation is not Operation.TOKEN]
    assert any(verdicts)


def test_answers_that_never_end_well_are_no_json(simulator: Simulator, http: httpx.Client) -> None:
    ends = {outcome.name: ending for ending, outcome in CALLEE.items()}
    with pytest.raises(httpx.RemoteProtocolError):
        http.post(f"{BASE}/ring-out", json=body(f"+120155501{ends['half-answer']}"))
    order = body(f"+120155501{ends['endless']}")
    with http.stream("POST", f"{BASE}/ring-out", json=order) as answer:
        assert len(next(answer.iter_bytes(4096))) == 4096


@pytest.mark.parametrize("shape", [Shape.BOTH, Shape.ERRORS])
def test_refusals_conform(simulator: Simulator, http: httpx.Client, tape: Tape, shape: Shape) -> None:
    simulator.knobs.error_shape = shape
    reads = {
        Operation.EXTENSION: BASE,
        Operation.PHONE_NUMBER: f"{BASE}/phone-number",
        Operation.FORWARDING_NUMBER: f"{BASE}/forwarding-number",
        Operation.CALLER_ID: f"{BASE}/caller-id",
        Operation.FEATURES: f"{BASE}/features",
        Operation.ACCOUNT: "/restapi/v1.0/account/~",
    }
    simulator.forbid(*reads)
    assert {http.get(path).status_code for path in reads.values()} == {403}
    simulator.forbid()
    for status in (429, 500, 503):
        for operation, path in reads.items():
            simulator.fail_next(operation, Fault(Kind.STATUS, status=status, retry_after=1))
            assert http.get(path).status_code == status
    assert http.get("/restapi/v1.0/account/~/extension/1").status_code == 404
    for path in ("ring-out", "ringout"):
        simulator.knobs.scopes = frozenset()
        assert http.post(f"{BASE}/{path}", json=body("+12015550123")).status_code == 403
        simulator.knobs.scopes = frozenset(people.SCOPES)
        assert http.get(f"{BASE}/{path}/1").status_code == 404
        assert http.delete(f"{BASE}/{path}/1").status_code == 404
        assert http.post(f"{BASE}/{path}", json=body("+1")).status_code == 400
        good = http.headers.pop("authorization")
        for wrong in ({}, {"authorization": "Bearer nonsense"}):
            answer = http.post(f"{BASE}/{path}", json=body("+12015550123"), headers=wrong)
            assert answer.status_code == 401
        http.headers["authorization"] = good
    simulator.set_limits(heavy=1, light=1, medium=1, auth=1)
    for _ in range(2):
        last = [http.get(path).status_code for path in reads.values()]
    assert set(last) == {429}
    for exchange in tape.exchanges:
        assert tape.response(exchange) is None


AUTHORIZE = (
    f"/restapi/oauth/authorize?client_id={people.PUBLIC_CLIENT_ID}&redirect_uri={REDIRECT}&response_type=code"
)
BAD_REQUESTS = [
    ("POST", f"{BASE}/ring-out", {"json": {}}),
    ("POST", f"{BASE}/ring-out", {"json": {"from": {"phoneNumber": people.MOBILE}}}),
    ("POST", f"{BASE}/ring-out", {"json": {"to": {"phoneNumber": "+12015550123"}}}),
    ("POST", f"{BASE}/ring-out", {"json": {**body("+12015550123"), "to": ["+12015550123"]}}),
    ("POST", f"{BASE}/ring-out", {"json": {**body("+12015550123"), "from": people.MOBILE}}),
    ("POST", f"{BASE}/ring-out", {"json": {**body("+12015550123"), "to": {"phoneNumber": 12015550123}}}),
    ("POST", f"{BASE}/ring-out", {"json": {**body("+12015550123"), "playPrompt": "yes"}}),
    ("POST", f"{BASE}/ring-out", {"json": {**body("+12015550123"), "country": {"id": 1}}}),
    ("POST", f"{BASE}/ring-out", {"json": {**body("+12015550123"), "callerId": "+12015550101"}}),
    ("POST", f"{BASE}/ring-out", {"json": [body("+12015550123")]}),
    ("POST", f"{BASE}/ring-out", {"data": {"to": "+12015550123"}}),
    ("POST", f"{BASE}/ring-out", {"content": b"{", "headers": {"content-type": "application/json"}}),
    ("POST", f"{BASE}/ringout", {"json": {"to": {"phoneNumber": "+12015550123"}}}),
    ("GET", f"{BASE}/ringout/abc", {}),
    ("DELETE", f"{BASE}/ringout/abc", {}),
    ("GET", f"{BASE}/forwarding-number?page=0", {}),
    ("GET", f"{BASE}/forwarding-number?perPage=x", {}),
    ("GET", f"{BASE}/phone-number?page=x", {}),
    ("GET", f"{BASE}/phone-number?usageType=Nonsense", {}),
    ("GET", f"{BASE}/phone-number?status=Nonsense", {}),
    ("GET", f"{BASE}/features?availableOnly=perhaps", {}),
    ("GET", "/restapi/oauth/authorize?response_type=code", {}),
    ("GET", f"/restapi/oauth/authorize?client_id={people.PUBLIC_CLIENT_ID}&redirect_uri={REDIRECT}", {}),
    ("GET", f"{AUTHORIZE}&code_challenge=x&code_challenge_method=S512", {}),
    ("GET", f"{AUTHORIZE}&code_challenge=x&code_challenge_method=S256&display=cinema", {}),
    ("POST", "/restapi/oauth/token", {"data": {"grant_type": "refresh_token"}}),
    ("POST", "/restapi/oauth/token", {"data": {"grant_type": "password", "client_id": people.PUBLIC_CLIENT_ID}}),
    ("POST", "/restapi/oauth/token", {"data": {"assertion": people.JWT, "client_id": people.PUBLIC_CLIENT_ID}}),
    ("POST", "/restapi/oauth/token", {"json": JWT}),
]


@pytest.mark.parametrize(("method", "path", "particulars"), BAD_REQUESTS)
def test_what_breaks_the_document_is_refused(
    http: httpx.Client, tape: Tape, method: str, path: str, particulars: dict[str, Any]
) -> None:
    if "/oauth/" in path:
        del http.headers["authorization"]
    tape.exchanges.clear()
    answer = http.request(method, path, **particulars)
    assert 400 <= answer.status_code < 500
    (exchange,) = tape.exchanges
    assert tape.request(exchange) is not None, "the document, too, must object"
    assert tape.response(exchange) is None, "and the refusal conforms"
