"""How far detectors agree with libphonenumber's matcher on the cases of its own tests.

All of them are asked, and what detection leaves out on purpose is printed with the reason.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Final

from ringout_host.browsers.drive import Page
from ringout_host.numbers import match
from ringout_host.protocol import Span

from . import deviations
from .reference import cases
from .table import Goal, Row

OURS: Final = "RingOut"


def rows(page: Page, others: Mapping[str, str]) -> list[Row]:
    """The table's lines. `others` are functions of a text and a region in `page`, by the detector's name.

    Raises:
        subprocess.SubprocessError: the cases cannot be had.
    """
    recorded = cases()
    asked = [[case.text, case.region] for case in recorded]
    same = {
        name: sum(got == list(case.expected) for got, case in zip(page.call(js, asked), recorded, strict=True))
        for name, js in others.items()
    }
    same[OURS] = strange = 0
    left_out: Counter[str | None] = Counter()
    for case in recorded:
        ours = [one.number.e164 for one in match([Span.model_construct(id=1, text=case.text)], case.region)]
        strange += bool(set(ours) - set(case.expected))
        if ours == list(case.expected):
            same[OURS] += 1
        else:
            left_out[deviations.reason(case, ours)] += 1
    count = len(recorded)
    best = 100 * max(same[name] for name in others) / count
    what = f"of {count:,} cases of libphonenumber's tests, like the reference"
    return [
        Row(f"{OURS} {what}", f"{100 * same[OURS] / count:.1f} %", None, "the best of the others",
            Goal(100 * same[OURS] / count, best, "%", least=True), keep=True),
        *(Row(f"{name} {what}", f"{100 * same[name] / count:.1f} %") for name in others),
        *(Row(f"{OURS}: left out on purpose: {why}", f"{left_out[why]}", None, "", keep=True)
          for why in deviations.REASONS),
        Row(f"{OURS}: left out for no reason", f"{left_out[None]}", None, "",
            Goal(left_out[None], 0, ""), keep=True),
        Row(f"{OURS}: numbers in them that the reference does not see", f"{strange}", None, "",
            Goal(strange, 0, ""), keep=True),
    ]  # fmt: skip
