"""Signing in and out, settings, confirmations and a call that loses its sign-in, as the browser asks for them."""

from __future__ import annotations

import signal
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from ringout_host.browsers.stdio import HostProcess, HostRefused, Notification
from ringout_host.demo.stage import Stage
from ringout_host.simulator import people

from .conftest import Start


@pytest.fixture
def nobody() -> Iterator[Stage]:
    """A stage on which nobody is signed in yet, with an app that is known."""
    with Stage(speed=100, signed_in=False) as made:
        made.simulator.no_limits()
        made.places.config.write_text(f'[app]\nclientId = "{people.PUBLIC_CLIENT_ID}"\n')
        yield made


def host_on(stage: Stage) -> HostProcess:
    env = {"PATH": "/usr/bin:/bin", "HOME": str(stage.folder), **stage.environment}
    return HostProcess(stage.host, env=env)


def signed_in(note: Notification) -> bool:
    return note.method == "account.changed" and note.params["account"]["signedIn"] is True


def signed_out(note: Notification) -> bool:
    return note.method == "account.changed" and note.params["account"]["signedIn"] is False


def a_call(host: HostProcess, request_id: str, text: str = "(201) 555-0123") -> dict[str, object]:
    asked = {"requestId": request_id, "text": text, "region": "US"}
    call: dict[str, object] = host.request("calls.start", asked)["call"]
    return call


def test_sign_in_through_the_browser_and_out_again(nobody: Stage) -> None:
    with host_on(nobody) as host:
        assert host.request("session.get")["account"]["signedIn"] is False
        with pytest.raises(HostRefused) as caught:
            a_call(host, "too-soon")
        assert caught.value.code == "signed-out"
        address = host.request("account.signIn")["authorizeUrl"]
        assert address.startswith(nobody.simulator.url)
        assert "code_challenge_method=S256" in address
        with urllib.request.urlopen(address) as page:  # noqa: S310 - the simulator approves and redirects to the host
            assert b"signed in" in page.read()
        account = host.wait_for(signed_in).params["account"]
        assert account["name"] == people.NAME
        assert host.request("session.get")["simulator"] is True
        a_call(host, "now")
        host.wait_for(lambda note: note.params.get("call", {}).get("phase") == "ended", 30)
        host.request("account.signOut")
        host.wait_for(signed_out)
        with pytest.raises(HostRefused) as caught:
            a_call(host, "after")
        assert caught.value.code == "signed-out"
        assert not nobody.places.tokens.exists() or "access" not in nobody.places.tokens.read_text()
        host.close()


def test_without_an_app_sign_in_says_what_is_missing(nobody: Stage) -> None:
    nobody.places.config.write_text("")
    with host_on(nobody) as host, pytest.raises(HostRefused) as caught:
        host.request("account.signIn")
    assert "client" in (caught.value.message + caught.value.remedy).lower()


def test_a_sign_in_that_is_begun_again_ends_the_first(nobody: Stage) -> None:
    with host_on(nobody) as host:
        first = host.request("account.signIn")["authorizeUrl"]
        second = host.request("account.signIn")["authorizeUrl"]
        assert first != second
        with urllib.request.urlopen(second) as page:  # noqa: S310
            page.read()
        host.wait_for(signed_in)
        assert host.close() == 0


def test_a_host_that_ends_in_the_middle_of_a_sign_in_ends_at_once(nobody: Stage) -> None:
    with host_on(nobody) as host:
        host.request("account.signIn")
        assert host.close(timeout=2) == 0


def test_a_grant_that_was_revoked_ends_as_expired_and_everybody_is_told(stage: Stage, start: Start) -> None:
    host = start()
    host.request("session.get")
    # The JWT would sign in again by itself; here the person's right to it has ended as well.
    stage.simulator.revoke_sessions()
    tokens = stage.places.tokens
    tokens.write_text(tokens.read_text().replace(people.JWT, "another.jwt.unheard-of"))
    a_call(host, "a")
    last = host.wait_for(lambda note: note.params.get("call", {}).get("phase") == "failed", 30).params["call"]
    assert last["reason"]["code"] == "sign-in-expired"
    assert "ringout login" in last["reason"]["remedy"]
    host.wait_for(signed_out)
    with pytest.raises(HostRefused) as caught:
        a_call(host, "b", "(202) 555-0123")
    assert caught.value.code == "sign-in-expired"
    assert stage.simulator.dialled == []


