"""Makes the checkout's own `.venv` and installs the project into it: standard library only, quick the second time.

Used by `python3 host` and `python3 tests`. It never asks for rights it does not have, and says in plain words what
is missing.
"""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
NEEDED = (3, 11)
TESTS = "test"
"""The extra that holds everything that is installed without it, and what tests need."""


class RefusalError(Exception):
    """What is missing, and what to do about it."""


def ensure(extra: str = "") -> Path:
    """The python of a `.venv` in which the project is installed, with the optional `extra`.

    Raises:
        RefusalError: the interpreter is too old, nothing can be written here, or pip or the network failed.
    """
    if sys.version_info < NEEDED:
        raise RefusalError(
            f"RingOut needs Python {NEEDED[0]}.{NEEDED[1]} or newer; this is {sys.version.split()[0]}.\n"
            "Install a newer Python, then run the same command with it."
        )
    python = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    if python.exists() and (_is_installed(extra) or _is_installed(TESTS)):
        return python
    if not os.access(VENV if VENV.exists() else ROOT, os.W_OK):
        raise RefusalError(
            f"RingOut is installed into {VENV}, and nothing can be written there.\n"
            "Copy the checkout to a folder of yours, then run the same command in it."
        )
    if not python.exists() or not _has_pip(python):
        _say("Making .venv …")
        _make_venv()
    for each in ("", TESTS):  # whoever is interrupted from here on begins again
        _stamp(each).unlink(missing_ok=True)
    _say(f"Installing RingOut{' and what its tests need' if extra else ''} into .venv …")
    target = f"{ROOT}[{extra}]" if extra else str(ROOT)
    pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--editable", target]
    done = subprocess.run(pip, check=False, capture_output=True, text=True)
    if done.returncode:
        sys.stderr.write(done.stderr[-2000:])
        raise RefusalError(
            "pip could not install what RingOut needs (its last words are above).\n"
            "Check the network connection and try again; nothing outside .venv was changed."
        )
    _stamp(extra).write_text(_fingerprint(extra))
    return python


def become(python: Path, arguments: list[str]) -> int:
    """Run `python` with `arguments` in place of this process where the platform can, else as a child."""
    command = [str(python), *arguments]
    if os.name == "nt":
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # the child hears Ctrl-C as well, and may have to tidy up
        return subprocess.run(command, check=False).returncode
    sys.stdout.flush()
    sys.stderr.flush()
    os.execv(command[0], command)
    raise AssertionError  # it does not return


def _make_venv() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "venv", "--clear", str(VENV)], check=False, capture_output=True, text=True
    )
    if done.returncode:
        sys.stderr.write((done.stdout + done.stderr)[-2000:])
        raise RefusalError(
            "This Python cannot make a virtual environment (its last words are above).\n"
            "On Debian or Ubuntu: apt-get install python3-venv. Then run the same command again."
        )


def _has_pip(python: Path) -> bool:
    """Where `ensurepip` is missing, as on Debian, a `.venv` is left behind whose python runs, but without pip."""
    try:
        return subprocess.run([str(python), "-c", "import pip"], check=False, capture_output=True).returncode == 0
    except OSError:
        return False


def _is_installed(extra: str) -> bool:
    stamp = _stamp(extra)
    return stamp.exists() and stamp.read_text() == _fingerprint(extra)


def _stamp(extra: str) -> Path:
    """Says what was installed; written last."""
    return VENV / f".ringout-installed{'-' + extra if extra else ''}"


def _fingerprint(extra: str) -> str:
    """Changes when the project's needs, the interpreter or the checkout's place change."""
    project = (ROOT / "pyproject.toml").read_bytes()
    return hashlib.sha256(project + f"\0{extra}\0{sys.version}\0{ROOT}".encode()).hexdigest()


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
