"""POST ring-out: sent once, repeated only where nothing was dialled, and every end told apart."""

from __future__ import annotations

import httpcore
import httpx
import pytest
import respx

from ringout_host.errors import RingOutError
from ringout_host.ringcentral.client import RingCentral
from ringout_host.ringcentral.ringout import CREATE_PATH, RingOut, RingOutOrder

from .world import Watch, World

ORDER = RingOutOrder("+12015550123", "+442079460000", caller_id="+12015550100", play_prompt=False)
STARTED = {
    "id": "s-1",
    "uri": "https://elsewhere.example/x",
    "status": {"callStatus": "InProgress", "callerStatus": "InProgress", "calleeStatus": "InProgress"},
}
TOKEN_PATH = "/restapi/oauth/token"


def started() -> httpx.Response:
    return httpx.Response(200, json=STARTED)


def renewed() -> httpx.Response:
    return httpx.Response(
        200,
        json={
            "access_token": "second-token", "refresh_token": "second-refresh",
            "expires_in": 3600, "token_type": "bearer", "scope": "RingOut", "session_id": "x",
        },
    )  # fmt: skip


def create(world: World, watch: Watch, order: RingOutOrder = ORDER) -> RingOut:
    return world.run(lambda client: client.create_ring_out(order, watch))


def refusal(world: World, watch: Watch) -> RingOutError:
    with pytest.raises(RingOutError) as caught:
        create(world, watch)
    return caught.value


def test_what_is_sent(world: World, watch: Watch, api: respx.MockRouter) -> None:
    world.sign_in()
    route = api.post(CREATE_PATH).mock(return_value=started())
    made = create(world, watch)
    assert made.id == "s-1"
    assert made.status is not None
    assert made.status.caller == "InProgress"
    request = route.calls.last.request
    assert httpx.Response(200, content=request.content).json() == {
        "from": {"phoneNumber": "+12015550123"},
        "to": {"phoneNumber": "+442079460000"},
        "callerId": {"phoneNumber": "+12015550100"},
        "playPrompt": False,
    }
    assert request.headers["authorization"] == "Bearer first-token"
    assert request.headers["user-agent"].startswith("RingOut/")
    assert watch.told == ["sending"]


def test_without_caller_id_none_is_sent(world: World, watch: Watch, api: respx.MockRouter) -> None:
    world.sign_in()
    route = api.post(CREATE_PATH).mock(return_value=started())
    create(world, watch, RingOutOrder("+12015550123", "+442079460000"))
    assert b"callerId" not in route.calls.last.request.content


def test_an_integer_id_is_a_string_too(world: World, watch: Watch, api: respx.MockRouter) -> None:
    world.sign_in()
    api.post(CREATE_PATH).respond(200, json={"id": 234343434, "status": {"callStatus": "Weird"}})
    made = create(world, watch)
    assert made.id == "234343434"
    assert made.status is not None
    assert (made.status.call, made.status.caller) == ("Weird", "Unknown")


@pytest.mark.parametrize("status", [None, "InProgress", [], {}, {"callStatus": 7}])
def test_a_missing_status_is_no_failure(world: World, watch: Watch, api: respx.MockRouter, status: object) -> None:
    world.sign_in()
    api.post(CREATE_PATH).respond(200, json={"id": "s-1", "status": status})
    assert create(world, watch) == RingOut("s-1", None)


