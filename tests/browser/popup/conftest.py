"""A browser without the extension, because the popup's page is served here; and what is done with it often."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from ringout_host.browsers.drive import Browser, Kind, Page, launch

from ..driver.site import Site
from . import harness


@pytest.fixture(scope="package")
def browser(kind: Kind, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with launch(kind, profile=tmp_path_factory.mktemp(f"{kind}-popup")) as started:
        yield started


class PopupPage:
    """The popup in a tab, with a scripted worker."""

    def __init__(self, page: Page, site: Site) -> None:
        self.page = page
        self.site = site

    def load(self, scene: str = "ready", *, more: str = "") -> None:
        self.page.goto(f"{harness.serve(self.site)}?scene={scene}{more}")
        self.page.wait_for("document.getElementById('region')?.options.length > 200")
        if scene != "loading":
            self.page.wait_for(
                "!!document.querySelector('#repair:not(:empty), #phones:not(:empty)') && scene.session"
                " && document.querySelector('.loading') === null"
            )
        self.page.eval("(scene.news ?? []).forEach(harness.post)")

    def type(self, text: str) -> None:
        self.page.type(text)
        self.wait("text => document.getElementById('number').value.replace(/[^0-9+]/g, '') === text", text)

    def wait(self, js: str, *arguments: object) -> None:
        self.page.wait_for(f"({js})({', '.join(json.dumps(each) for each in arguments)})")

    def wait_for(self, selector: str) -> None:
        self.wait("selector => document.querySelector(selector) !== null", selector)

    def has(self, selector: str) -> bool:
        return bool(self.page.call("selector => document.querySelector(selector) !== null", selector))

    def text(self, selector: str) -> str:
        return str(self.page.call("selector => document.querySelector(selector).innerText", selector))

    def wait_for_text(self, selector: str, words: str) -> None:
        self.wait(
            "(selector, words) => document.querySelector(selector)?.innerText.includes(words)", selector, words
        )

    def click(self, selector: str) -> None:
        self.page.call("selector => document.querySelector(selector).scrollIntoView({block: 'center'})", selector)
        self.page.click_on(self.page.rect(selector))

    def value(self) -> str:
        return str(self.page.eval("document.getElementById('number').value"))

    def asked(self, name: str) -> list[Any]:
        """The params of every message of this name."""
        return list(self.page.call("name => harness.named(name)", name))


@pytest.fixture
def popup(page: Page, site: Site) -> PopupPage:
    page.emulate(width=360, height=600)
    return PopupPage(page, site)
