"""The links in which the host is started exactly as the browser would start it, and spoken with."""

from __future__ import annotations

import time
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from ... import PROTOCOL_VERSION
from ..machine import Machine
from ..manifest import Ids
from ..stdio import HostGarbled, HostGone, HostProcess, HostRefused, HostSilent, StdioError
from ..table import Family
from .chain import Chain

READY_WITHIN: Final = 2.0
GONE_WITHIN: Final = 1.0
KILLED_AFTER: Final = 2.0
"""Seconds after which Chromium kills a host that does not end with its input (`kill_posix.cc`)."""

READY_PATIENCE: Final = 15.0
ANSWER_PATIENCE: Final = 15.0
EXIT_PATIENCE: Final = 15.0
"""Seconds after which nothing is waited for any more."""

_KEPT: Final = (
    "HOME", "USER", "LOGNAME", "LANG", "LC_ALL", "TMPDIR", "TZ", "RINGOUT_HOME",
    "DISPLAY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS", "XDG_RUNTIME_DIR", "XDG_CONFIG_HOME",
    "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME",
    "SYSTEMROOT", "USERPROFILE", "APPDATA", "LOCALAPPDATA", "PROGRAMDATA", "TEMP", "TMP", "USERNAME",
)  # fmt: skip

_PROBE: Final = {"texts": [{"id": 0, "text": "+1 201 555 0123"}], "region": "US"}


def browser_arguments(family: Family, program: Path, manifest: Path, ids: Ids, platform: str) -> list[str]:
    """The argument list with which this kind of browser starts a host."""
    if family == "firefox":
        return [str(program), str(manifest), ids.gecko[0]]
    window = ["--parent-window=0"] if platform == "windows" else []
    return [str(program), f"chrome-extension://{ids.chromium[0]}/", *window]


def browser_environment(machine: Machine, extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """What a browser started from the desktop hands on: next to no PATH, nothing of a shell's or a venv's."""
    kept = {name: machine.env[name] for name in _KEPT if name in machine.env}
    path = r"C:\Windows\system32;C:\Windows" if machine.platform == "windows" else "/usr/bin:/bin"
    return {**kept, "PATH": path, **(extra or {})}


def conversation(chain: Chain, argv: list[str], env: Mapping[str, str]) -> None:
    """It starts, says hello in time and in our version, answers, and goes when the browser does."""
    host = _start(chain, argv, env)
    with host:
        if host.ready_after > READY_WITHIN:
            chain.warn(
                "ready",
                f"It took {host.ready_after:.2f} s to say hello; {READY_WITHIN:g} s is the most it should take.",
                "Close what keeps this computer busy, then run: ringout self-test",
            )
        else:
            chain.ok("ready", f"It says hello after {host.ready_after * 1000:.0f} ms.")
        _protocol(chain, host)
        _answers(chain, host)
        _ends(chain, host)


def _start(chain: Chain, argv: list[str], env: Mapping[str, str]) -> HostProcess:
    try:
        return HostProcess(argv, env=env, ready_within=READY_PATIENCE)
    except PermissionError:
        chain.broken(
            "spawn",
            f"The system does not let {argv[0]} be run: a disk mounted noexec, AppArmor or SELinux may forbid it.",
            "Look for DENIED in the system's log (sudo dmesg), and allow this program.",
        )
    except FileNotFoundError:
        chain.broken("spawn", f"{argv[0]} cannot be started: the interpreter it names is gone.", "ringout install")
    except OSError as error:
        chain.broken("spawn", f"{argv[0]} cannot be started: {error.strerror}.", "ringout install")
    except HostGarbled as error:
        chain.broken(
            "stray-print",
            f"Something prints into the conversation with the browser. It says: {error.text!r}",
            "Remove what prints (a sitecustomize, a .pth file or a changed launcher), then run: ringout install",
        )
    except HostSilent:
        chain.broken("ready", f"It started and said nothing for {READY_PATIENCE:g} s.", "ringout install")
    except StdioError as error:
        chain.broken("ready", f"It started and did not say hello: {error}.", "ringout install")


def _protocol(chain: Chain, host: HostProcess) -> None:
    spoken, version = host.ready.get("protocol"), host.ready.get("version")
    if spoken == PROTOCOL_VERSION:
        chain.ok("protocol", f"It is RingOut {version} and speaks protocol {spoken}.")
    elif isinstance(spoken, int) and spoken < PROTOCOL_VERSION:
        chain.broken(
            "protocol",
            f"Browsers start an older RingOut, {version}: it speaks protocol {spoken}, not {PROTOCOL_VERSION}.",
            "ringout install",
        )
    else:
        chain.broken(
            "protocol",
            f"Browsers start a newer RingOut, {version}: it speaks protocol {spoken}, not {PROTOCOL_VERSION}.",
            "pipx upgrade ringout-host && ringout install",
        )


def _answers(chain: Chain, host: HostProcess) -> None:
    try:
        began = time.monotonic()
        host.request("numbers.match", _PROBE, timeout=ANSWER_PATIENCE)
        chain.ok("answers", f"It finds a number in a text within {(time.monotonic() - began) * 1000:.0f} ms.")
    except HostRefused as refusal:
        chain.broken("answers", f"It refuses to work: {refusal.message}", refusal.remedy, code=refusal.code)
    except HostGarbled as error:
        chain.broken(
            "stray-print",
            f"Something prints into the conversation with the browser. It says: {error.text!r}",
            "Remove what prints (a .pth file or a changed package), then run: ringout install",
        )
    except HostGone:
        fatal = next((note for note in host.notifications(0) if note.method == "host.fatal"), None)
        words = host.stderr_text.strip().splitlines()
        said = fatal.params["message"] if fatal else words[-1] if words else "it said nothing"
        chain.broken(
            "answers",
            f"It ended when it was asked something: {said.rstrip('.')}.",
            "Put that right, then run: ringout self-test"
            if fatal
            else "pipx reinstall ringout-host && ringout install",
            code=fatal.params["code"] if fatal else None,
        )
    except StdioError:
        chain.broken("answers", f"It does not answer within {ANSWER_PATIENCE:g} s.", "ringout install")


def _ends(chain: Chain, host: HostProcess) -> None:
    began = time.monotonic()
    try:
        host.close(EXIT_PATIENCE)
    except HostSilent:
        chain.broken(
            "exit", f"It stays for more than {EXIT_PATIENCE:g} s after the browser has gone.", "ringout install"
        )
    took = time.monotonic() - began
    if took > KILLED_AFTER:
        chain.broken(
            "exit",
            f"It goes {took:.1f} s after the browser; after {KILLED_AFTER:g} s browsers kill it.",
            "Close what keeps this computer busy, then run: ringout self-test",
        )
    elif took > GONE_WITHIN:
        chain.warn(
            "exit",
            f"It goes {took:.2f} s after the browser; {GONE_WITHIN:g} s is the most it should take.",
            "Close what keeps this computer busy, then run: ringout self-test",
        )
    else:
        chain.ok("exit", f"It goes {took * 1000:.0f} ms after the browser.")
