"""The Windows registry through a pretend `winreg`: which calls are made, with which views and values."""

from __future__ import annotations

from types import TracebackType
from typing import Any

import pytest

from ringout_host.browsers.registry import WindowsRegistry

KEY = r"Software\Google\Chrome\NativeMessagingHosts\com.ringout.host"


class Handle(dict[str, object]):
    """An open key."""

    def __enter__(self) -> Handle:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        return


class Winreg:
    """As much of `winreg` as is used; each view of a hive has keys of its own."""

    HKEY_CURRENT_USER, HKEY_LOCAL_MACHINE = "user", "machine"
    KEY_READ, KEY_WRITE, KEY_WOW64_64KEY, KEY_WOW64_32KEY, REG_SZ = 0x20019, 0x20006, 0x100, 0x200, 1

    def __init__(self) -> None:
        self.keys: dict[tuple[str, int, str], Handle] = {}

    def _view(self, access: int) -> int:
        return access & (self.KEY_WOW64_64KEY | self.KEY_WOW64_32KEY)

    def OpenKey(self, hive: str, key: str, _reserved: int, access: int) -> Handle:  # noqa: N802
        try:
            return self.keys[hive, self._view(access), key]
        except KeyError:
            raise FileNotFoundError(2, key) from None

    def CreateKeyEx(self, hive: str, key: str, _reserved: int, access: int) -> Handle:  # noqa: N802
        return self.keys.setdefault((hive, self._view(access), key), Handle())

    def DeleteKeyEx(self, hive: str, key: str, access: int, _reserved: int) -> None:  # noqa: N802
        if self.keys.pop((hive, self._view(access), key), None) is None:
            raise FileNotFoundError(2, key)

    def SetValueEx(self, handle: Handle, name: str, _reserved: int, kind: int, value: str) -> None:  # noqa: N802
        assert kind == self.REG_SZ
        handle[name] = value

    def QueryValueEx(self, handle: Handle, name: str) -> tuple[object, int]:  # noqa: N802
        if name not in handle:
            raise FileNotFoundError(2, name)
        return handle[name], self.REG_SZ

    def QueryInfoKey(self, handle: Handle) -> tuple[int, int, int]:  # noqa: N802
        return 0, len(handle), 0

    def EnumValue(self, handle: Handle, index: int) -> tuple[str, object, int]:  # noqa: N802
        name = list(handle)[index]
        return name, handle[name], self.REG_SZ


@pytest.fixture
def winreg() -> Winreg:
    return Winreg()


def test_what_is_written_is_read_and_deleted(winreg: Winreg) -> None:
    registry = WindowsRegistry(winreg)
    assert registry.read("HKCU", KEY) is None
    registry.write("HKCU", KEY, r"C:\ringout\com.ringout.host.json")
    assert registry.read("HKCU", KEY) == r"C:\ringout\com.ringout.host.json"
    assert registry.read("HKLM", KEY) is None
    assert registry.exists("HKCU", KEY)
    registry.delete("HKCU", KEY)
    assert not registry.exists("HKCU", KEY)
    registry.delete("HKCU", KEY)


def test_the_32_bit_view_is_read_first_as_browsers_do(winreg: Winreg) -> None:
    winreg.keys["machine", winreg.KEY_WOW64_64KEY, KEY] = Handle({"": "64"})
    registry = WindowsRegistry(winreg)
    assert registry.read("HKLM", KEY) == "64"
    winreg.keys["machine", winreg.KEY_WOW64_32KEY, KEY] = Handle({"": "32"})
    assert registry.read("HKLM", KEY) == "32"


def test_all_values_of_a_policy(winreg: Winreg) -> None:
    winreg.keys["machine", winreg.KEY_WOW64_64KEY, "P"] = Handle({"1": "*", "NativeMessagingUserLevelHosts": 0})
    values: dict[str, Any] = WindowsRegistry(winreg).values("HKLM", "P")
    assert values == {"1": "*", "NativeMessagingUserLevelHosts": 0}
