"""What a person's hands do to marks and telephone links, and what a page cannot make of it."""

# ruff: noqa: E501  (pages and scripts stand as the browser gets them)
from __future__ import annotations

from collections.abc import Iterator

import pytest

from ringout_host.browsers.drive import Browser, Page, WaitError

from .driver.site import Site
from .marks import document, marked, settle, wait_for_marks

ONE, TWO, THREE = "+44 20 7946 0123", "+44 20 7946 0124", "+44 20 7946 0125"
SENTINEL = "+44 20 7946 0999"

HEARD = """<script>
  window.heard = [];
  for (const type of ['click', 'auxclick', 'dblclick', 'keydown'])
    addEventListener(type, event => heard.push(type + ' ' + event.defaultPrevented), false);
</script>"""

CARD = "root => /^\\+\\d+ /.exec(root.querySelector('h2')?.textContent)?.input"


@pytest.fixture(autouse=True)
def fresh(browser: Browser) -> Iterator[None]:
    """No preference is left to the next test."""
    yield
    browser.background_eval("chrome.storage.local.clear()")


def prefer(browser: Browser, page: Page, **general: object) -> None:
    """Choose preferences as the options page does, and wait until the page has heard of it."""
    page_url = page.url
    with_ours = browser.open(browser.extension_url("lib/tokens.css"))
    for key, value in general.items():
        with_ours.call(
            "(key, value) => chrome.runtime.sendMessage({name: 'prefs.set', params: {key, value}})", key, value
        )
    with_ours.close()
    page.goto(page_url)
    settle(page)


def show(page: Page, site: Site, body: str, *, path: str = "/clicks") -> Page:
    """A settled page."""
    page.goto(site.add(path, document(body + HEARD)))
    settle(page)
    return page


def card(page: Page) -> str:
    """The number on the card, once the host has read it."""
    head: str = page.wait_for_shadow("ringout-card", CARD)
    return head


def no_card(page: Page) -> bool:
    """Whether no card is open now, nor about to be: one that was asked for before has by now what it waits for."""
    page.content_eval("Promise.all([ask('ui.styles', { names: ['card'] }), ask('ui.words', {})]).then(() => true)")
    return not page.eval("document.querySelector('ringout-card')")


def test_a_click_on_a_mark_opens_the_card_and_is_ours_alone(page: Page, site: Site) -> None:
    show(page, site, "<p>Ring <b>+44 20</b> 7946 0123 now</p>")
    page.click_on(page.text_rect("7946 0123"))
    assert card(page) == ONE
    assert page.eval("heard") == []
    page.press("Escape")
    page.wait_for("!document.querySelector('ringout-card')")
    page.click_on(page.text_rect("+44"))
    assert card(page) == ONE


@pytest.mark.parametrize(
    "body",
    [
        f"<svg width=400 height=60><text y=40><tspan>{ONE}</tspan></text></svg>",
        f"<button onclick='heard.push(1)'>{ONE}</button>",
        f"<label><input type=checkbox> {ONE}</label>",
        f"<p style='user-select:none;-webkit-user-select:none'>{ONE}</p>",
        f"<p style='transform:rotate(20deg) scale(1.5);width:300px;margin:120px'>{ONE}</p>",
        f"<a href='/elsewhere'>{ONE}</a>",
        f"<details open><summary>x</summary>{ONE}</details>",
        f"<p style='position:fixed;top:50px;left:50px'>{ONE}</p><div style='height:5000px'></div>",
        f"<p style='writing-mode:vertical-rl;height:300px'>{ONE}</p>",
    ],
)
def test_wherever_it_stands(page: Page, site: Site, body: str) -> None:
    show(page, site, body)
    page.click_on(page.text_rect(ONE))
    assert card(page) == ONE
    assert page.eval("heard") == []
    assert page.url.endswith("/clicks")


@pytest.mark.parametrize("mode", ["open", "closed"])
def test_in_shadow_trees(page: Page, site: Site, mode: str) -> None:
    show(
        page,
        site,
        f"""<div id=host></div><script>
      const outer = host.attachShadow({{mode: '{mode}'}}); outer.innerHTML = '<section></section>';
      outer.firstChild.attachShadow({{mode: '{mode}'}}).innerHTML = '<p style="margin:30px">{ONE}</p><a href="tel:+442079460124">us</a>';
    </script>""",
    )
    page.wait_for("CSS.highlights.get('ringout-number')?.size === 2")
    box = page.rect("#host")
    page.click(box.x + 60, box.y + 10)
    assert card(page) == ONE
    page.press("Escape")
    page.click(box.x + 6, box.y + box.height - 8)
    assert card(page) == TWO


