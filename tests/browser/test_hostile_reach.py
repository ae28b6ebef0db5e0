"""What a page can reach of us: nothing that is in the card, none of our pages and files, nobody who listens."""

from __future__ import annotations

from typing import Final

import pytest

from ringout_host.browsers.drive import Browser, DriveError, Page
from ringout_host.browsers.drive.scope import poll
from ringout_host.demo.stage import Stage
from ringout_host.paths import data

from ..reliability.hostile import ARMED, CARD, OPEN
from .driver.site import Site

NUMBER: Final = "(218) 555-0142"

OWN_PHONE: Final = "+1 201-555-0101"
"""What the card shows and the page does not know."""

DEFINED: Final = """
customElements.define('ringout-card', class extends HTMLElement {
  constructor() {
    super();
    window.defined = true;
    try { window.inside = this.attachInternals().shadowRoot; } catch {}
    try { window.second = this.attachShadow({mode: 'open'}); } catch {}
  }
  connectedCallback() { window.later = this.shadowRoot; }
});"""
"""The page defines the card's element before we make it."""

LOOKING: Final = """
window.found = new Set();
const keep = (node, by) => {
  if (node instanceof Node && node.getRootNode() instanceof ShadowRoot) found.add(by);
};
const NAMES = ['target', 'relatedTarget', 'originalTarget', 'explicitOriginalTarget', 'srcElement', 'fromElement',
  'toElement', 'rangeParent', 'currentTarget', 'source'];
const LEGACY = ['DOMActivate', 'DOMMouseScroll', 'MozMousePixelScroll', 'focusin', 'focusout', 'textInput',
  'keypress',  'mouselongtap', 'compositionstart', 'compositionend'];
const ALL = new Set([...LEGACY, ...Object.keys(window), ...Object.keys(HTMLElement.prototype)]
  .map(name => name.startsWith('on') ? name.slice(2) : name).filter(name => /^[A-Za-z]+$/.test(name)));
for (let proto = document.documentElement; proto; proto = Object.getPrototypeOf(proto))
  for (const name of Object.getOwnPropertyNames(proto)) if (name.startsWith('on')) ALL.add(name.slice(2));
for (const type of ALL) addEventListener(type, event => {
  for (const name of NAMES) try { keep(event[name], `${type}.${name}`); } catch {}
  for (const node of event.composedPath()) keep(node, `path of ${type}`);
  for (const range of event.getTargetRanges?.() ?? []) keep(range.startContainer, `ranges of ${type}`);
  if (event.view) look(event.clientX ?? 0, event.clientY ?? 0);
}, true);
function look(x, y) {
  for (const node of document.elementsFromPoint(x, y)) keep(node, 'elementsFromPoint');
  keep(document.caretPositionFromPoint?.(x, y)?.offsetNode, 'caretPositionFromPoint');
  keep(document.caretRangeFromPoint?.(x, y)?.startContainer, 'caretRangeFromPoint');
  keep(document.activeElement, 'activeElement');
  const chosen = getSelection();
  for (const node of [chosen.anchorNode, chosen.focusNode]) keep(node, 'selection');
  for (let n = 0; n < chosen.rangeCount; n++) keep(chosen.getRangeAt(n).startContainer, 'range');
  const card = document.querySelector('ringout-card');
  if (card?.shadowRoot) found.add('shadowRoot');
  for (const each of [document, card, document.documentElement])
    for (const moving of each?.getAnimations?.({subtree: true}) ?? []) keep(moving.effect?.target, 'animations');
  for (const each of performance.getEntries())
    for (const node of [each.element, each.target]) keep(node, each.entryType);
}
for (const type of PerformanceObserver.supportedEntryTypes ?? [])
  new PerformanceObserver(list => {
    for (const each of list.getEntries()) {
      keep(each.element, each.entryType); keep(each.target, each.entryType);
      for (const source of each.sources ?? []) keep(source.node, each.entryType);
    }
  }).observe({type, buffered: true, durationThreshold: 16});
new MutationObserver(records => records.forEach(({target}) => keep(target, 'records')))
  .observe(document, {subtree: true, childList: true, attributes: true, characterData: true});
setInterval(() => look(200, 220), 50);
addEventListener('DOMContentLoaded', () => document.body.append(document.createElement('input')));
"""
"""Everything by which a page gets hold of nodes, asked again and again."""


