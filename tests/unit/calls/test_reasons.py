"""What is said of a call besides its outcome: of a call that goes on, never that nothing was dialled."""

from __future__ import annotations

import pytest

from ringout_host.calls import reasons
from ringout_host.errors import CODES, RingOutError


@pytest.mark.parametrize("code", CODES)
def test_no_news_of_a_call_that_goes_on_are_never_told_as_a_call_that_was_not_placed(code: str) -> None:
    told = reasons.no_news(RingOutError(code, "Nothing was dialled, and nobody was signed out.", "Call again."))
    assert told.code == code
    assert "dialled" not in told.message
    assert told.message.endswith("Your call goes on.")
    assert told.remedy.startswith("Look at your phone.")


def test_what_only_the_person_can_repair_is_said_with_it() -> None:
    assert "ringout login" in reasons.no_news(RingOutError("sign-in-expired")).remedy
    locked = RingOutError("storage-failed", "The keyring is locked, so nothing was dialled.", "Unlock it.")
    assert "Unlock it." in reasons.no_news(locked).remedy
    assert "comes back by itself" in reasons.no_news(RingOutError("service-unreachable")).remedy


def test_waits_that_nobody_would_notice_are_not_told() -> None:
    assert reasons.waiting(0.4) is None
    told = reasons.waiting(41.7)
    assert told is not None
    assert (told.retry_after, told.code) == (42, "rate-limited")
