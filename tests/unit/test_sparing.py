"""A library imported without what it would bring along: nobody else is left with the empty module."""

from __future__ import annotations

import sys

import pytest

from ringout_host.sparing import without


def test_the_module_is_empty_meanwhile_and_whole_afterwards(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "this", raising=False)
    with without("this"):
        import this  # noqa: PLC0415

        assert not hasattr(this, "s")
    assert "this" not in sys.modules


def test_a_module_that_is_loaded_stays_what_it_is() -> None:
    import json  # noqa: PLC0415

    with without("json"):
        assert sys.modules["json"] is json
    assert sys.modules["json"] is json


def test_an_import_that_fails_leaves_no_empty_module() -> None:
    with pytest.raises(ImportError), without("nothing_of_that_name"):
        raise ImportError
    assert "nothing_of_that_name" not in sys.modules
