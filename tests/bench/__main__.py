"""`python3 tests bench [NAME…] [--quick] [--save]`: runs the benchmarks, all or those named, and prints one table.

A missed goal is shown, not a failure: only ratios are trusted, and a machine may be busy. The exit code is 1 when
a benchmark could not run at all.
"""

from __future__ import annotations

import argparse
import importlib
import sys
import traceback
from typing import Final

from . import table

BENCHES: Final = {
    "host-start": "from starting the host to its first frame, first marks, and a call",
    "stdio-loop": "round trips between browser and host",
    "match": "finding numbers in page text, in the host",
    "dial": "from the click to the first byte at RingCentral",
    "idle": "memory, wake-ups and the cost of calls being followed",
    "ledger": "opening, listing, caps and writing with up to a million calls",
    "page": "what reading a page costs, in a browser",
    "accuracy": "numbers found, missed and mistaken",
}


def main() -> int:
    """Run what was asked for."""
    parser = argparse.ArgumentParser(prog="tests bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(BENCHES))
    parser.add_argument("--quick", action="store_true", help="fewer rounds: a first impression")
    parser.add_argument("--save", action="store_true", help="write the table into README.md")
    chosen = parser.parse_args()
    unknown = set(chosen.names) - BENCHES.keys()
    if unknown:
        parser.error(f"there is no benchmark {', '.join(sorted(unknown))}; there are {', '.join(BENCHES)}")
    results: dict[str, list[table.Row]] = {}
    failed = False
    for name in chosen.names or BENCHES:
        print(f"{name}: {BENCHES[name]} …", file=sys.stderr, flush=True)
        try:
            results[name] = importlib.import_module(f".{name.replace('-', '_')}", __package__).run(chosen.quick)
        except KeyboardInterrupt:
            break
        except BaseException:  # pytest's own failures, too: a tool that cannot be installed
            traceback.print_exc()
            failed = True
    table.show(results)
    if chosen.save:
        table.save(results)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
