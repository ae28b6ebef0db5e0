"""The life of a ring-out, told by a clock that the test moves."""

from __future__ import annotations

import pytest

from ringout_host.simulator import CancelRule, Simulator, Timing, people
from ringout_host.simulator import timeline as story
from ringout_host.simulator.timeline import CONNECTED, HUNG_UP, RINGING_THEM, RINGING_YOU

from .clock import Clock
from .conftest import EXTENSION, Person

NORMAL = "+12015550123"
T = Timing()


def test_a_timeline_shows_each_step_and_then_nothing() -> None:
    steps = story.answered(T, False)
    shown = [story.at(steps, second) for second in (0, 3.9, 4, 9.9, 10, 24.9, 25, 39.9, 40)]
    assert shown == [
        RINGING_YOU,
        RINGING_YOU,
        RINGING_THEM,
        RINGING_THEM,
        CONNECTED,
        CONNECTED,
        HUNG_UP,
        HUNG_UP,
        None,
    ]


def test_the_prompt_keeps_your_phone_ringing_longer() -> None:
    assert story.at(story.answered(T, True), T.you_answer) == RINGING_YOU
    assert story.at(story.answered(T, True), T.you_answer + T.prompt) == RINGING_THEM


def test_a_normal_call_goes_through_every_state_to_404(person: Person, clock: Clock) -> None:
    created = person.dial(NORMAL)
    assert created.status_code == 200
    assert set(created.json()["status"].values()) == {"InProgress"}
    id_ = created.json()["id"]
    assert person.words(id_) == RINGING_YOU
    for seconds, expected in ((T.you_answer, RINGING_THEM), (T.they_answer, CONNECTED), (T.talk, HUNG_UP)):
        clock.tick(seconds)
        assert person.words(id_) == expected
    clock.tick(T.kept)
    gone = person.status(id_)
    assert gone.status_code == 404
    assert gone.json()["errors"][0]["errorCode"] == "CMN-102"


def test_speed_shortens_the_call_and_not_the_limits(simulator: Simulator, person: Person, clock: Clock) -> None:
    simulator.knobs.speed = 10
    id_ = person.dial(NORMAL).json()["id"]
    clock.tick(0.5)
    answer = person.status(id_)
    assert answer.json()["status"]["callerStatus"] == "Success"
    assert answer.headers["x-ringout-simulator"] == "1; speed=10"
    assert answer.headers["x-rate-limit-window"] == "60"


@pytest.mark.parametrize(
    ("ending", "after", "words"),
    [
        ("50", T.you_answer + T.they_answer, ("CannotReach", "Success", "Busy")),
        ("51", T.you_answer + T.gives_up, ("CannotReach", "Success", "NoAnswer")),
        ("52", T.you_answer + T.they_answer, ("CannotReach", "Success", "Rejected")),
        ("53", T.you_answer, ("CannotReach", "Rejected", "InProgress")),
        ("54", T.gives_up, ("CannotReach", "NoAnswer", "InProgress")),
        ("55", T.you_answer, ("CannotReach", "GenericError", "Success")),
        ("61", T.you_answer, ("CannotReach", "InProgress", "InternationalDisabled")),
        ("63", T.you_answer, ("CannotReach", "InProgress", "NotEnoughFunds")),
        ("64", T.you_answer, ("CannotReach", "InProgress", "DestinationBlocked")),
        ("69", T.you_answer, ("CannotReach", "InProgress", "NosuchUser")),
        ("90", T.you_answer, ("NoAnsweringMachine", "InProgress", "InProgress")),
        ("91", T.you_answer + T.they_answer, ("Teleported", "Success", "Teleported")),
        ("92", T.you_answer, ("CannotReach", "InProgress", "NoSuchUser")),
        ("93", T.you_answer + T.they_answer, ("CannotReach", "Success", "GenericError")),
        ("94", 0, ("Success", "Success", "Success")),
        ("95", 1000, ("Success", "Success", "Success")),
        ("89", T.you_answer + T.they_answer + T.talk + 1, ("Success", "Success", "Success")),
    ],
)
def test_magic_endings_choose_what_the_status_says(
    person: Person, clock: Clock, ending: str, after: float, words: tuple[str, str, str]
) -> None:
    id_ = person.dial(f"+120155501{ending}").json()["id"]
    clock.tick(after)
    assert person.words(id_) == words


def test_endings_count_on_any_number(person: Person, clock: Clock) -> None:
    id_ = person.dial("+442079460950").json()["id"]
    clock.tick(60)
    assert person.status(id_).status_code == 404
    assert person.simulator.dialled[-1].outcome == "callee-busy"


