"""What is marked on a page, as the page itself could see it."""

# ruff: noqa: E501  (pages and scripts stand as the browser gets them)
from __future__ import annotations

from typing import Any

from ringout_host.browsers.drive import Page, Scope
from ringout_host.browsers.drive.scope import poll

SENTINEL = "+44 20 7946 0999"
"""Put at the end of a page: once it is marked, everything before it has been read and judged."""

_MARKS = """(pick) => {
  const shown = range => { const live = new Range(); live.setStart(range.startContainer, range.startOffset);
    live.setEnd(range.endContainer, range.endOffset); return live.toString(); };
  const lift = node => { const root = node.getRootNode(); return root.host ? lift(root.host) : node; };
  const place = (a, b) => a === b ? 0 : a.compareDocumentPosition(b) & 4 ? -1 : 1;
  const order = (a, b) => (a.startContainer.getRootNode() === b.startContainer.getRootNode()
    ? place(a.startContainer, b.startContainer) : place(lift(a.startContainer), lift(b.startContainer)))
    || a.startOffset - b.startOffset;
  const host = node => { const root = node.getRootNode(); return root.host ? host(root.host) : node.parentElement; };
  const marks = [...(CSS.highlights.get('ringout-number') ?? [])].sort(order);
  const where = mark => host(mark.startContainer)?.closest('[data-case]')?.dataset.case;
  return marks.map(mark => [where(mark) ?? '', shown(mark)]);
}"""


def marked(scope: Scope) -> list[str]:
    """The texts of all marks, in document order; those in shadow trees as they come."""
    return [text for _, text in scope.call(_MARKS, None)]


def marked_by_case(scope: Scope) -> dict[str, list[str]]:
    """The same, by the `data-case` that they stand in."""
    found: dict[str, list[str]] = {}
    for case, text in scope.call(_MARKS, None):
        found.setdefault(case, []).append(text)
    return found


def settle(page: Page) -> None:
    """Wait until everything on the page has been read, and all questions about it are answered."""
    page.front()  # a page that nobody sees is not read
    page.wait_for("document.readyState === 'complete' && document.visibilityState === 'visible'")
    wait_for_content(page, "thisPage.scanner.settled && thisPage.settings.known")


def wait_for_content(page: Page, js: str, timeout: float = 15.0) -> Any:
    """Wait for something in the content scripts' own world."""
    return poll(lambda: page.content_eval(js), js, timeout)


def wait_for_marks(scope: Scope, texts: list[str], timeout: float = 10.0) -> None:
    """Wait until just these are marked, in this order."""
    poll(lambda: marked(scope) == texts or None, f"marks {texts}, not {marked(scope)}", timeout)


def document(body: str, *, lang: str = "en-US", head: str = "") -> str:
    """A page with this body and a sentinel behind it."""
    return (
        f"<!doctype html><html lang={lang}><meta charset=utf-8><link rel=icon href=data:,><title>Numbers</title>"
        f"{head}<body>{body}<p data-case=sentinel>{SENTINEL}</p>"
    )
