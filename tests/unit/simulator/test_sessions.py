"""Sign-in: JWT, PKCE, rotation with the grace window, expiry, revocation, by a clock that the test moves."""

from __future__ import annotations

import base64
import hashlib
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from ringout_host.simulator import Operation, Simulator, people

from .clock import Clock
from .conftest import Person

REDIRECT = "http://localhost:52871/callback"
VERIFIER = "v" * 43
CHALLENGE = base64.urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest()).rstrip(b"=").decode()
SERVER_APP = (people.CONFIDENTIAL_CLIENT_ID, people.CLIENT_SECRET)


def authorize(person: Person, **changes: str | None) -> httpx.Response:
    query = {
        "response_type": "code",
        "client_id": people.PUBLIC_CLIENT_ID,
        "redirect_uri": REDIRECT,
        "state": "s t&te",
        "code_challenge": CHALLENGE,
        "code_challenge_method": "S256",
        **changes,
    }
    given = {name: value for name, value in query.items() if value is not None}
    return person.http.get("/restapi/oauth/authorize", params=given)


def returned(answer: httpx.Response) -> dict[str, str]:
    assert answer.status_code == 302, answer.text
    assert answer.headers["location"].startswith(REDIRECT + "?")
    return {name: values[0] for name, values in parse_qs(urlsplit(answer.headers["location"]).query).items()}


def exchange(person: Person, code: str, **changes: str) -> httpx.Response:
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": REDIRECT,
        "client_id": people.PUBLIC_CLIENT_ID,
        "code_verifier": VERIFIER,
        **changes,
    }
    return person.token(**form)


def codes(answer: httpx.Response) -> list[str]:
    return [error["errorCode"] for error in answer.json()["errors"]]


def test_a_code_with_pkce_signs_in(stranger: Person) -> None:
    back = returned(authorize(stranger))
    assert back["state"] == "s t&te"
    answer = exchange(stranger, back["code"])
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    token = answer.json()
    assert token["token_type"] == "bearer"
    assert "RingOut" in token["scope"].split()
    stranger.use(answer)
    assert stranger.get().json()["name"] == people.NAME


@pytest.mark.parametrize(
    "changes",
    [
        {"code_verifier": "w" * 43},
        {"redirect_uri": "http://localhost:52872/callback"},
        {"code": "sim-code-made-up"},
    ],
)
def test_a_code_needs_its_verifier_and_its_redirect(stranger: Person, changes: dict[str, str]) -> None:
    code = returned(authorize(stranger))["code"]
    answer = exchange(stranger, **{"code": code, **changes})
    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_grant")


def test_a_code_works_once_and_for_a_minute(stranger: Person, clock: Clock) -> None:
    code = returned(authorize(stranger))["code"]
    assert exchange(stranger, code).status_code == 200
    assert exchange(stranger, code).status_code == 400
    late = returned(authorize(stranger))["code"]
    clock.tick(61)
    assert codes(exchange(stranger, late)) == ["OAU-210"]


def test_redirect_uris_must_match_exactly(simulator: Simulator, stranger: Person) -> None:
    for uri in ("http://localhost:52871/callback/", "http://localhost:9/callback", "https://example.com/", None):
        answer = authorize(stranger, redirect_uri=uri)
        assert answer.status_code == 400
        assert codes(answer) == ["OAU-109"]
    simulator.no_limits()
    simulator.register_redirect("http://localhost:9/callback")
    assert authorize(stranger, redirect_uri="http://localhost:9/callback").status_code == 302


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"client_id": "nobody"}, 400),
        ({"response_type": "token"}, 400),
        ({"code_challenge_method": "S512"}, 400),
        ({"code_challenge": None}, 302),
        ({"code_challenge_method": "plain"}, 302),
        ({"code_challenge_method": None}, 302),
    ],
)
def test_a_public_app_must_bring_a_s256_challenge(
    stranger: Person, changes: dict[str, str | None], status: int
) -> None:
    answer = authorize(stranger, **changes)
    assert answer.status_code == status
    if status == 302:
        assert returned(answer)["error"] == "invalid_request"


