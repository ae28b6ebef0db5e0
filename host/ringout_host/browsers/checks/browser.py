"""The first links: the browser, the package it came in, and an administrator's rules for native programs."""

from __future__ import annotations

import json
import plistlib
from collections.abc import Iterator, Mapping
from typing import Any

from ..detect import Found
from ..identity import HOST_NAME
from ..machine import Machine
from ..registry import HIVES
from ..table import Places
from .chain import Chain


def present(chain: Chain, found: Found) -> None:
    """The browser is here."""
    chain.ok("present", f"{found.name} is here ({found.sign}).")


def confined(chain: Chain, found: Found, *, asked_for: bool) -> None:
    """Its package lets it start other programs."""
    if found.package is None:
        return
    package = found.package
    if package.works == "asks":
        chain.warn("confined", package.truth, package.remedy)
    elif asked_for:
        chain.broken("confined", package.truth, package.remedy)
    else:  # nobody said that this is the browser they use
        chain.warn("confined", package.truth, package.remedy)


def policy(chain: Chain, found: Found, machine: Machine, *, system: bool) -> None:
    """No administrator's rule keeps this browser from starting the host."""
    if found.browser.family != "chromium":
        return  # Firefox has no rule for native programs
    rules = policies(found.browser.places(machine) or Places(), machine)
    name = found.browser.name
    remedy = "Ask your administrator; docs/administrators.md tells them what to set."
    if HOST_NAME not in _names(rules.get("NativeMessagingAllowlist")):
        blocked = _names(rules.get("NativeMessagingBlocklist")) & {"*", HOST_NAME}
        if blocked:
            chain.broken("policy", f"An administrator's rule forbids {name} to start RingOut.", remedy)
    if not system and rules.get("NativeMessagingUserLevelHosts") in (False, 0):
        chain.broken(
            "policy",
            f"An administrator's rule lets {name} start only programs that were installed for everybody.",
            "Ask your administrator to run: ringout install --system",
        )
    chain.ok("policy", f"No administrator's rule keeps {name} from starting RingOut.")


def policies(places: Places, machine: Machine) -> Mapping[str, Any]:
    """The rules in force; where several sources name one, the first counts (Chromium: machine before user)."""
    found: dict[str, Any] = {}
    for source in _sources(places, machine):
        for name, value in source.items():
            found.setdefault(name, value)
    return found


def _sources(places: Places, machine: Machine) -> Iterator[Mapping[str, Any]]:
    for place in places.policies:
        if machine.platform == "windows":
            for hive in reversed(HIVES):
                yield _registry_policies(machine, hive, place)
        elif machine.platform == "macos":
            managed = machine.system("/Library/Managed Preferences")
            for file in (managed / f"{place}.plist", managed / machine.home.name / f"{place}.plist"):
                try:
                    yield plistlib.loads(file.read_bytes())
                except (OSError, ValueError):
                    continue
        else:
            # Later files win in Chromium, so that the last in order of names is asked first.
            for file in sorted(machine.expand(place).glob("*.json"), reverse=True):
                try:
                    rules = json.loads(file.read_bytes())
                except (OSError, ValueError):
                    continue
                if isinstance(rules, dict):
                    yield rules


def _registry_policies(machine: Machine, hive: Any, place: str) -> dict[str, Any]:
    assert machine.registry is not None  # noqa: S101 - Windows alone
    rules: dict[str, Any] = dict(machine.registry.values(hive, place))
    for name in ("NativeMessagingAllowlist", "NativeMessagingBlocklist"):
        listed = machine.registry.values(hive, rf"{place}\{name}")
        if listed:
            rules[name] = list(listed.values())
    return rules


def _names(value: object) -> set[str]:
    return {str(name).lower() for name in value} if isinstance(value, list) else set()
