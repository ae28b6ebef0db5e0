"""Every hostile page of `hostile.py` in both browsers: calls counted at the server, of which there must be
none.
"""

from __future__ import annotations

from ringout_host.browsers.drive import KINDS, Browser
from ringout_host.demo.stage import Stage

from ..browser.driver.site import Site
from ..unlimited import unlimited
from .hostile import ATTACKS, ONE_CLICK, Attack, UntriedError, attempt, list_for_one_click
from .lifecycles import AREAS
from .report import Row


def run(quick: bool) -> list[Row]:
    """Each attack in each browser, once; the long run three times."""
    rows = []
    for kind in KINDS:
        with Stage(speed=20) as stage, Site() as site:
            unlimited(stage)
            with stage.browser(kind) as browser:
                for family, attacks in (("", ATTACKS), ("one-click site: ", ONE_CLICK)):
                    if attacks is ONE_CLICK:
                        list_for_one_click(browser, site)
                    for name, attack in attacks.items():
                        number = f"({AREAS[len(rows) % len(AREAS)]}) 555-01{len(rows):02}"
                        times = 1 if quick else 3
                        dialled = sum(_attempt(stage, browser, site, attack, number) for _ in range(times))
                        rows.append(
                            Row(f"{kind}: {family}{name}", times, twice=dialled, besides=f"{dialled} dialled")
                        )
    return rows


def _attempt(stage: Stage, browser: Browser, site: Site, attack: Attack, number: str) -> int:
    site.clear()
    page = browser.open()
    try:
        return attempt(stage, page, site, attack, number)
    except UntriedError:
        return 0
    finally:
        page.close()
