"""Rule 5 in real browsers: after a sign-in, calls and renewals, neither the extension's storage nor any file of
the profile or of the host, but its token file, holds a token.
"""

from __future__ import annotations

from ringout_host.browsers.drive import Browser, Page
from ringout_host.demo.stage import Stage

from ..reliability.lifecycles import AREAS
from .driver.site import Site
from .test_main_job import CARD, OVER, call, open_card

STORED = """Promise.all(['local', 'sync', 'session', 'managed'].map(area =>
  chrome.storage[area]?.get().catch(() => ({})) ?? {})).then(JSON.stringify)"""


def test_no_token_reaches_the_browser_or_its_profile(
    browser: Browser, page: Page, site: Site, stage: Stage
) -> None:
    stage.simulator.expire_tokens()
    area = AREAS[30 + (browser.kind == "firefox")]
    open_card(page, site, f"({area}) 555-0103")
    call(page)
    page.wait_for_shadow(CARD, OVER, timeout=30)
    secrets = [secret for secret in stage.simulator.secrets if len(secret) > 8]
    assert len(secrets) > 3
    stored = browser.background_eval(STORED)
    assert f"+1{area}5550103" in stored  # the call is there, so that something was looked at
    assert [secret for secret in secrets if secret in stored] == []
    needles = [secret.encode(how) for secret in secrets for how in ("utf-8", "utf-16-le")]
    files = [path for path in stage.folder.rglob("*") if path.is_file() and path != stage.places.tokens]
    assert len(files) > 20
    found = set()
    for path in files:
        try:
            content = path.read_bytes()
        except OSError:  # the browser has just removed it
            continue
        if any(needle in content for needle in needles):
            found.add(path.name)
    assert found == set()
    assert any(needle in stage.places.tokens.read_bytes() for needle in needles)
