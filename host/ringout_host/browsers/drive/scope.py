"""A document that can be asked and looked into: a tab's own, or that of a frame. Only reads; input is the tab's.

All rectangles are in CSS pixels of the tab's viewport, so that a frame's rectangle can be clicked on the tab.
"""

from __future__ import annotations

import json
import time
from abc import ABC, abstractmethod
from typing import Any, NamedTuple

from .errors import CommandError, ScriptError, WaitError

_POLL_SECONDS = 0.025

# The text of the whole document is joined first, because a number may be cut into pieces by <b> and the like.
_TEXT_RECT = """(text, nth) => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const nodes = []; let all = '';
  while (walker.nextNode()) { nodes.push([walker.currentNode, all.length]); all += walker.currentNode.data; }
  let at = -1;
  for (let i = 0; i <= nth; i++) { at = all.indexOf(text, at + 1); if (at < 0) return null; }
  const place = offset => { for (let i = nodes.length - 1; i >= 0; i--)
    if (nodes[i][1] <= offset) return [nodes[i][0], offset - nodes[i][1]]; };
  const range = document.createRange(); range.setStart(...place(at));
  const [last, before] = place(at + text.length - 1); range.setEnd(last, before + 1);
  const box = range.getClientRects()[0]; return box ? [box.x, box.y, box.width, box.height] : null;
}"""

_RECT = """(selector, nth) => { const box = document.querySelectorAll(selector)[nth]?.getBoundingClientRect();
  return box ? [box.x, box.y, box.width, box.height] : null; }"""

_SHADOW_RECT = """(root, selector, nth) => {
  const box = root.querySelectorAll(selector)[nth]?.getBoundingClientRect();
  return box ? [box.x, box.y, box.width, box.height] : null; }"""


class Rect(NamedTuple):
    """A rectangle in CSS pixels of the viewport."""

    x: float
    y: float
    width: float
    height: float

    @property
    def centre(self) -> tuple[float, float]:
        """Where to click."""
        return self.x + self.width / 2, self.y + self.height / 2


class Scope(ABC):
    """What a tab and a frame have in common."""

    @abstractmethod
    def eval(self, js: str) -> Any:
        """The value of a script in the page's own world, as JSON; promises are awaited.

        Top-level `const` and `let` stay behind in the page: use an expression, or a function called at once.

        Raises:
            ScriptError: it threw or rejected.
            CommandError: the document went away meanwhile.
        """

    @abstractmethod
    def content_eval(self, js: str) -> Any:
        """The same in the world of the extension's content scripts, whose globals it sees.

        Raises:
            ScriptError: it threw or rejected, or the extension has no content script in this document yet.
        """

    @abstractmethod
    def shadow(self, host: str, function: str, *args: object) -> Any:
        """Call a JavaScript function with the shadow root, also a closed one, of the first element `host` selects.

        Args:
            host: a CSS selector; a list such as `"outer-card >>> inner-part"` goes from root to root.
            function: for example `root => root.querySelector('b').textContent`. It runs in a world of its own,
                so nothing the page has redefined gets in its way.
            args: further arguments, JSON.

        Returns:
            What the function returns, as JSON; None when there is no such element or it has no shadow root.
        """

    def offset(self) -> tuple[float, float]:
        """Where this document's viewport begins in the tab's viewport, CSS pixels."""
        return 0.0, 0.0

    def call(self, function: str, *args: object) -> Any:
        """Call a JavaScript function with JSON arguments; the value as for `eval`."""
        return self.eval(f"({function})({', '.join(json.dumps(arg) for arg in args)})")

    def wait_for(self, js: str, timeout: float = 10.0) -> Any:
        """Ask `js` again and again until it is truthy, and return that value.

        A script that throws, or a document that is going away, counts as not yet.

        Raises:
            WaitError: it was not so within `timeout` seconds.
        """
        return poll(lambda: self.eval(js), js, timeout)

    def wait_for_shadow(self, host: str, function: str, *args: object, timeout: float = 10.0) -> Any:
        """Ask `shadow` again and again until it is truthy, and return that value.

        Raises:
            WaitError: it was not so within `timeout` seconds.
        """
        return poll(lambda: self.shadow(host, function, *args), f"{host}: {function}", timeout)

    def rect(self, selector: str, nth: int = 0) -> Rect:
        """Where an element is.

        Raises:
            ScriptError: nothing matches.
        """
        return self._moved(self.call(_RECT, selector, nth), selector)

    def text_rect(self, text: str, nth: int = 0) -> Rect:
        """Where (the first line of) a piece of visible text is; it may be spread over several elements.

        Raises:
            ScriptError: the document does not contain it.
        """
        return self._moved(self.call(_TEXT_RECT, text, nth), text)

    def shadow_rect(self, host: str, selector: str, nth: int = 0) -> Rect:
        """Where an element inside a shadow root is.

        Raises:
            ScriptError: nothing matches.
        """
        return self._moved(self.shadow(host, _SHADOW_RECT, selector, nth), f"{host}: {selector}")

    def _moved(self, box: list[float] | None, what: str) -> Rect:
        if box is None:
            raise ScriptError(f"not in the document, or without a box: {what}")
        left, top = self.offset()
        return Rect(box[0] + left, box[1] + top, box[2], box[3])


def poll(ask: Any, what: str, timeout: float) -> Any:
    """Call `ask` until what it returns is truthy; refusals count as not yet.

    Raises:
        WaitError: it was not so within `timeout` seconds; says what the last answer was.
    """
    until = time.monotonic() + timeout
    while True:
        try:
            answer = ask()
        except (ScriptError, CommandError) as error:
            last = f"it said: {error}"
        else:
            if answer:
                return answer
            last = f"it was {answer!r}"
        if time.monotonic() >= until:
            raise WaitError(f"not true within {timeout:g} seconds: {what} ({last})")
        time.sleep(_POLL_SECONDS)