@pytest.mark.parametrize(
    "link",
    [
        "tel:+442079460123",
        "TEL:+44-20-7946-0123",
        "tel:%2B44%2020%207946%200123",
        "callto:+442079460123",
        "callto://+442079460123",
        "rcmobile://call?number=%2B442079460123",
        "rcapp://r/call?number=+442079460123",
        "tel:02079460123;phone-context=+44",
    ],
)
def test_telephone_links_are_ours(page: Page, site: Site, link: str) -> None:
    show(page, site, f"<p><a id=a href='{link}'>Talk to us</a></p>")
    page.click_on(page.rect("#a"))
    assert card(page) == ONE
    assert page.eval("heard") == []


def test_an_image_in_a_link_and_an_area_of_a_map(page: Page, site: Site) -> None:
    image = "data:image/svg+xml,<svg xmlns=%22http://www.w3.org/2000/svg%22 width=%2260%22 height=%2260%22/>"
    show(
        page,
        site,
        f"""<p><a href='tel:{ONE}'><img id=i src='{image}'></a></p>
      <p><img id=m usemap='#map' src='{image}'><map name=map><area shape=default href='tel:{TWO}'></map></p>
      <svg width=90 height=40><a href='tel:{TWO}'><rect id=r width=90 height=40 /></a></svg>""",
    )
    for selector, number in (("#i", ONE), ("#m", TWO), ("#r", TWO)):
        page.click_on(page.rect(selector))
        assert card(page) == number
        page.press("Escape")
        page.wait_for("!document.querySelector('ringout-card')")


def test_a_link_that_has_the_focus_opens_the_card_with_enter(page: Page, site: Site) -> None:
    show(page, site, f"<p><a id=a href='tel:{ONE}'>Talk to us</a></p>")
    page.eval("void a.focus()")
    page.press("Enter")
    assert card(page) == ONE


def test_the_number_that_is_seen_is_the_number_of_the_card(page: Page, site: Site) -> None:
    """A link that says one number and shows another: what a person clicked on is what they saw."""
    show(
        page, site, f"<p><a href='tel:{TWO}'>{ONE}</a></p><p lang=en-GB><a href='tel:{TWO}'>020 7946 0124</a></p>"
    )
    page.click_on(page.text_rect(ONE))
    assert card(page) == ONE
    page.press("Escape")
    page.wait_for("!document.querySelector('ringout-card')")
    page.click_on(page.text_rect("020 7946 0124"))
    assert card(page) == TWO


@pytest.mark.parametrize(
    "link", ["tel:", "tel:%zz", "rcmobile://sms?number=1", "mailto:a@example.org", "javascript:void 0", "#tel:1"]
)
def test_other_links_are_not(page: Page, site: Site, link: str) -> None:
    show(page, site, f"<p><a id=a href='{link}' onclick='event.preventDefault()'>Talk to us</a></p>")
    page.click_on(page.rect("#a"))
    if link.startswith("tel:"):  # nothing to dial, and the card says so in words
        page.wait_for("Boolean(document.querySelector('ringout-card'))")
    else:
        page.wait_for("heard.length === 1")
        assert no_card(page)


def test_a_link_of_ten_thousand_characters(page: Page, site: Site) -> None:
    show(page, site, f"<p><a id=a href='tel:+44{'0' * 10_000}'>Talk to us</a></p>")
    page.click_on(page.rect("#a"))
    page.wait_for_shadow(
        "ringout-card", "root => root.textContent.includes('too long') || root.textContent.includes('number')"
    )


@pytest.mark.parametrize("modifier", ["Control", "Shift", "Alt", "Meta"])
def test_clicks_with_a_modifier_stay_the_browsers(page: Page, site: Site, modifier: str) -> None:
    show(
        page,
        site,
        f"<p>{ONE}</p><p><a id=a href='tel:{ONE}'>Talk to us</a></p><script>a.onclick = e => e.preventDefault()</script>",
    )
    page.click_on(page.text_rect(ONE), modifiers=[modifier])
    page.click_on(page.rect("#a"), modifiers=[modifier])
    page.wait_for("heard.filter(each => each.startsWith('click')).length === 2")
    assert no_card(page)


def test_other_buttons_stay_the_browsers(page: Page, site: Site) -> None:
    show(page, site, f"<p oncontextmenu='event.preventDefault()'>{ONE}</p>")
    page.click_on(page.text_rect(ONE), button="middle")
    page.click_on(page.text_rect(ONE), button="right")
    page.wait_for("heard.some(each => each.startsWith('auxclick'))")
    assert no_card(page)


