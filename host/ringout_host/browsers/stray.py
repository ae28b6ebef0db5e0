"""Reads back what a stray print did to the frames.

A browser takes the first four characters of whatever is printed for a length and gives up with a number that
nobody understands ("message of 1836017711 bytes" is `/hom`). This turns the bytes, or that number, into text.
"""

from __future__ import annotations

import re
import sys

_FRAME = re.compile(rb'.{4}\{"jsonrpc"', re.DOTALL)


def stray_text(received: bytes) -> str:
    """The printed text before our first real frame in `received`: one line, at most 200 characters."""
    frame = _FRAME.search(received)
    printed = received[: frame.start()] if frame else received
    text = printed.decode("utf-8", "replace").strip()
    readable = "".join(c if c.isprintable() or c == "\n" else "\ufffd" for c in text)
    return " ⏎ ".join(readable.splitlines())[:200]


def length_as_text(length: int) -> str:
    """The four characters that a browser took for this length; empty where they are not text."""
    if not 0 <= length < 2**32:
        return ""
    text = length.to_bytes(4, sys.byteorder).decode("latin-1")
    return text if all(c.isprintable() or c in "\r\n\t" for c in text) else ""
