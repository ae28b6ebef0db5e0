"""POST ring-out: sent once, repeated only where nothing was dialled, and every end told apart."""

from __future__ import annotations

import httpx
import pytest
import respx

from ringout_host.errors import RingOutError
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
