"""The environment a throw-away browser gets: the caller's, with a home folder of its own. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

# These would lead the browser, or the native host it starts, back to the person's own folders.
_LEADS_HOME: Final = ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME")
# These would make Firefox join or restore something, or test harness switches of Python reach the native host.
_DROPPED: Final = ("MOZ_HEADLESS", "MOZ_CRASHREPORTER", "SNAP", "SNAP_NAME")


def environment(
    inherited: Mapping[str, str], home: Path, extra: Mapping[str, str], *, headless: bool
) -> dict[str, str]:
    """What to start the browser with.

    Args:
        inherited: usually `os.environ`.
        home: becomes HOME.
        extra: added last; wins.
        headless: False keeps the way to the person's screen.
    """
    env = {name: value for name, value in inherited.items() if name not in (*_LEADS_HOME, *_DROPPED)}
    if not headless and "DISPLAY" in env and "XAUTHORITY" not in env and "HOME" in env:
        # Without the variable, X looks for its key in the home folder, which is about to be another.
        env["XAUTHORITY"] = str(Path(env["HOME"]) / ".Xauthority")
    env["HOME"] = str(home)
    env["MOZ_CRASHREPORTER_DISABLE"] = "1"
    env.update(extra)
    return env