def open_card(page: Page, site: Site, script: str, number: str = NUMBER) -> None:
    """A person opens the card on a page whose script ran first."""
    html = f"<!doctype html><meta charset=utf-8><link rel=icon href=data:,><script>{script}</script>"
    page.goto(site.add("/hostile", f"{html}<body style='margin:120px'><p>Ring me on {number}, please."))
    page.wait_for("CSS.highlights.get('ringout-number')?.size > 0", timeout=20)
    page.click_on(page.text_rect(number))
    page.wait_for_shadow(CARD, OPEN, timeout=20)


def test_a_page_that_defines_our_element_gets_no_hold_of_what_is_in_it(page: Page, site: Site) -> None:
    open_card(page, site, DEFINED)
    assert page.eval("window.defined"), "the page's own class was used, and what it then tried came to nothing"
    assert page.eval("[window.inside ?? null, window.second ?? null, window.later ?? null]") == [None, None, None]
    page.wait_for_shadow(CARD, ARMED)


def test_no_node_of_the_card_comes_into_a_pages_hands(page: Page, site: Site) -> None:
    open_card(page, site, LOOKING)
    box = page.shadow_rect(CARD, ".card")
    for dx, dy in ((20, 20), (60, 40), (120, 90), (160, 130)):
        page.move(box.x + dx, box.y + dy)
    page.eval("document.querySelector('input').focus()")
    page.click(box.x + 40, box.y + 20, count=2)  # selects a word, where text can be selected
    page.drag((box.x + 20, box.y + 30), (box.x + 200, box.y + 90))
    page.eval("document.querySelector('input').focus()")
    page.click_on(page.shadow_rect(CARD, "select"))  # a list opens
    page.press("Escape")
    page.wheel(box.x + 60, box.y + 60, dy=60)
    for keys in ("Tab", "Tab", "Shift+Tab", "x", "Control+A", "Control+C"):
        page.press(keys)
    page.eval("new Promise(done => setTimeout(done, 400))")
    assert page.eval("[...found]") == []
    assert OWN_PHONE not in page.eval("getSelection().toString() + document.documentElement.innerText")


def test_what_a_page_says_of_colours_sizes_and_fonts_does_not_reach_the_card(page: Page, site: Site) -> None:
    """A custom property whose name a page knows can be registered by it, and then has what value it likes in every
    shadow root; so can fonts be that are named by name.
    """
    sheets = [data("extension") / name for name in ("lib/tokens.css", "lib/controls.css", "content/card/card.css")]
    text = "".join(sheet.read_text("utf-8") for sheet in sheets)
    page.emulate(reduced_motion=True)
    open_card(
        page,
        site,
        f"""for (const name of new Set({text!r}.match(/--[a-z][\\w-]*/g))) for (const [syntax, initialValue] of
          [['<color>', 'transparent'], ['<length>', '0px'], ['<number>', '0']])
            try {{ CSS.registerProperty({{name, syntax, initialValue, inherits: false}}); }} catch {{}}
          addEventListener('DOMContentLoaded', () => {{
            const sheet = document.createElement('style'); document.head.append(sheet);
            sheet.textContent = ['system-ui', 'sans-serif', 'monospace', '"system-ui"', '"sans-serif"']
              .map(name => `@font-face {{ font-family: ${{name}}; src: url(/none.woff2) }}`).join(' ')
              + ' html {{ font-size: 1px; zoom: 1; line-height: 0; letter-spacing: 90px; direction: rtl;'
              + ' color-scheme: dark }} ringout-card {{ direction: rtl !important;'
              + ' unicode-bidi: bidi-override !important }}'; }});""",
    )
    page.wait_for_shadow(CARD, ARMED)
    seen = page.shadow(
        CARD,
        """root => { const [call, number] = ['[data-act=call]', '#number'].map(each => root.querySelector(each));
          const [a, b] = [getComputedStyle(call), getComputedStyle(number)];
          return [a.backgroundColor, a.color, b.fontSize, b.fontFamily, parseFloat(b.letterSpacing) < 1,
            b.direction]; }""",
    )
    assert seen == ["rgb(10, 117, 112)", "rgb(255, 255, 255)", "20px", "system-ui, sans-serif", True, "ltr"]
    assert page.eval("performance.getEntriesByName(new URL('/none.woff2', location).href).length") == 0


