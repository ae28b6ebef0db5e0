"""Pages that change: what comes late is found, what is replaced is marked anew, what goes is forgotten."""

# ruff: noqa: E501  (pages and scripts stand as the browser gets them)
from __future__ import annotations

import pytest

from ringout_host.browsers.drive import Page

from .driver.site import Site
from .marks import document, marked, settle, wait_for_marks

ONE, TWO, THREE = "+44 20 7946 0123", "+44 20 7946 0124", "+44 20 7946 0125"
SENTINEL = "+44 20 7946 0999"


@pytest.fixture
def live(page: Page, site: Site) -> Page:
    """A settled page with an empty `#here`, and only the sentinel marked."""
    page.goto(site.add("/live", document("<div id=here></div>")))
    settle(page)
    wait_for_marks(page, [SENTINEL])
    return page


@pytest.mark.parametrize(
    "act",
    {
        "an element": f"here.append(Object.assign(document.createElement('p'), {{textContent: '{ONE}'}}))",
        "markup": f"here.innerHTML = '<ul><li>Ring <b>{ONE}</b></ul>'",
        "text": f"here.append('{ONE}')",
        "the end of a number": "here.append('+44 20 7946'); setTimeout(() => here.append(' 0123'), 300)",
        "a document fragment": f"here.append(document.createRange().createContextualFragment('<i>{ONE}</i>'))",
        "a hidden element, shown": f"here.innerHTML = '<p hidden>{ONE}</p>'; setTimeout(() => here.firstChild.hidden = false, 300)",
        "a class that shows": f"here.innerHTML = '<style>.off{{display:none}}</style><p class=off>{ONE}</p>';"
        "setTimeout(() => here.lastChild.className = '', 300)",
        "an opened details": f"here.innerHTML = '<details>{ONE}</details>'; setTimeout(() => here.firstChild.open = true, 300)",
        "what fades in": f"here.innerHTML = '<style>@keyframes in {{from {{opacity: 0}}}} p {{animation: in .4s}}</style><p>{ONE}</p>'",
        "an editor that is closed": f"here.innerHTML = '<p contenteditable>{ONE}</p>';"
        "setTimeout(() => here.firstChild.removeAttribute('contenteditable'), 300)",
    }.items(),
    ids=lambda item: item[0],
)
def test_what_comes_late_is_found(live: Page, act: tuple[str, str]) -> None:
    live.eval(f"void (() => {{ {act[1]} }})()")
    wait_for_marks(live, [ONE, SENTINEL])


@pytest.mark.parametrize(
    "act",
    {
        "innerHTML": f"here.innerHTML = '<p>{TWO}</p>'",
        "text of a node": f"here.firstChild.firstChild.data = '{TWO}'",
        "nodeValue": f"here.firstChild.firstChild.nodeValue = 'Now ' + '{TWO}'",
        "textContent": f"here.firstChild.textContent = '{TWO}'",
        "replaceData": "here.firstChild.firstChild.replaceData(15, 1, '4')",
        "another node": f"here.firstChild.firstChild.replaceWith('{TWO}')",
    }.items(),
    ids=lambda item: item[0],
)
def test_what_is_replaced_is_marked_anew(live: Page, act: tuple[str, str]) -> None:
    live.eval(f"void (here.innerHTML = '<p>{ONE}</p>')")
    wait_for_marks(live, [ONE, SENTINEL])
    live.eval(f"void ({act[1]})")
    wait_for_marks(live, [TWO, SENTINEL])
    assert live.content_eval("thisPage.marks.size") == 2


@pytest.mark.parametrize(
    "act",
    [
        "here.textContent = ''",
        "here.remove()",
        "here.firstChild.firstChild.data = 'gone'",
        "here.contentEditable = 'true'",
        "here.setAttribute('data-ringout', 'off')",
    ],
)
def test_what_is_gone_is_forgotten(live: Page, act: str) -> None:
    live.eval(f"void (here.innerHTML = '<p>{ONE}</p>')")
    wait_for_marks(live, [ONE, SENTINEL])
    live.eval(f"void ({act})")
    wait_for_marks(live, [SENTINEL])


def test_an_application_changes_its_route(live: Page) -> None:
    live.eval(f"void (history.pushState({{}}, '', '/contacts/1'), here.innerHTML = '<p>{ONE}</p>')")
    wait_for_marks(live, [ONE, SENTINEL])
    live.eval(f"void (history.pushState({{}}, '', '/contacts/2'), here.innerHTML = '<p>{TWO}</p><p>{THREE}</p>')")
    wait_for_marks(live, [TWO, THREE, SENTINEL])