def test_a_drag_selects_and_dials_nothing(page: Page, site: Site) -> None:
    show(page, site, f"<p>{ONE}</p>")
    box = page.text_rect(ONE)
    page.drag((box.x + 2, box.centre[1]), (box.x + box.width - 2, box.centre[1]))
    assert (
        page.eval("String(getSelection())").strip("+")
        == ONE.strip("+")[: len(page.eval("String(getSelection())").strip("+"))]
    )
    assert no_card(page)


def test_beside_a_mark_nothing_happens(page: Page, site: Site) -> None:
    show(page, site, f"<p style='width:600px;line-height:60px'>Call {ONE} or write</p>")
    box = page.text_rect(ONE)
    for x, y in (
        (box.x - 12, box.centre[1]),
        (box.x + box.width + 12, box.centre[1]),
        (box.centre[0], box.y - 12),
        (900, box.centre[1]),
    ):
        page.click(x, y)
    page.wait_for("heard.filter(each => each.startsWith('click')).length === 4")
    assert no_card(page)


SYNTHETIC = {
    "click()": "target.click()",
    "a made-up click": "target.dispatchEvent(new MouseEvent('click', {bubbles: true, composed: true, clientX: x, clientY: y, detail: 1}))",
    "a made-up pointer": "for (const type of ['pointerdown', 'pointerup', 'click']) "
    "target.dispatchEvent(new PointerEvent(type, {bubbles: true, clientX: x, clientY: y, detail: 1}))",
    "a made-up key": "target.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', bubbles: true}))",
    "an event of ours": "for (const name of ['ringout', 'card.open', 'steps.goTo']) { "
    "dispatchEvent(new CustomEvent(name, {detail: {text: '+442079460123'}})); postMessage({name, params: {text: '+442079460123'}}, '*') }",
}


@pytest.mark.parametrize("way", SYNTHETIC)
def test_no_page_opens_a_card(page: Page, site: Site, way: str) -> None:
    show(page, site, f"<p id=p>{ONE}</p><a id=a href='tel:{TWO}' onclick='event.preventDefault()'>us</a>")
    for target in ("p", "a"):
        page.eval(f"""void (() => {{ const target = {target}, box = target.getBoundingClientRect(), x = box.x + 20, y = box.y + 8;
          {SYNTHETIC[way]} }})()""")
    assert no_card(page)


HIDDEN = {
    "covered": "document.body.append(Object.assign(document.createElement('div'), {style: 'position:fixed;inset:0;background:#fff'}))",
    "transparent": "p.style.opacity = 0",
    "transparent parent": "p.parentElement.style.opacity = 0",
    "invisible": "p.style.visibility = 'hidden'",
    "gone": "p.style.display = 'none'",
    "untouchable": "p.style.pointerEvents = 'none'",
    "changed": "p.firstChild.data = '+44 20 7946 0xxx'",
    "moved": "p.style.marginTop = '300px'",
}


@pytest.mark.parametrize("way", HIDDEN)
def test_what_cannot_be_seen_cannot_be_clicked(page: Page, site: Site, way: str) -> None:
    show(page, site, f"<section><p id=p>{ONE}</p></section>")
    box = page.text_rect(ONE)
    page.eval(f"void ({HIDDEN[way]})")
    page.click_on(box)
    assert no_card(page)


def test_links_can_be_left_to_the_browser(page: Page, site: Site, browser: Browser) -> None:
    show(page, site, f"<p><a id=a href='tel:{ONE}' onclick='event.preventDefault()'>{ONE}</a></p><p>{TWO}</p>")
    prefer(browser, page, links=False)
    page.click_on(page.rect("#a"))
    page.wait_for("heard.length === 1")
    assert no_card(page)
    page.click_on(page.text_rect(TWO))
    assert card(page) == TWO


def test_one_scheme_can_be_left_to_the_browser(page: Page, site: Site, browser: Browser) -> None:
    show(
        page,
        site,
        f"<p><a id=a href='callto:{ONE}' onclick='event.preventDefault()'>a</a> <a id=b href='tel:{ONE}'>b</a></p>",
    )
    prefer(browser, page, schemes=["tel"])
    page.click_on(page.rect("#a"))
    page.wait_for("heard.length === 1")
    assert no_card(page)
    page.click_on(page.rect("#b"))
    assert card(page) == ONE


