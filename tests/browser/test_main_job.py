"""The main job, through everything that is ours: a number on a page, a trusted click, the real host, a pretended
RingCentral, and the status back on the card.
"""

from __future__ import annotations

import contextlib
import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from ringout_host.browsers.drive import Browser, Kind, Page, WaitError
from ringout_host.browsers.drive.scope import poll
from ringout_host.demo.stage import Stage

from .conftest import INSECURE
from .driver.site import Site

CARD = "ringout-card"
PHASE = "(root, wanted) => root.querySelector('[data-phase]')?.dataset.phase === wanted"
OVER = (
    "root => ['ended','failed','cancelled','unknown'].includes(root.querySelector('[data-phase]')?.dataset.phase)"
)
TEXT = "root => root.querySelector('[data-phase]').innerText"
SAYS = "(root, words) => root.querySelector('[data-phase]')?.innerText.includes(words)"
ARMED = "root => Boolean(root.querySelector('[data-arm=armed]'))"

_numbers = iter(range(100))


@pytest.fixture
def number(kind: Kind) -> str:
    """A number that no test has called yet: the same one again within 30 s would ask first."""
    area = {"chromium": "201", "firefox": "202"}[kind]
    return f"({area}) 555-01{next(_numbers) % 50:02}"


@pytest.fixture
def slow(stage: Stage) -> Iterator[None]:
    """Telephones slow enough for something to happen in the middle of a call."""
    stage.simulator.knobs.speed = 4
    yield
    stage.simulator.knobs.speed = 20


def marked(page: Page) -> None:
    page.wait_for("CSS.highlights.get('ringout-number')?.size > 0", timeout=20)


def open_card(page: Page, site: Site, number: str, body: str = "<p>Ring me on {}, please.") -> None:
    page.goto(
        site.add("/page", "<!doctype html><meta charset=utf-8><body style='margin:120px'>" + body.format(number))
    )
    marked(page)
    page.click_on(page.text_rect(number))
    page.wait_for_shadow(CARD, "root => Boolean(root.querySelector('[data-phase]'))")


def call(page: Page) -> None:
    page.wait_for_shadow(CARD, ARMED)
    page.click_on(page.shadow_rect(CARD, "[data-arm]"))


def dialled(stage: Stage, number: str) -> int:
    digits = "+1" + "".join(character for character in number if character.isdigit())
    return sum(ring_out.to == digits for ring_out in stage.simulator.dialled)


def test_a_click_on_a_number_and_one_on_call_ring_both_phones(
    page: Page, site: Site, stage: Stage, number: str, shots: Path
) -> None:
    open_card(page, site, number)
    page.wait_for_shadow(CARD, ARMED)
    page.screenshot(shots / "ready.png")
    call(page)
    seen = []
    for phase in ("ringing-you", "ringing-them", "connected", "ended"):
        page.wait_for_shadow(CARD, PHASE, phase, timeout=20)
        page.screenshot(shots / f"{phase}.png")
        seen.append(phase)
    assert dialled(stage, number) == 1
    assert [said for said in page.errors() if not said.source.endswith("/favicon.ico")] == []


def test_pages_without_https_are_called_from_as_well(page: Page, site: Site, stage: Stage, number: str) -> None:
    """There the browser keeps some of its functions back, in content scripts, too."""
    site.add("/page", f"<!doctype html><meta charset=utf-8><body style='margin:120px'><p>Ring me on {number}.")
    page.goto(site.url("/page", host=INSECURE))
    assert page.eval("isSecureContext") is False
    marked(page)
    page.click_on(page.text_rect(number))
    call(page)
    page.wait_for_shadow(CARD, PHASE, "connected", timeout=20)
    assert dialled(stage, number) == 1


def test_the_page_is_as_it_was_before(page: Page, site: Site, number: str) -> None:
    page.goto(site.add("/page", f"<!doctype html><body><p id=p>Ring <b>me</b> on {number}</p>"))
    page.eval(
        "window.records = []; new MutationObserver(r => records.push(...r))"
        ".observe(document, {subtree: true, childList: true, attributes: true, characterData: true}); 0"
    )
    before = page.eval("document.documentElement.outerHTML")
    marked(page)
    assert page.eval("records.length") == 0
    page.click_on(page.text_rect(number))
    page.wait_for_shadow(CARD, ARMED)
    page.press("Escape")
    page.wait_for("!document.querySelector('ringout-card')")
    assert page.eval("document.documentElement.outerHTML") == before


@pytest.mark.usefixtures("slow")
def test_the_host_is_killed_in_the_middle_of_a_call_and_the_card_tells_the_truth(
    page: Page, site: Site, stage: Stage, number: str
) -> None:
    open_card(page, site, number)
    call(page)
    page.wait_for_shadow(CARD, PHASE, "ringing-you", timeout=20)
    for lock in stage.places.hosts.glob("*.lock"):
        os.kill(int(lock.name.partition("-")[0]), signal.SIGKILL)
    page.wait_for_shadow(CARD, OVER, timeout=40)
    assert page.shadow(CARD, PHASE, "ended"), page.shadow(CARD, TEXT)
    assert dialled(stage, number) == 1


