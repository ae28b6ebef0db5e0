"""What happens to a browser in the middle of a call; `python3 tests reliability browsers` does all of it,
several times.
"""

from __future__ import annotations

import pytest

from ringout_host.browsers.drive import Browser, Kind, Page
from ringout_host.demo.stage import Stage

from ..reliability.lifecycles import AREAS
from ..reliability.scenes import ENDING, SCENES, browser_killed
from .driver.site import Site

SHORT = ("the laptop asleep", "the network gone and back")


def number(kind: Kind, place: int) -> str:
    """One that no other test calls."""
    return f"({AREAS[(10 if kind == 'chromium' else 20) + place]}) 555-01{ENDING}"


@pytest.mark.parametrize("scene", SHORT)
def test_the_call_goes_on_and_is_shown_as_it_is(
    kind: Kind, browser: Browser, page: Page, site: Site, stage: Stage, scene: str
) -> None:
    assert SCENES[scene](stage, browser, page, site, number(kind, SHORT.index(scene))) is None


def test_a_killed_browser_leaves_a_call_that_the_next_host_follows_to_its_end(
    kind: Kind, site: Site, stage: Stage
) -> None:
    assert browser_killed(stage, kind, site, number(kind, len(SHORT))) is None
