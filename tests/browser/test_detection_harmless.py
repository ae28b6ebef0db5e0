"""A marked page is the page that it was: no node, attribute, style, global, event or line of console more or less."""

# ruff: noqa: E501  (pages and scripts stand as the browser gets them)
from __future__ import annotations

import re
from typing import Any

import pytest

from ringout_host.browsers.drive import Page
from ringout_host.paths import data

from .driver.site import Site
from .frameworks import FRAMEWORKS, serve
from .marks import document, marked, settle, wait_for_marks

ONE, TWO = "+44 20 7946 0123", "+44 20 7946 0124"
SENTINEL = "+44 20 7946 0999"

WITNESS = """<script>
  window.records = [];
  window.globals = new Set(Object.getOwnPropertyNames(window));
  new MutationObserver(all => records.push(...all.map(each => each.type + ' ' + each.target.nodeName + ' ' + (each.attributeName ?? ''))))
    .observe(document, {subtree: true, childList: true, attributes: true, characterData: true});
  window.said = [];
  for (const level of ['log', 'info', 'warn', 'error', 'debug']) { const own = console[level];
    console[level] = (...all) => { said.push(all.join(' ')); own.apply(console, all); }; }
  addEventListener('error', event => said.push('error ' + event.message));
  addEventListener('unhandledrejection', event => said.push('rejection ' + event.reason));
</script>"""

LAYOUT = "JSON.stringify([...document.querySelectorAll('article, article *')].map(e => { const b = e.getBoundingClientRect(); return [b.x, b.y, b.width, b.height] }))"

BODY = f"""<article><h1>Contacts</h1><p>Ring <b>{ONE}</b>, or <i>+44</i> 20 7946 <u>0124</u>.</p><ul><li>{TWO}</ul>
  <p style='text-decoration: line-through'>{ONE}</p><a href='tel:{ONE}'>us</a></article>"""


def test_nothing_of_the_page_changes(page: Page, site: Site) -> None:
    body = (
        BODY
        + "<script>window.before = document.documentElement.outerHTML; window.layout = "
        + LAYOUT
        + "</script>"
    )
    page.goto(site.add("/harmless", document(body, head=WITNESS)))
    settle(page)
    wait_for_marks(page, [ONE, "+44 20 7946 0124", TWO, ONE, SENTINEL])
    page.move(*page.text_rect(TWO).centre)
    page.wait_for("CSS.highlights.has('ringout-number-hover')")
    page.move(1, 1)
    page.wait_for("!CSS.highlights.has('ringout-number-hover')")
    parsed = page.eval("records.filter(each => !/^childList (HTML|BODY|SCRIPT|HEAD|#document)/.test(each))")
    parser_only = [each for each in parsed if not each.startswith("childList")]
    assert parser_only == []
    assert page.eval("said") == []
    assert (
        page.eval(
            "Object.getOwnPropertyNames(window).filter(name => !globals.has(name) && !['before', 'layout', 'globals', 'said'].includes(name))"
        )
        == []
    )
    assert page.eval("document.adoptedStyleSheets.length + document.styleSheets.length") == 0
    assert page.eval("window.before.slice(0, -20)") in page.eval("document.documentElement.outerHTML")
    assert page.eval(LAYOUT) == page.eval("layout")
    assert not page.errors()


def test_once_parsed_nothing_is_ever_recorded(page: Page, site: Site) -> None:
    page.goto(site.add("/records", document(BODY + "<p id=late></p>", head=WITNESS)))
    settle(page)
    page.eval("void (records.length = 0)")
    page.eval(f"void late.append('{TWO}')")
    wait_for_marks(page, [ONE, "+44 20 7946 0124", TWO, ONE, TWO, SENTINEL])
    page.move(*page.text_rect(ONE).centre)
    page.wait_for("CSS.highlights.has('ringout-number-hover')")
    assert page.eval("records") == ["childList P "]


def test_text_can_be_selected_copied_and_found(page: Page, site: Site) -> None:
    page.goto(site.add("/copy", document(BODY)))
    plain: str = page.eval("(getSelection().selectAllChildren(document.body), String(getSelection()))")
    settle(page)
    page.wait_for("CSS.highlights.get('ringout-number')?.size === 5")
    assert page.eval("(getSelection().selectAllChildren(document.body), String(getSelection()))") == plain
    assert page.eval("(getSelection().removeAllRanges(), find('7946 0124'))") is True
    assert page.eval("String(getSelection())") == "7946 0124"
    copied = page.eval("""(() => { let text; addEventListener('copy', e => { e.preventDefault(); text = String(getSelection()) }, {once: true});
      document.execCommand('copy'); return text })()""")
    assert copied in (None, "7946 0124")


