"""The card in pages that want to see, change, cover or trick it, with the extension as it is installed."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

import pytest

from ringout_host.browsers.drive import Browser, Kind, Page
from ringout_host.browsers.drive.scope import poll
from ringout_host.demo.stage import Stage

from .driver.site import Site
from .marks import wait_for_content

pytestmark = pytest.mark.browser

CARD = "ringout-card"
ARM = "root => root.querySelector('[data-act=check]') ? 'doubtful' : root.querySelector('[data-arm]')?.dataset.arm"
STRICT = "default-src 'none'; style-src 'none'; require-trusted-types-for 'script'; trusted-types 'none'"

_lines: Iterator[int] = count()


@pytest.fixture
def number(kind: Kind) -> str:
    """One that no other test here has called."""
    return f"({'203' if kind == 'chromium' else '206'}) 555-01{next(_lines) % 50:02}"


def open_card(page: Page, site: Site, number: str, html: str = "<p>Ring {}, please.</p>", **more: object) -> None:
    body = f"<!doctype html><html lang=en-US><meta charset=utf-8><title>x</title>{html.format(number)}"
    page.goto(site.add("/page", body, **more))  # type: ignore[arg-type]
    page.wait_for("CSS.highlights.get('ringout-number')?.size > 0", timeout=20)
    page.click_on(page.text_rect(number))
    page.wait_for_shadow(CARD, "root => root.querySelector('[data-act=call]') !== null")


def dialled(stage: Stage, number: str) -> int:
    digits = "+1" + "".join(character for character in number if character.isdigit())
    return sum(ring_out.to == digits for ring_out in stage.simulator.dialled)


def test_the_page_sees_one_element_come_and_go_and_nothing_in_it(page: Page, site: Site, number: str) -> None:
    watch = """<p>Ring {}, please.</p><script>
      globalThis.seen = [];
      const names = nodes => [...nodes].map(node => node.nodeName).join();
      new MutationObserver(records => records.forEach(({ type, target, addedNodes, removedNodes }) =>
        seen.push([type, target.nodeName, names(addedNodes), names(removedNodes)])))
        .observe(document, { subtree: true, childList: true, characterData: true });
    </script>"""
    open_card(
        page, site, number, watch.replace("{ ", "{{ ").replace(" }", " }}").replace("=> records", "=> records")
    )
    page.wait_for_shadow(CARD, "root => root.querySelector('[data-arm=armed]') !== null")
    assert page.eval(f"document.querySelector('{CARD}').shadowRoot") is None
    assert (
        page.eval(f"document.querySelector('{CARD}').innerText + document.querySelector('{CARD}').innerHTML") == ""
    )
    assert page.eval(f"document.querySelector('{CARD}').getBoundingClientRect().width") == 0
    page.press("Escape")
    page.wait_for(f"!document.querySelector('{CARD}')")
    changes = [change for change in page.eval("seen") if "SCRIPT" not in str(change)]
    assert changes == [["childList", "HTML", "RINGOUT-CARD", ""], ["childList", "HTML", "", "RINGOUT-CARD"]]


def test_under_the_strictest_policy_it_looks_and_works_the_same(
    page: Page, site: Site, stage: Stage, number: str
) -> None:
    open_card(page, site, number, headers={"Content-Security-Policy": STRICT})
    page.wait_for_shadow(CARD, "root => root.querySelector('[data-arm=armed]') !== null")
    colour = page.shadow(CARD, "root => getComputedStyle(root.querySelector('.card')).backgroundColor")
    assert colour == "rgb(255, 255, 255)"
    page.click_on(page.shadow_rect(CARD, "[data-act=call]"))
    page.wait_for_shadow(CARD, "root => root.querySelector('.card').dataset.phase !== ''")
    poll(lambda: dialled(stage, number) == 1, "one call", 10)


@pytest.mark.parametrize("mode", ["open", "closed"])
def test_a_popover_hidden_in_a_shadow_root_never_lets_it_arm(
    page: Page, site: Site, stage: Stage, number: str, mode: str
) -> None:
    open_card(page, site, number)
    box = page.shadow_rect(CARD, "[data-act=call]")
    page.eval(f"""(() => {{ const o = document.createElement('div'); document.body.append(o);
      const d = document.createElement('div'); d.popover = 'manual';
      o.attachShadow({{ mode: '{mode}' }}).append(d);
      d.style.cssText = 'position:fixed;inset:0;width:auto;height:auto;background:pink;pointer-events:none';
      setInterval(() => {{ if (d.matches(':popover-open')) d.hidePopover(); d.showPopover(); }}, 50); }})()""")
    page.wait_for_shadow(CARD, "root => root.querySelector('[data-act=check]') !== null")
    page.click_on(box)
    assert dialled(stage, number) == 0


def test_a_page_over_the_frame_that_the_card_is_in_never_lets_it_arm(
    browser: Browser, page: Page, site: Site, stage: Stage, number: str
) -> None:
    inner = site.other.add(
        "/inner", f"<!doctype html><html lang=en-US><meta charset=utf-8><p>Ring {number}, please.</p>"
    )
    page.goto(
        site.add(
            "/outer",
            f"<body style=margin:0><iframe src='{inner}' style='width:700px;height:500px;border:0'></iframe>",
        )
    )
    frame = page.frame("/inner")
    frame.wait_for("CSS.highlights.get('ringout-number')?.size > 0", timeout=20)
    page.eval("""(() => { const d = document.createElement('div'); document.body.append(d);
      d.style.cssText = 'position:fixed;inset:60px 0 0 0;background:pink;pointer-events:none'; })()""")
    page.click_on(frame.text_rect(number))
    frame.wait_for_shadow(CARD, "root => root.querySelector('[data-act=check]') !== null")
    page.click_on(frame.shadow_rect(CARD, "[data-act=check]"))
    browser.wait_for_page("confirm.html")
    assert dialled(stage, number) == 0


def test_keys_meant_for_the_card_stay_in_it(page: Page, site: Site, number: str) -> None:
    spy = "<p>Ring {}, please.</p><script>keys = []; addEventListener('keydown', e => keys.push(e.key));</script>"
    open_card(page, site, number, spy)
    page.click_on(page.shadow_rect(CARD, "[data-act=country]"))
    page.type("Fra")
    page.press("Escape")
    page.wait_for(f"!document.querySelector('{CARD}')")
    assert page.eval("keys") == []


def test_going_to_another_page_closes_the_card_and_the_call_goes_on(
    page: Page, site: Site, stage: Stage, number: str
) -> None:
    open_card(page, site, number)
    page.wait_for_shadow(CARD, "root => root.querySelector('[data-arm=armed]') !== null")
    page.click_on(page.shadow_rect(CARD, "[data-act=call]"))
    page.wait_for_shadow(
        CARD,
        "root => root.querySelector('.card').dataset.phase !== ''",
    )
    page.goto(site.add("/next", f"<!doctype html><html lang=en-US><meta charset=utf-8><p>Also {number}.</p>"))
    wait_for_content(page, "openedCard.card === null")
    poll(lambda: dialled(stage, number) == 1, "one call", 10)