def test_being_offline_signs_nobody_out(stage: Stage, start: Start) -> None:
    stage.simulator.expire_tokens()
    with stage.simulator.offline():
        host = start()
        assert host.request("session.get")["account"]["signedIn"] is True
        a_call(host, "a")
        last = host.wait_for(lambda note: note.params.get("call", {}).get("phase") == "failed", 60).params["call"]
        assert last["reason"]["code"] == "service-unreachable"
    assert host.request("session.get")["account"]["signedIn"] is True
    assert stage.simulator.dialled == []


def test_settings_are_kept_and_used_for_the_next_call(stage: Stage, start: Start) -> None:
    host = start()
    changed = host.request(
        "settings.update",
        {"from": people.MOBILE, "callerId": people.DIRECT_NUMBER, "playPrompt": False, "perMinute": 2},
    )
    assert changed["settings"]["from"] == people.MOBILE
    assert changed["policy"]["perMinute"] == 2
    a_call(host, "a")
    a_call(host, "b", "(202) 555-0123")
    with pytest.raises(HostRefused) as caught:
        a_call(host, "c", "(203) 555-0123")
    assert caught.value.code == "limit-minute"
    assert caught.value.retry_after is not None
    host.wait_for(lambda note: note.params.get("call", {}).get("phase") == "ended", 30)
    first = stage.simulator.dialled[0]
    assert (first.from_, first.caller_id, first.play_prompt) == (people.MOBILE, people.DIRECT_NUMBER, False)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("+12015550102", "+12015550102"),
        ("+12015550100*101", "+12015550100*101"),
        ("(201) 555-0102", "+12015550102"),
        ("+44 20 7946 0105", "+442079460105"),
    ],
)
def test_a_phone_of_ones_own_may_be_typed_as_people_write_it(start: Start, typed: str, kept: str) -> None:
    assert start().request("settings.update", {"from": typed})["settings"]["from"] == kept


def test_what_is_no_phone_is_refused_and_the_choice_stays(start: Start) -> None:
    host = start()
    host.request("settings.update", {"from": people.MOBILE})
    with pytest.raises(HostRefused) as caught:
        host.request("settings.update", {"from": "my phone"})
    assert caught.value.code == "not-a-number"
    assert host.request("session.get")["settings"]["from"] == people.MOBILE


@pytest.mark.parametrize("wanted", ["911", "+1 900 555 0123", "my phone"])
def test_no_call_begins_by_ringing_what_is_never_dialled(stage: Stage, start: Start, wanted: str) -> None:
    with pytest.raises(HostRefused) as caught:
        start().request("calls.start", {"requestId": "a", "text": "(201) 555-0123", "from": wanted})
    assert caught.value.code == "from-not-allowed"
    assert stage.simulator.dialled == []


def test_a_caller_id_that_is_no_number_is_refused_before_anything_is_written_or_changed(
    stage: Stage, start: Start
) -> None:
    host = start()
    host.request("settings.update", {"callerId": people.DIRECT_NUMBER})
    for method, params in (
        ("settings.update", {"callerId": "Acme Sales"}),
        ("calls.start", {"requestId": "a", "text": "(201) 555-0123", "callerId": "Acme Sales"}),
    ):
        with pytest.raises(HostRefused) as caught:
            host.request(method, params)
        assert caught.value.code == "caller-id-not-allowed"
        assert "Acme Sales" in caught.value.message
    assert host.request("session.get")["settings"]["callerId"] == people.DIRECT_NUMBER
    assert host.request("calls.list", {"limit": 5})["calls"] == []
    assert stage.simulator.dialled == []