def test_a_translation_stays_as_the_translator_made_it(page: Page, site: Site) -> None:
    """Translators put each text into elements of their own, with other words around the same number."""
    page.goto(site.add("/translated", document("<p id=p>Ring +44 20 7946 0123 today</p>")))
    settle(page)
    wait_for_marks(page, [ONE, SENTINEL])
    made: str = page.eval("""(() => {
      const outer = document.createElement('font'), inner = document.createElement('font');
      inner.append('Rufen Sie heute +44 20 7946 0123 an'); outer.append(inner);
      p.firstChild.replaceWith(outer); document.documentElement.lang = 'de'; return p.outerHTML; })()""")
    page.wait_for("[...CSS.highlights.get('ringout-number')].some(range => range.startOffset === 16)")
    wait_for_marks(page, [ONE, SENTINEL])
    assert page.eval("p.outerHTML") == made


def test_print_shows_no_marks() -> None:
    """Every rule for a mark is for screens alone."""
    sheet = (data("extension") / "content/marks.css").read_text("utf-8")
    rules = re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL).strip()
    assert re.fullmatch(r"@media screen \{(\s*::highlight\([\w-]+\) \{[^{}]*\})+\s*\}", rules)


EDITORS = {
    "contenteditable": "<div id=e contenteditable>Call {one} <b>{two}</b><br>or write</div>",
    "nested": "<div contenteditable><p id=e>Call {one}</p></div>",
    "design mode": "<p id=e>Call {one}</p><script>document.designMode = 'on'</script>",
    "textarea": "<textarea id=e>Call {one}</textarea>",
    "editor of divs": "<div class=CodeMirror><pre id=e>Call {one}</pre><textarea></textarea></div>",
}


@pytest.mark.parametrize("editor", EDITORS)
def test_editors_stay_as_they_are(page: Page, site: Site, editor: str) -> None:
    page.goto(
        site.add(
            "/editor",
            document(EDITORS[editor].format(one=ONE, two=TWO) + "<script>window.before = e.outerHTML</script>"),
        )
    )
    if editor == "design mode":
        page.wait_for("document.readyState === 'complete'")
    else:
        settle(page)
        assert marked(page) == [SENTINEL]
    page.click_on(page.rect("#e"))
    page.type("x")
    page.wait_for("(e.value ?? e.textContent).includes('x')" if editor != "editor of divs" else "true")
    assert page.eval("e.outerHTML.replace('x', '') === before || e.tagName === 'TEXTAREA'")
    assert page.eval("document.querySelector('ringout-card')") is None


PEOPLE: list[list[dict[str, Any]]] = [
    [{"id": i, "name": f"P{i}", "phone": f"+44 20 7946 0{100 + i}"} for i in ids]
    for ids in (
        [1, 2, 3],
        [3, 1],
        [3, 4, 5, 1, 2],
        [5, 4, 3, 2, 1],
        [],
        [1],
        list(range(40)),
        list(range(39, 0, -2)),
    )
]


@pytest.mark.parametrize("framework", FRAMEWORKS)
def test_frameworks_render_over_marked_numbers(page: Page, site: Site, framework: str) -> None:
    page.goto(serve(site, framework))
    page.wait_for("typeof show === 'function'")
    changed = [[{**person, "phone": person["phone"].replace(" 0", " 09")[:16]} for person in PEOPLE[-1]]]
    for people in PEOPLE + changed:
        page.call("people => void show(people)", people)
        wait_for_marks(page, [person["phone"] for person in people])
        assert page.call("people => said() === expected(people)", people)
    # And faster than anything could be marked in between.
    page.call("all => { for (let i = 0; i < 200; i++) show(all[i % all.length]) }", PEOPLE[:4])
    page.call("people => void show(people)", PEOPLE[0])
    wait_for_marks(page, [person["phone"] for person in PEOPLE[0]])
    assert not page.errors()


