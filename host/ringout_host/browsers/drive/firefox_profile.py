"""Prepares the profile of a throw-away Firefox: the preferences, as a file. Starts nothing."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Final

UUID: Final = "5b1f0c8e-2a47-4d0f-9c1e-7d3a60b2e914"
"""The host part of the extension's addresses, which Firefox would otherwise draw anew for each profile."""

_PREFS: Final[dict[str, object]] = {
    # Nothing on screen that has to be clicked away first, and nothing restored.
    "browser.aboutwelcome.enabled": False,
    "browser.startup.homepage": "about:blank",
    "browser.startup.homepage_override.mstone": "ignore",
    "browser.startup.page": 0,
    "browser.newtabpage.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "browser.tabs.warnOnClose": False,
    "browser.translations.enable": False,
    "browser.warnOnQuit": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "termsofuse.bypassNotification": True,
    "toolkit.startup.max_resumed_crashes": -1,
    # Nothing is fetched that the page did not ask for.
    "app.normandy.enabled": False,
    "app.update.disabledForTesting": True,
    "browser.region.network.url": "",
    "browser.safebrowsing.downloads.enabled": False,
    "browser.safebrowsing.malware.enabled": False,
    "browser.safebrowsing.phishing.enabled": False,
    "browser.search.update": False,
    "extensions.getAddons.cache.enabled": False,
    "extensions.systemAddon.update.enabled": False,
    "extensions.update.enabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "network.dns.disablePrefetch": True,
    "services.settings.server": "data:,#remote-settings-dummy/v1",
    "toolkit.telemetry.server": "data:,",
    # What an automatic click may do.
    "dom.disable_open_during_load": False,
    "dom.security.https_first": False,
    "focusmanager.testmode": True,
}


def prepare(profile: Path, gecko_id: str, prefs: Mapping[str, object], *, headless: bool) -> None:
    """Write the preferences; `prefs` wins over ours.

    Args:
        profile: Firefox's own profile folder; made if missing.
        gecko_id: the add-on whose UUID is pinned.
        prefs: names and values, JSON.
        headless: False leaves focus to the person.
    """
    wanted = {**_PREFS, "extensions.webextensions.uuids": json.dumps({gecko_id: UUID}), **prefs}
    if not headless:
        wanted.pop("focusmanager.testmode", None)
        # Else the remote agent sets it the other way, and a person could not close the last tab.
        wanted["browser.tabs.closeWindowWithLastTab"] = True
    profile.mkdir(parents=True, exist_ok=True)
    lines = (f"user_pref({json.dumps(name)}, {json.dumps(setting)});\n" for name, setting in wanted.items())
    (profile / "user.js").write_text("".join(lines), encoding="utf-8")