def test_a_virtual_list_reuses_its_rows(live: Page) -> None:
    live.eval("""void (() => {
      here.innerHTML = '<div></div>'.repeat(20);
      window.show = first => [...here.children].forEach((row, i) => row.textContent = '+44 20 7946 0' + (100 + first + i));
      show(0);
    })()""")
    wait_for_marks(live, [f"+44 20 7946 0{100 + i}" for i in range(20)] + [SENTINEL])
    for first in (5, 37, 300):
        live.eval(f"void show({first})")
    wait_for_marks(live, [f"+44 20 7946 0{400 + i}" for i in range(20)] + [SENTINEL])
    assert live.content_eval("thisPage.marks.size") == 21


@pytest.mark.parametrize("mode", ["open", "closed"])
@pytest.mark.parametrize("host", ["div", "x-card"])
def test_shadow_trees(live: Page, mode: str, host: str) -> None:
    live.eval(f"""void (() => {{
      here.innerHTML = '<{host}></{host}>';
      const root = here.firstChild.attachShadow({{mode: '{mode}'}});
      root.innerHTML = '<p>Call <b>+44 20</b> 7946 0123</p><section></section>';
      window.inner = root.querySelector('section').attachShadow({{mode: '{mode}'}});
      inner.innerHTML = '<i>{TWO}</i>';
    }})()""")
    live.wait_for("CSS.highlights.get('ringout-number').size === 3")
    assert set(marked(live)) == {ONE, TWO, SENTINEL}
    live.eval(f"void (inner.firstChild.textContent = '{THREE}')")
    live.wait_for("CSS.highlights.get('ringout-number').size === 3")
    live.wait_for("[...CSS.highlights.get('ringout-number')].some(r => r.startContainer.data?.includes('0125'))")


@pytest.mark.parametrize("mode", ["open", "closed"])
def test_shadow_trees_that_are_attached_late(live: Page, mode: str) -> None:
    live.eval("void (here.innerHTML = '<div id=host>&nbsp;</div>')")
    settle(live)
    live.eval(f"void (host.attachShadow({{mode: '{mode}'}}).innerHTML = '<p style=margin:40px>{ONE}</p>')")
    live.move(2, 2)
    live.move(*live.rect("#host").centre)
    wait_for_marks(live, [ONE, SENTINEL])


def test_light_text_of_a_host_counts_only_in_a_slot(live: Page) -> None:
    live.eval(f"""void (() => {{
      here.innerHTML = '<div id=a>{ONE}</div><div id=b>{TWO}</div>';
      a.attachShadow({{mode: 'closed'}}).innerHTML = '<p>nothing</p>';
      b.attachShadow({{mode: 'closed'}}).innerHTML = '<slot></slot>';
    }})()""")
    wait_for_marks(live, [TWO, SENTINEL])


FRAMES = {
    "same origin": ("<iframe src='/inner'></iframe>", "/inner"),
    "other origin": ("<iframe src='{other}'></iframe>", "/inner"),
    "srcdoc": (f"<iframe srcdoc='<p>{ONE}</p>'></iframe>", "about:srcdoc"),
    "sandboxed": (f"<iframe sandbox='allow-scripts' srcdoc='<p>{ONE}</p>'></iframe>", "about:srcdoc"),
    "sandboxed without scripts": (f"<iframe sandbox srcdoc='<p>{ONE}</p>'></iframe>", "about:srcdoc"),
    "data": (f"<iframe src='data:text/html,<p>{ONE}</p>'></iframe>", "data:"),
    "about:blank": (
        f"<iframe onload=\"this.contentDocument.body.innerHTML='<p>{ONE}</p>'\"></iframe>",
        "about:blank",
    ),
}


@pytest.mark.parametrize("frame", FRAMES)
def test_frames(page: Page, site: Site, frame: str) -> None:
    html, address = FRAMES[frame]
    site.add("/inner", f"<p>{ONE}</p>")
    other = site.other.add("/inner", f"<p>{ONE}</p>", host="localhost")
    page.goto(site.add("/outer", document(html.format(other=other))))
    settle(page)
    wait_for_marks(page.frame(address), [ONE])
    assert marked(page) == [SENTINEL]
