"""What RingCentral's words mean: total over every documented word, either spelling, any case, and unseen words."""

from __future__ import annotations

import itertools
import json
from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringout_host.calls import outcomes
from ringout_host.calls.phase import STATES, Reading, gone, read
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


def test_every_failing_word_has_a_sentence_of_its_own_on_both_legs() -> None:
    specific = {"busy", "noanswer", "rejected", "genericerror", "internationaldisabled", "destinationblocked",
                "notenoughfunds", "nosuchuser", "ringoutfromthisnumberisnotsupported"}  # fmt: skip
    assert {(leg, word) for leg in ("you", "them") for word in specific} <= set(outcomes.OUTCOMES)


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("InternationalDisabled", "international-disabled"),
        ("NotEnoughFunds", "no-credit"),
        ("NosuchUser", "invalid-number"),
        ("RingOutFromThisNumberIsNotSupported", "from-not-allowed"),
        ("Error", "service-error"),
    ],
)
def test_a_word_of_the_whole_call_says_as_much_as_the_same_word_of_a_leg(word: str, code: str) -> None:
    told = outcomes.reason(read(status(word, "InProgress", "InProgress")))
    assert told is not None
    assert (told.leg, told.code) == ("service", code)
