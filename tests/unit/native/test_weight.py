"""What the host holds in memory while it waits: nothing that only a rare task needs."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pydantic

import ringout_host

IMPORTS = (
    "ringout_host.native.early", "ringout_host.native.serving", "ringout_host.ringcentral.facade",
    "ringout_host.calls.service",
)  # fmt: skip
"""All that a host imports until it can place a call."""

NEEDLESS = (
    "httpx", "email", "tempfile", "shutil", "urllib.request", "http.client", "certifi", "_pickle", "zipfile",
    "importlib.metadata", "keyring", "rich", "tomlkit", "starlette", "uvicorn", "websockets", "click", "pygments",
)  # fmt: skip


def test_what_a_call_does_not_need_is_not_loaded() -> None:
    program = (
        "import sys; sys.path[:0] = sys.argv[1:3]; names = sys.argv[3:]\n"
        f"import {', '.join(IMPORTS)}\n"
        "from ringout_host.ringcentral.http import make_client\n"
        "assert 'pydantic' in sys.modules\n"
        "print(*(name for name in names if sys.modules.get(name)))"
    )
    folders = (Path(ringout_host.__file__).parents[1], Path(pydantic.__file__).parents[1])
    done = subprocess.run(
        [sys.executable, "-IS", "-c", program, *map(str, folders), *NEEDLESS],
        check=True,
        capture_output=True,
        text=True,
        env={},
    )
    assert done.stdout.split() == []
