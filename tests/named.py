"""`python3 tests bench` and `python3 tests reliability`: some parts by name or all of them, and one table."""

from __future__ import annotations

import argparse
import importlib
import sys
import traceback
from collections.abc import Callable, Mapping, Sequence

from .bench import table


def run(
    kind: str,
    about: str | None,
    parts: Mapping[str, str],
    sheet: table.Sheet,
    brief: Callable[[str, Sequence[table.Line]], Sequence[table.Line]] = lambda _, lines: lines,
) -> tuple[dict[str, Sequence[table.Line]], bool]:
    """Run what the command line names; print the table, and save it where asked.

    Args:
        kind: the package of the parts; each is a module with `run(quick)`.
        about: what the command says of itself.
        parts: their names, and what each is about.
        sheet: the table.
        brief: of the lines of a part, what the README says.

    Returns:
        The lines, and whether every part could be run to its end.
    """
    parser = argparse.ArgumentParser(prog=f"tests {kind}", description=about)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(parts))
    parser.add_argument("--quick", action="store_true", help="fewer rounds: a first impression")
    parser.add_argument("--save", action="store_true", help="write the table into README.md")
    chosen = parser.parse_args()
    unknown = set(chosen.names) - parts.keys()
    if unknown:
        parser.error(f"there is no {', '.join(sorted(unknown))}; there are {', '.join(parts)}")
    results: dict[str, Sequence[table.Line]] = {}
    whole = True
    for name in chosen.names or parts:
        print(f"{name}: {parts[name]} …", file=sys.stderr, flush=True)
        try:
            module = importlib.import_module(f".{kind}.{name.replace('-', '_')}", __package__)
            results[name] = module.run(chosen.quick)
        except KeyboardInterrupt:
            whole = False
            break
        except BaseException:  # pytest's own failures, too: a tool that cannot be installed
            traceback.print_exc()
            whole = False
    table.show(results, sheet)
    if chosen.save:
        table.save({name: brief(name, lines) for name, lines in results.items()}, sheet)
    return results, whole