ANSWERED_NOBODY_KNOWS = {
    "408": httpx.Response(408),
    "500": httpx.Response(500, json={"errors": [{"errorCode": "CMN-201"}]}),
    "502 from a gateway": httpx.Response(502, html="<h1>Bad gateway</h1>"),
    "503 with Retry-After": httpx.Response(503, headers={"Retry-After": "5"}),
    "redirect": httpx.Response(302, headers={"Location": "https://elsewhere.example/"}),
    "not modified": httpx.Response(304),
    "nothing": httpx.Response(204),
    "not JSON": httpx.Response(200, text="hello"),
    "JSON of another type": httpx.Response(200, text='{"id": "s-1"}'),
    "broken JSON": httpx.Response(200, content=b'{"id": "s-1"', headers={"Content-Type": "application/json"}),
    "deep JSON": httpx.Response(200, content=b"[" * 200_000, headers={"Content-Type": "application/json"}),
    "too much": httpx.Response(200, json={"id": "s-1", "x": "x" * (1 << 20)}),
    "a list": httpx.Response(200, json=[STARTED]),
    "no id": httpx.Response(200, json={"status": STARTED["status"]}),
    "empty id": httpx.Response(200, json={"id": ""}),
    "odd id": httpx.Response(200, json={"id": True}),
    "dots": httpx.Response(200, json={"id": ".."}),
    "endless id": httpx.Response(200, json={"id": "x" * 513}),
}  # fmt: skip


@pytest.mark.parametrize("answer", ANSWERED_NOBODY_KNOWS.values(), ids=ANSWERED_NOBODY_KNOWS.keys())
def test_an_answer_that_leaves_it_open_is_never_repeated(
    world: World, watch: Watch, api: respx.MockRouter, answer: httpx.Response
) -> None:
    world.sign_in()
    route = api.post(CREATE_PATH).mock(return_value=answer)
    assert refusal(world, watch).code == "outcome-unknown"
    assert route.call_count == 1
    assert watch.told == ["sending"]


@pytest.mark.parametrize(
    "fault",
    [
        httpcore.ReadTimeout,
        httpcore.WriteTimeout,
        httpcore.ReadError,
        httpcore.WriteError,
        httpcore.RemoteProtocolError,
        httpcore.LocalProtocolError,
        RuntimeError,
        OSError,
        TimeoutError,
    ],
)
def test_a_cut_off_post_is_never_repeated(
    world: World, watch: Watch, api: respx.MockRouter, fault: type[Exception]
) -> None:
    world.sign_in()
    route = api.post(CREATE_PATH).mock(side_effect=fault)
    assert refusal(world, watch).code == "outcome-unknown"
    assert route.call_count == 1
    assert watch.told == ["sending"]


@pytest.mark.parametrize(
    "fault", [httpcore.ConnectError, httpcore.ConnectTimeout, httpcore.PoolTimeout, httpcore.ProxyError]
)
def test_a_connection_that_cannot_be_made_is_tried_three_times(
    world: World, watch: Watch, api: respx.MockRouter, fault: type[Exception]
) -> None:
    world.sign_in()
    route = api.post(CREATE_PATH).mock(side_effect=fault)
    assert refusal(world, watch).code == "service-unreachable"
    assert route.call_count == 3
    assert world.clock.slept == [0.5, 1.0]
    assert watch.told == ["sending", "not dialled"] * 3


def test_a_connection_made_at_the_second_try_dials_once(world: World, watch: Watch, api: respx.MockRouter) -> None:
    world.sign_in()
    api.post(CREATE_PATH).mock(side_effect=[httpcore.ConnectError, started()])
    assert create(world, watch).id == "s-1"
    assert watch.told == ["sending", "not dialled", "sending"]


def test_401_renews_once_and_dials_with_the_new_token(world: World, watch: Watch, api: respx.MockRouter) -> None:
    world.sign_in()
    route = api.post(CREATE_PATH).mock(side_effect=[httpx.Response(401), started()])
    token = api.post(TOKEN_PATH).mock(return_value=renewed())
    assert create(world, watch).id == "s-1"
    assert token.call_count == 1
    assert [call.request.headers["authorization"] for call in route.calls] == [
        "Bearer first-token",
        "Bearer second-token",
    ]
    assert watch.told == ["sending", "not dialled", "sending"]
    kept = world.store().load()
    assert kept is not None
    assert (kept.access_token, kept.refresh_token) == ("second-token", "second-refresh")


def test_401_rereads_the_store_before_it_renews(world: World, watch: Watch, api: respx.MockRouter) -> None:
    world.sign_in()

    def another_host_renewed(request: httpx.Request) -> httpx.Response:
        world.sign_in(access_token="from-another-host")
        return httpx.Response(401)

    route = api.post(CREATE_PATH).mock(side_effect=[another_host_renewed, started()])
    route.side_effect = lambda request: (
        started() if "another" in request.headers["authorization"] else another_host_renewed(request)
    )
    token = api.post(TOKEN_PATH)
    assert create(world, watch).id == "s-1"
    assert token.call_count == 0


