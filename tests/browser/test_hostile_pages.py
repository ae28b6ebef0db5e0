"""Rule 3 against pages that mean it: the real extension, and calls counted at the server.

A few of the attacks of `tests/reliability/hostile.py`; `python3 tests reliability pages` runs all of them.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from ringout_host.browsers.drive import Browser, Kind, Page
from ringout_host.demo.stage import Stage

from ..reliability.hostile import ATTACKS, ONE_CLICK, UntriedError, attempt, list_for_one_click
from .driver.site import Site

SHORT = (
    "built-in functions replaced",
    "a number that moves at the press",
    "a game of fast clicks",
    "Enter pressed again and again",
    "a page masked by the image of a border",
    "a page made tiny",
    "a page made inert",
    "every popover refused",
    "a view transition without end",
    "the focus moved into the card",
    "telephone links clicked by a script",
)


@pytest.fixture
def one_click(browser: Browser, site: Site) -> Iterator[None]:
    list_for_one_click(browser, site)
    yield
    list_for_one_click(browser, site, value=False)


@pytest.mark.parametrize("attack", SHORT)
def test_no_page_dials(kind: Kind, page: Page, site: Site, stage: Stage, attack: str) -> None:
    number = f"({214 if kind == 'chromium' else 215}) 555-01{SHORT.index(attack):02}"
    try:
        assert attempt(stage, page, site, ATTACKS[attack], number) == 0
    except UntriedError as untried:
        pytest.skip(str(untried))


@pytest.mark.usefixtures("one_click")
@pytest.mark.parametrize("attack", ONE_CLICK)
def test_no_page_keeps_a_person_from_stopping_a_one_click_call(
    kind: Kind, page: Page, site: Site, stage: Stage, attack: str
) -> None:
    number = f"({216 if kind == 'chromium' else 217}) 555-01{list(ONE_CLICK).index(attack):02}"
    assert attempt(stage, page, site, ONE_CLICK[attack], number) == 0
