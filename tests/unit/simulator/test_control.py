"""The control paths, the command, and the knobs' own checks."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
from pydantic import ValidationError

from ringout_host.cli import main
from ringout_host.simulator import CALLEE, Knobs, Operation, Simulator

from .conftest import Person

NORMAL = "+12015550123"


def order(person: Person, path: str, **json: object) -> httpx.Response:
    return person.http.post(f"/simulator/{path}", json=json)


def test_the_state_shows_what_happened(person: Person) -> None:
    id_ = person.http.post(
        "/restapi/v1.0/account/~/extension/~/ring-out",
        json={"from": {"phoneNumber": "+12015550102"}, "to": {"phoneNumber": NORMAL}},
        headers={"X-Request-Id": "abc"},
    ).json()["id"]
    state = person.http.get("/simulator/state").json()
    assert state == person.simulator.state()
    dialled = state["dialled"][0]
    assert (dialled["id"], dialled["to"], dialled["clientRequestId"]) == (id_, NORMAL, "abc")
    assert state["calls"][0]["status"]["call"] == "InProgress"
    assert state["received"]["create"] == 1
    assert state["answers"]["create 200"] == 1
    assert state["sessions"] == 1


def test_the_magic_table_can_be_read(person: Person) -> None:
    rows = person.http.get("/simulator/magic").json()["callee"]
    assert {row["ending"] for row in rows} == set(CALLEE)
    assert {"ending": "50", "name": "callee-busy"}.items() <= rows[0].items()


def test_orders_steer_the_simulator(person: Person) -> None:
    simulator = person.simulator
    assert order(person, "outcomes", number=NORMAL, outcome="held").status_code == 204
    id_ = person.dial(NORMAL).json()["id"]
    assert (
        order(person, f"calls/{id_}/show", call="Success", caller="Success", callee="Success").status_code == 204
    )
    assert person.words(id_)[0] == "Success"
    assert person.http.post(f"/simulator/calls/{id_}/hang-up").json() == {"hungUp": 1}
    assert person.http.post("/simulator/hang-up").json() == {"hungUp": 0}
    assert order(person, "outcomes", number=NORMAL).status_code == 204

    order(person, "faults", operation="create", kind="status", status=500, times=2)
    assert [person.dial(NORMAL).status_code for _ in range(3)] == [500, 500, 200]

    order(person, "knobs", speed=5, limits={"light": 1}, forbidden=["extension"], error_shape="errors")
    assert simulator.knobs.speed == 5
    assert simulator.knobs.forbidden == {Operation.EXTENSION}
    assert set(person.get().json()) == {"errors"}
    assert person.get().status_code == 429

    assert person.http.post("/simulator/reset").status_code == 204
    assert simulator.dialled == []
    assert person.get().status_code == 200

    order(person, "tokens", do="expire")
    assert person.get().status_code == 401
    order(person, "tokens", do="expire-all")
    order(person, "tokens", do="revoke")
    assert simulator.state()["sessions"] == 0


def test_being_offline_for_a_while_ends_by_itself(person: Person) -> None:
    assert order(person, "offline", how="refuse", seconds=0.3).status_code == 204
    assert until(lambda: not reachable(person)), "it goes"
    assert until(lambda: reachable(person)), "and comes back"


def reachable(person: Person) -> bool:
    try:
        return person.http.get("/restapi").status_code == 200
    except httpx.TransportError:
        return False


def until(condition: Callable[[], bool]) -> bool:
    end = time.monotonic() + 10
    while time.monotonic() < end:
        if condition():
            return True
    return False


@pytest.mark.parametrize(
    ("path", "body", "words"),
    [
        ("knobs", {"speed": -1}, "speed"),
        ("knobs", {"sped": 1}, "sped"),
        ("knobs", {"home_country": "ZZ"}, "home_country"),
        ("faults", {"operation": "create", "kind": "explode"}, "kind"),
        ("outcomes", {"number": NORMAL, "outcome": "miracle"}, "no such outcome"),
        ("offline", {"how": "refuse"}, "seconds"),
        ("tokens", {"do": "steal"}, "do"),
    ],
)
def test_orders_that_make_no_sense_are_refused_in_words(
    person: Person, path: str, body: dict[str, object], words: str
) -> None:
    answer = order(person, path, **body)
    assert answer.status_code == 400
    assert words in answer.text


def test_odd_requests_to_the_control_paths(person: Person) -> None:
    assert person.http.post("/simulator/knobs", content=b"{").status_code == 400
    assert order(person, "calls/none/show", call="a", caller="b", callee="c").status_code == 404
    page = person.http.post("/simulator/reset", headers={"Origin": "https://example.com"})
    assert (page.status_code, page.text) == (403, "Web pages may not operate the simulator.\n")


def test_knobs_check_what_they_are_set_to() -> None:
    knobs = Knobs()
    for name, value in (("speed", 0), ("speed", 10_000), ("page_cap", 0), ("cancel_rule", "never")):
        with pytest.raises(ValidationError):
            setattr(knobs, name, value)
    with pytest.raises(ValidationError):
        Knobs(spede=1)  # type: ignore[call-arg]


def test_reset_keeps_the_sign_in_and_the_speed(person: Person) -> None:
    simulator = person.simulator
    simulator.knobs.speed = 7
    simulator.knobs.ringout = False
    person.dial(NORMAL)
    simulator.reset()
    assert (simulator.knobs.speed, simulator.knobs.ringout, simulator.dialled) == (7, True, [])
    assert simulator.books.received == []
    assert person.get().status_code == 200


def test_asking_for_an_unknown_call(simulator: Simulator) -> None:
    with pytest.raises(KeyError, match="no call x"):
        simulator.status("x")
    with pytest.raises(RuntimeError, match="not running"):
        idle = Simulator()
        try:
            idle.go_offline()
        finally:
            idle.stop()


def test_the_command_prints_the_numbers(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["simulator", "--numbers"]) == 0
    printed = capsys.readouterr().out
    assert "…50" in printed
    assert "They are busy." in printed


def test_the_command_says_when_its_port_is_taken(simulator: Simulator, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["simulator", "--port", str(simulator.port)]) == 1
    assert "ringout simulator --port 0" in capsys.readouterr().err


@pytest.mark.parametrize("argument", ["--port=70000", "--speed=0", "--heavy=0", "--window=x"])
def test_the_command_refuses_what_makes_no_sense(argument: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["simulator", argument])
    assert ended.value.code == 2
    assert argument.split("=", maxsplit=1)[0] in capsys.readouterr().err


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_command_serves_until_told_to_end(number: signal.Signals) -> None:
    command = [sys.executable, "-m", "ringout_host", "simulator", "--port", "0", "--heavy", "3"]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment, cwd=Path("/")
    ) as process:
        try:
            assert process.stdout is not None
            found = re.search(r"http://[0-9.:]+[0-9]", process.stdout.readline())
            assert found is not None
            answer = httpx.get(f"{found[0]}/simulator/state", trust_env=False)
            assert answer.json()["simulator"] is True
            process.send_signal(number)
            rest, errors = process.communicate(timeout=10)
        finally:
            process.kill()
    assert process.returncode == 0, errors
    assert rest.endswith("The simulator has ended.\n")
    assert errors == ""
