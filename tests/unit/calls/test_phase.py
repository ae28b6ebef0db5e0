"""What RingCentral's words mean: total over every documented word, either spelling, any case, and unseen words."""

from __future__ import annotations

import itertools
import json
import re
from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringout_host.calls import outcomes
from ringout_host.calls.phase import STATES, Reading, State, gone, read
from ringout_host.errors import CODES
from ringout_host.protocol import CallStatus, Phase

DOCUMENT = json.loads(resources.files("ringout_host.simulator").joinpath("ringcentral-openapi.json").read_text())
WORDS: list[str] = DOCUMENT["components"]["schemas"]["CallingStatusInfo"]["enum"]
PHASES = {"placing", "ringing-you", "ringing-them", "connected", "ended", "failed", "cancelled", "unknown"}


def status(call: str, caller: str, callee: str) -> CallStatus:
    return CallStatus(call=call, caller=caller, callee=callee)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("InProgress", "InProgress", "InProgress"), "ringing-you"),
        (("InProgress", "Success", "InProgress"), "ringing-them"),
        (("Success", "Success", "Success"), "connected"),
        (("Success", "Finished", "Finished"), "ended"),
        (("Success", "Success", "Finished"), "connected"),
        (("Success", "Finished", "Success"), "connected"),
        (("InProgress", "Success", "Success"), "connected"),
    ],
)
def test_a_call_that_goes_well(words: tuple[str, str, str], expected: Phase) -> None:
    assert read(status(*words)).phase == expected


@pytest.mark.parametrize(
    ("words", "leg", "word"),
    [
        (("CannotReach", "Success", "Busy"), "them", "Busy"),
        (("CannotReach", "Success", "NoAnswer"), "them", "NoAnswer"),
        (("CannotReach", "Finished", "Busy"), "them", "Busy"),
        (("CannotReach", "Busy", "InProgress"), "you", "Busy"),
        # The caller's desk phone was offline; the callee's Success proves nothing.
        (("CannotReach", "GenericError", "Success"), "you", "GenericError"),
        (("NoAnsweringMachine", "InProgress", "InProgress"), "service", "NoAnsweringMachine"),
        (("CannotReach", "InProgress", "InProgress"), "service", "CannotReach"),
        (("Error", "Success", "Success"), "service", "Error"),
    ],
)
def test_a_call_that_fails_names_the_leg_to_look_at(words: tuple[str, str, str], leg: str, word: str) -> None:
    assert read(status(*words)) == Reading("failed", leg, word)  # type: ignore[arg-type]


def test_rejected_after_our_cancel_is_what_was_asked_for() -> None:
    rejected = status("CannotReach", "Rejected", "InProgress")
    assert read(rejected, cancelled=True).phase == "cancelled"
    assert read(rejected, cancelled=False).phase == "failed"


def test_every_documented_word_is_known() -> None:
    assert {word.lower() for word in WORDS} == set(STATES)
    assert len(WORDS) == 18


@pytest.mark.parametrize("spelling", ["NoSuchUser", "NosuchUser", "NOSUCHUSER", " nosuchuser "])
def test_both_spellings_and_any_case(spelling: str) -> None:
    assert read(status("CannotReach", "Success", spelling)) == Reading("failed", "them", spelling)


def test_every_combination_of_words_has_a_phase_and_a_reason_in_our_words() -> None:
    for words in itertools.product([*WORDS, "NoSuchUser", "NeverSeenBefore", ""], repeat=3):
        for before in ("placing", "ringing-them", "connected"):
            reading = read(status(*words), before=before)
            assert reading.phase in PHASES
            reason = outcomes.reason(reading)
            if reading.phase in ("failed", "unknown"):
                assert reason is not None
                assert reason.code in CODES
                assert reason.message.endswith(".")
                assert reason.remedy
                assert not any(word and word in reason.message for word in WORDS if word not in ("Busy", "Error"))


