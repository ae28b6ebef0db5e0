"""From the extension's worker to the host and back, in both browsers: what a native messaging port costs."""

from __future__ import annotations

import json
from typing import Any, Final

from ringout_host.browsers.drive import KINDS, Browser, find_browser
from ringout_host.browsers.identity import HOST_NAME

from . import stages
from .table import Row, span
from .timing import median

_TRIPS: Final = """new Promise((done, fail) => {
  const port = chrome.runtime.connectNative(%s), begun = performance.now();
  let ready = 0, sent = 0, left = %d;
  const ask = () => port.postMessage({ jsonrpc: "2.0", id: left, method: "numbers.match",
    params: { texts: [{ id: 1, text: "Call (201) 555-0123" }], region: "US" } });
  port.onDisconnect.addListener(() => fail(new Error("the host is gone")));
  port.onMessage.addListener(() => {
    const now = performance.now();
    if (!ready) { ready = now; ask(); return; }
    sent ||= now;  // from the first answer on
    if (left-- > 0) return ask();
    port.disconnect();
    done([ready - begun, sent - ready, (now - sent) / %d]);
  });
})"""


def run(quick: bool) -> list[Row]:
    """The table's lines."""
    rows = []
    with stages.stage() as made:
        for kind in KINDS:
            if find_browser(kind) is None:
                rows.append(Row(f"{kind} is not installed here", "–"))
                continue
            with made.browser(kind) as browser:
                browser.open()
                taken = [_trips(browser, 100 if quick else 300) for _ in range(5 if quick else 11)]
            ready, first, trip = (median([one[place] / 1e3 for one in taken]) for place in range(3))
            rows += [
                Row(f"connectNative → host.ready, {kind}", span(ready), keep=True),
                Row(f"the first numbers.match after it, {kind}", span(first)),
                Row(f"worker → host → worker, {kind}", span(trip), keep=True),
            ]
    return rows


def _trips(browser: Browser, count: int) -> list[float]:
    answer: Any = browser.background_eval(_TRIPS % (json.dumps(HOST_NAME), count, count))
    return [float(one) for one in answer]