def test_another_country_needs_a_confirmation_for_that_number(stage: Stage, start: Start) -> None:
    host = start()
    text = {"text": "+44 20 7946 0123", "region": "US"}
    assert host.request("numbers.inspect", text)["verdict"] == "confirm"
    with pytest.raises(HostRefused) as caught:
        host.request("calls.start", {"requestId": "a", **text})
    assert caught.value.code == "country-not-allowed"
    other = host.request("numbers.confirm", {"text": "+44 20 7946 0124"})["confirmation"]
    with pytest.raises(HostRefused):
        host.request("calls.start", {"requestId": "b", **text, "confirmation": other})
    token = host.request("numbers.confirm", text)["confirmation"]
    call = host.request("calls.start", {"requestId": "c", **text, "confirmation": token})["call"]
    assert call["phase"] == "placing"
    with pytest.raises(HostRefused) as caught:
        host.request("numbers.confirm", {"text": "911", "region": "US"})
    assert caught.value.code == "emergency-number"


@pytest.mark.parametrize("text", ["911", "+1 900 555 0123", "*67 201 555 0123"])
def test_what_is_never_dialled_cannot_be_confirmed_either(start: Start, text: str) -> None:
    with pytest.raises(HostRefused) as caught:
        start().request("numbers.confirm", {"text": text, "region": "US"})
    assert caught.value.code in ("emergency-number", "premium-rate", "feature-code", "invalid-number")


def test_the_card_is_told_beforehand_that_the_number_was_called_a_moment_ago(stage: Stage, start: Start) -> None:
    stage.simulator.knobs.speed = 5
    host = start()
    a_call(host, "a")
    text = {"text": "(201) 555-0123", "region": "US"}
    up = host.request("numbers.inspect", text)
    assert (up["verdict"], up["code"]) == ("refuse", "duplicate-call")
    host.wait_for(lambda note: note.params.get("call", {}).get("phase") == "ended", 30)
    after = host.request("numbers.inspect", text)
    assert (after["verdict"], after["code"]) == ("confirm", "duplicate-call")


def test_whoever_must_confirm_for_two_reasons_is_told_both(start: Start) -> None:
    host = start()
    text = {"text": "+44 20 7946 0123", "region": "US"}
    token = host.request("numbers.confirm", text)["confirmation"]
    host.request("calls.start", {"requestId": "a", **text, "confirmation": token})
    host.wait_for(lambda note: note.params.get("call", {}).get("phase") == "ended", 30)
    after = host.request("numbers.inspect", text)
    assert (after["verdict"], after["code"]) == ("confirm", "duplicate-call")
    assert "a moment ago" in after["message"]
    assert "United Kingdom" in after["message"]


def test_a_laptop_that_slept_through_the_call_shows_how_it_ended(stage: Stage, start: Start) -> None:
    stage.simulator.knobs.speed = 10
    host = start()
    call = a_call(host, "a")
    host.wait_for(lambda note: note.params.get("call", {}).get("phase") == "ringing-you", 30)
    host.process.send_signal(signal.SIGSTOP)
    deadline = time.monotonic() + 30
    while (
        status := stage.simulator.status(stage.simulator.dialled[0].id)
    ) is not None and status.caller != "Finished":
        assert time.monotonic() < deadline
        time.sleep(0.02)
    host.process.send_signal(signal.SIGCONT)
    last = host.wait_for(lambda note: note.params.get("call", {}).get("phase") in ("ended", "unknown"), 30).params[
        "call"
    ]
    assert last["id"] == call["id"]
    assert last["phase"] == "ended"


def test_a_damaged_ledger_is_said_and_kept(stage: Stage, start: Start) -> None:
    start().close()
    damaged = b"not a database" * 100
    for path in stage.places.state.glob("ledger.db*"):
        path.unlink()
    stage.places.ledger.write_bytes(damaged)
    host = start()
    notes = host.request("session.get")["account"]["notes"]
    assert any("Nothing of it could be kept" in note and "put aside" in note for note in notes)
    assert [path.read_bytes() for path in Path(stage.places.state).glob("ledger.db.damaged-*")] == [damaged]
    a_call(host, "a")


def test_two_sign_ins_at_once_are_both_answered(nobody: Stage) -> None:
    with host_on(nobody) as host:
        host.request("session.get")
        for asked in ("first", "second"):
            host.send({"jsonrpc": "2.0", "id": asked, "method": "account.signIn", "params": {}})
        assert "authorizeUrl" in host.reply_to("second")["result"]
        first = host.reply_to("first")
        assert "result" in first or first["error"]["data"]["code"] == "busy"
