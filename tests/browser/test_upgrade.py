"""Extension and host of neighbouring protocols, both ways round: the person reads which of the two to update.

The host is the real one; the extension is a copy of ours that speaks the protocol before or after it.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from ringout_host import PROTOCOL_VERSION as PROTOCOL
from ringout_host.browsers.drive import Kind
from ringout_host.demo.stage import Stage
from ringout_host.paths import data

from .driver.site import Site
from .marks import wait_for_content

CARD = "ringout-card"
SAID = "root => root.querySelector('.notice')?.innerText"
SPEAKS = re.compile(r"export const PROTOCOL = \d+;")

DIRECTIONS = {
    "an older extension": (
        PROTOCOL - 1,
        "The extension is older than the RingOut program",
        "Update the extension in your browser.",
    ),
    "an older host": (PROTOCOL + 1, "The RingOut program on this computer is older", "pipx upgrade ringout-host"),
}
"""What the extension speaks, and what the person must read then."""


def extension_that_speaks(protocol: int, folder: Path) -> Path:
    """A copy of our extension with another protocol."""
    copy = Path(shutil.copytree(data("extension"), folder))
    port = copy / "background" / "host-port.js"
    changed, times = SPEAKS.subn(f"export const PROTOCOL = {protocol};", port.read_text("utf-8"))
    assert times == 1
    port.write_text(changed, "utf-8")
    return copy


@pytest.mark.parametrize("direction", DIRECTIONS)
def test_the_side_to_update_is_named(kind: Kind, tmp_path: Path, site: Site, direction: str) -> None:
    protocol, what, remedy = DIRECTIONS[direction]
    address = site.add("/", "<p>Ring <a href='tel:+12015550123'>us</a>")
    with Stage(extension=extension_that_speaks(protocol, tmp_path / "extension")) as stage:
        with stage.browser(kind) as browser:
            page = browser.open(address)
            wait_for_content(page, "typeof thisPage.marks === 'object'")
            page.click_on(page.text_rect("us"))
            said = page.wait_for_shadow(CARD, SAID, timeout=20)
            popup = browser.open(browser.extension_url("pages/popup/popup.html"))
            popup.wait_for(f"document.body.innerText.includes({what!r})", timeout=20)
            shown = popup.eval("document.body.innerText")
        assert stage.simulator.dialled == []
    for text in (said, shown):
        assert what in text
        assert remedy in text