def test_a_card_that_went_out_of_sight_is_not_armed_any_more(browser: Browser, page: Page, site: Site) -> None:
    open_card(page, site, "")
    page.wait_for_shadow(CARD, ARMED)
    over = browser.open()
    poll(lambda: not page.shadow(CARD, ARMED), "what nobody sees is not armed", 10)
    over.close()
    page.front()
    page.wait_for_shadow(CARD, ARMED)


LOADS: Final = """async address => {
  const tag = (name, key, more = {}) => new Promise(done => {
    const made = Object.assign(document.createElement(name), more);
    made.onload = () => done(name); made.onerror = () => done('');

    made[key] = address; document.body.append(made); setTimeout(() => done(''), 1500); });
  const got = await Promise.all([
    fetch(address).then(() => 'fetch', () => ''),
    fetch(address, {mode: 'no-cors'}).then(() => 'no-cors', () => ''),
    import(address).then(() => 'import', () => ''), tag('img', 'src'), tag('script', 'src'), tag('video', 'src'),
    tag('link', 'href', {rel: 'stylesheet'}), tag('link', 'href', {rel: 'preload', as: 'image'}),
    new Promise(done => { setTimeout(() => done(''), 800);
      try { new Worker(address).onmessage = () => done('worker'); } catch {} }),
  ]);
  return got.filter(Boolean);
}"""
"""By what means a page could load one of our files, and so know that we are there."""


def test_no_page_can_load_a_file_of_ours_or_know_that_we_are_there(
    browser: Browser, page: Page, site: Site
) -> None:
    page.goto(site.add("/probe", "<p>Nothing here."))
    names = ["icons/icon-16.png", "lib/tokens.css", "lib/dom.js", "background/main.js", "manifest.json"]
    names += [str(path.relative_to(data("extension"))) for path in sorted(data("extension").rglob("*.html"))]
    assert len(names) > 8
    loaded = {name: page.call(LOADS, browser.extension_url(name)) for name in names}
    assert not any(loaded.values()), loaded


def shows_ours(page: Page) -> bool:
    """Whether that is our page indeed, and not the browser's own about what it did not open."""
    try:
        return bool(page.eval("document.getElementById('dial') !== null"))
    except DriveError:  # no script runs in such a page
        return False


@pytest.mark.parametrize(
    "way", ["frame", "redirected frame", "link", "window", "new tab", "address", "redirect", "form"]
)
def test_no_page_gets_into_a_page_of_ours(
    browser: Browser, page: Page, site: Site, stage: Stage, way: str
) -> None:
    """Not even into the dial box with a number of its own."""
    before, known = len(stage.simulator.dialled), browser.pages()
    address = browser.extension_url("pages/popup/popup.html?dial=%2B12185550143")
    away = site.add("/away", b"", status=302, headers={"Location": address})
    ways = {
        "frame": f"<iframe src='{address}'></iframe>",
        "redirected frame": f"<iframe src='{away}'></iframe>",
        "link": f"<a href='{address}'>Go</a>",
        "window": f"<button onclick=\"open('{address}', '', 'popup')\">Go</button>",
        "new tab": f"<a target=_blank href='{address}'>Go</a>",
        "address": f"<button onclick=\"location.href = '{address}'\">Go</button>",
        "redirect": f"<a href='{away}'>Go</a>",
        "form": f"<form action='{address}'><button>Go</button></form>",
    }
    page.goto(site.add("/in", ways[way]))
    if "frame" not in way:
        page.click_on(page.text_rect("Go"))
    browser.background_eval("new Promise(done => setTimeout(done, 700))")
    opened = [page, *(each for each in browser.pages() if each not in known)]
    assert [each.url for each in opened if shows_ours(each)] == []
    assert len(stage.simulator.dialled) == before


