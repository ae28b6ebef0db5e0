"""Numbers found, missed and mistaken: the whole extension and host in Chromium, against libphonenumber-js and the
official click-to-dial library, on labelled pages and on the cases of libphonenumber's own tests.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass, field
from typing import Final

import phonenumbers

from ringout_host.browsers.drive import Page

from ..browser.driver.site import Site
from ..browser.marks import settle
from . import agreement, peers, stages
from .corpus import Labelled, pages, whole_pages
from .page import bare_browser
from .table import Goal, Row

_WHOLE: Final = {"whole pages": "wild", "desk pages": "desk", "town pages": "town", "later pages": "later"}
"""What the sets of whole pages are called, and their folders."""
_MARKS: Final = "[...thisPage.marks].map(mark => [mark.text, mark.number.e164])"
_OURS: Final = "RingOut"
_OTHERS: Final = {
    "libphonenumber-js min": "peers.library('lpnMin', document.body.innerText, {region})",
    "libphonenumber-js max": "peers.library('lpnMax', document.body.innerText, {region})",
    "official click-to-dial": "peers.official({region})",
}

_MATCHERS: Final = {
    f"libphonenumber-js {name}": f"asked => peers.numbers('{keep}', asked)"
    for name, keep in (("min", "lpnMin"), ("max", "lpnMax"))
}

Finds = list[tuple[str, str]]
"""As written, and what would be dialled."""


@dataclass
class Score:
    """One detector's."""

    expected: int = 0
    right: int = 0
    found: int = 0
    wrong: int = 0
    """Would dial another number than the one that is written there."""
    mistakes: list[str] = field(default_factory=list)

    def add(self, page: Labelled, finds: Finds) -> None:
        """Count what was found on a page."""
        wanted = Counter(e164 for _, e164 in page.numbers)
        got = Counter(_e164(number, page.region) for _, number in finds)
        self.expected += wanted.total()
        self.found += got.total()
        self.right += (wanted & got).total()
        for missed in (wanted - got).elements():
            self.mistakes.append(f"{page.name}: missed {missed}")
        for written, number in finds:
            dialled = _e164(number, page.region)
            if dialled in wanted:
                continue
            meant = page.written_of(written)
            self.wrong += meant is not None
            self.mistakes.append(f"{page.name}: took {written!r} for {dialled}")

    @property
    def recall(self) -> float:
        """% of the numbers that were found."""
        return 100 * self.right / self.expected if self.expected else 100.0

    @property
    def precision(self) -> float:
        """% of the finds that are numbers."""
        return 100 * self.right / self.found if self.found else 100.0


def run(quick: bool) -> list[Row]:
    """The table's lines."""
    sets = {"pieces of pages": pages()} | {title: whole_pages(folder) for title, folder in _WHOLE.items()}
    scores = {(kind, name): Score() for kind in sets for name in (_OURS, *_OTHERS)}
    served = [
        (kind, one, f"/{number}/{place}")
        for number, (kind, labelled) in enumerate(sets.items())
        for place, one in enumerate(labelled)
    ]
    with Site() as site:
        with stages.stage() as made, made.browser("chromium") as browser:
            page = browser.open()
            for kind, one, path in served:
                page.goto(site.add(path, one.document))
                settle(page)
                scores[kind, _OURS].add(one, [tuple(find) for find in page.content_eval(_MARKS)])
        with bare_browser() as page:
            for kind, one, path in served:
                page.goto(site.url(path))
                _load(page)
                for name in _OTHERS:
                    scores[kind, name].add(one, _asked(page, name, one.region))
            rows = []
            for kind, labelled in sets.items():
                countries = len({one.region for one in labelled})
                rows += _rows(
                    {name: scores[kind, name] for name in (_OURS, *_OTHERS)}, kind, len(labelled), countries
                )
            try:
                rows += agreement.rows(page, _MATCHERS)
            except subprocess.SubprocessError as error:
                rows.append(Row(f"libphonenumber's own cases could not be fetched: {type(error).__name__}", "–"))
    if os.environ.get("BENCH_MISTAKES"):
        for (kind, name), score in scores.items():
            print(f"{name}, {kind}", *score.mistakes, sep="\n  ", file=sys.stderr)
    return rows


def _load(page: Page) -> None:
    for name, keep in (("min", "lpnMin"), ("max", "lpnMax")):
        page.eval(f"{peers.script(name)}\n;window.{keep} = libphonenumber; 0")
    page.eval(f"{peers.script('official')}\n;0")
    page.eval(f"{(peers.HERE / 'accuracy.js').read_text('utf-8')}\n;0")


def _asked(page: Page, name: str, region: str | None) -> Finds:
    js = _OTHERS[name].replace("{region}", "null" if region is None else repr(region))
    return [(str(written), str(number)) for written, number in page.eval(js)]


def _rows(scores: dict[str, Score], kind: str, count: int, countries: int) -> list[Row]:
    rows = []
    for name, score in scores.items():
        ours = name == _OURS
        others = [scores[other] for other in scores if other != _OURS]
        recall, precision = max(other.recall for other in others), max(other.precision for other in others)
        against = "the best of the others" if ours else ""
        fewest = f"{against}, {min(other.wrong for other in others)}" if ours else ""
        what = f"{name}, {count} {kind} of {countries} countries, {score.expected} numbers"
        rows += [
            Row(f"{what}: recall", f"{score.recall:.1f} %", None, against,
                Goal(score.recall, recall, "%", least=True) if ours else None),
            Row(f"{name}, {kind}: precision", f"{score.precision:.1f} %", None, against,
                Goal(score.precision, precision, "%", least=True) if ours else None),
            Row(f"{name}, {kind}: another number dialled than written", f"{score.wrong}", None, fewest,
                Goal(score.wrong, 0, "") if ours else None),
        ]  # fmt: skip
    return rows


def _e164(number: str, region: str) -> str:
    """What would be dialled, whatever form the detector gives it in."""
    try:
        parsed = phonenumbers.parse(number, region)
    except phonenumbers.NumberParseException:
        return number
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)
