"""Rate groups: windows, headers, the penalty and its trap, by a clock that the test moves."""

from __future__ import annotations

import pytest

from ringout_host.simulator import Fault, Group, Kind, Operation, Plan, Simulator, people
from ringout_host.simulator.rates import Rates

from .clock import Clock
from .conftest import Person

SMALL = Plan(heavy=2)


def test_the_window_slides(clock: Clock) -> None:
    rates = Rates(clock)
    assert rates.take("app", Group.HEAVY, SMALL).remaining == 1
    clock.tick(40)
    assert rates.take("app", Group.HEAVY, SMALL).remaining == 0
    clock.tick(20)
    second = rates.take("app", Group.HEAVY, SMALL)
    assert second.allowed, "the first request has left the window"
    assert second.remaining == 0


def test_groups_and_apps_have_windows_of_their_own(clock: Clock) -> None:
    rates = Rates(clock)
    for _ in range(3):
        last = rates.take("app", Group.HEAVY, SMALL)
    assert not last.allowed
    assert rates.take("app", Group.LIGHT, SMALL).allowed
    assert rates.take("other", Group.HEAVY, SMALL).allowed


def test_a_request_inside_the_penalty_begins_it_anew(clock: Clock) -> None:
    rates = Rates(clock)
    verdicts = [rates.take("app", Group.HEAVY, SMALL) for _ in range(3)]
    assert [verdict.allowed for verdict in verdicts] == [True, True, False]
    assert (verdicts[2].retry_after, verdicts[2].trapped) == (60, False)
    clock.tick(59)
    early = rates.take("app", Group.HEAVY, SMALL)
    assert (early.allowed, early.trapped, early.retry_after) == (False, True, 60)
    clock.tick(59)
    assert rates.take("app", Group.HEAVY, SMALL).trapped, "the trap: it would have been over"
    clock.tick(60)
    assert rates.take("app", Group.HEAVY, SMALL).allowed


def test_looking_counts_nothing(clock: Clock) -> None:
    rates = Rates(clock)
    assert rates.peek("app", Group.HEAVY, SMALL).remaining == 2
    assert rates.peek("app", Group.HEAVY, SMALL).remaining == 2


def test_every_answer_carries_the_headers(person: Person) -> None:
    answer = person.dial("+12015550123")
    named = {name: answer.headers[f"x-rate-limit-{name}"] for name in ("group", "limit", "remaining", "window")}
    assert named == {"group": "heavy", "limit": "10", "remaining": "9", "window": "60"}
    assert person.status(answer.json()["id"]).headers["x-rate-limit-group"] == "light"
    assert person.get("/features").headers["x-rate-limit-group"] == "medium"
    refused = person.status("bm9uZQ")
    assert refused.status_code == 404
    assert refused.headers["x-rate-limit-remaining"] == "48"


def test_calls_and_cancels_share_heavy_and_429_says_how_long(person: Person) -> None:
    for _ in range(5):
        person.cancel(person.dial("+12015550123").json()["id"])
    answer = person.dial("+12015550123")
    assert answer.status_code == 429
    assert answer.headers["retry-after"] == "60"
    assert answer.headers["x-rate-limit-remaining"] == "0"
    assert answer.json()["errors"][0]["errorCode"] == "CMN-301"
    assert len(person.simulator.dialled) == 5
    assert person.simulator.books.trapped == 0
    person.dial("+12015550123")
    assert person.simulator.books.trapped == 1


def test_sign_ins_are_limited_by_app(simulator: Simulator, stranger: Person) -> None:
    for _ in range(5):
        stranger.sign_in()
    last = stranger.refresh("whatever")
    assert (last.status_code, last.headers["x-rate-limit-group"]) == (429, "auth")
    jwt = {"grant_type": "urn:ietf:params:oauth:grant-type:jwt-bearer", "assertion": people.JWT}
    auth = (people.CONFIDENTIAL_CLIENT_ID, people.CLIENT_SECRET)
    assert stranger.form("/restapi/oauth/token", jwt, auth).status_code == 200


def test_retry_after_can_be_left_out_and_limits_changed(simulator: Simulator, person: Person) -> None:
    simulator.set_limits(light=1, window=5, penalty=7)
    assert person.get().headers["x-rate-limit-window"] == "5"
    assert person.get().headers["retry-after"] == "7"
    simulator.knobs.retry_after = False
    assert "retry-after" not in person.get().headers
    simulator.no_limits()
    assert person.get().status_code == 200


def test_a_limit_of_the_whole_account_comes_without_rate_headers(simulator: Simulator, person: Person) -> None:
    simulator.fail_next(Operation.CREATE, Fault(Kind.STATUS, status=429, retry_after=3, rate_headers=False))
    answer = person.dial("+12015550123")
    assert (answer.status_code, answer.headers["retry-after"]) == (429, "3")
    assert not [name for name in answer.headers if name.startswith("x-rate-limit")]


@pytest.mark.parametrize("ending", ["71", "72"])
def test_429_once_and_then_a_normal_call(person: Person, ending: str) -> None:
    for _ in range(2):
        refused = person.dial(f"+120155501{ending}")
        assert refused.status_code == 429
        assert ("retry-after" in refused.headers) is (ending == "71")
        assert person.dial(f"+120155501{ending}").status_code == 200
    assert len(person.simulator.dialled) == 2
