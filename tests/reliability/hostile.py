"""Pages that try to start a call (rule 3): the real extension, the real host, and calls counted at the server.

Each attack runs in the page before anything else does, against a person who opens the card at a number, and then
clicks or types where and when the page has tricked them to. None may end in a call.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple

from ringout_host.browsers.drive import Browser, Page
from ringout_host.demo.stage import Stage

from ..browser.driver.site import Site

CARD: Final = "ringout-card"
CALL: Final = "[data-act=call]"
LOOKED: Final = 350
"""Milliseconds between two clicks in which a person could have looked: then the clicks were not fast."""
OPEN: Final = "root => Boolean(root.querySelector('[data-act=call]'))"
ARMED: Final = "root => Boolean(root.querySelector('[data-arm=armed]'))"

WHEN_OPEN: Final = """
const whenOpen = act => new MutationObserver((_, watcher) => {
  const card = document.querySelector('ringout-card');
  if (card) { watcher.disconnect(); act(card); }
}).observe(document, {childList: true, subtree: true});
const again = act => setInterval(() => {
  const card = document.querySelector('ringout-card');
  if (card) act(card);
}, 20);
const layer = (css, tag = 'div') => {
  const made = document.createElement(tag); made.popover = 'manual';
  made.style.cssText = 'position:fixed;inset:0;width:auto;height:auto;margin:0;' + css;
  document.documentElement.append(made); return made;
};
const over = made => setInterval(() => {
  if (made.matches(':popover-open')) made.hidePopover();
  made.showPopover();
}, 50);
"""


class Attack(NamedTuple):
    """A page, and what the person does once the card is open and has been there for a while."""

    script: str
    gesture: Callable[[Page], None]


def click_on_call(page: Page) -> None:
    """One click where Call is, or was."""
    _, x, y = _where(page)
    page.click(x, y)


def click_fast(page: Page) -> None:
    """A game of clicking: as fast as it goes, at the place where Call is, from the moment at which it is there."""
    page.wait_for_shadow(CARD, OPEN)
    _, x, y = _where(page)
    page.click(x, y, count=12)


def double_click(page: Page) -> None:
    """A double click where the card has just come."""
    page.wait_for_shadow(CARD, OPEN)
    _, x, y = _where(page)
    page.click(x, y, count=2)


def keys(page: Page) -> None:
    """Enter and space, again and again."""
    for key in ("Enter", " ", "Enter", " "):
        page.press("Space" if key == " " else key)


def nothing(page: Page) -> None:
    """Only time passes: twice as long as arming takes."""
    page.eval("new Promise(done => setTimeout(done, 900))")


def late_click(page: Page) -> None:
    """A click long after arming would have been over."""
    nothing(page)
    click_on_call(page)


def stop_by_key(page: Page) -> None:
    """A key while the two seconds of a one-click call run; then all of them pass."""
    page.wait_for_shadow(CARD, "root => Boolean(root.querySelector('[data-countdown]'))")
    page.press("x")
    page.eval("new Promise(done => setTimeout(done, 2600))")


def stop_by_press(page: Page) -> None:
    """A press on the page while they run."""
    page.wait_for_shadow(CARD, "root => Boolean(root.querySelector('[data-countdown]'))")
    page.click(3, 3)
    page.eval("new Promise(done => setTimeout(done, 2600))")


def stop_in_frame(page: Page) -> None:
    """A press in a frame of the page while they run."""
    page.wait_for_shadow(CARD, "root => Boolean(root.querySelector('[data-countdown]'))")
    page.click_on(page.rect("#frame"))
    page.eval("new Promise(done => setTimeout(done, 2600))")


def _where(page: Page) -> tuple[bool, float, float]:
    """Whether Call can be found, and where; where it was drawn first if the page has taken the card away."""
    if page.eval("Boolean(document.querySelector('ringout-card'))") and page.shadow(CARD, OPEN):
        x, y = page.shadow_rect(CARD, CALL).centre
        page.eval(f"window.whereCallWas = [{x}, {y}]")
        return True, x, y
    x, y = page.eval("window.whereCallWas ?? [200, 260]")
    return False, x, y


_EVENTS: Final = """for (const type of 'pointerdown mousedown pointerup mouseup click keydown keyup'.split(' '))
  for (const target of [card, card.firstChild, document.elementFromPoint(...at)])
    target?.dispatchEvent(new (type.startsWith('key') ? KeyboardEvent : PointerEvent)(type, {bubbles: true,
      composed: true, cancelable: true, clientX: at[0], clientY: at[1], button: 0, detail: 1, key: 'Enter'}));
  card.click(); card.focus();"""

STARVED: Final = """for (const type of ['pointerdown', 'mousedown', 'keydown', 'keyup', 'keypress', 'blur'])
  for (const target of [window, document])
    target.addEventListener(type, event => event.stopImmediatePropagation(), true);"""

ATTACKS: Final = {
    "scripted clicks and keys on the card": Attack(
        f"again(card => {{ for (const at of [[200, 200], [200, 260], [260, 300]]) {{ {_EVENTS} }} }})",
        nothing,
    ),
    "messages to everyone": Attack(
        """again(() => { const said = {name: 'calls.start', params: {requestId: 'page', text: '+12015550100'}};
          postMessage(said, '*'); document.dispatchEvent(new CustomEvent('message', {detail: said}));
          try { chrome.runtime.sendMessage('gfeghcgejgkdfhdbgobhmjmmlfgnfjbh', said); } catch {} })""",
        nothing,
    ),
    "built-in functions replaced": Attack(
        f"""for (const name of ['isTrusted']) Object.defineProperty(Event.prototype, name, {{get: () => true}});
          performance.now = () => 1e12; Date.now = () => 1e15;
          window.requestAnimationFrame = act => setTimeout(act, 0);
          Element.prototype.getBoundingClientRect = () => new DOMRect(10, 10, 200, 40);
          Document.prototype.elementFromPoint = () => document.querySelector('ringout-card');
          window.IntersectionObserver = class {{ observe() {{}} disconnect() {{}} }};
          Element.prototype.attachShadow = function () {{ return this; }}; crypto.randomUUID = () => 'same';
          again(card => {{ const at = [200, 260]; {_EVENTS} }})""",
        nothing,
    ),
    "the card removed": Attack("again(card => card.remove())", late_click),
    "the card moved under another parent": Attack("again(card => document.body.append(card))", late_click),
    "the card closed as a popover": Attack("again(card => { try { card.hidePopover() } catch {} })", late_click),
    "a popover above that lets clicks through": Attack(
        "over(layer('background:white;pointer-events:none'))", late_click
    ),
    "a popover in a closed shadow tree, there until the press": Attack(
        """whenOpen(() => {
          const host = document.createElement('div'); document.body.append(host);
          const made = document.createElement('div'); made.popover = 'manual';
          made.style.cssText = 'inset:0;width:100vw;height:100vh;border:0;background:white;pointer-events:none';
          host.attachShadow({mode: 'closed'}).append(made);
          setTimeout(() => made.showPopover(), 60);
          addEventListener('pointerdown', () => made.hidePopover(), true); })""",
        late_click,
    ),
    "a modal dialog above": Attack(
        """const made = document.createElement('dialog'); document.documentElement.append(made);
          made.style.cssText = 'inset:0;width:100vw;height:100vh;max-width:none;max-height:none;'
            + 'pointer-events:none';
          setInterval(() => { made.close(); made.showModal(); }, 50)""",
        late_click,
    ),
    "a frame above": Attack(
        """const frame = document.createElement('iframe'); frame.srcdoc = '<body style="background:white">Play';
          frame.style.cssText = 'width:100vw;height:100vh;border:0'; const made = layer('pointer-events:none');
          made.append(frame); over(made)""",
        late_click,
    ),
    "a transparent page": Attack("document.documentElement.style.opacity = '0.01'", late_click),
    "a page clipped away": Attack("document.documentElement.style.clipPath = 'inset(0 0 100% 0)'", late_click),
    "a page masked away": Attack(
        "document.documentElement.style.maskImage = 'linear-gradient(transparent, transparent)'", late_click
    ),
    "a page masked by the image of a border": Attack(
        """if (!CSS.supports('-webkit-mask-box-image-source', 'none')) window.untried = 'no masks of borders here';
          document.documentElement.style.webkitMaskBoxImageSource = 'linear-gradient(transparent, transparent)'""",
        late_click,
    ),
    "a page made tiny": Attack("document.documentElement.style.zoom = '0.1'", late_click),
    "a page made inert": Attack("whenOpen(() => document.documentElement.inert = true)", late_click),
    "every popover refused": Attack("addEventListener('beforetoggle', e => e.preventDefault(), true)", late_click),
    "a view transition without end": Attack(
        """if (!document.startViewTransition) window.untried = 'no view transitions here';
          else whenOpen(() => setInterval(() => document.startViewTransition(
            () => new Promise(done => setTimeout(done, 200))), 50))""",
        late_click,
    ),
    "a page that slides away while it is looked at": Attack(
        """whenOpen(() => document.documentElement.animate([{translate: '0'}, {translate: '300px'}],
          {duration: 20000, iterations: Infinity}))""",
        late_click,
    ),
    "the focus moved into the card": Attack("again(card => { card.tabIndex = 0; card.focus(); })", keys),
    "telephone links clicked by a script": Attack(
        """addEventListener('DOMContentLoaded', () => { const link = document.createElement('a');
          link.href = 'tel:+12125550123'; link.textContent = '(212) 555-0123'; document.body.append(link);
          link.addEventListener('click', event => event.preventDefault());
          setInterval(() => { link.click(); link.dispatchEvent(new PointerEvent('pointerdown', {bubbles: true}));
            }, 40); })""",
        nothing,
    ),
    "a page moved by a transform": Attack(
        "document.documentElement.style.transform = 'translateX(400px)'", late_click
    ),
    "a page blurred away": Attack("document.documentElement.style.filter = 'blur(40px)'", late_click),
    "a number that never stands still": Attack(
        "let n = 0; setInterval(() => document.body.style.paddingTop = (n = (n + 7) % 90) + 'px', 40)", late_click
    ),
    "a number that moves at the press": Attack(
        """whenOpen(() => addEventListener('pointerdown', () => {
          document.body.style.paddingTop = Math.random() * 200 + 'px'; }, true))""",
        double_click,
    ),
    "a game of fast clicks": Attack(
        "let last = 0; addEventListener('pointerdown', ({timeStamp}) => { if (last) window.rest ="
        " Math.max(window.rest ?? 0, timeStamp - last); last = timeStamp; }, true)",
        click_fast,
    ),
    "Enter pressed again and again": Attack("", keys),
    "highlights cleared, numbers without end": Attack(
        """setInterval(() => { CSS.highlights.clear(); for (let n = 0; n < 50; n++) {
          const p = document.createElement('p');
          p.textContent = `Ring 201-555-01${String(n).padStart(2, '0')}`; document.body.append(p); } }, 100)""",
        nothing,
    ),
    "another page in place of this one": Attack(
        """whenOpen(() => setInterval(() => { history.pushState({}, '', '/other' + Math.random());
          document.documentElement.replaceChildren(document.createElement('body')); }, 50))""",
        late_click,
    ),
}
"""On a site like any other."""

ONE_CLICK: Final = {
    "the key that stops is kept from us": Attack(STARVED, stop_by_key),
    "the press that stops is kept from us": Attack(STARVED, stop_by_press),
    "the press that stops is in a frame": Attack(
        "addEventListener('DOMContentLoaded', () => { const f = document.createElement('iframe'); f.id = 'frame';"
        " f.style.cssText = 'position:fixed;right:0;bottom:0;width:80px;height:60px'; document.body.append(f); })",
        stop_in_frame,
    ),
}
"""On a site that the person listed for one-click calling."""


class UntriedError(Exception):
    """This browser cannot do what the attack needs; says what."""


def attempt(stage: Stage, page: Page, site: Site, attack: Attack, number: str) -> int:
    """Open the card at the number on such a page and do as the page wants; how many calls were dialled.

    Raises:
        UntriedError: the browser cannot do that.
    """
    before = len(stage.simulator.dialled)
    body = f"<body style='margin:120px'><p>Ring me on {number}, please."
    script = f"<script>{WHEN_OPEN}{attack.script}</script>"
    html = f"<!doctype html><meta charset=utf-8><link rel=icon href=data:,>{script}{body}"
    page.goto(site.add("/hostile", html))
    marks = "CSS.highlights.get('ringout-number')?.size > 0"
    if "highlights.clear" not in attack.script:
        page.wait_for(marks, timeout=20)
    if untried := page.eval("window.untried ?? ''"):
        raise UntriedError(untried)
    page.click_on(page.text_rect(number))
    page.eval("new Promise(done => setTimeout(done, 150))")
    attack.gesture(page)
    if page.eval("window.rest ?? 0") > LOOKED:
        return 0
    page.goto("about:blank")
    stage.simulator.settle()
    return len(stage.simulator.dialled) - before


def list_for_one_click(browser: Browser, site: Site, *, value: bool = True) -> None:
    """The person lists this site for one-click calling, in the extension's own page, or takes it off."""
    ours = browser.open(browser.extension_url("lib/tokens.css"))
    host = site.add("/", "").split("/")[2]
    ours.call(
        "(site, value) => chrome.runtime.sendMessage({name: 'prefs.set', params: {key: 'oneClick', value, site}})",
        host,
        value,
    )
    ours.close()
