"""The desk every RingCentral request passes, in one order: entered in the books, spoilt by a waiting fault, token,
rate window, permissions, path ids, and then its handler. It decides; `delivery` sends.
"""

from __future__ import annotations

from dataclasses import replace

from . import oauth, people, refusal
from .ask import Answer, Ask
from .books import Received, now
from .rates import Verdict
from .refusal import Refusal
from .routes import Served
from .world import World


def decide(world: World, served: Served, ask: Ask) -> Answer:
    """The answer to a complete request."""
    with world.lock:
        world.books.enter(
            Received(
                operation=ask.operation,
                method=ask.method,
                path=ask.path,
                at=now(),
                request_id=ask.request_id,
                client_request_id=ask.headers.get("x-request-id"),
                user_agent=ask.headers.get("user-agent", ""),
            )
        )
        fault = world.faults.take(ask.operation)
        if fault is not None and not fault.executed:
            answer = Answer(fault=fault, headers=_peek(world, served, ask))
        else:
            answer = _answer(world, served, ask)
            if fault is not None:
                answer = replace(answer, fault=fault)
        if answer.fault is not None and not answer.fault.rate_headers:
            answer = replace(answer, headers=_without_rates(answer))
        return answer


def _answer(world: World, served: Served, ask: Ask) -> Answer:
    headers: dict[str, str] = {}
    try:
        app = world.sessions.check(_bearer(ask)).client_id if served.bearer else oauth.client_of(ask)
        verdict = _take(world, served, app)
        if verdict is not None:
            headers = verdict.headers()
            if not verdict.allowed:
                raise refusal.too_many(verdict.retry_after if world.knobs.retry_after else None)
        if served.app_permission is not None and served.app_permission not in world.knobs.scopes:
            raise refusal.app_may_not(served.app_permission)
        if ask.operation in world.knobs.forbidden:
            raise refusal.user_may_not(served.user_permission or ask.operation)
        _own(ask)
        answer = served.handler(world, ask)
    except Refusal as no:
        return Answer(no.status, no.body(world.knobs.error_shape), {**headers, **no.headers})
    return replace(answer, headers={**headers, **answer.headers})


def _take(world: World, served: Served, app: str) -> Verdict | None:
    if served.group is None:
        return None
    verdict = world.rates.take(app, served.group, world.knobs.plan)
    if verdict.trapped:
        world.books.trap()
    return verdict


def _peek(world: World, served: Served, ask: Ask) -> dict[str, str]:
    if served.group is None:
        return {}
    token = ask.headers.get("authorization", "").partition(" ")[2]
    app = world.sessions.client_of(token) if served.bearer else oauth.client_of(ask)
    return world.rates.peek(app, served.group, world.knobs.plan).headers()


def _without_rates(answer: Answer) -> dict[str, str]:
    return {name: value for name, value in answer.headers.items() if not name.startswith("X-Rate-Limit")}


def _bearer(ask: Ask) -> str:
    scheme, _, token = ask.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token:
        raise refusal.no_token()
    return token


def _own(ask: Ask) -> None:
    """A path may name nobody but the person who is signed in."""
    for name, own in (("accountId", people.ACCOUNT_ID), ("extensionId", people.EXTENSION_ID)):
        if ask.params.get(name, "~") not in ("~", str(own)):
            raise refusal.unknown(name)
