"""`ringout demo`: the product at work, with nothing installed into any real browser and nothing dialled."""

from __future__ import annotations

import argparse
import signal
import sys
from pathlib import Path

from .. import interrupt
from ..browsers.drive import KINDS, DriveError, find_browser


def configure(parser: argparse.ArgumentParser) -> None:
    """Arguments of `ringout demo`."""
    parser.add_argument(
        "--headless", action="store_true", help="drive the browser without a window, save demo.png"
    )
    parser.add_argument("--browser", choices=KINDS, help="which browser (default: the first that is found)")
    parser.add_argument("--stdio", action="store_true", help="no browser: speak to the host as a browser would")
    parser.add_argument(
        "--picture",
        type=Path,
        default=Path("demo.png"),
        metavar="FILE",
        help="where the picture goes (default demo.png)",
    )


def run(args: argparse.Namespace) -> int:
    """Choose between a window, a driven browser and standard input and output."""
    from ..demo import headless, stdio, window  # noqa: PLC0415 - only now is everything needed
    from ..demo.stage import display  # noqa: PLC0415

    interrupt.heed()
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # ends as cleanly as Ctrl-C
    kinds = [args.browser] if args.browser else list(KINDS)
    kind = next((one for one in kinds if find_browser(one) is not None), None)
    try:
        if args.stdio or (kind is None and args.browser is None):
            stdio.show(asked=args.stdio)
        elif kind is not None and display() and not args.headless:
            window.show(kind)
        else:
            headless.show(kind or args.browser, args.picture.absolute())
            print("It works. To use it with your own account: README.md, “Install it for daily use”.")
    except DriveError as error:
        print(f"The browser could not be driven: {error}", file=sys.stderr)
        return 1
    except headless.NoCallError as error:
        print(f"The demo failed: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nEnded; nothing is left behind.")
        return 130
    return 0
