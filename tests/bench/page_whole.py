"""The whole extension at work on large and busy pages, against the same pages in a browser without it.

Chromium tells of its long tasks itself; in Firefox a page that wants its turn every 10 ms sees how late
that comes.
"""

from __future__ import annotations

import tempfile
import time
from pathlib import Path
from typing import Final

from ringout_host.browsers.drive import Kind, Page, launch
from ringout_host.demo.stage import Stage

from ..browser.driver.site import Site
from ..browser.marks import wait_for_content
from . import texts
from .table import Goal, Row, number, span
from .timing import median

_NODES: Final = 100_000
_PATIENCE: Final = 120.0
"""Seconds in which a large page has to be read, however busy the machine."""
_QUIET: Final = "new Promise(done => setTimeout(() => done(thisPage.scanner.settled), 150))"
"""With time for the page's changes to be noticed."""

_WATCH: Final[dict[Kind, str]] = {
    "chromium": """() => { window.long = []; new PerformanceObserver(list => {
  for (const entry of list.getEntries()) long.push([entry.startTime, entry.duration]); }
  ).observe({type: 'longtask'}); }""",
    "firefox": """() => { window.long = []; let due = performance.now() + 10;
  const beat = () => { const now = performance.now(); if (now - due >= 50) long.push([due, now - due]);
    due = now + 10; setTimeout(beat, 10); };
  setTimeout(beat, 10); }""",
}
_GROW: Final = """async () => { const box = document.createElement('div');
  for (let i = 0; i < %d; i++) { const p = document.createElement('p');
    p.append(i %% 20 ? `Some words about nothing, part ${i}` : 'Call (201) 555-0123 now'); box.append(p); }
  document.body.append(box); box.getBoundingClientRect();
  await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))));
  window.grown = performance.now(); }"""
_LOG: Final = """async address => { const text = await (await fetch(address)).text();
  const pre = document.createElement('pre');
  pre.textContent = text; document.body.append(pre); pre.getBoundingClientRect();
  await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done))));
  window.grown = performance.now(); }"""
_SPIN: Final = """async ms => { const port = new MessageChannel();
  const turn = () => new Promise(done => { port.port1.onmessage = done; port.port2.postMessage(0); });
  for (const begun = performance.now(); performance.now() - begun < ms; await turn()) {
    const task = performance.now(); while (performance.now() - task < 5); } }"""
"""Tasks of 5 ms each. Longer ones were held up by whoever else is at work on the machine."""
_LONGEST: Final = "Math.max(0, ...long.filter(([at]) => at >= grown).map(([, ms]) => ms))"
_INSERT: Final = """async watched => { const box = document.createElement('div'); document.body.append(box);
  if (watched)
    new MutationObserver(() => {}).observe(document, {subtree: true, childList: true, characterData: true});
  const port = new MessageChannel();
  const turn = () => new Promise(done => { port.port1.onmessage = done; port.port2.postMessage(0); });
  const begun = performance.now();
  for (let batch = 0; batch < 100; batch++) {
    for (let i = 0; i < 100; i++) {
      const p = document.createElement('p'); p.append(`Row ${batch} (201) 555-0123`); box.append(p); }
    await turn(); }
  const took = performance.now() - begun; box.remove(); return took; }"""
_FIRST: Final = """<h1>Contact</h1><p>Call (201) 555-0123</p><script>
  const look = () => { if (CSS.highlights.get('ringout-number')?.size) window.seen = performance.now();
    else requestAnimationFrame(look); }; requestAnimationFrame(look);</script>"""
_SEEN: Final = "window.seen ? seen - performance.getEntriesByName('first-contentful-paint')[0].startTime : 0"


def whole(made: Stage, site: Site, kind: Kind, quick: bool) -> list[Row]:
    """The table's lines."""
    where = "" if kind == "chromium" else f", {kind}"
    rounds = 2 if quick else 5
    empty = site.add("/empty", "<!doctype html><html lang=en-US><meta charset=utf-8><title>Empty</title><body>")
    log = site.add("/log", texts.text("logs", 5 * texts.MEGABYTE).encode(), headers={"Content-Type": "text/plain"})
    first = site.add("/first", _FIRST)
    with (
        made.browser(kind) as with_it,
        tempfile.TemporaryDirectory() as folder,
        launch(kind, profile=Path(folder)) as without,
    ):
        ours, bare = with_it.open(first), without.open(empty)
        ours.front()
        ours.wait_for("window.seen", timeout=30)  # worker and host are running from here on
        painted = []
        for _ in range(4 * rounds):
            ours.goto(first)
            painted.append(ours.wait_for(_SEEN, timeout=30) / 1e3)
        rows = [Row(f"from first paint to the first mark, host warm{where}", span(median(painted)), None, "",
                    Goal(median(painted) * 1e3, 100, "ms"))]  # fmt: skip
        reading: dict[str, float] = {}
        for what, grow, address in (
            (f"a page of {_NODES // 10:,} elements", _GROW % (_NODES // 10), None),
            (f"a page of {_NODES:,} elements", _GROW % _NODES, None),
            ("a 5 MB log", _LOG, log),
        ):
            taken: dict[str, list[float]] = {"ours": [], "bare": [], "seconds": []}
            for _ in range(rounds):
                longest, seconds = _longest(ours, kind, empty, grow, address)
                taken["ours"].append(longest)
                taken["seconds"].append(seconds)
                taken["bare"].append(_longest(bare, kind, empty, grow, address, spin=min(seconds, 5.0))[0])
            # The least: whoever else is at work on the machine only adds.
            longest, theirs = min(taken["ours"]), min(taken["bare"])
            reading[what] = median(taken["seconds"])
            against = f"tasks of 5 ms without the extension: {number(theirs)} ms" if theirs else "none without it"
            said = f"{number(longest)} ms" if longest else "none over 50 ms"
            rows.append(
                Row(f"longest task on {what}{where}", said, None, against, Goal(longest, max(50.0, theirs), "ms"))
            )
        tenth, large, log_read = reading.values()
        rows += [
            Row(f"reading a page of {_NODES:,} elements to its end{where}", span(large), large / tenth,
                "of a tenth", Goal(large / tenth, 11)),
            Row(f"reading a 5 MB log to its end{where}", span(log_read)),
        ]  # fmt: skip
        inserted: dict[str, list[float]] = {"ours": [], "bare": []}
        for turn in range(-1, 2 * rounds):
            for name, page in (("ours", ours), ("bare", bare)):
                page.goto(empty)
                page.front()
                took = page.call(_INSERT, name == "bare") / 1e3
                if turn >= 0:
                    inserted[name].append(took)
        mine, theirs = median(inserted["ours"]), median(inserted["bare"])
        rows.append(Row(f"10,000 paragraphs with numbers inserted{where}", span(mine), mine / theirs,
                        "an observer that does nothing", Goal(mine / theirs, 2.5)))  # fmt: skip
        return rows


def _longest(
    page: Page, kind: Kind, empty: str, grow: str, address: str | None, *, spin: float | None = None
) -> tuple[float, float]:
    """ms of the longest task after the page's own, 0 when none took 50 ms; seconds until all was read."""
    page.goto(empty)
    page.front()
    page.call(_WATCH[kind])
    page.call(grow, *([address] if address else []))
    begun = time.perf_counter()
    if spin is None:
        wait_for_content(page, _QUIET, timeout=_PATIENCE)
    else:
        page.call(_SPIN, spin * 1e3)
    took = time.perf_counter() - begun
    page.eval("new Promise(done => setTimeout(done, 300))")
    return float(page.eval(_LONGEST)), took
