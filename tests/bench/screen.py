"""From a status that changes at RingCentral to the pixels of the card, in both browsers.

The host asks at an interval, so a change waits for up to one of them; what is ours to lose comes on top of it:
from the answer that tells the change to the frame that shows it. The changes are spread evenly over an interval,
so that the longest wait is among them. A browser draws every 16.7 ms, and that is in all of this.
"""

from __future__ import annotations

import json
import threading
import time
from typing import Final

from ringout_host.browsers.drive import KINDS, Browser, Kind, Page, find_browser
from ringout_host.calls import pace
from ringout_host.demo.stage import Stage
from ringout_host.protocol import Phase
from ringout_host.simulator.ask import Exchange

from ..browser.driver.site import Site
from . import stages
from .table import Goal, Row, number, span
from .timing import median, percentile

_SPEED: Final = 20.0
_CARD: Final = "ringout-card"
_ARMED: Final = "root => Boolean(root.querySelector('[data-arm=armed]'))"
_PHASE: Final = "(root, wanted) => root.querySelector('[data-phase]')?.dataset.phase === wanted"
_STORY: Final[tuple[tuple[Phase, Phase, tuple[str, str, str]], ...]] = (
    ("ringing-you", "ringing-them", ("InProgress", "Success", "InProgress")),
    ("ringing-them", "connected", ("Success", "Success", "Success")),
    ("connected", "ended", ("Success", "Finished", "Finished")),
)
"""From one phase to the next, by these words."""

_DRAWN: Final = """(root, wanted) => new Promise(done => {
  const look = () => {
    if (root.querySelector('[data-phase]')?.dataset.phase !== wanted) return;
    watcher.disconnect();
    requestAnimationFrame(() => {  // and the task behind it comes when the frame is painted
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => done(performance.timeOrigin + performance.now());
      port2.postMessage(0);
    });
  };
  const watcher = new MutationObserver(look);
  watcher.observe(root, { subtree: true, childList: true, attributes: true });
  look();
})"""
"""When the card that says so was painted, in ms since 1970."""


class Answers:
    """When the simulator first answered with some words."""

    def __init__(self) -> None:
        self.words: tuple[str, str, str] | None = None
        self.at = 0.0

    def observe(self, exchange: Exchange) -> None:
        """Called in the simulator's thread, just before the answer leaves."""
        if self.words is None or exchange.status != 200 or exchange.ask.method != "GET":
            return
        status = json.loads(exchange.body or b"{}").get("status") or {}
        if tuple(status.get(name) for name in ("callStatus", "callerStatus", "calleeStatus")) == self.words:
            self.at, self.words = time.time(), None


class Changing:
    """A status that changes in a moment, when the page is already watched."""

    def __init__(self, made: Stage, id_: str, words: tuple[str, str, str], later: float) -> None:
        self._at = 0.0

        def change() -> None:
            self._at = time.time()
            made.simulator.show(id_, *words)

        self._timer = threading.Timer(0.1 + later, change)
        self._timer.start()

    def at(self) -> float:
        """When it changed, in seconds since 1970."""
        self._timer.join()
        return self._at


def run(quick: bool) -> list[Row]:
    """The table's lines."""
    rows = []
    calls = 7 if quick else 14
    with stages.stage(speed=_SPEED) as made, Site() as site:
        numbers = stages.numbers()
        answers = Answers()
        made.simulator.world.observe = answers.observe
        for kind in KINDS:
            if find_browser(kind) is None:
                rows.append(Row(f"{kind} is not installed here", "–"))
                continue
            with made.browser(kind) as browser:
                texts = [next(numbers) for _ in range(calls)]
                rows += _in_browser(made, site, kind, browser, answers, texts)
    return rows


def _in_browser(
    made: Stage, site: Site, kind: Kind, browser: Browser, answers: Answers, numbers: list[str]
) -> list[Row]:
    whole, late, ours = [], [], []
    page = browser.open()
    for place, text in enumerate(numbers):
        id_ = _ringing(made, site, page, text)
        for before, after, words in _STORY:
            interval = pace.interval(before, 1, allowed=1000, speed=_SPEED)
            answers.words = words
            changing = Changing(made, id_, words, interval * place / len(numbers))
            drawn = page.shadow(_CARD, _DRAWN, after) / 1e3
            changed = changing.at()
            whole.append(drawn - changed)
            late.append(drawn - changed - interval)
            ours.append(drawn - answers.at)
    one, most = median(ours), percentile(late, 95)
    return [
        Row(f"status changed → drawn on the card, {kind}", span(median(whole)), keep=True),
        Row(f"the same beyond one interval of asking: p95, {kind}", f"{number(most * 1e3)} ms", None, "",
            Goal(most * 1e3, 20, "ms")),
        Row(f"the answer that tells it → drawn on the card, {kind}", span(one), keep=True),
    ]  # fmt: skip


def _ringing(made: Stage, site: Site, page: Page, text: str) -> str:
    """A call from the card that rings and goes on ringing; its id at the simulator."""
    made.simulator.choose(text, "held")
    head = "<!doctype html><meta charset=utf-8><body style='margin:120px'>"
    page.goto(site.add("/call", f"{head}Call {text}, please"))
    page.front()
    page.wait_for("CSS.highlights.get('ringout-number')?.size > 0", timeout=30)
    page.click_on(page.text_rect(text))
    page.wait_for_shadow(_CARD, _ARMED, timeout=20)
    page.click_on(page.shadow_rect(_CARD, "[data-arm]"))
    page.wait_for_shadow(_CARD, _PHASE, "ringing-you", timeout=20)
    return next(call.id for call in made.simulator.dialled if call.to == text)