def test_a_page_that_clears_highlights_gets_them_back_but_no_fight(page: Page, site: Site) -> None:
    page.goto(site.add("/clear", document(f"<p id=p>{ONE}</p>")))
    settle(page)
    wait_for_marks(page, [ONE, SENTINEL])
    page.eval("void CSS.highlights.clear()")
    page.eval("void p.append(' ')")
    wait_for_marks(page, [ONE, SENTINEL])
    page.eval("void CSS.highlights.get('ringout-number').clear()")
    page.wait_for("(p.append(' '), CSS.highlights.get('ringout-number')?.size === 2)")
    page.eval("""void (() => { window.sets = window.fights = 0;
      setInterval(() => { fights++; if (CSS.highlights.delete('ringout-number')) sets++; p.append(' '); }, 10); })()""")
    page.wait_for("fights > 100")
    assert page.eval("sets") <= 2
    # A mark that is not drawn is still one that a person knows; the click must be no surprise, so it is drawn when touched.
    assert not page.errors()


SABOTAGE = """<script>
  const bad = () => { throw new Error('sabotage'); };
  for (const [type, names] of [[Range, ['setStart', 'setEnd', 'getClientRects', 'toString']], [StaticRange, []], [Map, ['get', 'set', 'has']],
    [Element, ['getClientRects', 'getBoundingClientRect', 'closest', 'matches', 'getAttribute', 'checkVisibility']],
    [Array, ['push', 'map', 'filter', 'some', 'splice']], [String, ['slice', 'charCodeAt', 'trim']], [RegExp, ['test', 'exec']],
    [Node, ['getRootNode', 'compareDocumentPosition', 'contains']], [Document, ['createTreeWalker', 'caretPositionFromPoint', 'elementFromPoint']],
    [TreeWalker, ['nextNode', 'previousNode']], [Event, ['composedPath', 'preventDefault', 'stopImmediatePropagation']],
    [Promise, ['then']], [HighlightRegistry, ['set', 'get', 'delete']], [CSSStyleSheet, ['replaceSync']]])
    for (const name of names) Object.defineProperty(type.prototype, name, {value: bad, writable: true, configurable: true});
  for (const name of ['getComputedStyle', 'requestIdleCallback', 'requestAnimationFrame', 'setTimeout', 'postMessage', 'Highlight', 'StaticRange'])
    window[name] = bad;
  for (const name of ['data', 'nodeValue', 'textContent', 'parentNode', 'firstChild', 'nextSibling', 'isConnected', 'shadowRoot', 'localName'])
    for (const type of [Node, CharacterData, Element, Text])
      if (Object.getOwnPropertyDescriptor(type.prototype, name)) Object.defineProperty(type.prototype, name, {get: bad, set: bad});
  Object.defineProperty(Event.prototype, 'isTrusted', {get: () => true});
</script>"""


def test_a_page_that_overrides_everything(page: Page, site: Site) -> None:
    page.goto(site.add("/sabotage", document(f"<p>Call {ONE}</p>", head=SABOTAGE)))
    page.front()
    box = (40, 24)
    from .marks import wait_for_content  # noqa: PLC0415

    wait_for_content(page, "thisPage.marks.size === 2")
    spot = page.content_eval(
        "(() => { const [m] = thisPage.marks; const [b] = rectsOf(m.pieces); return [b.x + b.width / 2, b.y + b.height / 2] })()"
    )
    page.click(*(spot or box))
    page.wait_for_shadow("ringout-card", "root => root.querySelector('h2')?.textContent")


def test_the_page_may_switch_everything_off(page: Page, site: Site) -> None:
    off = "<meta name='Format-Detection' content='telephone=no'>"
    page.goto(site.add("/off", document(f"<p>{ONE}</p><p><a id=a href='tel:{ONE}'>us</a></p>", head=off)))
    page.front()
    page.wait_for("document.readyState === 'complete'")
    page.click_on(page.rect("#a"))  # a link is a link all the same
    page.wait_for_shadow("ringout-card", "root => root.querySelector('h2')?.textContent")
    assert marked(page) == []
    body = f"<p>{ONE}</p><iframe src='{site.add('/inner', document(''))}'></iframe>"
    for path, off_too in {
        "/off2": document(body).replace("<html", "<html data-ringout=off"),
        "/off3": document(f"{off}{body}"),  # where it does not belong
    }.items():
        page.goto(site.add(path, off_too))
        page.front()
        wait_for_marks(
            page.frame("/inner"), [SENTINEL]
        )  # it was read later than the page around it would have been
        assert marked(page) == []
