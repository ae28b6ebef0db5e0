"""What every test of the browsers' part shares."""

from __future__ import annotations

import pytest

from ringout_host.browsers.checks import conversation


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """These tests ask what is said, not how fast this computer is just now."""
    for limit in ("READY_WITHIN", "GONE_WITHIN", "KILLED_AFTER"):
        monkeypatch.setattr(conversation, limit, 60.0)


@pytest.fixture
def unspoken(monkeypatch: pytest.MonkeyPatch) -> None:
    """The host is not started; for tests about what comes before that."""
    monkeypatch.setattr(conversation, "conversation", lambda *_: None)
