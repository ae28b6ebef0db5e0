"""`ringout-native-host`: the program that browsers start.

Its first two acts are to keep everything but frames away from the browser, and to say that it is ready. Only
then are other modules imported. Any arguments are accepted: each browser passes others, and none is needed.
"""

import os
import sys

from .ready import ready_frame

_FOR_PEOPLE = (
    "This program is started by your browser and speaks to it in binary frames; there is nothing to type here.\n"
    "To check that everything works, run: ringout self-test\n"
)


def main(path: tuple[str, ...] = ()) -> int:
    """Serve one browser until it closes the pipe; the exit code is 0, or 2 on a terminal.

    Args:
        path: folders of installed packages, added once the first frame is out; for launchers that start the
            interpreter without `site`.
    """
    if _is_terminal():
        sys.stderr.write(_FOR_PEOPLE)
        return 2
    out = _keep_frames_apart()
    try:
        _write(out, ready_frame())
    except OSError:
        return 0  # the browser is gone already
    if path:
        import site  # noqa: PLC0415 - not before the browser was answered

        for folder in path:
            site.addsitedir(folder)
    from .process import run  # noqa: PLC0415 - not before the browser was answered

    return run(out)


def _is_terminal() -> bool:
    try:
        return os.isatty(0)
    except OSError:
        return False


def _keep_frames_apart() -> int:
    """A private copy of standard output for frames; whatever prints from now on goes to standard error."""
    try:
        out = os.dup(1)
    except OSError:  # started without an output: nobody can be answered
        out = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(2, 1)
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    if os.name == "nt":
        import msvcrt  # noqa: PLC0415 - built in there

        for handle in (0, out):
            msvcrt.setmode(handle, os.O_BINARY)  # type: ignore[attr-defined,unused-ignore]
    return out


def _write(out: int, data: bytes) -> None:
    while data:
        data = data[os.write(out, data) :]


if __name__ == "__main__":
    sys.exit(main())