def test_a_person_can_be_asked_and_refuse(simulator: Simulator, stranger: Person) -> None:
    simulator.knobs.auto_approve = False
    asked = authorize(stranger)
    page = urlsplit(asked.headers["location"])
    assert page.path == "/simulator/consent"
    html = stranger.http.get(f"{page.path}?{page.query}")
    assert people.NAME in html.text
    assert 's t&amp;te"' in html.text
    assert html.headers["x-ringout-simulator"]
    answers = {
        word: returned(stranger.http.get(f"/simulator/consent/answer?{page.query}&allow={word}"))
        for word in ("yes", "no")
    }
    assert answers["no"]["error"] == "access_denied"
    assert exchange(stranger, answers["yes"]["code"]).status_code == 200
    assert stranger.http.get("/simulator/consent?client_id=nobody").status_code == 400
    assert stranger.http.get("/simulator/consent/answer?client_id=nobody&allow=yes").status_code == 400


def test_jwt_for_both_kinds_of_app(stranger: Person) -> None:
    jwt = {"grant_type": "urn:ietf:params:oauth:grant-type:jwt-bearer", "assertion": people.JWT}
    assert stranger.form("/restapi/oauth/token", jwt, SERVER_APP).status_code == 200
    assert stranger.token(**jwt, client_id=people.PUBLIC_CLIENT_ID).status_code == 200
    wrong = stranger.token(**{**jwt, "assertion": "x.y.z"}, client_id=people.PUBLIC_CLIENT_ID)
    assert wrong.json()["error"] == "invalid_grant"


@pytest.mark.parametrize(
    ("form", "auth"),
    [
        ({}, None),
        ({"client_id": "nobody"}, None),
        ({"client_id": people.CONFIDENTIAL_CLIENT_ID}, None),
        ({}, (people.CONFIDENTIAL_CLIENT_ID, "wrong")),
        ({}, (people.PUBLIC_CLIENT_ID, "")),
        ({"client_id": people.CONFIDENTIAL_CLIENT_ID}, SERVER_APP),
    ],
)
def test_an_app_must_say_who_it_is_in_one_place(
    stranger: Person, form: dict[str, str], auth: tuple[str, str] | None
) -> None:
    jwt = {"grant_type": "urn:ietf:params:oauth:grant-type:jwt-bearer", "assertion": people.JWT}
    answer = stranger.form("/restapi/oauth/token", {**jwt, **form}, auth)
    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_client")


@pytest.mark.parametrize(
    ("form", "error"),
    [
        ({}, "invalid_request"),
        ({"grant_type": "password"}, "unsupported_grant_type"),
        ({"grant_type": "refresh_token"}, "invalid_request"),
        ({"grant_type": "refresh_token", "refresh_token": "x", "access_token_ttl": "5"}, "invalid_request"),
    ],
)
def test_a_token_request_must_be_whole(stranger: Person, form: dict[str, str], error: str) -> None:
    answer = stranger.token(**form, client_id=people.PUBLIC_CLIENT_ID)
    assert (answer.status_code, answer.json()["error"]) == (400, error)


def test_token_requests_are_forms_with_each_parameter_once(stranger: Person) -> None:
    json = stranger.http.post("/restapi/oauth/token", json={"grant_type": "refresh_token"})
    assert json.json()["error"] == "invalid_request"
    twice = stranger.http.post(
        "/restapi/oauth/token",
        content="grant_type=a&grant_type=b",
        headers={"content-type": "application/x-www-form-urlencoded"},
    )
    assert codes(twice) == ["OAU-101"]


def test_rotation_kills_the_old_access_token_at_once(person: Person, clock: Clock) -> None:
    first = person.sign_in().json()
    second = person.refresh(first["refresh_token"]).json()
    assert second["access_token"] != first["access_token"]
    assert second["refresh_token"] != first["refresh_token"]
    assert (second["session_id"], second["endpoint_id"]) == (first["session_id"], first["endpoint_id"])
    assert codes(person.get()) == ["OAU-129"]
    clock.tick(10)
    assert codes(person.get()) == ["OAU-213"]


