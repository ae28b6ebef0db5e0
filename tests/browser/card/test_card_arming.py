"""Rule 3: no page dials. Whatever a page does, only a person's own click on what they see starts a call."""

from __future__ import annotations

from pathlib import Path

import pytest

from ringout_host.browsers.drive import Page

from .conftest import CARD, CardPage

pytestmark = pytest.mark.browser


def _every(what: str) -> str:
    return f"setInterval(() => document.querySelector('ringout-card')?.{what}, 15);"


WATCH = "new Promise(done => setTimeout(() => done(openedCard.card?.state.arm ?? 'closed'), 900))"
"""What the button has come to after more than twice the time that arming takes."""

TOP = "position:fixed;inset:0;width:auto;height:auto"

COVERS = {
    "a popover that opens again and again": f"""const d = document.createElement('div'); d.popover = 'manual';
        d.style.cssText = '{TOP}'; document.body.append(d);
        setInterval(() => {{ if (d.matches(':popover-open')) d.hidePopover(); d.showPopover(); }}, 50);""",
    "a popover that lets clicks through": f"""const d = document.createElement('div'); d.popover = 'manual';
        d.style.cssText = '{TOP};pointer-events:none'; document.body.append(d);
        setInterval(() => {{ if (d.matches(':popover-open')) d.hidePopover(); d.showPopover(); }}, 50);""",
    "a popover that is new each time": f"""setInterval(() => {{ document.querySelector('.c')?.remove();
        const d = document.createElement('div'); d.className = 'c'; d.popover = 'manual';
        d.style.cssText = '{TOP};pointer-events:none'; document.body.append(d); d.showPopover(); }}, 50);""",
    "a modal dialog that comes back": """const d = document.createElement('dialog');
        d.style.cssText = 'inset:0;width:100vw;height:100vh;max-width:none;max-height:none;pointer-events:none';
        document.body.append(d); setInterval(() => { d.close(); d.showModal(); }, 50);""",
    "a transparent root": "document.documentElement.style.opacity = '.01';",
    "a filter on the root": "document.documentElement.style.filter = 'opacity(.01)';",
    "a root moved away": "document.documentElement.style.transform = 'translateX(90%)';",
    "animating the card again and again": _every("animate([{ opacity: 0 }], { duration: 9999, fill: 'both' })"),
    "hiding the root": "document.documentElement.style.display = 'none';",
}
"""What would hide or move what the person sees."""

HARMLESS = {
    "a div above everything": """const d = document.createElement('div'); document.body.append(d);
        d.style.cssText = 'position:fixed;inset:0;z-index:2147483647;background:red';""",
    "moving the element": _every("style.setProperty('left', Math.random() * 90 + 'px', 'important')"),
    "shrinking it": _every("style.setProperty('scale', '.05', 'important')"),
    "making it transparent": _every("style.setProperty('opacity', '.01', 'important')"),
    "clipping it": _every("style.setProperty('clip-path', 'inset(0 0 99% 0)', 'important')"),
    "taking its style away": _every("removeAttribute('style')"),
    "animating it": """document.querySelector('ringout-card').animate([{ opacity: 0, scale: 0 }],
        { duration: 9999, fill: 'both' });""",
    "rules of the page": """const s = document.createElement('style'); document.head.append(s); s.textContent =
        'ringout-card, ringout-card * { opacity: 0 !important; display: none !important;'
        + ' transform: scale(0) !important;'
        + ' --call: transparent !important; --text: transparent; --space-4: 999px; font-size: 0 !important }'
        + ' * { --surface: transparent !important; visibility: hidden !important; color: red !important }';""",
}
"""What a page may try at the card's element without changing what is seen of it."""


@pytest.mark.parametrize("cover", COVERS)
def test_a_covered_card_never_arms(card: CardPage, page: Page, cover: str) -> None:
    card.scene("ready")
    box = card.rect("[data-act=call]")
    page.eval(f"(() => {{ {COVERS[cover]} }})()")
    assert page.eval(WATCH) != "armed"
    page.click_on(box)
    assert card.asked("calls.start") == []


@pytest.mark.parametrize("trick", HARMLESS)
def test_the_page_cannot_change_how_the_card_looks(card: CardPage, page: Page, trick: str, shots: Path) -> None:
    page.emulate(reduced_motion=True)
    card.scene("ready")
    page.eval(f"(() => {{ {HARMLESS[trick]} }})()")
    card.arm()
    page.screenshot(shots / "card.png")
    seen = page.shadow(
        CARD,
        """root => { const panel = root.querySelector('.card'), button = root.querySelector('[data-act=call]');
          const [a, b] = [getComputedStyle(panel), getComputedStyle(button)];
          return { width: panel.offsetWidth, height: panel.offsetHeight > 150, font: a.fontSize,
            surface: a.backgroundColor,
            opacity: a.opacity, visibility: b.visibility, call: b.backgroundColor, shown: a.display }; }""",
    )
    assert seen == {
        "width": 336, "height": True, "font": "14px", "surface": "rgb(255, 255, 255)", "opacity": "1",
        "visibility": "visible", "call": "rgb(10, 117, 112)", "shown": "block",
    }  # fmt: skip
    card.click("[data-act=call]")
    page.wait_for("harness.calls().length")


def test_the_button_arms_after_400_ms_and_a_click_calls_once(card: CardPage, page: Page) -> None:
    card.scene("ready")
    card.arm()
    assert page.eval("openedCard.card.armer.progress.clean") >= 400
    card.click("[data-act=call]")
    page.wait_for("harness.calls().length")
    assert card.asked("calls.start")[0]["text"] == "020 7946 0123"


