"""Asking about a call, cancelling it, and warming the connection."""

from __future__ import annotations

from typing import Any

import httpcore
import httpx
import pytest
import respx

from ringout_host.errors import RingOutError
from ringout_host.protocol import CallStatus
from ringout_host.ringcentral.ringout import CREATE_PATH, EXTENSION_PATH, RingOut, RingOutGone, ring_out_path

from .world import World

PATH = f"{CREATE_PATH}/s-1"
TOKEN = "/restapi/oauth/token"
RENEWED = {"access_token": "second-token", "refresh_token": "second-refresh", "expires_in": 3600}


def status(world: World) -> RingOut:
    return world.run(lambda client: client.ring_out_status("s-1"))


def cancel(world: World) -> bool:
    return world.run(lambda client: client.cancel_ring_out("s-1"))


def failure(world: World, use: Any) -> RingOutError:
    with pytest.raises(RingOutError) as caught:
        use(world)
    return caught.value


def test_a_status_is_told_as_it_is(world: World, api: respx.MockRouter) -> None:
    world.sign_in()
    words = {"callStatus": "Brand New", "callerStatus": "NosuchUser", "calleeStatus": "Success"}
    api.get(PATH).respond(200, json={"id": "other", "status": words})
    assert status(world) == RingOut("s-1", CallStatus(call="Brand New", caller="NosuchUser", callee="Success"))


def test_a_word_that_nobody_could_pass_on_counts_as_unsaid(world: World, api: respx.MockRouter) -> None:
    world.sign_in()
    body = r'{"status": {"callStatus": "Success", "callerStatus": "\ud800"}}'
    api.get(PATH).respond(200, text=body, content_type="application/json")
    assert status(world) == RingOut("s-1", CallStatus(call="Success", caller="Unknown", callee="Unknown"))


def test_the_path_is_built_from_the_opaque_id() -> None:
    assert ring_out_path("cs17@10.62.29.33") == f"{CREATE_PATH}/cs17%4010.62.29.33"
    assert ring_out_path("a/../b?c#d%2e") == f"{CREATE_PATH}/a%2F..%2Fb%3Fc%23d%252e"


def test_an_odd_id_arrives_whole(world: World, api: respx.MockRouter) -> None:
    world.sign_in()
    api.route().respond(200, json={"status": None, "id": "x"})
    world.run(lambda client: client.ring_out_status("a/../b c?d#e%2F"))
    assert api.calls.last.request.url.raw_path.decode() == f"{CREATE_PATH}/a%2F..%2Fb%20c%3Fd%23e%252F"


def test_a_call_that_is_no_longer_known(world: World, api: respx.MockRouter) -> None:
    world.sign_in()
    api.get(PATH).respond(404, json={"errorCode": "CMN-102"})
    with pytest.raises(RingOutGone):
        status(world)


NO_NEWS: dict[str, tuple[Any, str]] = {
    "offline": (httpcore.ConnectError, "service-unreachable"),
    "cut off": (httpcore.ReadError, "service-unreachable"),
    "silent": (httpcore.ReadTimeout, "service-unreachable"),
    "500": (httpx.Response(500), "service-error"),
    "redirect": (httpx.Response(302, headers={"Location": "https://elsewhere.example"}), "service-error"),
    "not JSON": (httpx.Response(200, html="<h1>Hello</h1>"), "service-error"),
    "a list": (httpx.Response(200, json=[]), "service-error"),
    "400": (httpx.Response(400), "service-error"),
    "403": (httpx.Response(403, json={"errorCode": "CMN-408"}), "permission-missing"),
}


@pytest.mark.parametrize(("outcome", "word"), NO_NEWS.values(), ids=NO_NEWS.keys())
def test_no_news_of_a_call(world: World, api: respx.MockRouter, outcome: Any, word: str) -> None:
    world.sign_in()
    kind = "return_value" if isinstance(outcome, httpx.Response) else "side_effect"
    route = api.get(PATH).mock(**{kind: outcome})
    error = failure(world, status)
    assert error.code == word
    assert "dialled" not in error.message, "it may have been"
    assert route.call_count == 1


def test_a_time_that_ringcentral_names_is_passed_on(world: World, api: respx.MockRouter) -> None:
    world.sign_in()
    api.get(PATH).respond(503, headers={"Retry-After": "17"})
    assert failure(world, status).retry_after == 17


def test_a_poll_that_is_limited_says_for_how_long_and_does_not_ask_again(
    world: World, api: respx.MockRouter
) -> None:
    world.sign_in()
    route = api.get(PATH).respond(429, headers={"Retry-After": "60", "X-Rate-Limit-Group": "light"})
    for _ in range(2):
        error = failure(world, status)
        assert (error.code, error.retry_after) == ("rate-limited", 60)
    assert route.call_count == 1


@pytest.mark.parametrize("limit", [20, 100])
def test_how_often_calls_may_be_looked_at_is_learned_from_the_answers(
    world: World, api: respx.MockRouter, limit: int
) -> None:
    world.sign_in()
    headers = {"X-Rate-Limit-Group": "light", "X-Rate-Limit-Limit": str(limit), "X-Rate-Limit-Window": "60"}
    api.get(PATH).respond(200, json={"id": "s-1"}, headers=headers)

    async def use(client: Any) -> tuple[float, float]:
        before = client.looks_allowed
        await client.ring_out_status("s-1")
        return before, client.looks_allowed

    assert world.run(use) == (50, limit)

    async def another_host(client: Any) -> float:
        await client.ring_out_status("s-1")
        return float(client.looks_allowed)

    assert world.run(another_host) == limit


