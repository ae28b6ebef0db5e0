"""`python3 host ARGS` is `ringout ARGS`, from a checkout with nothing but Python installed."""

from __future__ import annotations

import sys

from ringout_host import interrupt


def main() -> int:
    """Install if need be, then become `ringout`."""
    interrupt.quiet()
    from bootstrap import RefusalError, become, ensure  # noqa: PLC0415 - not before Ctrl-C is quiet

    interrupt.heed()
    try:
        python = ensure()
    except RefusalError as refusal:
        print(refusal, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    interrupt.quiet()
    interrupt.hold()
    return become(python, ["-m", "ringout_host", *sys.argv[1:]])


if __name__ == "__main__":
    sys.exit(main())
