"""`ringout version`."""

from __future__ import annotations

import argparse

from .. import __version__


def configure(parser: argparse.ArgumentParser) -> None:
    """No arguments."""
    del parser


def run(args: argparse.Namespace) -> int:
    """Print the version alone, for scripts."""
    del args
    print(__version__)
    return 0
