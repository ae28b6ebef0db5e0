"""The stores' pictures can be taken from the product as it is. In Chromium alone, as for a release."""

from __future__ import annotations

from pathlib import Path

import pytest

from ..release import pictures


@pytest.mark.browser
@pytest.mark.slow
def test_every_picture_is_taken_in_the_size_that_the_stores_ask_for(tmp_path: Path) -> None:
    taken = list(pictures.take(tmp_path))
    assert [file.name for file in taken] == list(pictures.SIZES)
    assert sorted(tmp_path.iterdir()) == sorted(taken), "and nothing else is published"
    blank = 4000  # bytes; a picture of one colour has fewer
    assert [file.name for file in taken if file.stat().st_size < blank] == []
