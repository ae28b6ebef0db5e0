"""The life of the process, in the order in which a browser needs it: frames can be written, numbers are found, and
then everything else, imported while the first requests are already answered.
"""

from __future__ import annotations

import gc
import sys

from .outbox import Outbox
from .reader import Reader

_SWITCH = 0.0005
"""Seconds after which a thread that imports lets another one answer; Python's own 5 ms are felt in a page."""


def run(out: int) -> int:
    """Serve the browser behind standard input and `out`; returns when it is gone."""
    sys.setswitchinterval(_SWITCH)
    gc.disable()  # imports make much and leave no rubbish; looking for it meanwhile takes a tenth of the time
    from .early import Early  # noqa: PLC0415

    reader = Reader()
    outbox = Outbox(out, crowded=reader.pause, broken=reader.stop)
    reader.start(Early(outbox.put))
    from .serving import serve  # noqa: PLC0415 - slow to import; the reader already runs

    return serve(outbox, reader)
