"""Writes calls into a ledger and kills itself at one statement. Started as: python ledger_victim.py FOLDER

Prints a line of JSON for each death: at which statement, and what the ledger had said was written by then. It
forks for each, because starting an interpreter takes longer than all of the writing.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

from ringout_host.errors import LimitError
from ringout_host.ledger import Caps, Ledger, Row
from ringout_host.protocol import CallStatus, Number

WIDE = Caps(1000, 1000, 1000)
CALLS = 3
PHASES = ("ringing-you", "ringing-them", "connected", "ended")


def a_row(n: int) -> Row:
    """A call about to be placed."""
    e164 = f"+1201555010{n}"
    number = Number(e164=e164, national=e164, international=e164, region="US", type="fixed-line-or-mobile")
    return Row(
        id=f"call-{n}",
        request_id=f"request-{n}",
        number=number,
        from_phone="+12015550101",
        caller_id=None,
        play_prompt=True,
        origin=None,
        phase="placing",
        status=None,
        reason=None,
        ring_out_id=None,
        cancel="",
        owner="victim",
        started=time.time(),
        updated=time.time(),
        ended=None,
    )


def write(ledger: Ledger, said: Any) -> None:
    """Some calls from row to end, as the host writes them; `said` hears of each write that has returned."""
    for n in range(CALLS):
        token, _ = ledger.mint(a_row(n).number.e164)
        row = ledger.start(a_row(n), WIDE, ask="country-not-allowed", confirmation=token)
        said(row.id, "placing")
        row = replace(row, ring_out_id=f"ring-{n}")
        ledger.save(row)
        said(row.id, "placing")
        for phase in PHASES:
            row = replace(row, phase=phase, status=CallStatus(call=phase, caller=phase, callee=phase))
            ledger.save(row)
            said(row.id, phase)
        ledger.want_cancel(row.id)
        ledger.adopt(row, "another")


def die_at(path: Path, at: int, out: int) -> None:
    """Write, and die before the statement number `at`; end normally where there are fewer."""
    left = at

    def statement(_: str) -> None:
        nonlocal left
        left -= 1
        if left < 0:
            os.kill(os.getpid(), signal.SIGKILL)

    connect = Ledger.__init__

    def traced(self: Ledger, *args: Any, **kwargs: Any) -> None:
        connect(self, *args, **kwargs)
        self._db.set_trace_callback(statement)

    Ledger.__init__ = traced  # type: ignore[method-assign]
    ledger = Ledger(path)
    write(ledger, lambda call, phase: os.write(out, f"{json.dumps([call, phase])}\n".encode()))
    ledger.close()


def main(folder: Path) -> None:
    """Die at the first statement, at the second, and so on, until nothing is left to die at."""
    at, status = 0, -1
    while status != 0:
        path = folder / f"{at}" / "ledger.db"
        path.parent.mkdir()
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            try:
                die_at(path, at, writing)
            except LimitError:
                os._exit(2)
            os._exit(0)
        os.close(writing)
        with os.fdopen(reading) as said:
            told = [json.loads(line) for line in said]
        _, status = os.waitpid(child, 0)
        print(json.dumps({"at": at, "path": str(path), "told": told, "died": os.WIFSIGNALED(status)}), flush=True)
        at += 1


if __name__ == "__main__":
    main(Path(sys.argv[1]))
