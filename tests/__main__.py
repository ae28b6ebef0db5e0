"""`python3 tests`: everything that shows that the product works, from a checkout with nothing but Python.

Installs the test tools into `.venv` and, as root on Debian, both browsers; then runs pytest, which also runs the
type checks and lint. Arguments go to pytest. `python3 tests bench` and `python3 tests reliability` print tables;
`python3 tests release` makes what is published.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "host"))

from bootstrap import RefusalError, become, ensure  # noqa: E402

BROWSERS = {
    "chromium": ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"),
    "firefox-esr": ("firefox-esr", "firefox"),
}
"""The Debian package, and the programs that will do."""

ALONGSIDE = ("zsh", "fish", "faketime")
"""Installed on the way when apt is at work anyway; elsewhere the tests of completion in those shells, and those of
clocks that jump, are left out, aloud."""

IN_PARALLEL = ("-n", "auto", "--dist", "loadgroup")
"""For the whole suite: a worker for each core, and all tests of one browser in one worker. What is asked for by
name runs in one process, where it can be watched and stopped in a debugger."""


def main(arguments: list[str]) -> int:
    """Install what is missing, then become pytest."""
    try:
        python = ensure("test")
        if "--no-browser" not in arguments:
            ensure_browsers()
    except RefusalError as refusal:
        print(refusal, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    os.chdir(ROOT)
    if arguments[:1] in (["bench"], ["reliability"], ["release"]):
        return become(python, ["-m", f"tests.{arguments[0]}", *arguments[1:]])
    if not set(arguments) - {"--no-browser"}:
        arguments = [*arguments, *IN_PARALLEL]
    return become(python, ["-m", "pytest", *arguments])


def ensure_browsers() -> None:
    """Chromium and Firefox, installed by apt where we may.

    Raises:
        RefusalError: a browser is missing and we may not install it.
    """
    missing = [package for package, names in BROWSERS.items() if not any(map(shutil.which, names))]
    if not missing:
        return
    install = f"apt-get install --no-install-recommends {' '.join(missing)}"
    if not (os.name == "posix" and os.geteuid() == 0 and shutil.which("apt-get")):
        raise RefusalError(
            f"The tests drive real browsers, and these are not installed: {', '.join(missing)}.\n"
            f"On Debian: sudo {install}\n"
            "To run everything else: python3 tests --no-browser"
        )
    print(f"Installing {' and '.join(missing)} …", file=sys.stderr, flush=True)
    wanted = [*missing, *(shell for shell in ALONGSIDE if not shutil.which(shell))]
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["apt-get", "update"], ["apt-get", "install", "-y", "--no-install-recommends", *wanted]):
        done = subprocess.run(command, check=False, capture_output=True, text=True, env=environment)
    if done.returncode:
        sys.stderr.write(done.stderr[-2000:])
        raise RefusalError(f"The browsers could not be installed. Try it by hand: {install}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