def test_a_second_401_ends_it(world: World, watch: Watch, api: respx.MockRouter) -> None:
    world.sign_in()
    route = api.post(CREATE_PATH).mock(return_value=httpx.Response(401))
    api.post(TOKEN_PATH).mock(return_value=renewed())
    assert refusal(world, watch).code == "sign-in-expired"
    assert route.call_count == 2
    assert watch.told == ["sending", "not dialled"] * 2
    kept = world.store().load()
    assert kept is not None
    assert kept.ended, "whoever asks next is told to sign in, and RingCentral is not asked again"
    assert world.ended == [True]


def test_a_token_that_was_renewed_under_way_is_refused_and_that_ends_nothing(
    world: World, watch: Watch, api: respx.MockRouter
) -> None:
    """A renewal makes the token before it worthless at once, also for a request that is under way with it."""
    world.sign_in()

    def post(request: httpx.Request) -> httpx.Response:
        bearer = request.headers["authorization"].removeprefix("Bearer ")
        if bearer == "first-token":
            world.sign_in(access_token="theirs", refresh_token="their-refresh")  # another host has just renewed it
        return started() if bearer == "second-token" else httpx.Response(401)  # RingCentral refuses theirs as well

    route = api.post(CREATE_PATH).mock(side_effect=post)
    token = api.post(TOKEN_PATH).mock(return_value=renewed())
    assert create(world, watch).id == "s-1"
    assert (route.call_count, token.call_count) == (3, 1)
    assert world.ended == []


def test_429_waits_and_dials_again(world: World, watch: Watch, api: respx.MockRouter) -> None:
    world.sign_in()
    begun = world.clock.now
    headers = {"Retry-After": "42", "X-Rate-Limit-Group": "heavy"}
    api.post(CREATE_PATH).mock(side_effect=[httpx.Response(429, headers=headers), started()])
    assert create(world, watch).id == "s-1"
    assert 42 <= world.clock.now - begun < 44
    assert watch.told == ["sending", "not dialled", 42, 0, "sending"]


def test_429_without_retry_after_waits_30_s(world: World, watch: Watch, api: respx.MockRouter) -> None:
    world.sign_in()
    begun = world.clock.now
    api.post(CREATE_PATH).mock(side_effect=[httpx.Response(429), started()])
    create(world, watch)
    assert 30 <= world.clock.now - begun < 32


def test_429_is_given_up_before_three_minutes(world: World, watch: Watch, api: respx.MockRouter) -> None:
    world.sign_in()
    begun = world.clock.now
    headers = {"Retry-After": "70", "X-Rate-Limit-Group": "heavy"}
    route = api.post(CREATE_PATH).mock(return_value=httpx.Response(429, headers=headers))
    error = refusal(world, watch)
    assert error.code == "rate-limited"
    assert error.retry_after == 70
    assert route.call_count == 3
    assert world.clock.now - begun <= 180
    assert watch.told[-2:] == ["sending", "not dialled"]


def test_a_renewal_that_is_limited_makes_the_call_wait_and_not_fail(
    world: World, watch: Watch, api: respx.MockRouter
) -> None:
    world.sign_in()
    route = api.post(CREATE_PATH).mock(side_effect=[httpx.Response(401), started()])
    headers = {"Retry-After": "100", "X-Rate-Limit-Group": "auth"}
    api.post(TOKEN_PATH).mock(side_effect=[httpx.Response(429, headers=headers), renewed()])
    assert create(world, watch).id == "s-1"
    assert watch.told == ["sending", "not dialled", 100, 0, "sending"]
    assert route.call_count == 2


