"""Reading one number: what is dialled is what is shown, or it is refused."""

from __future__ import annotations

import pytest

from ringout_host.errors import NumberError
from ringout_host.numbers import read


@pytest.mark.parametrize(
    ("text", "region", "e164"),
    [
        ("(201) 555-0123", "US", "+12015550123"),
        ("+44 (0)20 7946 0018", "US", "+442079460018"),
        ("030 23125 123", "DE", "+493023125123"),
    ],
)
def test_read(text: str, region: str, e164: str) -> None:
    assert read(text, region).e164 == e164


@pytest.mark.parametrize(
    ("text", "region", "code"), [("911", "US", "emergency-number"), ("*67 201 555 0123", "US", "feature-code")]
)
def test_refused(text: str, region: str, code: str) -> None:
    with pytest.raises(NumberError) as refused:
        read(text, region)
    assert refused.value.code == code