def test_marking_can_be_switched_off_and_on(page: Page, site: Site, browser: Browser) -> None:
    show(page, site, f"<p>{ONE}</p>")
    wait_for_marks(page, [ONE, SENTINEL])
    ours = browser.open(browser.extension_url("lib/tokens.css"))
    tell = "(value) => chrome.runtime.sendMessage({name: 'prefs.set', params: {key: 'marking', value}})"
    ours.call(tell, "nowhere")
    page.front()
    wait_for_marks(page, [])
    ours.call(tell, "everywhere")
    wait_for_marks(page, [ONE, SENTINEL])
    here = (
        "(value, site) => chrome.runtime.sendMessage({name: 'prefs.set', params: {key: 'marking', value, site}})"
    )
    ours.call(here, False, page.eval("location.host"))  # as the popup does for one site
    wait_for_marks(page, [])
    ours.call(here, True, page.eval("location.host"))
    wait_for_marks(page, [ONE, SENTINEL])


def test_what_a_person_said_is_no_number(page: Page, site: Site) -> None:
    show(page, site, f"<p>{ONE}</p><p>{TWO}</p>")
    wait_for_marks(page, [ONE, TWO, SENTINEL])
    page.content_eval(f"ask('prefs.set', {{key: 'notNumbers', value: ['{ONE}']}}).then(() => true)")
    wait_for_marks(page, [TWO, SENTINEL])
    page.content_eval("ask('prefs.set', {key: 'notNumbers', value: []}).then(() => true)")
    wait_for_marks(page, [ONE, TWO, SENTINEL])


def test_the_country_that_a_person_chose_for_the_site(page: Page, site: Site) -> None:
    show(page, site, "<p>Call 020 7946 0123</p>")
    wait_for_marks(page, [SENTINEL])
    page.content_eval("ask('prefs.set', {key: 'region', value: 'GB'}).then(() => true)")
    wait_for_marks(page, ["020 7946 0123", SENTINEL])


def test_the_country_that_the_pages_own_links_are_in(page: Page, site: Site) -> None:
    foot = "<footer><a href='tel:+44-161-496-0123'>Ring us</a> <a href='tel:999'>Help</a></footer>"
    show(page, site, f"<p>Call 020 7946 0123</p>{foot}")  # the page says en-US, as templates do
    wait_for_marks(page, ["020 7946 0123", SENTINEL])


@pytest.mark.parametrize("mode", ["open", "closed"])
def test_the_country_that_links_in_a_shadow_tree_are_in(page: Page, site: Site, mode: str) -> None:
    foot = "<p>Call 020 7946 0123</p><a href=tel:+44-161-496-0123>Ring us</a>"
    show(
        page,
        site,
        f"<div id=host></div><script>host.attachShadow({{mode: '{mode}'}}).innerHTML = '{foot}'</script>",
    )
    wait_for_marks(page, ["020 7946 0123", SENTINEL])


def test_the_hand_is_over_marks_alone_and_goes_away(page: Page, site: Site) -> None:
    show(page, site, f"<p style='line-height:60px'><span id=s>Call {ONE}</span> now</p><p>more</p>")
    page.move(*page.text_rect(ONE).centre)
    page.wait_for("getComputedStyle(s).cursor === 'pointer'")
    page.wait_for("CSS.highlights.has('ringout-number-hover')")
    page.move(*page.text_rect("more").centre)
    page.wait_for("getComputedStyle(s).cursor === 'auto' && !CSS.highlights.has('ringout-number-hover')")
    assert page.eval("document.adoptedStyleSheets.length") == 0


def test_the_keyboard_goes_from_mark_to_mark(page: Page, site: Site, browser: Browser) -> None:
    show(page, site, f"<p>{ONE}</p><p style='margin-top:3000px'>{TWO}</p><div style='height:2000px'></div>")
    focused = "[...CSS.highlights.get('ringout-number-focus') ?? []][0]?.startContainer.data"
    browser.press_command("next-number")
    page.wait_for(f"{focused} === '{ONE}'")
    browser.press_command("next-number")
    page.wait_for(f"{focused} === '{TWO}' && scrollY > 1000")
    browser.press_command("previous-number")
    page.wait_for(f"{focused} === '{ONE}' && scrollY < 1000")
    page.press("Enter")
    assert card(page) == ONE
    assert page.eval("CSS.highlights.has('ringout-number-focus')") is False
    assert "keydown" not in " ".join(page.eval("heard"))


