"""The person's own numbers: which phone may ring first, and what may be shown as caller ID."""

from __future__ import annotations

import pytest

from ringout_host.errors import NumberError
from ringout_host.policy import own_caller_id, own_phone


@pytest.mark.parametrize(
    ("text", "taken"),
    [
        ("+12015550102", "+12015550102"),
        ("(201) 555-0102", "+12015550102"),
        ("12015550102", "+12015550102"),
        ("+12015550100*101", "+12015550100*101"),
        ("12015550100*101", "+12015550100*101"),
        # abroad, and a range that is newer than the metadata
        ("+44 20 7946 0105", "+442079460105"),
        ("+13445554444", "+13445554444"),
    ],
)
def test_a_phone_is_kept_as_ringcentral_takes_it(text: str, taken: str) -> None:
    assert own_phone(text, "US") == taken


@pytest.mark.parametrize(
    ("text", "home", "code"),
    [
        ("911", "US", "emergency-number"),
        ("+1911", "US", "emergency-number"),
        ("911*1", "US", "emergency-number"),
        ("110", "DE", "emergency-number"),
        ("101", "US", "short-code"),
        ("*67", "US", "feature-code"),
        ("+1 201 555 0102,,1", "US", "feature-code"),
        ("+1 900 555 0123", "US", "premium-rate"),
        ("+8816 12345678", "US", "premium-rate"),
        ("my phone", "US", "not-a-number"),
    ],
)
def test_what_is_never_dialled_does_not_ring_first_either(text: str, home: str, code: str) -> None:
    with pytest.raises(NumberError) as caught:
        own_phone(text, home)
    assert caught.value.code == code


def test_what_ringcentral_lists_is_not_judged() -> None:
    assert own_phone("15550100*5", "US", ["15550100*5"]) == "15550100*5"


@pytest.mark.parametrize(
    ("text", "taken"),
    [
        ("+12015550100", "+12015550100"),
        ("(201) 555-0100", "+12015550100"),
        ("+44 20 7946 0105", "+442079460105"),
        ("+13445554444", "+13445554444"),  # a range that is newer than the metadata
        ("(201) 555-0177", "12015550177"),  # as RingCentral listed it
        ("12015550177", "12015550177"),
    ],
)
def test_a_caller_id_is_kept_as_ringcentral_takes_it(text: str, taken: str) -> None:
    assert own_caller_id(text, "US", ["12015550177"]) == taken


@pytest.mark.parametrize(
    "text", ["Acme Sales", "anonymous", "", "*67", "911", "+12015550100*101", "201 555 0100 x5"]
)
def test_what_is_no_number_is_no_caller_id(text: str) -> None:
    with pytest.raises(NumberError):
        own_caller_id(text, "US")
