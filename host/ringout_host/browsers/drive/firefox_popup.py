"""The pop-up of the toolbar button in Firefox, which BiDi does not know: asked and pictured from inside.

No trusted input reaches it.
"""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from .errors import ScriptError
from .page import View
from .scope import Rect

if TYPE_CHECKING:
    from .firefox import FirefoxBrowser

OPEN_POPUP: Final = """async id => {
  const { extension } = WebExtensionPolicy.getByID(id);
  const { ExtensionParent } = ChromeUtils.importESModule('resource://gre/modules/ExtensionParent.sys.mjs');
  await ExtensionParent.apiManager.global.browserActionFor(extension).openPopup(window, true);
  const until = Date.now() + 10000;
  for (;;) {
    const view = document.querySelector('browser.webextension-popup-browser');
    const shown = view?.currentURI.spec.startsWith('moz-extension:') && !view.webProgress.isLoadingDocument;
    if (shown && view.closest('panel')?.state === 'open') return view.browsingContext.id;
    if (Date.now() > until) throw new Error('the pop-up did not open');
    await new Promise(done => requestAnimationFrame(done));
  }
}"""

_PICTURE: Final = """async (id, clip) => {
  const rect = clip && new DOMRect(...clip);
  const picture = await BrowsingContext.get(id).currentWindowGlobal.drawSnapshot(rect, devicePixelRatio, 'white');
  const canvas = document.createElementNS('http://www.w3.org/1999/xhtml', 'canvas');
  canvas.width = picture.width;
  canvas.height = picture.height;
  canvas.getContext('2d').drawImage(picture, 0, 0);
  return canvas.toDataURL('image/png').split(',')[1];
}"""

_CLOSE: Final = (
    """() => document.querySelector('browser.webextension-popup-browser')?.closest('panel')?.hidePopup()"""
)

_SHADOW: Final = """
  const [chain, source, args] = JSON.parse(js);
  let root = window.document;
  for (const selector of chain) {
    root = root.querySelector(selector)?.openOrClosedShadowRoot;
    if (!root) return null;
  }
  const world = new Cu.Sandbox(window, { sandboxPrototype: window, wantXrays: true });
  return Cu.evalInSandbox('(' + source + ')', world)(root, ...Cu.cloneInto(args, world));
"""


class FirefoxPopup(View):
    """See `View`.

    Args:
        browser: whose pop-up.
        context: the number of its browsing context.
    """

    def __init__(self, browser: FirefoxBrowser, context: int) -> None:
        self.browser: Final = browser
        self._context: Final = context

    def eval(self, js: str) -> Any:
        """See `Scope.eval`."""
        return self.browser.inside(
            self._context,
            """const world = new Cu.Sandbox(window, { sandboxPrototype: window, wantXrays: false });
               return Cu.evalInSandbox(js, world);""",
            js,
        )

    def content_eval(self, js: str) -> Any:  # noqa: ARG002 - the answer is always the same
        """A pop-up has no content scripts.

        Raises:
            ScriptError: always.
        """
        raise ScriptError("no content script of the extension in a pop-up")

    def shadow(self, host: str, function: str, *args: object) -> Any:
        """See `Scope.shadow`."""
        chain = [part.strip() for part in host.split(">>>")]
        return self.browser.inside(self._context, _SHADOW, json.dumps([chain, function, args]))

    def screenshot(self, path: Path, clip: Rect | None = None) -> Path:
        """See `View.screenshot`."""
        picture = self.browser.chrome(_PICTURE, self._context, None if clip is None else list(clip))
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(base64.b64decode(picture))
        return path

    def close(self) -> None:
        """See `View.close`."""
        self.browser.chrome(_CLOSE)
