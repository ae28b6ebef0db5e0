"""Where the card stands: never over its number, never outside the viewport, whatever the frame, zoom or script."""

from __future__ import annotations

from pathlib import Path

import pytest

from ringout_host.browsers.drive import Page, Rect

from .conftest import CARD, CardPage

pytestmark = pytest.mark.browser

LONG = """<body style="width:3000px"><main><h1>Long</h1><div style="height:900px"></div>
<p style="margin-left:%dpx">Call <b id=number>020 7946 0123</b> now</p><div style="height:1500px"></div></main>"""

ARABIC = """<body><main><h1>اتصل بنا</h1>
<p>اتصل على الرقم <b id=number>020 7946 0123</b> من التاسعة إلى الخامسة.</p></main>"""


def panel(page: Page) -> Rect:
    return page.shadow_rect(CARD, ".card")


def settled(page: Page) -> Rect:
    """The card's place once two looks in a row agree."""
    page.eval("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    last = panel(page)
    for _ in range(50):
        page.eval("new Promise(done => setTimeout(done, 60))")
        now = panel(page)
        if now == last:
            return now
        last = now
    raise AssertionError("the card does not come to rest")


def apart(a: Rect, b: Rect) -> bool:
    return (
        a.x + a.width <= b.x + 0.5
        or b.x + b.width <= a.x + 0.5
        or a.y + a.height <= b.y + 0.5
        or b.y + b.height <= a.y + 0.5
    )


def inside(page: Page, box: Rect) -> bool:
    width, height = page.eval("[innerWidth, innerHeight]")
    return (
        box.x >= -0.5 and box.y >= -0.5 and box.x + box.width <= width + 0.5 and box.y + box.height <= height + 0.5
    )


def number(page: Page) -> Rect:
    return Rect(*page.eval("(({ x, y, width, height }) => [x, y, width, height])(number.getBoundingClientRect())"))


def test_it_follows_the_number_while_the_page_scrolls(card: CardPage, page: Page) -> None:
    card.load(LONG % 40)
    page.eval("scrollTo(0, 700)")
    card.scene("ready")
    for top in (720, 800, 850, 600):
        page.eval(f"scrollTo(0, {top})")
        box = settled(page)
        assert inside(page, box), top
        assert apart(box, number(page)), top
    page.eval("scrollTo(0, 2000)")
    assert inside(page, settled(page))


def test_it_follows_the_number_sideways_and_when_the_page_changes(card: CardPage, page: Page) -> None:
    page.emulate(width=1200, height=700)
    card.load(LONG % 300)
    page.eval("scrollTo(0, 820)")
    card.scene("ready")
    before = settled(page)
    page.eval("document.querySelector('p').style.marginLeft = '60px'")
    page.wait_for(f"openedCard.card.placement.left < {before.x - 40}")
    assert apart(settled(page), number(page))
    page.eval("document.querySelector('#number').remove()")
    kept = settled(page)
    page.eval("new Promise(done => setTimeout(done, 400))")
    assert panel(page) == kept


def test_two_buttons_stand_side_by_side_where_there_is_room(card: CardPage) -> None:
    for scene, other in (("ended", "close"), ("forgotten", "close")):
        card.scene(scene)
        first, second = card.rect(".row .button"), card.rect(f".row [data-act={other}]")
        assert first.centre[1] == pytest.approx(second.centre[1], abs=1)


@pytest.mark.parametrize("zoom", [0.25, 0.5, 2.0, 5.0])
def test_at_every_zoom_it_is_whole_and_can_be_used(card: CardPage, page: Page, zoom: float, shots: Path) -> None:
    page.emulate(width=1280, height=900, zoom=zoom)
    card.load()
    card.scene("ready")
    card.arm()
    box = settled(page)
    page.screenshot(shots / f"{zoom:g}.png")
    assert inside(page, box)
    assert inside(page, card.rect("[data-act=call]"))
    card.click("[data-act=call]")
    page.wait_for("harness.calls().length")


@pytest.mark.parametrize("size", [(200, 600), (200, 300), (320, 480), (900, 300)])
def test_small_frames_keep_the_number_and_the_button_in_sight(
    card: CardPage, page: Page, shots: Path, size: tuple[int, int]
) -> None:
    page.emulate(width=size[0], height=size[1])
    card.load("<body style=margin:8px><main><p>Call <b id=number>020 7946 0123</b></p></main>")
    for scene in ("ready", "ringing-you", "unknown", "ready-long-names"):
        card.scene(scene)
        page.eval("pretendArmed()")
        box = settled(page)
        page.screenshot(shots / f"{scene}-{size[0]}x{size[1]}.png")
        assert inside(page, box), scene
        assert apart(box, number(page)), scene
        assert inside(page, card.rect("[data-act=call], [data-act=cancel], [data-act=looked]")), scene
        overflow = "root => { const c = root.querySelector('.card'); return c.scrollWidth - c.clientWidth; }"
        assert page.shadow(CARD, overflow) <= 0, scene


def test_right_to_left_pages_and_words(card: CardPage, page: Page, shots: Path) -> None:
    card.load(ARABIC, html="<html lang=ar dir=rtl>")
    page.eval("(READY['ui.words'] = { words: pseudoArabic() }, 0)")
    for scene in (
        "ready",
        "ready-history",
        "ringing-you",
        "connected",
        "failed-busy",
        "countdown",
        "ready-country",
    ):
        page.call("name => { SCENES[name].answers['ui.words'] = READY['ui.words']; }", scene)
        card.scene(scene)
        page.eval("pretendArmed()")
        box = settled(page)
        page.screenshot(shots / f"{scene}.png")
        spot = number(page)
        assert apart(box, spot)
        assert abs((box.x + box.width) - (spot.x + spot.width)) < 2 or box.x <= 9
        assert page.shadow(CARD, "root => getComputedStyle(root.querySelector('.card')).direction") == "rtl"
        close = card.rect(".top .round")
        assert close.x < box.x + box.width / 2
        assert page.shadow(CARD, "root => getComputedStyle(root.querySelector('h2 bdi')).direction") == "ltr"


def test_inside_a_modal_dialog_of_the_page_it_can_be_used(card: CardPage, page: Page, shots: Path) -> None:
    card.load("<body><main><h1>A</h1></main><dialog><p>Call <b id=number>020 7946 0123</b> now.</p></dialog>")
    page.eval("document.querySelector('dialog').showModal()")
    card.scene("ready")
    card.arm()
    page.screenshot(shots / "modal.png")
    card.click("[data-act=call]")
    page.wait_for("harness.calls().length")
    page.press("Escape")
    page.wait_for("!openedCard.card")
    assert page.eval("document.querySelector('dialog').open") is True


def test_a_modal_dialog_that_opens_later_does_not_lock_the_card(card: CardPage, page: Page) -> None:
    card.load(
        "<body><main><h1>A</h1><p><b id=number>020 7946 0123</b></p></main><dialog style='width:400px'>x</dialog>"
    )
    card.scene("ready")
    card.arm()
    page.eval("document.querySelector('dialog').showModal()")
    page.wait_for("openedCard.card.surface.modal")
    card.arm()
    card.click("[data-act=call]")
    page.wait_for("harness.calls().length")


def test_in_full_screen_it_can_be_used(card: CardPage, page: Page) -> None:
    card.load(
        "<body><main id=m style='background:#fff'><h1>A</h1><p>Call <b id=number>020 7946 0123</b></p>"
        "<button id=f>Full</button></main>"
    )
    page.eval("(f.addEventListener('click', () => m.requestFullscreen()), 0)")
    page.click_on(page.rect("#f"))
    page.wait_for("document.fullscreenElement !== null")
    card.scene("ready")
    card.arm()
    card.click("[data-act=call]")
    page.wait_for("harness.calls().length")
