"""The first-run page by trusted input: from no host at all to a first call, each step noticed by itself."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from ringout_host.browsers.drive import Kind, Page, write_native_manifest
from ringout_host.browsers.identity import chromium_id_of
from ringout_host.demo.stage import Stage
from ringout_host.simulator import people

from .axe import axe

WELCOME = "pages/welcome/welcome.html"


@pytest.fixture(scope="module")
def fresh(kind: Kind) -> Iterator[Stage]:
    """A host that nobody has signed in to, whose app is known to the simulator."""
    with Stage(speed=20, signed_in=False) as made:
        made.simulator.no_limits()
        made.simulator.knobs.auto_approve = False
        made.places.config.parent.mkdir(parents=True, exist_ok=True)
        made.places.config.write_text(f'[app]\nclientId = "{people.PUBLIC_CLIENT_ID}"\n')
        yield made


def step(page: Page, name: str, timeout: float = 20) -> None:
    page.wait_for(f"document.querySelector('.step.now')?.dataset.step === '{name}'", timeout)


def click(page: Page, selector: str, nth: int = 0) -> None:
    page.call(
        "(s, n) => document.querySelectorAll(s)[n].scrollIntoView({block: 'center', behavior: 'instant'})",
        selector,
        nth,
    )
    page.click_on(page.rect(selector, nth))


def looked_at(page: Page, shots: Path, name: str) -> None:
    """Light, dark and narrow: nothing for axe, no sideways scrolling."""
    for look, width, dark in (("light", 1000, False), ("dark", 1000, True), ("narrow", 320, False)):
        page.emulate(width=width, height=900, dark=dark, reduced_motion=True)
        page.wait_for("document.documentElement.scrollWidth <= innerWidth")
        assert axe(page) == [], f"{name} {look}"
        assert page.eval("document.body.innerText.match(/(options|welcome|card)_[a-z_]+/)") is None
        page.screenshot(shots / f"{name}-{look}.png")
    page.emulate(width=1000, height=900, dark=False)


def test_from_nothing_to_a_first_call(kind: Kind, fresh: Stage, shots: Path) -> None:
    with fresh.browser(kind, manifest=False) as browser:
        page = browser.wait_for_page(WELCOME, timeout=30)  # opened by the extension itself, just installed
        page.front()
        page.emulate(width=1000, height=900, reduced_motion=True)
        step(page, "host")
        looked_at(page, shots, "1-host")
        click(page, 'input[name=system][value="win"]')
        page.wait_for("document.querySelector('.commands code').textContent.startsWith('py ')")

        # The person installs the program: the page sees it without a reload.
        write_native_manifest(kind, browser.profile, fresh.places.launcher, chromium_id_of(fresh.extension))
        step(page, "account")
        looked_at(page, shots, "2-account")
        click(page, "[data-act=sign-in]")
        consent = browser.wait_for_page("/simulator/consent", timeout=20)
        consent.wait_for("Boolean(document.querySelector('button[value=yes]'))")
        consent.click_on(consent.rect("button[value=yes]"))
        consent.wait_for("location.hostname === '127.0.0.1' || location.hostname === 'localhost'")
        page.front()
        step(page, "phone")
        looked_at(page, shots, "3-phone")
        click(page, f'.phone input[value="{people.MOBILE}"]')
        step(page, "try")
        assert tomllib.loads(fresh.places.config.read_text())["settings"]["from"] == people.MOBILE
        looked_at(page, shots, "4-try")

        click(page, f'[data-act=fill][data-number="{people.HOME}"]')
        page.wait_for(f"document.querySelector('#dial').value === '{people.HOME}'")
        click(page, ".dial .button.call")
        page.wait_for("Boolean(document.querySelector('.ready'))", timeout=20)
        page.wait_for("document.querySelector('[data-phase]')?.dataset.phase === 'ended'", timeout=20)
        looked_at(page, shots, "5-ready")
        assert [ring_out.to for ring_out in fresh.simulator.dialled] == [people.HOME]
        assert page.errors() == []

        # The same person signs out again, in the options.
        click(page, "[data-act=options]")
        options = browser.wait_for_page("options.html")
        options.emulate(width=1000, height=900, reduced_motion=True)
        options.wait_for("Boolean(document.querySelector('[data-act=ask-sign-out]'))", timeout=20)
        click(options, "[data-act=ask-sign-out]")
        options.wait_for("document.activeElement?.dataset.act === 'stay'")
        click(options, "[data-act=sign-out]")
        options.wait_for("Boolean(document.querySelector('[data-act=sign-in]'))", timeout=20)
        assert axe(options) == []
        options.screenshot(shots / "6-signed-out.png")


def test_a_synthetic_submit_calls_nobody_and_a_wrong_number_is_refused_in_words(kind: Kind, shots: Path) -> None:
    with Stage(speed=20) as own:
        own.places.config.write_text(f'[settings]\nfrom = "{people.MOBILE}"\n')
        with own.browser(kind) as fresh:
            page = fresh.open(fresh.extension_url(WELCOME))
            page.front()
            page.wait_for("document.querySelectorAll('.step.done').length >= 3", timeout=20)
            click(page, "#dial")
            page.type("911")
            page.eval("document.querySelector('.dial').requestSubmit()")
            page.press("Enter")
            page.wait_for("Boolean(document.querySelector('#dial-wrong'))")
            assert "emergency" in page.eval("document.querySelector('#dial-wrong').innerText")
            assert axe(page) == []
            page.screenshot(shots / "refused.png")
        assert own.simulator.dialled == []
