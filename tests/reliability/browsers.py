"""The scenes of `scenes.py` in real browsers, again and again."""

from __future__ import annotations

from collections import Counter

from ringout_host.browsers.drive import KINDS
from ringout_host.demo.stage import Stage

from ..browser.driver.site import Site
from ..unlimited import unlimited
from .lifecycles import AREAS
from .report import Row
from .scenes import ENDING, SCENES, browser_killed


def run(quick: bool) -> list[Row]:
    """Every scene in each browser."""
    times = 1 if quick else 3
    rows = []
    for kind in KINDS:
        numbers = (f"({area}) 555-01{ENDING}" for area in AREAS)
        with Stage(speed=20) as stage, Site() as site:
            unlimited(stage)
            for name in ("killed in mid-call", *SCENES):
                wrong: Counter[str | None] = Counter()
                if name in SCENES:
                    with stage.browser(kind) as browser:
                        for _ in range(times):
                            page = browser.open()
                            wrong[SCENES[name](stage, browser, page, site, next(numbers))] += 1
                            page.close()
                else:
                    for _ in range(times):
                        wrong[browser_killed(stage, kind, site, next(numbers))] += 1
                rows.append(
                    Row(f"{kind}: {name}", times, twice=wrong["twice"], lost=wrong["lost"], untrue=wrong["untrue"])
                )
    return rows