def test_the_keyboard_goes_through_frames_and_shadow_trees_as_a_person_reads(
    page: Page, site: Site, browser: Browser
) -> None:
    inner = site.other.add("/inner", f"<!doctype html><html lang=en-GB><meta charset=utf-8><p>{TWO}</p>")
    show(
        page,
        site,
        f"""<div id=host><span>{ONE}</span></div><p>{TWO}</p><iframe src='{inner}'></iframe><p>{THREE}</p>
        <script>host.attachShadow({{ mode: 'open' }}).innerHTML = '<p>{THREE}</p><slot></slot><b>{TWO}</b>'</script>""",
    )
    page.wait_for("CSS.highlights.get('ringout-number')?.size === 6")
    frame = page.frame("/inner")
    frame.wait_for("CSS.highlights.get('ringout-number')?.size > 0", timeout=20)
    focused = "[...CSS.highlights.get('ringout-number-focus') ?? []][0]?.startContainer"
    steps = [THREE, ONE, TWO, TWO, None, THREE, SENTINEL]
    for number in [*steps, steps[0]]:
        browser.press_command("next-number")
        if number is None:
            frame.wait_for(f"{focused}?.data === '{TWO}' && document.hasFocus()")
            page.wait_for("!CSS.highlights.has('ringout-number-focus')")
        else:
            page.wait_for(f"({focused})?.data.includes('{number}')")
            frame.wait_for("!CSS.highlights.has('ringout-number-focus')")
    for _ in range(3):
        browser.press_command("previous-number")
    frame.wait_for(f"{focused}?.data === '{TWO}'")
    page.press("Enter")
    frame.wait_for("document.querySelector('ringout-card') !== null")
    assert no_card(page)


def test_the_keyboard_goes_through_a_frame_in_a_shadow_tree_where_it_stands(
    page: Page, site: Site, browser: Browser
) -> None:
    inner = site.other.add("/inner", f"<!doctype html><html lang=en-GB><meta charset=utf-8><p>{TWO}</p>")
    show(
        page,
        site,
        f"""<p>{ONE}</p><div id=host></div><p>{THREE}</p>
        <script>host.attachShadow({{ mode: 'closed' }}).innerHTML = "<iframe src='{inner}'></iframe>"</script>""",
    )
    page.wait_for("CSS.highlights.get('ringout-number')?.size === 3")
    frame = page.frame("/inner")
    frame.wait_for("CSS.highlights.get('ringout-number')?.size > 0", timeout=20)
    focused = "[...CSS.highlights.get('ringout-number-focus') ?? []][0]?.startContainer"
    for number in (ONE, None, THREE, SENTINEL):
        browser.press_command("next-number")
        if number is None:
            frame.wait_for(f"{focused}?.data === '{TWO}' && document.hasFocus()")
        else:
            page.wait_for(f"({focused})?.data.includes('{number}')")
    page.press("Enter")  # the keyboard has come back from the frame
    assert card(page) == SENTINEL


def test_escape_leaves_the_keyboard_to_the_page(page: Page, site: Site, browser: Browser) -> None:
    show(page, site, f"<p>{ONE}</p>")
    browser.press_command("next-number")
    page.wait_for("CSS.highlights.has('ringout-number-focus')")
    page.press("Escape")
    page.wait_for("!CSS.highlights.has('ringout-number-focus')")
    page.press("Enter")
    page.wait_for("heard.length > 0")
    assert no_card(page)


def test_a_selection_is_called_by_the_shortcut(page: Page, site: Site, browser: Browser) -> None:
    show(page, site, "<p id=p lang=en-GB>Reference 020 7946 0123</p>")
    page.eval("void getSelection().setBaseAndExtent(p.firstChild, 10, p.firstChild, 23)")
    assert marked(page) == [SENTINEL]  # what is not marked can be called all the same, when a person asks for it
    browser.press_command("call-selection")
    assert card(page) == ONE


def test_a_link_is_called_by_the_menu(page: Page, site: Site) -> None:
    show(page, site, f"<p><a id=a href='tel:{ONE}'>Talk to us</a></p>")
    try:
        page.choose_menu("call-link", *page.rect("#a").centre)
    except WaitError:
        pytest.fail("there is no such item")
    assert card(page) == ONE


def test_the_popup_lists_the_marks_and_shows_one(page: Page, site: Site, browser: Browser) -> None:
    show(page, site, f"<p>{ONE}</p><p hidden>{TWO}</p><p style='margin-top:3000px'>{TWO}</p>")
    wait_for_marks(page, [ONE, TWO, SENTINEL])
    listed = page.content_eval("chrome.runtime.id") and browser.background_eval(
        """chrome.tabs.query({}).then(tabs => Promise.all(tabs.map(tab =>
             chrome.tabs.sendMessage(tab.id, {name: 'marks.list', params: {}}, {frameId: 0}).catch(() => null))))
           .then(answers => answers.filter(Boolean).flatMap(answer => answer.marks.map(mark => mark.text)))"""
    )
    assert [text for text in listed if text in (ONE, TWO, SENTINEL)] == [ONE, TWO, SENTINEL]