def test_a_click_before_it_is_armed_does_nothing(card: CardPage, page: Page) -> None:
    card.scene("ready")
    page.eval("openedCard.card.armer.stop()")
    card.click("[data-act=call]")
    assert card.asked("calls.start") == []


def test_a_double_click_is_one_call(card: CardPage, page: Page) -> None:
    card.scene("ready")
    page.eval("harness.answers['calls.start'] = undefined")
    card.arm()
    page.click(*card.rect("[data-act=call]").centre, count=2)
    page.wait_for("harness.calls().length")
    assert len({each["requestId"] for each in card.asked("calls.start")}) == 1
    assert len(card.asked("calls.start")) == 1


def test_events_made_by_scripts_do_nothing(card: CardPage, page: Page) -> None:
    card.load(query="?open")
    card.scene("ready")
    card.arm()
    page.eval("""(() => {
      const button = document.querySelector('ringout-card').shadowRoot.querySelector('[data-act=call]');
      button.click();
      for (const type of ['pointerdown', 'pointerup', 'mousedown', 'mouseup', 'click'])
        button.dispatchEvent(new MouseEvent(type, { bubbles: true, composed: true, cancelable: true }));
      button.focus();
      for (const key of ['Enter', ' '])
        button.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, composed: true }));
      postMessage({ name: 'calls.start' }, '*');
    })()""")
    page.eval("new Promise(done => setTimeout(done, 50))")
    assert card.asked("calls.start") == []


def test_a_key_held_down_from_before_does_not_call(card: CardPage, page: Page) -> None:
    card.scene("ready")
    card.arm()
    page.shadow(CARD, "root => root.querySelector('[data-act=call]').focus()")
    page.eval("openedCard.card.armer.pressed(new KeyboardEvent('keydown', { key: 'Enter', repeat: true }))")
    assert page.eval("openedCard.card.armer.pressBad") is True


def test_enter_on_the_armed_button_calls(card: CardPage, page: Page) -> None:
    card.scene("ready", byKeyboard=True)
    card.arm()
    for _ in range(8):
        page.press("Tab")
        if page.shadow(CARD, "root => root.activeElement?.dataset.act") == "call":
            break
    page.press("Enter")
    page.wait_for("harness.calls().length")


def test_a_page_that_takes_the_card_away_closes_it_and_the_call_goes_on(card: CardPage, page: Page) -> None:
    card.scene("ringing-you")
    page.eval("document.querySelector('ringout-card').remove()")
    page.wait_for("!openedCard.card")
    card.scene("ringing-you")
    page.eval("document.querySelector('ringout-card').hidePopover()")
    page.wait_for("!openedCard.card && !document.querySelector('ringout-card')")
    card.scene("ringing-you")
    page.eval("document.documentElement.replaceChildren()")
    page.wait_for("!openedCard.card")
    assert card.asked("calls.cancel") == []


def test_a_covered_card_offers_the_window_that_no_page_can_cover(card: CardPage, page: Page) -> None:
    card.scene("ready")
    page.eval("document.documentElement.style.filter = 'grayscale(1)'")
    card.wait_for_state("state.arm === 'doubtful'")
    card.click("[data-act=check]")
    page.wait_for("harness.asked.some(([name]) => name === 'confirm.open')")
    assert card.asked("calls.start") == []
    assert card.state("attempt") == "parked"


def test_an_armed_button_under_a_late_cover_is_disarmed_in_time(card: CardPage, page: Page) -> None:
    card.scene("ready")
    card.arm()
    box = card.rect("[data-act=call]")
    page.eval("""(() => { const d = document.createElement('div'); d.popover = 'manual';
      d.style.cssText = 'position:fixed;inset:0;width:auto;height:auto;pointer-events:none';
      document.body.append(d); d.showPopover(); })()""")
    page.click_on(box)
    assert card.asked("calls.start") == []
    card.arm()  # it came to lie on top again
    card.click("[data-act=call]")
    page.wait_for("harness.calls().length")


def test_the_countdown_runs_only_on_listed_sites_and_any_key_stops_it(card: CardPage, page: Page) -> None:
    card.scene("countdown")
    page.wait_for("openedCard.card.state.countdown")
    assert card.text("[data-countdown]") == "Calling in two seconds"
    page.press("a")
    card.wait_for_state("!state.countdown && state.stopped")
    page.wait_for("openedCard.card.state.arm === 'armed'")
    assert card.asked("calls.start") == []

    page.eval("SCENES.countdown.answers['prefs.get'].oneClick = false")
    card.scene("countdown")
    card.arm()
    assert card.state("countdown") is False


def test_the_countdown_stops_for_a_click_anywhere_and_a_cover(card: CardPage, page: Page) -> None:
    card.scene("countdown")
    page.wait_for("openedCard.card.state.countdown")
    page.click(5, 5)
    card.wait_for_state("!state.countdown && state.stopped")
    card.scene("countdown")
    page.wait_for("openedCard.card.state.countdown")
    page.eval(f"(() => {{ {HARMLESS['a div above everything']} }})()")
    page.eval(f"(() => {{ {COVERS['a popover that lets clicks through']} }})()")
    card.wait_for_state("!state.countdown && state.stopped")
    assert card.asked("calls.start") == []


def test_the_countdown_left_alone_calls_once(card: CardPage, page: Page) -> None:
    page.eval("SCENES.countdown.then = undefined")
    card.scene("countdown")
    page.wait_for("harness.calls().length")
    card.wait_for_state("state.call")
    assert len(card.asked("calls.start")) == 1
