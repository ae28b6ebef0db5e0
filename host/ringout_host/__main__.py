"""`python -m ringout_host` is `ringout`; the console script begins here as well.

Nothing is imported before Ctrl-C is quiet.
"""

from __future__ import annotations

from . import interrupt


def main() -> int:
    """Become `ringout`. Returns its exit code."""
    interrupt.quiet()
    from .cli import main as ringout  # noqa: PLC0415 - not before Ctrl-C is quiet

    try:
        return ringout()
    finally:
        interrupt.quiet()  # Python takes its time to end


if __name__ == "__main__":
    raise SystemExit(main())
