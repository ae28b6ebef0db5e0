"""`python3 host ARGS` is `ringout ARGS`, from a checkout with nothing but Python installed."""

from __future__ import annotations

import sys

from bootstrap import RefusalError, become, ensure


def main() -> int:
    """Install if need be, then become `ringout`."""
    try:
        python = ensure()
    except RefusalError as refusal:
        print(refusal, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    return become(python, ["-m", "ringout_host.cli", *sys.argv[1:]])


if __name__ == "__main__":
    sys.exit(main())
