"""Importing a library without what it imports for something that is never asked of it here."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType


@contextmanager
def without(name: str) -> Iterator[None]:
    """What is imported meanwhile finds the module `name` empty, unless it is loaded already.

    Whoever imports it afterwards gets the real one.
    """
    if name in sys.modules:
        yield
        return
    sys.modules[name] = ModuleType(name)
    try:
        yield
    finally:
        del sys.modules[name]