SAYS: Final = """async id => {
  const said = {name: 'calls.start', params: {requestId: 'page', text: '+12185550144', region: null}};
  const heard = [];
  addEventListener('message', ({data, source}) => source !== window && heard.push(data));
  for (const each of ['updates', 'ringout', 'calls']) {
    const channel = new BroadcastChannel(each); // one does not hear itself
    channel.onmessage = ({data}) => heard.push(data); channel.postMessage(said);
  }
  postMessage(said, '*'); document.dispatchEvent(new CustomEvent('ringout', {detail: said}));
  localStorage.setItem('ringout', JSON.stringify(said));
  const runtime = globalThis.chrome?.runtime ?? globalThis.browser?.runtime;
  if (runtime?.sendMessage) {
    heard.push(...await Promise.all([[id, said], [said]].map(args => new Promise(done => {
      try { runtime.sendMessage(...args, answer => { void runtime.lastError; done(answer); }); } catch { done(); }
      setTimeout(done, 500); }))));
    try { runtime.connect(id, {name: 'updates'}).onMessage.addListener(told => heard.push(told)); } catch {}
  }
  await new Promise(done => setTimeout(done, 600));
  return heard.filter(each => each !== undefined && each !== null);
}"""


def test_nobody_listens_to_a_page(browser: Browser, page: Page, site: Site, stage: Stage) -> None:
    open_card(page, site, "")
    page.wait_for_shadow(CARD, ARMED)
    before = len(stage.simulator.dialled)
    assert page.call(SAYS, browser.extension_id) == []
    stage.simulator.settle()
    assert len(stage.simulator.dialled) == before


@pytest.mark.parametrize(
    "page_of_ours", ["popup/popup.html", "confirm/confirm.html", "options/options.html", "welcome/welcome.html"]
)
def test_our_pages_run_no_code_and_load_nothing_but_their_own(
    browser: Browser, page: Page, site: Site, page_of_ours: str
) -> None:
    """The content security policy, as the browser applies it."""
    elsewhere = site.add("/loot", "")
    page.goto(browser.extension_url(f"pages/{page_of_ours}"))
    refused = page.call(
        """async elsewhere => {
          const refused = [];
          document.addEventListener('securitypolicyviolation', event => refused.push(event.effectiveDirective));
          const add = (name, more) => document.body.appendChild(Object.assign(document.createElement(name), more));
          const script = more => add('script', more);
          globalThis.ran = [];
          const attempts = [
            () => (0, eval)("ran.push('eval')"), () => new Function("ran.push('Function')")(),
            () => setTimeout("ran.push('timeout')", 0), () => script({textContent: "ran.push('inline')"}),
            () => script({src: elsewhere}), () => script({src: "data:text/javascript,ran.push('data')"}),
            () => script({src: URL.createObjectURL(new Blob(["ran.push('blob')"], {type: 'text/javascript'}))}),
            () => add('div', {innerHTML: `<img src=x: onerror="ran.push('handler')"><style>p { top: 0 }</style>`}),
            () => add('a', {href: "javascript:ran.push('address')"}).click(),
            () => add('img', {src: elsewhere}), () => add('iframe', {src: elsewhere}),
            () => add('object', {data: elsewhere}), () => add('video', {src: elsewhere}),
            () => add('link', {rel: 'stylesheet', href: elsewhere}), () => add('base', {href: elsewhere}),
            () => add('form', {action: elsewhere}).submit(), () => fetch(elsewhere).catch(() => {}),
            () => navigator.sendBeacon(elsewhere), () => new WebSocket(elsewhere.replace('http', 'ws')),
            () => new Worker(elsewhere), () => import(elsewhere).catch(() => {}),
          ];
          // Not at once: to what a debugger evaluates the policy does not apply.
          for (const attempt of attempts) setTimeout(() => { try { attempt(); } catch {} });
          await new Promise(done => setTimeout(done, 900));
          return [ran, [...new Set(refused)].sort()];
        }""",
        elsewhere,
    )
    ran, directives = refused
    assert ran == []
    assert site.requests == []
    assert {"script-src-elem", "connect-src", "img-src", "frame-src", "style-src-elem"} <= set(directives)
