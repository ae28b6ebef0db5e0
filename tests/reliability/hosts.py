"""Real hosts for the trials, started as a browser would, and every message that they send."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from ringout_host.browsers.stdio import HostProcess, HostSilent, StdioError
from ringout_host.demo.stage import Stage


class Overheard(HostProcess):
    """A host of which every message is kept, in order."""

    def __init__(self, argv: list[str], env: dict[str, str]) -> None:
        self.heard: list[dict[str, Any]] = []
        """Every message so far."""
        super().__init__(argv, env=env, overhear=self.heard.append)

    @property
    def replies(self) -> list[dict[str, Any]]:
        """Every message that answers something."""
        return [message for message in list(self.heard) if "id" in message]

    def wait_for_replies(self, count: int, timeout: float = 60.0) -> bool:
        """Whether so many came; a host that ended sends no more."""
        try:
            self.wait_until(lambda: len(self.replies) >= count, timeout, f"replies to the number of {count}")
        except StdioError:
            return len(self.replies) >= count
        return True

    def clean_end(self) -> bool:
        """Close it as a browser does: it ends by itself, and its output is frames to the last byte."""
        try:
            code = self.close()
        except HostSilent:
            return False
        return code == 0 and self.clean


def hosts(stage: Stage, *argv: str, **changes: str) -> Overheard:
    """A host on this stage; `argv` for another program than the installed launcher."""
    root = str(Path(__file__).parents[2])
    env = {**os.environ, **stage.environment, "PYTHONPATH": root, **changes}
    return Overheard(list(argv) or stage.host, env)
