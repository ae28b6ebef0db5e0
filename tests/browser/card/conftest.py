"""A browser without the extension, because the card's scripts are part of the page here; and that page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from ringout_host.browsers.drive import Browser, Kind, Page, Rect, launch

from ..driver.site import Site
from . import harness

CARD = "ringout-card"


@pytest.fixture(scope="package")
def browser(kind: Kind, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with launch(kind, profile=tmp_path_factory.mktemp(f"{kind}-bare")) as started:
        yield started


class CardPage:
    """The harness in a tab, and what is asked of it again and again."""

    def __init__(self, page: Page, site: Site) -> None:
        self.page = page
        self.site = site

    def load(self, body: str = harness.PAGE, *, query: str = "", **more: str) -> None:
        self.page.goto(harness.serve(self.site, body, **more) + query)

    def scene(self, name: str, **target: object) -> None:
        """Open the card in this state at the element #number."""
        self.page.call("openScene", name, target)
        self.page.wait_for("openedCard.card")

    def state(self, what: str) -> Any:
        return self.page.eval(f"openedCard.card?.state.{what}")

    def wait_for_state(self, condition: str, timeout: float = 10) -> None:
        self.page.wait_for(f"openedCard.card && (state => {condition})(openedCard.card.state)", timeout)

    def arm(self) -> None:
        """Wait as a person does until Call may be used."""
        self.wait_for_state("state.arm === 'armed'")

    def rect(self, selector: str) -> Rect:
        return self.page.shadow_rect(CARD, selector)

    def click(self, selector: str) -> None:
        self.page.click_on(self.rect(selector))

    def text(self, selector: str) -> str:
        found = self.page.shadow(
            CARD, "(root, selector) => root.querySelector(selector)?.innerText ?? null", selector
        )
        assert found is not None, f"the card has no {selector}"
        return str(found)

    def has(self, selector: str) -> bool:
        return bool(self.page.shadow(CARD, "(root, selector) => root.querySelector(selector) !== null", selector))

    def is_open(self) -> bool:
        return bool(self.page.eval("Boolean(openedCard.card && document.querySelector('ringout-card'))"))

    def asked(self, name: str) -> list[Any]:
        """The params of every message of this name."""
        return list(
            self.page.call("name => harness.asked.filter(each => each[0] === name).map(each => each[1])", name)
        )


@pytest.fixture
def card(page: Page, site: Site) -> CardPage:
    page.emulate(width=560, height=470)
    opened = CardPage(page, site)
    opened.load()
    return opened