@given(st.text(max_size=20), st.text(max_size=20), st.text(max_size=20))
def test_words_never_seen_before_end_nothing(call: str, caller: str, callee: str) -> None:
    unseen = {word.strip().lower() for word in (call, caller, callee)}
    if unseen & set(STATES):
        return
    assert read(status(call, caller, callee), before="connected").phase == "connected"
    assert read(status(call, caller, callee), before="placing").phase == "ringing-you"


def test_an_unclear_word_does_not_ring_an_answered_phone_again() -> None:
    assert read(status("Unknown", "Unknown", "Unknown"), before="ringing-them").phase == "ringing-them"


@pytest.mark.parametrize(
    ("before", "after"), [("connected", "ended"), ("ringing-you", "unknown"), ("ringing-them", "unknown")]
)
def test_a_call_that_ringcentral_no_longer_reports(before: Phase, after: Phase) -> None:
    assert gone(before).phase == after
    assert read(status("NoSessionFound", "Finished", "Finished"), before=before).phase == after


# What each word means by where it stands: on the person's own leg, on the other one, and of the whole call before
# and after the person's phone was answered. Each: the leg that is named, the error word, and the sentence.
MEANINGS: dict[str, tuple[tuple[str, str, str], ...]] = {
    "Busy": (
        ("you", "busy", "Your own phone is busy."),
        ("them", "busy", "Their line is busy."),
        ("you", "busy", "Your own phone is busy."),
        ("them", "busy", "Their line is busy."),
    ),
    "NoAnswer": (
        ("you", "service-error", "You did not answer your phone, so nobody was called."),
        ("them", "service-error", "They did not answer."),
        ("you", "service-error", "You did not answer your phone, so nobody was called."),
        ("them", "service-error", "They did not answer."),
    ),
    "Rejected": (
        ("you", "service-error", "Your phone declined the call, so nobody was called."),
        ("them", "service-error", "The call was declined, or your phone hung up before they answered."),
        ("you", "service-error", "Your phone declined the call, so nobody was called."),
        ("them", "service-error", "The call was declined, or your phone hung up before they answered."),
    ),
    "GenericError": (
        ("you", "service-error", "RingCentral could not ring your phone. It may be switched off or offline."),
        ("them", "service-error", "The telephone network could not reach them."),
        *[("service", "service-error", "RingCentral could not complete this call.")] * 2,
    ),
    "InternationalDisabled": (
        ("you", "international-disabled", "Your RingCentral account does not allow ringing this phone of yours."),
        ("them", "international-disabled", "Your RingCentral account does not allow calls to this number."),
        *[("service", "international-disabled", CODES["international-disabled"].message)] * 2,
    ),
    "DestinationBlocked": (
        ("you", "from-not-allowed", "RingCentral blocks calls to the phone you chose as yours."),
        ("them", "permission-missing", "Your RingCentral account blocks calls to this number."),
        *[("service", "permission-missing", "Your RingCentral account blocks this call.")] * 2,
    ),
    "NotEnoughFunds": (
        ("you", "no-credit", "Your RingCentral account has no calling credit left to ring your phone."),
        ("them", "no-credit", "Your RingCentral account has no calling credit left for this call."),
        *[("service", "no-credit", "Your RingCentral account has no calling credit left for this call.")] * 2,
    ),
    "NosuchUser": (
        ("you", "from-not-allowed", "RingCentral does not know the phone you chose as yours."),
        ("them", "invalid-number", "This number is not in use."),
        *[
            (
                "service",
                "invalid-number",
                "RingCentral does not know one of the two numbers: theirs, or that of your own phone.",
            )
        ]
        * 2,
    ),
    "RingOutFromThisNumberIsNotSupported": (
        ("you", "from-not-allowed", "RingCentral cannot start calls from the phone you chose as yours."),
        ("them", "from-not-allowed", "RingCentral cannot start calls from the phone you chose as yours."),
        *[("service", "from-not-allowed", CODES["from-not-allowed"].message)] * 2,
    ),
    "Invalid": (
        ("you", "service-error", "RingCentral had a fault of its own and could not connect your phone."),
        ("them", "service-error", "RingCentral had a fault of its own and could not connect them."),
        *[("service", "service-error", "RingCentral had a fault of its own and lost track of this call.")] * 2,
    ),
    "Error": (
        ("you", "service-error", "RingCentral could not connect your phone."),
        ("them", "service-error", "RingCentral could not connect them."),
        *[("service", "service-error", "RingCentral could not complete this call.")] * 2,
    ),
    "CannotReach": (
        ("you", "service-error", "RingCentral could not connect your phone."),
        ("them", "service-error", "RingCentral could not connect them."),
        ("service", "service-error", "RingCentral could not connect the two phones."),
        ("them", "service-error", "RingCentral could not connect them."),
    ),
    "NoAnsweringMachine": (
        ("you", "service-error", "RingCentral could not connect your phone."),
        ("them", "service-error", "RingCentral could not connect them."),
        *[("service", "service-error", "RingCentral had a fault of its own and could not place the call.")] * 2,
    ),
}  # fmt: skip
PLACES = (
    ("CannotReach", "{}", "InProgress"), ("CannotReach", "Success", "{}"),
    ("{}", "InProgress", "InProgress"), ("{}", "Success", "InProgress"),
)  # fmt: skip


