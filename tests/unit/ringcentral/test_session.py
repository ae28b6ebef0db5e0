"""A valid token: renewed once, saved first, and nobody signed out by the network."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs

import httpcore
import httpx
import pytest
import respx
from filelock import FileLock

from ringout_host.errors import AccountError, HostError, RingOutError, ServiceError
from ringout_host.ringcentral.client import RingCentral
from ringout_host.ringcentral.store_file import FileStore
from ringout_host.ringcentral.tokens import Grant

from .world import World

TOKEN = "/restapi/oauth/token"
RENEWED = {"access_token": "second-token", "refresh_token": "second-refresh", "expires_in": 3600}
REFUSED = {"error": "invalid_grant", "error_description": "x", "errors": [{"errorCode": "OAU-210"}]}


def renewed() -> httpx.Response:
    return httpx.Response(200, json=RENEWED)


def refused() -> httpx.Response:
    return httpx.Response(400, json=REFUSED)


def access(world: World, **arguments: Any) -> str:
    return world.run(lambda client: client.grants.access(**arguments))


def error(world: World, **arguments: Any) -> RingOutError:
    with pytest.raises(RingOutError) as caught:
        access(world, **arguments)
    return caught.value


def form(call: Any) -> dict[str, list[str]]:
    return parse_qs(call.request.content.decode())


def stored(world: World) -> Grant:
    grant = world.store().load()
    assert grant is not None
    return grant


def test_a_fresh_token_asks_nobody(world: World, api: respx.MockRouter) -> None:
    world.sign_in()
    assert access(world) == "first-token"
    assert not api.calls


def test_a_token_is_renewed_a_minute_before_its_end(world: World, api: respx.MockRouter) -> None:
    route = api.post(TOKEN).mock(return_value=renewed())
    world.sign_in(access_expires_at=world.clock.now + 61)
    assert access(world) == "first-token"
    world.sign_in(access_expires_at=world.clock.now + 60)
    assert access(world) == "second-token"
    assert route.call_count == 1
    assert form(route.calls.last) == {
        "grant_type": ["refresh_token"],
        "refresh_token": ["first-refresh"],
        "client_id": ["app"],
    }
    assert "authorization" not in route.calls.last.request.headers
    assert (stored(world).access_token, stored(world).refresh_token) == ("second-token", "second-refresh")
    assert stored(world).access_expires_at == world.clock.now + 3600


def test_an_app_with_a_secret_uses_basic(world: World, api: respx.MockRouter) -> None:
    route = api.post(TOKEN).mock(return_value=renewed())
    world.sign_in(access_expires_at=0.0, client_id="a:b", client_secret="s/+")
    access(world)
    assert route.calls.last.request.headers["authorization"] == "Basic YSUzQWI6cyUyRiUyQg=="
    assert "client_id" not in form(route.calls.last)


def test_saved_first_then_used(world: World, api: respx.MockRouter, monkeypatch: pytest.MonkeyPatch) -> None:
    world.sign_in(access_expires_at=0.0)
    api.post(TOKEN).mock(return_value=renewed())

    def full(*_: object) -> None:
        raise HostError("storage-failed")

    monkeypatch.setattr("ringout_host.ringcentral.store_file.FileStore.save", full)
    assert error(world).code == "storage-failed"


def test_many_tasks_renew_once(world: World, api: respx.MockRouter) -> None:
    world.sign_in(access_expires_at=0.0)
    route = api.post(TOKEN).mock(return_value=renewed())

    async def use(client: RingCentral) -> list[str]:
        return await asyncio.gather(*(client.grants.access() for _ in range(20)))

    assert set(world.run(use)) == {"second-token"}
    assert route.call_count == 1


def test_two_hosts_renew_once(world: World, api: respx.MockRouter) -> None:
    world.sign_in(access_expires_at=0.0)
    route = api.post(TOKEN).mock(return_value=renewed())

    async def main() -> list[str]:
        clients = [world.client(), world.client()]
        try:
            return await asyncio.gather(*(client.grants.access() for client in clients))
        finally:
            for client in clients:
                await client.close()

    assert asyncio.run(main()) == ["second-token", "second-token"]
    assert route.call_count == 1


def test_401_is_answered_by_another_hosts_token(world: World, api: respx.MockRouter) -> None:
    world.sign_in()

    async def use(client: RingCentral) -> str:
        await client.grants.access()
        world.sign_in(access_token="from-another-host")
        return await client.grants.access(refused="first-token")

    assert world.run(use) == "from-another-host"
    assert not api.calls


def test_a_refused_refresh_ends_the_sign_in_once_and_for_all(world: World, api: respx.MockRouter) -> None:
    world.sign_in(access_expires_at=0.0)
    route = api.post(TOKEN).mock(return_value=refused())
    for _ in range(3):
        assert error(world).code == "sign-in-expired"
    assert route.call_count == 1, "remembered across hosts"
    assert stored(world).ended
    assert "first" not in world.home.tokens.read_text()
    assert world.ended


def test_a_new_sign_in_helps_a_host_whose_sign_in_had_ended(world: World, api: respx.MockRouter) -> None:
    world.sign_in(access_expires_at=0.0)
    api.post(TOKEN).mock(return_value=refused())

    async def use(client: RingCentral) -> str:
        with pytest.raises(AccountError):
            await client.grants.access()
        world.sign_in(access_token="third-token")
        return await client.grants.access()

    assert world.run(use) == "third-token"


NOT_ITS_FAULT: dict[str, Any] = {
    "offline": httpcore.ConnectError,
    "cut off": httpcore.ReadError,
    "silent": httpcore.ReadTimeout,
    "500": httpx.Response(500),
    "503": httpx.Response(503, json=REFUSED),
    "408": httpx.Response(408),
    "captive portal": httpx.Response(200, html="<h1>Welcome to the hotel</h1>"),
    "redirect": httpx.Response(302, headers={"Location": "https://hotel.example/"}),
    "a gateway's 400": httpx.Response(400, html="<h1>Bad request</h1>"),
    "a gateway's 403": httpx.Response(403, json={"message": "no"}),
    "busy, in OAuth's words": httpx.Response(400, json={"error": "temporarily_unavailable"}),
    "no token": httpx.Response(200, json={"token_type": "bearer"}),
    "404": httpx.Response(404, json={"errors": [{"errorCode": "CMN-102"}]}),
}


@pytest.mark.parametrize("outcome", NOT_ITS_FAULT.values(), ids=NOT_ITS_FAULT.keys())
def test_the_network_signs_nobody_out(world: World, api: respx.MockRouter, outcome: Any) -> None:
    before = world.sign_in(access_expires_at=0.0)
    kind = "return_value" if isinstance(outcome, httpx.Response) else "side_effect"
    api.post(TOKEN).mock(**{kind: outcome})
    caught = error(world)
    assert (type(caught), caught.code) == (ServiceError, "service-unreachable")
    assert stored(world) == before
    assert not world.ended


def limited(seconds: int) -> httpx.Response:
    return httpx.Response(429, headers={"Retry-After": str(seconds), "X-Rate-Limit-Group": "auth"})


def test_429_of_the_token_endpoint_is_waited_for_as_told(world: World, api: respx.MockRouter) -> None:
    world.sign_in(access_expires_at=0.0)
    route = api.post(TOKEN).mock(side_effect=[limited(60), renewed()])
    told: list[int] = []
    assert access(world, waiting=lambda seconds: told.append(round(seconds))) == "second-token"
    assert sum(world.clock.slept) >= 60, "nothing was sent inside the penalty"
    assert route.call_count == 2
    assert told == [60, 0]


def test_429_of_the_token_endpoint_that_outlasts_all_patience(world: World, api: respx.MockRouter) -> None:
    before = world.sign_in(access_expires_at=0.0)
    route = api.post(TOKEN).mock(return_value=limited(60))
    caught = error(world)
    assert (caught.code, caught.retry_after) == ("rate-limited", 60)
    assert route.call_count == 2, "the second answer would have made it wait two minutes"
    assert stored(world) == before
    assert not world.ended
    caught = error(world, patience=5.0)
    assert caught.code == "rate-limited"
    assert route.call_count == 2, "nothing is sent inside the penalty"


@pytest.mark.parametrize("word", ["invalid_grant", "invalid_client", "unauthorized_client"])
def test_every_refusal_of_the_app_ends_it(world: World, api: respx.MockRouter, word: str) -> None:
    world.sign_in(access_expires_at=0.0)
    api.post(TOKEN).respond(401 if word == "invalid_client" else 400, json={"error": word})
    assert error(world).code == "sign-in-expired"


def test_a_refusal_without_rfc_words_is_known_by_its_code(world: World, api: respx.MockRouter) -> None:
    world.sign_in(access_expires_at=0.0)
    api.post(TOKEN).respond(400, json={"errors": [{"errorCode": "OAU-213"}]})
    assert error(world).code == "sign-in-expired"


def test_a_jwt_brings_a_new_grant_where_there_is_no_refresh_token(world: World, api: respx.MockRouter) -> None:
    world.sign_in(access_expires_at=0.0, refresh_token=None, jwt="the-jwt", client_secret="s")
    route = api.post(TOKEN).mock(return_value=renewed())
    assert access(world) == "second-token"
    assert form(route.calls.last) == {
        "grant_type": ["urn:ietf:params:oauth:grant-type:jwt-bearer"],
        "assertion": ["the-jwt"],
    }
    assert stored(world).jwt == "the-jwt"


def test_a_jwt_helps_after_a_refused_refresh(world: World, api: respx.MockRouter) -> None:
    world.sign_in(access_expires_at=0.0, jwt="the-jwt")
    route = api.post(TOKEN).mock(side_effect=[refused(), renewed()])
    assert access(world) == "second-token"
    assert route.call_count == 2


def test_a_refused_jwt_ends_it(world: World, api: respx.MockRouter) -> None:
    world.sign_in(access_expires_at=0.0, jwt="the-jwt")
    route = api.post(TOKEN).mock(return_value=refused())
    for _ in range(2):
        assert error(world).code == "sign-in-expired"
    assert route.call_count == 2
    assert "the-jwt" not in world.home.tokens.read_text()


def test_offline_during_the_jwt_keeps_everything(world: World, api: respx.MockRouter) -> None:
    before = world.sign_in(access_expires_at=0.0, jwt="the-jwt")
    api.post(TOKEN).mock(side_effect=[refused(), httpcore.ConnectError])
    assert error(world).code == "service-unreachable"
    assert stored(world) == before


def test_a_grant_that_nothing_renews_is_used_until_it_is_refused(world: World, api: respx.MockRouter) -> None:
    world.sign_in(access_expires_at=0.0, refresh_token=None)
    assert access(world) == "first-token", "our clock may be wrong"
    assert error(world, refused="first-token").code == "sign-in-expired"
    assert not api.calls


def test_sign_out_elsewhere_reaches_a_living_host(world: World, api: respx.MockRouter) -> None:
    world.sign_in()

    async def use(client: RingCentral) -> None:
        await client.grants.access()
        other = world.client()
        await other.grants.forget()
        with pytest.raises(AccountError) as caught:
            await client.grants.access()
        assert caught.value.code == "signed-out"
        await other.grants.adopt(Grant(client_id="b", access_token="other-person", access_expires_at=9e9))
        assert await client.grants.access() == "other-person"
        await other.close()

    world.run(use)


@pytest.mark.parametrize("damage", [lambda path: path.chmod(0o644), lambda path: path.write_text("{")])
def test_a_token_file_that_cannot_be_trusted(world: World, damage: Callable[[Any], None]) -> None:
    world.sign_in()
    damage(world.home.tokens)
    assert error(world).code == "config-invalid"


def test_a_lock_that_is_never_freed_is_given_up(
    world: World, api: respx.MockRouter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ringout_host.ringcentral.turns.LOCK_PATIENCE", 0.0)
    world.sign_in(access_expires_at=0.0)
    with FileLock(world.home.state / "tokens.lock", thread_local=False):
        caught = error(world)
    assert caught.code == "storage-failed"
    assert "another ringout program" in caught.message.lower()


def test_a_cancelled_wait_for_the_lock_leaves_it_free(
    world: World, api: respx.MockRouter, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.sign_in(access_expires_at=0.0)
    api.post(TOKEN).mock(return_value=renewed())
    tried = asyncio.Event()

    class Watched(FileLock):
        def acquire(self, *args: Any, **kwargs: Any) -> Any:
            tried.set()
            return super().acquire(*args, **kwargs)

    monkeypatch.setattr("filelock.FileLock", Watched)

    async def use(client: RingCentral) -> str:
        with FileLock(world.home.state / "tokens.lock", thread_local=False):
            waiting = asyncio.create_task(client.grants.access())
            await tried.wait()
            waiting.cancel()
            await asyncio.gather(waiting, return_exceptions=True)
        return await client.grants.access()

    assert world.run(use) == "second-token"


@pytest.mark.parametrize("end", ["the waiting request gives up", "the host closes"])
def test_a_renewal_is_saved_whoever_gives_up_waiting(world: World, api: respx.MockRouter, end: str) -> None:
    """RingCentral has thrown the old tokens away by the time it answers: its answer must not be."""
    asked, may_answer = asyncio.Event(), asyncio.Event()
    answers = iter((renewed(), refused()))

    async def slow(_: httpx.Request) -> httpx.Response:
        answer = next(answers)
        asked.set()
        await may_answer.wait()
        return answer

    api.post(TOKEN).mock(side_effect=slow)
    world.sign_in(access_expires_at=world.clock.now)

    async def main() -> None:
        client = world.client()
        waiting = asyncio.create_task(client.grants.access())
        await asked.wait()
        waiting.cancel()
        await asyncio.wait([waiting])
        if end == "the host closes":
            closing = asyncio.create_task(client.close())
            await asyncio.sleep(0)
            may_answer.set()
            await closing
        else:
            may_answer.set()
            assert await client.grants.access() == "second-token"
            await client.close()

    asyncio.run(main())
    assert len(api.calls) == 1
    assert (stored(world).access_token, stored(world).refresh_token) == ("second-token", "second-refresh")


def test_a_renewal_that_the_disk_did_not_take_is_saved_the_next_time(
    world: World, api: respx.MockRouter, monkeypatch: pytest.MonkeyPatch
) -> None:
    api.post(TOKEN).mock(side_effect=[renewed(), refused()])
    world.sign_in(access_expires_at=world.clock.now)

    async def use(client: RingCentral) -> str:
        def full(*_: object) -> None:
            raise HostError("storage-failed", "The disk is full.")

        with monkeypatch.context() as patched:
            patched.setattr(FileStore, "save", full)
            with pytest.raises(HostError, match="full"):
                await client.grants.access()
        return await client.grants.access()

    assert world.run(use) == "second-token"
    assert stored(world).refresh_token == "second-refresh"
    assert len(api.calls) == 1
