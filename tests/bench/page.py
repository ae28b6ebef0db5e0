"""What looking for numbers costs a page: against one pass over the characters, against libphonenumber-js, and for
the whole extension against the same page in a browser without it.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from ringout_host.browsers.drive import KINDS, Kind, Page, find_browser, launch
from ringout_host.paths import data

from ..browser.driver.site import Site
from . import peers, stages, texts
from .page_whole import whole
from .table import Goal, Row, span
from .timing import median

GOALS: Final = {
    "prose with numbers": 1.0,
    "typeset prose with numbers": 1.0,
    "prose without digits": 0.3,
    "logs": 1.7,
    "floats": 1.7,
    "spaced integers": 1.7,
    "JSON ids": 1.7,
}
"""Our pass over a text, as a multiple of one pass over its characters. They were set where that
took 5 ns each and a regular expression for such places 0.8 to 1.6 of it. Optimised, it takes 1 ns; so that
expression, which judges nothing, is measured too."""

ISOLATED: Final = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
}
"""For a page whose clock ticks every 5 µs instead of every 100."""

_PEER_SHARE: Final = {"prose without digits": 1.0, "prose with numbers": 0.1, "typeset prose with numbers": 0.1}
_TICKS: Final = 0.2e-3
"""Seconds that the page's clock can divide by four."""
_SMALL_SHARE: Final = 0.02
_MARKS: Final = 5000


def run(quick: bool) -> list[Row]:
    """The table's lines."""
    rows = []
    with Site() as site, stages.stage() as made:
        site.add("/peer.js", peers.script("min"), headers={"Content-Type": "text/javascript"})
        bench = site.add("/bench", "<h1>Bench</h1>", headers=ISOLATED)
        for kind in KINDS:
            if find_browser(kind) is None:
                rows.append(Row(f"{kind} is not installed here", "–"))
                continue
            with bare_browser(kind) as page:
                page.goto(bench)
                page.eval(_sources())
                page.eval(peers.script("min"))
                rows += _texts(page, site, kind, 3 if quick else 15)
                if kind == "chromium":
                    rows += _marks(page, 3 if quick else 11)
            rows += whole(made, site, kind, quick)
    return rows


@contextmanager
def bare_browser(kind: Kind = "chromium") -> Iterator[Page]:
    """A tab of a browser without our extension."""
    with tempfile.TemporaryDirectory() as folder, launch(kind, profile=Path(folder)) as browser:
        yield browser.open()


def _sources() -> str:
    """Our content scripts up to the hit test, in the manifest's order, as one script, and what is timed."""
    manifest = json.loads((data("extension") / "manifest.json").read_text("utf-8"))
    names = manifest["content_scripts"][0]["js"]
    ours = names[names.index("content/characters.js") : names.index("content/cursor.js")]
    scripts = [(data("extension") / name).read_text("utf-8") for name in ours]
    timed = (peers.HERE / "page_costs.js").read_text("utf-8")
    return "\n".join(["(() => { const chrome = {};", *scripts, timed, "})()"])


def _texts(page: Page, site: Site, browser: Kind, rounds: int) -> list[Row]:
    rows = []
    for kind, goal in GOALS.items():
        address = site.add(
            f"/{kind.replace(' ', '-')}",
            texts.text(kind).encode(),
            headers={"Content-Type": "text/plain; charset=utf-8"},
        )
        page.eval(f"bench.load({kind!r}, {address!r})")
        taken: dict[str, list[float]] = {"floor": [], "native": [], "ours": [], "four": [], "peer": []}
        for turn in range(-2, rounds):
            share = _PEER_SHARE.get(kind, _SMALL_SHARE)
            for name, js in {
                "floor": f"bench.floor({kind!r})",
                "native": f"bench.native({kind!r})",
                "ours": f"bench.ours({kind!r})",
                "four": f"bench.ours({kind!r}, 4)",
                "peer": f"bench.peer({kind!r}, {share})" if turn % 3 == 0 and browser == "chromium" else "",
            }.items():
                if js and (took := page.eval(js)) and turn >= 0:
                    taken[name].append(took / 1e3)
        ours, floor, native, peer, four = (
            median(taken[name]) for name in ("ours", "floor", "native", "peer", "four")
        )
        per = f"{span(ours)} per MB"
        # The goals were set in Chromium's engine.
        if browser != "chromium":
            rows.append(
                Row(f"reading {kind}, {browser}", per, ours / floor, "one pass over the characters", keep=True)
            )
            continue
        rows.append(
            Row(f"reading {kind}", per, ours / floor, "one pass over the characters", Goal(ours / floor, goal))
        )
        rows.append(
            Row(
                f"the engine's own search on {kind}",
                f"{span(native)} per MB",
                native / floor,
                "one pass over the characters",
                keep=ours > goal * floor,  # what can be had at all, beside what was not reached
            )
        )
        wanted = Goal(peer / ours, 200, least=True) if kind in ("logs", "floats") else None
        rows.append(
            Row(f"libphonenumber-js on {kind}", f"{span(peer)} per MB", peer / ours, "ours", wanted, keep=True)
        )
        linear = Goal(four / ours, 4.6) if ours > _TICKS else None
        rows.append(Row(f"4 MB of {kind}", span(four), four / ours, "1 MB", linear))
    return rows


def _marks(page: Page, rounds: int) -> list[Row]:
    few = _MARKS // 10
    taken: dict[str, list[Any]] = {}
    for turn in range(-1, rounds):
        for name, js in {
            "few": f"bench.marks({few}, true)",
            "many": f"bench.marks({_MARKS}, true)",
            "none": f"bench.marks({_MARKS}, false)",
            "hit few": f"bench.hit({few})",
            "hit many": f"bench.hit({_MARKS})",
        }.items():
            took = page.eval(js)
            if turn >= 0:
                taken.setdefault(name, []).append(took)
    small, large = (median([mark for mark, _ in taken[name]]) / 1e3 for name in ("few", "many"))
    removed, plain = (median([remove for _, remove in taken[name]]) / 1e3 for name in ("many", "none"))
    near, far = (median(taken[name]) / 1e3 for name in ("hit few", "hit many"))
    return [
        Row(f"marking {_MARKS:,} numbers", span(large), large / small, f"{few}", Goal(large * 1e3, 10, "ms")),
        Row(f"removing {_MARKS:,} marked paragraphs", span(removed), removed / plain, "not marked",
            Goal(removed / plain, 1.3)),
        Row(f"finding the mark under the pointer among {_MARKS:,}", span(far), far / near, f"among {few}",
            Goal(far / near, 2)),
    ]  # fmt: skip