def test_every_word_that_ends_a_call_has_its_meaning_wherever_it_stands() -> None:
    assert {word.lower() for word in MEANINGS} == {word for word, state in STATES.items() if state is State.FAILED}
    for word, meanings in MEANINGS.items():
        for place, (leg, code, message) in zip(PLACES, meanings, strict=True):
            reason = outcomes.reason(read(status(*(each.format(word) for each in place))))
            assert reason is not None
            assert (reason.leg, reason.code, reason.message) == (leg, code, message), (word, place)


@pytest.mark.parametrize("outcome", outcomes.OUTCOMES.items(), ids=lambda each: "-".join(each[0]))
def test_a_sentence_says_whose_phone_it_is_about_and_what_to_do(
    outcome: tuple[tuple[str, str], outcomes.Outcome],
) -> None:
    (leg, _), (_, message, remedy) = outcome
    about = {
        "you": r"\b(you|your)\b",
        "them": r"\b(they|them|their|this (number|call))\b|declined|you chose as yours",
        "service": r"RingCentral|one of the two phones",
    }
    assert re.search(about[leg], message, re.IGNORECASE), message
    assert re.match(r"(Ask|Try|Check|Choose|Finish|Look|Keep)\b", remedy), remedy


def test_two_causes_on_one_leg_never_read_alike() -> None:
    for leg in ("you", "them", "service"):
        said = [outcome.message for (of, _), outcome in outcomes.OUTCOMES.items() if of == leg]
        assert len(said) == len(set(said))


@pytest.mark.parametrize(
    ("words", "before", "leg"),
    [
        # Nobody else is called before the person's own phone is answered.
        (("Busy", "Unknown", "Unknown"), "ringing-them", "them"),
        (("Busy", "Unknown", "Unknown"), "ringing-you", "service"),
        (("Busy", "Success", "Success"), "connected", "service"),
        (("NoAnswer", "Finished", "InProgress"), "ringing-them", "them"),
        # Hung up by the person while the other phone rang.
        (("CannotReach", "Rejected", "InProgress"), "ringing-them", "them"),
        (("CannotReach", "Rejected", "InProgress"), "ringing-you", "you"),
    ],
)
def test_whose_phone_it_was_is_told_from_how_far_the_call_had_come(
    words: tuple[str, str, str], before: Phase, leg: str
) -> None:
    assert read(status(*words), before=before).leg == leg
