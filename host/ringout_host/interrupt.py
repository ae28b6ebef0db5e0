"""Ctrl-C before there is anything to tidy up: the process ends without a word, as any other program would.

Python's own answer is a traceback from the middle of some import, or whatever that import makes of it. Commands
that have something to tidy up say so with `heed`, once all they need is imported. This file imports nothing but
what is built in: `signal` itself takes longer to import than everything here.
"""

from __future__ import annotations

import _signal  # type: ignore[import-not-found]  # `signal` without its enumerations


def quiet() -> None:
    """Until `heed`, Ctrl-C ends this process at once; also one that `hold` has kept back."""
    if _signal.getsignal(_signal.SIGINT) is _signal.default_int_handler:  # else somebody wants it ignored
        _signal.signal(_signal.SIGINT, _signal.SIG_DFL)
    if hasattr(_signal, "pthread_sigmask"):
        _signal.pthread_sigmask(_signal.SIG_UNBLOCK, {_signal.SIGINT})


def heed() -> None:
    """From now on Ctrl-C is a `KeyboardInterrupt` again: there is something to tidy up."""
    if _signal.getsignal(_signal.SIGINT) == _signal.SIG_DFL:
        _signal.signal(_signal.SIGINT, _signal.default_int_handler)


def hold() -> None:
    """Keep Ctrl-C back while this process becomes another Python, which calls `quiet` as soon as it can."""
    if hasattr(_signal, "pthread_sigmask"):
        _signal.pthread_sigmask(_signal.SIG_BLOCK, {_signal.SIGINT})