def test_the_old_refresh_token_gives_the_same_pair_for_an_hour_while_unused(person: Person, clock: Clock) -> None:
    first = person.sign_in().json()
    second = person.refresh(first["refresh_token"]).json()
    clock.tick(3599)
    again = person.refresh(first["refresh_token"]).json()
    assert again["access_token"] == second["access_token"]
    assert again["refresh_token"] == second["refresh_token"]
    assert again["expires_in"] == 1
    clock.tick(1)
    assert codes(person.refresh(first["refresh_token"])) == ["OAU-213"]


def test_once_the_new_access_token_is_used_the_grace_is_ten_seconds(person: Person, clock: Clock) -> None:
    first = person.sign_in().json()
    second = person.refresh(first["refresh_token"])
    clock.tick(100)
    person.use(second)
    assert person.get().status_code == 200
    clock.tick(9)
    assert person.refresh(first["refresh_token"]).json()["refresh_token"] == second.json()["refresh_token"]
    clock.tick(1)
    assert person.refresh(first["refresh_token"]).status_code == 400
    assert person.refresh(second.json()["refresh_token"]).status_code == 200


def test_an_old_refresh_token_never_reaches_beyond_its_successor(simulator: Simulator, person: Person) -> None:
    simulator.no_limits()
    first = person.sign_in().json()
    second = person.refresh(first["refresh_token"]).json()
    assert person.refresh(second["refresh_token"]).status_code == 200
    assert person.refresh(first["refresh_token"]).status_code == 400


def test_tokens_expire(simulator: Simulator, person: Person, clock: Clock) -> None:
    token = person.sign_in(access_token_ttl="600").json()
    assert (token["expires_in"], token["refresh_token_expires_in"]) == (600, 604_800)
    clock.tick(600)
    expired = person.get()
    assert expired.status_code == 401
    assert codes(expired) == ["OAU-128"]
    person.use(person.refresh(token["refresh_token"]))
    assert person.get().status_code == 200
    simulator.expire_tokens()
    assert person.get().status_code == 401
    simulator.expire_tokens(refresh=True)
    current = simulator.world.sessions.alive()[-1].pair.refresh
    assert current is not None
    answer = person.refresh(current)
    assert (codes(answer), answer.json()["error"]) == (["OAU-210"], "invalid_grant")


def test_revoking_ends_the_whole_session(simulator: Simulator, person: Person) -> None:
    token = person.sign_in().json()
    form = {"token": token["refresh_token"], "client_id": people.PUBLIC_CLIENT_ID}
    for _ in range(2):
        assert person.form("/restapi/oauth/revoke", form).status_code == 200
    assert codes(person.get()) == ["OAU-213"]
    assert codes(person.refresh(token["refresh_token"])) == ["OAU-213"]
    assert person.form("/restapi/oauth/revoke", {}).status_code == 400
    assert simulator.books.count(Operation.REVOKE) == 3


def test_an_administrator_can_end_all_sessions(simulator: Simulator, person: Person) -> None:
    simulator.revoke_sessions()
    assert codes(person.get()) == ["OAU-213"]


def test_the_sixth_session_ends_the_first(simulator: Simulator, stranger: Person) -> None:
    simulator.no_limits()
    tokens = [stranger.sign_in() for _ in range(6)]
    stranger.use(tokens[0])
    assert stranger.get().status_code == 401
    stranger.use(tokens[1])
    assert stranger.get().status_code == 200


def test_an_app_may_get_no_refresh_token(simulator: Simulator, stranger: Person) -> None:
    simulator.knobs.issue_refresh_tokens = False
    assert "refresh_token" not in stranger.sign_in().json()


def test_without_a_good_token_nothing_is_told(stranger: Person) -> None:
    assert codes(stranger.get()) == ["AGW-401"]
    stranger.http.headers["authorization"] = "Bearer nonsense"
    answer = stranger.get()
    assert (answer.status_code, answer.json()["errorCode"], codes(answer)) == (401, "TokenInvalid", ["OAU-149"])


def test_every_secret_is_known_to_tests(simulator: Simulator, person: Person) -> None:
    token = person.sign_in().json()
    code = returned(authorize(person))["code"]
    assert {token["access_token"], token["refresh_token"], code, people.JWT} <= set(simulator.secrets)
    shown = person.http.get("/simulator/state").text
    assert not [secret for secret in simulator.secrets if secret in shown]
