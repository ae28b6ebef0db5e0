"""The stores' pictures: real ones of the product at work, in the sizes that the stores ask for.

Taken in a headless Chromium against the simulator, so every number is made up and each picture says that the call
is a pretended one. They are made for a release and are not kept in git.
"""

from __future__ import annotations

import base64
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from ringout_host.browsers.drive import Browser, Page, Rect
from ringout_host.demo.site import sample_page
from ringout_host.demo.stage import Stage

from ..lint.render_icons import ICONS

SCREENSHOT: Final = (1280, 800)
SIZES: Final[dict[str, tuple[int, int]]] = {
    "1-call.png": SCREENSHOT,
    "2-connected.png": SCREENSHOT,
    "3-popup.png": SCREENSHOT,
    "4-confirm.png": SCREENSHOT,
    "5-options.png": SCREENSHOT,
    "tile.png": (440, 280),
    "logo.png": (300, 300),
}
"""Screenshots for all three stores; the small promotional tile is Chrome's, the logo Edge's."""

CARD: Final = "ringout-card"

_BACKDROP: Final = """<!doctype html><meta charset="utf-8"><style>
  body {{ margin: 0; height: 100vh; display: grid; grid-template-columns: {columns}; align-items: center;
    justify-items: center; gap: 40px; padding: {padding}; box-sizing: border-box;
    background: linear-gradient(160deg, #eef3fb, #dde7f5); color: #16202e; font: 20px/1.5 system-ui, sans-serif; }}
  h1 {{ font-size: {heading}px; line-height: 1.2; margin: 0 0 12px; }} p {{ margin: 0; color: #4a5768; }}
  img {{ max-width: 100%; max-height: 100%; }}
  img.shot {{ border-radius: 14px; box-shadow: 0 12px 40px #20304a40; max-height: {tallest}px; }}
</style>{body}"""


def take(out: Path) -> Iterator[Path]:
    """Take every picture; yields each file once it is there.

    Raises:
        DriveError: there is no Chromium, or it could not be driven.
        ValueError: a picture has a size that no store takes.
    """
    out.mkdir(parents=True, exist_ok=True)
    with Stage(speed=2.5) as stage, sample_page() as address, stage.browser("chromium") as browser:
        page = browser.open(address)
        _of_the_card(page, out)
        popup = _of_the_popup(browser, out)
        window = _of_the_confirmation(browser, page, out)
        _of_the_options(browser, out)
        aside = browser.open()
        for name, part, heading, text in (
            ("3-popup.png", popup, "Dial from the toolbar", "Type or paste a number, or pick one on this page."),
            ("4-confirm.png", window, "It asks first", "Numbers abroad are called once you have confirmed them."),
        ):
            _framed(aside, part, heading, text)
            aside.screenshot(out / name)
        _drawn(aside, out)
    for unwanted in (popup, window):
        unwanted.unlink()
    for name, size in SIZES.items():
        if size_of(out / name) != size:
            raise ValueError(f"{name} is {size_of(out / name)} instead of {size}.")
        yield out / name


def size_of(picture: Path) -> tuple[int, int]:
    """Width and height of a PNG."""
    width, height = struct.unpack(">II", picture.read_bytes()[16:24])
    return width, height


def _of_the_card(page: Page, out: Path) -> None:
    page.emulate(width=SCREENSHOT[0], height=SCREENSHOT[1])
    page.wait_for("CSS.highlights.get('ringout-number')?.size > 0", timeout=60)
    page.click_on(page.text_rect("(201) 555-0123"))
    page.wait_for_shadow(CARD, "root => Boolean(root.querySelector('[data-arm=armed]'))", timeout=60)
    page.screenshot(out / "1-call.png")
    page.click_on(page.shadow_rect(CARD, "[data-arm]"))
    page.wait_for_shadow(CARD, "root => Boolean(root.querySelector('[data-phase=connected]'))", timeout=60)
    page.screenshot(out / "2-connected.png")
    page.wait_for_shadow(CARD, "root => Boolean(root.querySelector('[data-phase=ended]'))", timeout=60)
    page.press("Escape")


def _of_the_popup(browser: Browser, out: Path) -> Path:
    page = browser.open()
    page.emulate(width=400, height=600, scale=2)
    page.goto(browser.extension_url("pages/popup/popup.html"))
    page.wait_for("document.querySelector('.name') !== null", timeout=60)
    page.type("2015550188")
    page.wait_for("document.querySelector('#verdict .facts') !== null", timeout=60)
    page.wait_for("document.querySelector('#go .call:enabled') !== null && document.getAnimations().length === 0")
    taken = page.screenshot(out / "popup.part.png", clip=Rect(0, 0, 385, 600))  # without the scroll bar
    page.close()
    return taken


def _of_the_confirmation(browser: Browser, page: Page, out: Path) -> Path:
    page.front()
    page.click_on(page.text_rect("+44 20 7946 0123"))
    page.wait_for_shadow(CARD, "root => root.querySelector('[data-act=check]') !== null", timeout=60)
    page.click_on(page.shadow_rect(CARD, "[data-act=check]"))
    window = browser.wait_for_page("confirm.html", timeout=60)
    window.front()
    window.emulate(width=460, height=420, scale=2)
    window.wait_for("document.querySelector('[data-arm=armed]') !== null", timeout=60)
    taken = window.screenshot(out / "confirm.part.png")
    window.close()
    return taken


def _of_the_options(browser: Browser, out: Path) -> None:
    page = browser.open()
    page.emulate(width=SCREENSHOT[0], height=SCREENSHOT[1], reduced_motion=True)
    page.goto(browser.extension_url("pages/options/options.html"))
    page.wait_for("document.querySelector('.phone') !== null", timeout=60)
    page.screenshot(out / "5-options.png")
    page.close()


def _framed(page: Page, picture: Path, heading: str, text: str) -> None:
    """A small window's picture beside what it shows, in the size of a screenshot."""
    body = f"<div><h1>{heading}</h1><p>{text}</p></div><img class=shot src='{_inline(picture, 'image/png')}'>"
    _show(page, SCREENSHOT, body, columns="1fr 1fr", padding="60px 100px", heading=44, tallest=680)


def _drawn(page: Page, out: Path) -> None:
    """The tile and the logo, from the icon's drawing."""
    icon = f"<img src='{_inline(ICONS / 'icon.svg', 'image/svg+xml')}' {{}}>"
    said = "<div><h1>RingOut<br>click-to-call</h1><p>Your phone rings first.</p></div>"
    tile = icon.format("width=120") + said
    _show(page, SIZES["tile.png"], tile, columns="120px 1fr", padding="24px 28px", heading=31, tallest=200)
    page.screenshot(out / "tile.png")
    logo = icon.format("width=240")
    _show(page, SIZES["logo.png"], logo, columns="1fr", padding="30px", heading=20, tallest=240)
    page.screenshot(out / "logo.png")


def _show(page: Page, size: tuple[int, int], body: str, **look: object) -> None:
    page.emulate(width=size[0], height=size[1], scale=1)
    document = _BACKDROP.format(body=body, **look).encode()
    page.goto(f"data:text/html;base64,{base64.b64encode(document).decode()}")
    page.wait_for("[...document.images].every(image => image.complete && image.naturalWidth)")


def _inline(file: Path, kind: str) -> str:
    return f"data:{kind};base64,{base64.b64encode(file.read_bytes()).decode()}"