def test_all_waits_of_a_call_come_out_of_one_patience(world: World, watch: Watch, api: respx.MockRouter) -> None:
    world.sign_in()
    begun = world.clock.now
    heavy = httpx.Response(429, headers={"Retry-After": "100", "X-Rate-Limit-Group": "heavy"})
    auth = httpx.Response(429, headers={"Retry-After": "100", "X-Rate-Limit-Group": "auth"})
    api.post(CREATE_PATH).mock(side_effect=[heavy, httpx.Response(401)])
    api.post(TOKEN_PATH).mock(return_value=auth)
    assert refusal(world, watch).code == "rate-limited"
    assert world.clock.now - begun <= 180


def test_whoever_must_write_it_down_first_can_stop_it(
    world: World, watch: Watch, api: respx.MockRouter, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.sign_in()
    route = api.post(CREATE_PATH)

    async def disk_full() -> None:
        raise OSError("no space left")

    monkeypatch.setattr(watch, "sending", disk_full)
    with pytest.raises(OSError, match="no space"):
        create(world, watch)
    assert route.call_count == 0


def test_nobody_is_signed_in(world: World, watch: Watch, api: respx.MockRouter) -> None:
    assert refusal(world, watch).code == "signed-out"
    assert watch.told == []
    assert not api.calls


def test_offline_while_the_token_must_be_renewed(world: World, watch: Watch, api: respx.MockRouter) -> None:
    before = world.sign_in(access_expires_at=world.clock.now + 30)
    api.post(TOKEN_PATH).mock(side_effect=httpcore.ConnectError)
    assert refusal(world, watch).code == "service-unreachable"
    assert watch.told == []
    assert world.store().load() == before


def test_a_refusal_dials_nothing_and_is_not_repeated(world: World, watch: Watch, api: respx.MockRouter) -> None:
    world.sign_in()
    body = {"errors": [{"errorCode": "CMN-101", "parameterName": "to"}]}
    route = api.post(CREATE_PATH).respond(400, json=body)
    assert refusal(world, watch).code == "invalid-number"
    assert route.call_count == 1
    assert watch.told == ["sending", "not dialled"]


def test_nothing_that_is_raised_holds_a_token(world: World, watch: Watch, api: respx.MockRouter) -> None:
    world.sign_in()
    for outcome in (httpcore.ReadTimeout, httpcore.ConnectError, httpx.Response(500), httpx.Response(403)):
        kind = "return_value" if isinstance(outcome, httpx.Response) else "side_effect"
        api.post(CREATE_PATH).mock(**{kind: outcome})
        error: BaseException | None = refusal(world, watch)
        while error is not None:
            assert not isinstance(error, httpx.HTTPError)
            assert "first-token" not in repr((error, error.args, vars(error)))
            error = error.__cause__ or error.__context__


def test_nine_calls_a_minute_leave_the_tenth_place_to_a_cancel(
    world: World, watch: Watch, api: respx.MockRouter
) -> None:
    world.sign_in()
    api.post(CREATE_PATH).mock(return_value=started())
    cancel = api.delete(f"{CREATE_PATH}/s-1").respond(204)

    async def use(client: RingCentral) -> None:
        for _ in range(9):
            await client.create_ring_out(ORDER, watch)
        began = world.clock.now
        assert await client.cancel_ring_out("s-1")
        assert world.clock.now == began, "a cancel that waits rings a telephone"
        await client.create_ring_out(ORDER, watch)
        assert world.clock.now >= began + 59

    world.run(use)
    assert cancel.call_count == 1


def test_what_an_answer_says_of_the_limit_holds_for_the_next_call(
    world: World, watch: Watch, api: respx.MockRouter
) -> None:
    world.sign_in()
    said = {"X-Rate-Limit-Group": "heavy", "X-Rate-Limit-Limit": "3", "X-Rate-Limit-Window": "60"}
    api.post(CREATE_PATH).mock(return_value=httpx.Response(200, json=STARTED, headers=said))

    async def use(client: RingCentral) -> None:
        began = world.clock.now
        for _ in range(2):
            await client.create_ring_out(ORDER, watch)
        assert world.clock.now == began
        await client.create_ring_out(ORDER, watch)
        assert world.clock.now >= began + 60, "one of three is kept for a cancel"

    world.run(use)