@pytest.mark.usefixtures("slow")
def test_the_worker_is_stopped_in_the_middle_of_a_call_and_the_card_tells_the_truth(
    browser: Browser, page: Page, site: Site, stage: Stage, number: str
) -> None:
    open_card(page, site, number)
    call(page)
    page.wait_for_shadow(CARD, PHASE, "ringing-you", timeout=20)
    browser.background_eval("globalThis.before = true")
    with contextlib.suppress(WaitError):  # the open card wakes it again at once, so it is hardly ever seen gone
        browser.kill_background(timeout=2)
    assert browser.background_eval("globalThis.before ?? null") is None
    page.wait_for_shadow(CARD, OVER, timeout=40)
    assert page.shadow(CARD, PHASE, "ended"), page.shadow(CARD, TEXT)
    assert dialled(stage, number) == 1


@pytest.mark.usefixtures("slow")
def test_cancel_stops_the_call_before_anybody_is_on_the_line(
    page: Page, site: Site, stage: Stage, number: str, shots: Path
) -> None:
    open_card(page, site, number)
    call(page)
    page.wait_for_shadow(CARD, PHASE, "ringing-you", timeout=20)
    page.click_on(page.shadow_rect(CARD, "[data-act=cancel]"))
    page.wait_for_shadow(CARD, PHASE, "cancelled", timeout=20)
    page.screenshot(shots / "cancelled.png")
    assert dialled(stage, number) == 1


@pytest.mark.parametrize(
    ("ending", "phase", "words"),
    [
        ("50", "failed", "busy"),
        ("51", "failed", "did not answer"),
        ("52", "failed", "declined"),
        ("65", "failed", "administrator"),
        ("75", "unknown", "your phone"),
    ],
)
def test_what_became_of_a_call_is_said_in_plain_words(
    page: Page, site: Site, kind: Kind, shots: Path, ending: str, phase: str, words: str
) -> None:
    area = {"chromium": "212", "firefox": "213"}[kind]
    open_card(page, site, f"({area}) 555-01{ending}")
    call(page)
    page.wait_for_shadow(CARD, PHASE, phase, timeout=30)
    page.screenshot(shots / "outcome.png")
    assert words in page.shadow(CARD, TEXT).lower()


def test_a_synthetic_click_opens_nothing_and_calls_nobody(
    page: Page, site: Site, stage: Stage, number: str
) -> None:
    page.goto(site.add("/page", f"<!doctype html><body style='margin:120px'><p id=p>Ring {number}</p>"))
    marked(page)
    at = page.text_rect(number).centre
    before = len(stage.simulator.dialled)
    page.eval(
        f"for (const type of ['pointerdown','mousedown','pointerup','mouseup','click'])"
        f" document.elementFromPoint({at[0]}, {at[1]}).dispatchEvent(new MouseEvent(type,"
        f" {{bubbles: true, cancelable: true, composed: true, clientX: {at[0]}, clientY: {at[1]}, button: 0}})); 0"
    )
    page.click_on(page.text_rect("Ring"))  # whatever the synthetic clicks caused has happened once this has
    assert page.eval("document.querySelector('ringout-card')") is None
    assert len(stage.simulator.dialled) == before


def test_when_ringcentral_cannot_be_reached_nothing_is_dialled_and_the_card_says_so(
    page: Page, site: Site, stage: Stage, number: str, shots: Path
) -> None:
    open_card(page, site, number)
    page.wait_for_shadow(CARD, ARMED)
    with stage.simulator.offline():
        page.click_on(page.shadow_rect(CARD, "[data-arm]"))
        page.wait_for_shadow(CARD, PHASE, "failed", timeout=30)
    page.screenshot(shots / "unreachable.png")
    assert "reached" in page.shadow(CARD, TEXT)
    assert dialled(stage, number) == 0


def test_without_the_host_the_card_says_what_to_install(kind: Kind, stage: Stage, site: Site, shots: Path) -> None:
    with stage.browser(kind, manifest=False) as bare:
        page = bare.open(
            site.add("/link", "<!doctype html><body style='margin:120px'><a href='tel:+12015550123'>Ring</a>")
        )
        page.front()
        page.wait_for("document.readyState === 'complete'")

        def opened() -> bool:
            page.front()
            page.click_on(page.text_rect("Ring"))
            return bool(page.eval("!!document.querySelector('ringout-card')"))

        poll(opened, "the card opens", 15)
        page.wait_for_shadow(CARD, SAYS, "ringout install", timeout=20)
        page.screenshot(shots / "host-missing.png")
