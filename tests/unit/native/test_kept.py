"""A file is read again when it has changed, and only then."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from ringout_host.native.kept import Kept


def test_it_is_read_once_until_it_is_another(tmp_path: Path) -> None:
    file, reads = tmp_path / "a", []
    kept = Kept((file,), lambda: reads.append(1) or file.exists())
    assert [kept.get(), kept.get()] == [False, False]
    file.write_text("one")
    assert [kept.get(), kept.get()] == [True, True]
    replacement = tmp_path / "b"
    replacement.write_text("two")
    os.utime(replacement, ns=(file.stat().st_atime_ns, file.stat().st_mtime_ns))
    replacement.replace(file)  # of the same size and time, as a quick writer leaves it
    kept.get()
    assert len(reads) == 3


def test_what_cannot_be_read_is_said_each_time_and_not_remembered(tmp_path: Path) -> None:
    file = tmp_path / "a"
    file.write_text("broken")

    def read() -> str:
        if file.read_text() == "broken":
            raise ValueError("broken")
        return file.read_text()

    kept = Kept((file,), read)
    for _ in range(2):
        with pytest.raises(ValueError, match="broken"):
            kept.get()
    file.write_text("mended")
    assert kept.get() == "mended"
