"""`python3 tests bench [NAME…] [--quick] [--save]`: runs the benchmarks, all or those named, and prints one table.

A missed goal is shown, not a failure: only ratios are trusted, and a machine may be busy. The exit code is 1 when
a benchmark could not run at all.
"""

from __future__ import annotations

import sys
from typing import Final

from .. import named
from . import table

BENCHES: Final = {
    "host-start": "from starting the host to its first frame, first marks, and a call",
    "stdio-loop": "round trips between browser and host",
    "match": "finding numbers in page text, in the host",
    "dial": "from the click to the first byte at RingCentral",
    "port": "from the worker to the host and back, in both browsers",
    "screen": "from a status that changes at RingCentral to the card, in both browsers",
    "idle": "memory, wake-ups and the cost of calls being followed",
    "ledger": "opening, listing, caps and writing with up to a million calls",
    "page": "what reading a page costs, in a browser",
    "accuracy": "numbers found, missed and mistaken",
}


def main() -> int:
    """Run what was asked for."""
    _, whole = named.run("bench", __doc__, BENCHES, table.BENCH)
    return int(not whole)


if __name__ == "__main__":
    sys.exit(main())
