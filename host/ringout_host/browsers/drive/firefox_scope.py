"""How a document in Firefox is asked and looked into, over WebDriver BiDi. No input, no navigation."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from .bidi import plain, result
from .errors import ScriptError
from .scope import Scope

if TYPE_CHECKING:
    from .firefox import FirefoxBrowser

_WORLD: Final = "ringout-drive"

# A frame's window, and where its viewport begins in the viewport around it.
_PLACE: Final = """const place = e => {
  const box = e.getBoundingClientRect(), style = getComputedStyle(e);
  return [e.contentWindow, box.x + e.clientLeft + parseFloat(style.paddingLeft),
                           box.y + e.clientTop + parseFloat(style.paddingTop)]; };"""

_FRAMES: Final = f"""() => {{ {_PLACE}
  return [...document.querySelectorAll('iframe, frame, object, embed')].map(place); }}"""

_FRAME_AT: Final = f"""(x, y) => {{ {_PLACE}
  let found = document.elementFromPoint(x, y);
  for (let inner; (inner = found?.shadowRoot?.elementFromPoint(x, y)) && inner !== found;) found = inner;
  return found?.contentWindow ? [place(found)] : []; }}"""


class FirefoxScope(Scope):
    """One document, named by its browsing context."""

    def __init__(self, browser: FirefoxBrowser, context: str) -> None:
        self.browser: Final = browser
        self.context: Final = context

    def eval(self, js: str) -> Any:
        """See `Scope.eval`."""
        answer = self.browser.command(
            "script.evaluate", expression=js, target={"context": self.context}, awaitPromise=True
        )
        return plain(result(answer))

    def content_eval(self, js: str) -> Any:
        """See `Scope.content_eval`."""
        return self.browser.inside(
            self.context,
            """const { ExtensionContent } =
                 ChromeUtils.importESModule('resource://gre/modules/ExtensionContent.sys.mjs');
               const world = ExtensionContent.getContextByExtensionId(extensionId, window);
               if (!world) throw new Error('no content script of the extension in this document');
               return Cu.evalInSandbox(js, world.sandbox ?? world.cloneScope);""",
            js,
        )

    def shadow(self, host: str, function: str, *args: object) -> Any:
        """See `Scope.shadow`. BiDi hands out closed roots, too, by reference."""
        first, *inner = (part.strip() for part in host.split(">>>"))
        root = self._root("s => document.querySelector(s)", first)
        for selector in inner:
            if root is None:
                return None
            root = self._root("(s, root) => root.querySelector(s)", selector, root)
        if root is None:
            return None
        given = ", ".join(json.dumps(arg) for arg in args)
        return plain(result(self._function(f"root => ({function})(root, {given})", root)))

    def _root(self, function: str, selector: str, within: dict[str, Any] | None = None) -> dict[str, Any] | None:
        element = result(
            self._function(function, {"type": "string", "value": selector}, *([within] if within else []))
        )
        if element["type"] != "node":
            return None
        shadow = element["value"].get("shadowRoot")
        return {"sharedId": shadow["sharedId"]} if shadow else None

    def _function(self, function: str, *arguments: dict[str, Any]) -> dict[str, Any]:
        return self.browser.command(
            "script.callFunction",
            functionDeclaration=function,
            arguments=list(arguments),
            target={"context": self.context, "sandbox": _WORLD},
            awaitPromise=True,
            serializationOptions={"includeShadowTree": "all", "maxDomDepth": 0},
        )

    def place_of(self, context: str) -> tuple[float, float]:
        """Where in this document's viewport the content of a frame of it begins.

        Raises:
            ScriptError: it is no frame of this document.
        """
        for frame, left, top in self._frames(_FRAMES):
            if frame == context:
                return left, top
        raise ScriptError("the frame is no longer in the document")

    def frame_at(self, x: float, y: float) -> tuple[str, float, float] | None:
        """The frame under a point of this document's viewport, and where its content begins."""
        numbers = ({"type": "number", "value": number} for number in (x, y))
        return next(self._frames(_FRAME_AT, *numbers), None)

    def _frames(self, function: str, *arguments: dict[str, Any]) -> Iterator[tuple[str, float, float]]:
        for frame, left, top in (row["value"] for row in result(self._function(function, *arguments))["value"]):
            if frame["type"] == "window":
                yield frame["value"]["context"], float(left["value"]), float(top["value"])


class FirefoxFrame(FirefoxScope):
    """A frame of a tab.

    Args:
        parent: the document that contains it.
        context: the frame's browsing context.
    """

    def __init__(self, parent: FirefoxScope, context: str) -> None:
        super().__init__(parent.browser, context)
        self._parent = parent

    def offset(self) -> tuple[float, float]:
        """See `Scope.offset`."""
        left, top = self._parent.offset()
        x, y = self._parent.place_of(self.context)
        return left + x, top + y