@pytest.mark.parametrize(
    ("from_", "words"),
    [
        ("+12015550150", ("CannotReach", "Busy", "InProgress")),
        ("+12015550155", ("CannotReach", "GenericError", "Success")),
        ("+12015550169", ("CannotReach", "RingOutFromThisNumberIsNotSupported", "InProgress")),
        ("+12015550154*101", ("InProgress", "InProgress", "InProgress")),
    ],
)
def test_your_own_phone_can_be_magic_and_decides_first(
    person: Person, clock: Clock, from_: str, words: tuple[str, str, str]
) -> None:
    id_ = person.dial("+12015550152", from_=from_).json()["id"]
    clock.tick(T.you_answer)
    assert person.words(id_) == words


def test_forgotten_at_once_and_forgotten_while_ringing(person: Person, clock: Clock) -> None:
    at_once = person.dial("+12015550187").json()["id"]
    assert person.status(at_once).status_code == 404
    ringing = person.dial("+12015550188").json()["id"]
    clock.tick(T.you_answer)
    assert person.words(ringing) == RINGING_THEM
    clock.tick(T.they_answer)
    assert person.status(ringing).status_code == 404


def test_a_cancel_works_while_your_phone_rings(person: Person) -> None:
    id_ = person.dial(NORMAL).json()["id"]
    assert person.cancel(id_).status_code == 204
    assert person.words(id_) == ("CannotReach", "Rejected", "Rejected")


def test_a_later_cancel_is_accepted_in_vain(person: Person, clock: Clock) -> None:
    id_ = person.dial(NORMAL).json()["id"]
    clock.tick(T.you_answer)
    assert person.cancel(id_).status_code == 204
    assert person.words(id_) == RINGING_THEM


def test_by_the_other_document_a_cancel_works_until_they_answer(
    simulator: Simulator, person: Person, clock: Clock
) -> None:
    simulator.knobs.cancel_rule = CancelRule.CALLEE_RINGS
    id_ = person.dial(NORMAL).json()["id"]
    clock.tick(T.you_answer)
    person.cancel(id_)
    assert person.words(id_) == ("CannotReach", "Rejected", "Rejected")
    connected = person.dial(NORMAL).json()["id"]
    clock.tick(T.you_answer + T.they_answer)
    person.cancel(connected)
    assert person.words(connected) == CONNECTED


def test_cancelling_what_is_forgotten_is_404(person: Person, clock: Clock) -> None:
    id_ = person.dial(NORMAL).json()["id"]
    clock.tick(1000)
    assert person.cancel(id_).status_code == 404
    assert person.cancel("bm8tc3VjaC1jYWxs").status_code == 404


def test_hanging_up_by_hand(simulator: Simulator, person: Person, clock: Clock) -> None:
    long = person.dial("+12015550195").json()["id"]
    assert simulator.hang_up(long) == 1
    assert person.words(long) == ("CannotReach", "Rejected", "InProgress")
    other = person.dial("+12015550195").json()["id"]
    clock.tick(500)
    assert simulator.hang_up() == 1
    assert person.words(other) == HUNG_UP
    assert simulator.hang_up(other) == 0


def test_a_test_can_say_what_happens(simulator: Simulator, person: Person, clock: Clock) -> None:
    simulator.choose(NORMAL, "held")
    id_ = person.dial(NORMAL).json()["id"]
    clock.tick(1000)
    assert person.words(id_) == RINGING_YOU
    simulator.show(id_, "Success", "Success", "Success")
    assert person.words(id_) == CONNECTED
    simulator.forget(id_)
    assert person.status(id_).status_code == 404
    simulator.choose(NORMAL, None)
    assert person.dial(NORMAL).json()["id"] != id_
    assert simulator.dialled[-1].outcome == "normal"


def test_the_older_spelling_has_whole_numbers_for_ids(person: Person, clock: Clock) -> None:
    created = person.dial("+12015550150", path="ringout").json()
    assert isinstance(created["id"], int)
    id_ = str(created["id"])
    clock.tick(T.you_answer + T.they_answer)
    status = person.status(id_, "ringout").json()
    assert status["id"] == id_
    assert status["status"]["callStatus"] == "Busy"
    assert person.status(id_).status_code == 404, "the spellings do not mix"
    assert person.cancel("not-a-number", "ringout").status_code == 400
    assert person.cancel(id_, "ringout").status_code == 204


