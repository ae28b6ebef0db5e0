"""The few things we do in the Windows registry: read a value, set or delete a key's default value.

`winreg` is handed in, so that the same calls can be tried where there is no registry.
"""

from __future__ import annotations

import importlib
from typing import Any, Final, Literal, Protocol

Hive = Literal["HKCU", "HKLM"]

HIVES: Final[tuple[Hive, ...]] = ("HKCU", "HKLM")
"""In the order in which browsers look."""

_HIVES: Final = {"HKCU": "HKEY_CURRENT_USER", "HKLM": "HKEY_LOCAL_MACHINE"}


class Registry(Protocol):
    """What the installer and the self-test need of a registry. A value's name `""` is the key's default value."""

    def read(self, hive: Hive, key: str, name: str = "") -> object:
        """The value, or None where key or value does not exist."""

    def values(self, hive: Hive, key: str) -> dict[str, object]:
        """All named values of a key; empty where it does not exist."""

    def exists(self, hive: Hive, key: str) -> bool:
        """Whether the key exists."""

    def write(self, hive: Hive, key: str, value: str) -> None:
        """Set the key's default value, creating the key. Raises OSError where that is not allowed."""

    def delete(self, hive: Hive, key: str) -> None:
        """Remove the key; not an error where it does not exist. It must have no sub-keys."""


class WindowsRegistry:
    """The registry through the standard library's `winreg`.

    Browsers look into the 32-bit view first and then into the 64-bit one (`launch_context_win.cc`,
    `NativeManifests.sys.mjs`), so both are read, in that order; below HKEY_CURRENT_USER they are the same.
    """

    def __init__(self, winreg: Any) -> None:
        self._api: Final = winreg

    def read(self, hive: Hive, key: str, name: str = "") -> object:
        """See `Registry.read`."""
        for view in self._views():
            try:
                with self._open(hive, key, self._api.KEY_READ | view) as handle:
                    return self._api.QueryValueEx(handle, name)[0]
            except OSError:
                continue
        return None

    def values(self, hive: Hive, key: str) -> dict[str, object]:
        """See `Registry.values`."""
        found: dict[str, object] = {}
        for view in self._views():
            try:
                with self._open(hive, key, self._api.KEY_READ | view) as handle:
                    for index in range(self._api.QueryInfoKey(handle)[1]):
                        name, value, _ = self._api.EnumValue(handle, index)
                        found.setdefault(name, value)
            except OSError:
                continue
        return found

    def exists(self, hive: Hive, key: str) -> bool:
        """See `Registry.exists`."""
        for view in self._views():
            try:
                with self._open(hive, key, self._api.KEY_READ | view):
                    return True
            except OSError:
                continue
        return False

    def write(self, hive: Hive, key: str, value: str) -> None:
        """See `Registry.write`; in the 64-bit view where that makes a difference."""
        access = self._api.KEY_WRITE | self._api.KEY_WOW64_64KEY
        with self._api.CreateKeyEx(self._hive(hive), key, 0, access) as handle:
            self._api.SetValueEx(handle, "", 0, self._api.REG_SZ, value)

    def delete(self, hive: Hive, key: str) -> None:
        """See `Registry.delete`."""
        try:
            self._api.DeleteKeyEx(self._hive(hive), key, self._api.KEY_WOW64_64KEY, 0)
        except FileNotFoundError:
            return

    def _open(self, hive: Hive, key: str, access: int) -> Any:
        return self._api.OpenKey(self._hive(hive), key, 0, access)

    def _views(self) -> tuple[int, int]:
        return self._api.KEY_WOW64_32KEY, self._api.KEY_WOW64_64KEY

    def _hive(self, hive: Hive) -> Any:
        return getattr(self._api, _HIVES[hive])


def windows_registry() -> Registry:
    """This computer's registry. Raises ImportError anywhere but on Windows."""
    return WindowsRegistry(importlib.import_module("winreg"))
