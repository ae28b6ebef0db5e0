"""The log: private, of a bounded size, and whoever reads it learns neither whom somebody called nor a token."""

from __future__ import annotations

import logging
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from ringout_host.native.logs import Masked, mask, open_log


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Path]:
    root = logging.getLogger()
    before, level = list(root.handlers), root.level
    open_log(tmp_path / "logs")
    yield tmp_path / "logs" / "host.log"
    for handler in [each for each in root.handlers if each not in before]:
        root.removeHandler(handler)
        handler.close()
    root.setLevel(level)


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("call to +12015550123", "call to …0123"),
        ("call to (201) 555-0123 failed", "call to (…0123 failed"),
        ("+44 20 7946 0123 and 020 7946 0124", "…0124"),
        ("201.555.0123", "…0123"),
        ("line 12 of 345, status 404", "line 12 of 345, status 404"),
        ("Authorization: Bearer abc.def-ghi", "Authorization: (removed)"),
        ("basic dXNlcjpwYXNz", "(removed)"),
        ("jwt eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln", "jwt (removed)"),
    ],
)
def test_numbers_and_credentials_are_masked(said: str, kept: str) -> None:
    assert kept in mask(said)
    assert "555012" not in mask(said).replace("-", "").replace(".", "").replace(" ", "")


def test_what_is_written_is_masked_arguments_and_tracebacks_too(log: Path) -> None:
    logger = logging.getLogger("ringout_host.test")
    logger.info("dialling %s with %s", "+12015550123", "Bearer secret-token-1234567890")
    try:
        raise ValueError("no +12015550123 for bearer secret-token-1234567890")
    except ValueError:
        logger.exception("it broke")
    text = log.read_text("utf-8")
    assert text.count("…0123") == 3, "said, in the line of the source, and in the exception"
    assert "ValueError" in text
    assert "2015550" not in text
    assert "secret-token" not in text


def test_the_log_is_its_owners_alone_and_does_not_grow_for_ever(log: Path) -> None:
    for _ in range(2000):
        logging.getLogger("ringout_host.test").info("x" * 2000)
    files = sorted(log.parent.iterdir())
    assert len(files) == 4
    assert all(stat.S_IMODE(each.stat().st_mode) == 0o600 for each in files)
    assert sum(each.stat().st_size for each in files) < 4 * 520 * 1024


def test_an_exception_is_formatted_masked() -> None:
    try:
        raise RuntimeError("(201) 555-0123")
    except RuntimeError:
        text = Masked().formatException(sys.exc_info())
    assert "555" not in text.partition("RuntimeError")[2]
