"""axe-core in a page of the extension: evaluated there, as the page's policy lets no foreign script in."""

from __future__ import annotations

from ringout_host.browsers.drive import Page

from .. import node

_RUN = """axe.run(document, { resultTypes: ['violations'] }).then(found => found.violations.map(({ id, nodes }) =>
  `${id}: ${nodes.map(({ html, failureSummary }) => html.slice(0, 160) + ' ' + failureSummary).join(' | ')}`))"""


_STILL = """document.getAnimations().every(each =>
  each.playState !== 'running' || each.effect.getTiming().iterations === Infinity)"""


def axe(page: Page) -> list[str]:
    """What axe-core holds against the document, once no colour is on its way to another any more."""
    page.wait_for(_STILL)
    if not page.eval("Boolean(globalThis.axe)"):
        source = (node.install_tools() / "axe-core" / "axe.min.js").read_text("utf-8")
        page.eval(f"(() => {{ {source}; return 1 }})()")
    return list(page.eval(_RUN))