@pytest.mark.parametrize("ending", ["55", "61", "69", "90", "93"])
def test_the_older_spelling_uses_only_its_own_words(person: Person, clock: Clock, ending: str) -> None:
    words = (
        "Invalid Success InProgress Busy NoAnswer Rejected GenericError Finished InternationalDisabled "
        "DestinationBlocked NotEnoughFunds NoSuchUser"
    )
    id_ = str(person.dial(f"+120155501{ending}", path="ringout").json()["id"])
    clock.tick(T.you_answer + T.they_answer)
    assert set(person.status(id_, "ringout").json()["status"].values()) <= set(words.split())


def test_ids_are_base64url_and_never_repeat(simulator: Simulator, person: Person) -> None:
    first = person.dial(NORMAL).json()["id"]
    simulator.reset()
    second = person.dial(NORMAL).json()["id"]
    assert first != second
    assert first.replace("-", "").replace("_", "").isalnum()
    assert person.status(first).status_code == 404


@pytest.mark.parametrize(
    ("body", "parameter"),
    [
        ({}, "from"),
        ({"from": {"phoneNumber": people.MOBILE}}, "to"),
        ({"from": {}, "to": {"phoneNumber": NORMAL}}, "from"),
        ({"from": {"phoneNumber": people.MOBILE}, "to": {}}, "to"),
        ({"from": {"phoneNumber": people.MOBILE}, "to": [NORMAL]}, "to"),
        ({"from": {"phoneNumber": people.MOBILE}, "to": {"phoneNumber": 12015550123}}, "to.phoneNumber"),
        ({"from": {"phoneNumber": people.MOBILE}, "to": {"phoneNumber": "+1 201 555-0123"}}, "to.phoneNumber"),
        ({"from": {"phoneNumber": people.MOBILE}, "to": {"phoneNumber": "+12015550123*5"}}, "to.phoneNumber"),
        ({"from": {"phoneNumber": "mobile"}, "to": {"phoneNumber": NORMAL}}, "from.phoneNumber"),
        ({"from": {"forwardingNumberId": "1"}, "to": {"phoneNumber": NORMAL}}, "from.forwardingNumberId"),
        (
            {"from": {"phoneNumber": people.MOBILE}, "to": {"phoneNumber": NORMAL}, "playPrompt": "yes"},
            "playPrompt",
        ),
        (
            {"from": {"phoneNumber": people.MOBILE}, "to": {"phoneNumber": NORMAL}, "country": {"id": "US"}},
            "country.id",
        ),
        (
            {"from": {"phoneNumber": people.MOBILE}, "to": {"phoneNumber": NORMAL}, "playPrompt": None},
            "playPrompt",
        ),
        (
            {
                "from": {"phoneNumber": people.MOBILE},
                "to": {"phoneNumber": NORMAL},
                "callerId": {"phoneNumber": None},
            },
            "callerId.phoneNumber",
        ),
    ],
)
def test_a_body_that_is_not_right_is_refused_by_name(
    person: Person, body: dict[str, object], parameter: str
) -> None:
    answer = person.http.post(f"{EXTENSION}/ring-out", json=body)
    assert answer.status_code == 400
    error = answer.json()["errors"][0]
    assert (error["errorCode"], error["parameterName"]) == ("CMN-101", parameter)
    assert person.simulator.dialled == []


def test_what_is_not_json_is_refused(person: Person) -> None:
    broken = person.http.post(f"{EXTENSION}/ring-out", content=b"{", headers={"content-type": "application/json"})
    assert (broken.status_code, broken.json()["errorCode"]) == (400, "CMN-103")
    form = person.http.post(f"{EXTENSION}/ring-out", data={"to": NORMAL})
    assert (form.status_code, form.json()["errorCode"]) == (400, "CMN-104")
    huge = person.http.post(f"{EXTENSION}/ring-out", content=b" " * 70_000)
    assert huge.status_code == 400


def test_a_forwarding_number_may_be_named_by_its_id(person: Person) -> None:
    known = people.FORWARDING_NUMBERS[1]
    body = {"from": {"forwardingNumberId": known.id}, "to": {"phoneNumber": NORMAL}}
    assert person.http.post(f"{EXTENSION}/ring-out", json=body).status_code == 200
    assert person.simulator.dialled[0].from_ == known.phone_number


def test_only_own_numbers_can_be_shown_to_them(person: Person) -> None:
    good = person.dial(NORMAL, callerId={"phoneNumber": people.DIRECT_NUMBER})
    assert good.status_code == 200
    assert person.simulator.dialled[0].caller_id == people.DIRECT_NUMBER
    for number in (people.FAX_NUMBER, "+12125550123"):
        bad = person.dial(NORMAL, callerId={"phoneNumber": number})
        assert bad.status_code == 403
        assert bad.json()["parameterName"] == "callerId.phoneNumber"
    assert len(person.simulator.dialled) == 1