def test_401_while_polling_renews_the_token(world: World, api: respx.MockRouter) -> None:
    world.sign_in()
    api.get(PATH).mock(side_effect=[httpx.Response(401), httpx.Response(200, json={"id": "s-1"})])
    api.post(TOKEN).respond(200, json=RENEWED)
    assert status(world) == RingOut("s-1", None)


def test_401_for_good(world: World, api: respx.MockRouter) -> None:
    world.sign_in()
    route = api.get(PATH).respond(401)
    api.post(TOKEN).respond(200, json=RENEWED)
    for _ in range(2):
        assert failure(world, status).code == "sign-in-expired"
    assert route.call_count == 2, "it is remembered, whatever was asked"
    assert world.ended


@pytest.mark.parametrize("use", [status, cancel])
def test_a_token_that_was_renewed_under_way_ends_no_sign_in(world: World, api: respx.MockRouter, use: Any) -> None:
    world.sign_in()

    def answer(request: httpx.Request) -> httpx.Response:
        bearer = request.headers["authorization"].removeprefix("Bearer ")
        if bearer == "first-token":
            world.sign_in(access_token="theirs", refresh_token="their-refresh")  # another host has just renewed it
        return httpx.Response(200, json={"id": "s-1"}) if bearer == "second-token" else httpx.Response(401)

    route = api.route(path=PATH).mock(side_effect=answer)
    api.post(TOKEN).respond(200, json=RENEWED)
    use(world)
    assert route.call_count == 3
    assert not world.ended


@pytest.mark.parametrize(("status", "accepted"), [(204, True), (200, True), (404, False)])
def test_cancelling(world: World, api: respx.MockRouter, status: int, accepted: bool) -> None:
    world.sign_in()
    route = api.delete(PATH).respond(status)
    assert cancel(world) is accepted
    assert route.call_count == 1


@pytest.mark.parametrize("fault", [httpcore.ReadError, httpcore.ReadTimeout, httpcore.RemoteProtocolError])
def test_a_cancel_that_was_cut_off_is_not_repeated(
    world: World, api: respx.MockRouter, fault: type[Exception]
) -> None:
    world.sign_in()
    route = api.delete(PATH).mock(side_effect=fault)
    assert failure(world, cancel).code == "outcome-unknown"
    assert route.call_count == 1


def test_a_cancel_is_repeated_where_nothing_was_sent(world: World, api: respx.MockRouter) -> None:
    world.sign_in()
    route = api.delete(PATH).mock(side_effect=[httpcore.ConnectError, httpx.Response(401), httpx.Response(204)])
    api.post(TOKEN).respond(200, json=RENEWED)
    cancel(world)
    assert route.call_count == 3


def test_a_cancel_waits_for_a_short_penalty_only(world: World, api: respx.MockRouter) -> None:
    world.sign_in()
    limited = httpx.Response(429, headers={"Retry-After": "20", "X-Rate-Limit-Group": "heavy"})
    route = api.delete(PATH).mock(side_effect=[limited, httpx.Response(204)])
    cancel(world)
    route.mock(return_value=httpx.Response(429, headers={"Retry-After": "90", "X-Rate-Limit-Group": "heavy"}))
    assert failure(world, cancel).code == "rate-limited"


def test_a_cancel_finds_a_place_when_calls_find_none(world: World, api: respx.MockRouter) -> None:
    world.sign_in()
    api.delete(PATH).respond(204)
    limiter = world.limiter()

    async def fill(client: Any) -> None:
        for _ in range(9):
            await limiter.acquire("heavy", keep=1)
        await client.cancel_ring_out("s-1")

    world.run(fill)
    limiter.close()
    assert world.clock.slept == []


@pytest.mark.parametrize(
    ("answer", "word"),
    [(500, "outcome-unknown"), (408, "outcome-unknown"), (302, "outcome-unknown"), (403, "permission-missing"),
     (400, "service-error")],
)  # fmt: skip
def test_a_cancel_that_is_refused_or_breaks_something_at_ringcentral(
    world: World, api: respx.MockRouter, answer: int, word: str
) -> None:
    world.sign_in()
    route = api.delete(PATH).respond(answer)
    assert failure(world, cancel).code == word
    assert route.call_count == 1


def test_a_cancel_that_never_left_is_no_secret(world: World, api: respx.MockRouter) -> None:
    world.sign_in()
    route = api.delete(PATH).mock(side_effect=httpcore.ConnectError)
    assert failure(world, cancel).code == "service-unreachable"
    assert route.call_count == 3


def test_warming_asks_once_in_half_a_minute(world: World, api: respx.MockRouter) -> None:
    world.sign_in()
    route = api.get(EXTENSION_PATH).respond(200, json={})

    async def use(client: Any) -> None:
        for _ in range(3):
            await client.warm()
        world.clock.now += 31
        await client.warm()

    world.run(use)
    assert route.call_count == 2


@pytest.mark.parametrize("answer", [httpx.Response(500), httpx.Response(429), httpx.Response(401)])
def test_warming_is_never_an_error(world: World, api: respx.MockRouter, answer: httpx.Response) -> None:
    world.sign_in()
    api.get(EXTENSION_PATH).mock(return_value=answer)
    api.post(TOKEN).mock(side_effect=httpcore.ConnectError)
    world.run(lambda client: client.warm())


def test_warming_leaves_places_to_the_calls(world: World, api: respx.MockRouter) -> None:
    world.sign_in()
    limiter = world.limiter()

    async def use(client: Any) -> None:
        for _ in range(40):
            await limiter.acquire("light")
        await client.warm()

    world.run(use)
    limiter.close()
    assert not api.calls


def test_nobody_signed_in_is_not_warmed(world: World, api: respx.MockRouter) -> None:
    world.run(lambda client: client.warm())
    assert not api.calls
