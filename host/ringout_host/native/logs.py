"""The host's own log: a small rotating file, because no browser shows what a host prints.

Telephone numbers are masked to their last four digits before anything is written; tokens are never given to it.
"""

from __future__ import annotations

import logging
import os
import re
from io import TextIOWrapper
from pathlib import Path
from typing import Any, Final

from ..paths import private_folder
from ..sparing import without

with without("pickle"):  # for a handler that sends records to other computers
    from logging.handlers import RotatingFileHandler

_NUMBER: Final = re.compile(r"\+?\d(?:[\d\s().-]{4,18})\d")
_SECRET: Final = re.compile(r"(?i)\b(bearer|basic)\s+[\w.~+/=-]+|\beyJ[\w.-]{16,}")


class Masked(logging.Formatter):
    """Formats a record, exceptions included, masking everything but when and where it was said."""

    def format(self, record: logging.LogRecord) -> str:
        """The record as it may be written down."""
        record.exc_text = None  # another handler's, and not masked
        return super().format(record)

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - overrides
        """The line as it may be written down."""
        record.message = mask(record.message)
        return super().formatMessage(record)

    def formatException(self, ei: Any) -> str:  # noqa: N802 - overrides
        """The traceback as it may be written down."""
        return mask(super().formatException(ei))


def mask(text: str) -> str:
    """`text` with telephone numbers cut to their last four digits, and anything like a credential removed."""
    return _NUMBER.sub(_last_four, _SECRET.sub("(removed)", text))


def _last_four(match: re.Match[str]) -> str:
    digits = re.sub(r"\D", "", match.group())
    return match.group() if len(digits) < 7 else f"…{digits[-4:]}"


class Private(RotatingFileHandler):
    """A rotating file that its owner alone can read: whom somebody called is nobody else's business."""

    def _open(self) -> TextIOWrapper:
        os.close(os.open(self.baseFilename, os.O_WRONLY | os.O_CREAT, 0o600))
        return super()._open()


def open_log(folder: Path) -> None:
    """Send everything worth knowing to `host.log` in `folder`; without a usable folder there is no log."""
    root = logging.getLogger()
    root.setLevel(logging.INFO)
    try:
        private_folder(folder)
        handler = Private(folder / "host.log", maxBytes=512 * 1024, backupCount=3, encoding="utf-8")
    except OSError:
        root.addHandler(logging.NullHandler())
        return
    handler.setFormatter(Masked("%(asctime)s %(process)d %(levelname)s %(name)s: %(message)s"))
    root.addHandler(handler)
    for noisy in ("httpcore", "asyncio"):  # httpcore logs whole addresses, which hold ring-out ids
        logging.getLogger(noisy).setLevel(logging.WARNING)
