"""The colours of the token sheet, light and dark: all text can be read (WCAG 2.2: 1.4.3, 1.4.11)."""

from __future__ import annotations

import re

import pytest

from ringout_host.paths import data

SHEET = (data("extension") / "lib/tokens.css").read_text("utf-8")

TEXT = 4.5
EDGE = 3.0

PAIRS = [
    *((ink, on, TEXT) for ink in ("text", "text-quiet") for on in ("surface", "surface-sunken", "surface-hover")),
    ("on-call", "call", TEXT), ("on-call", "call-hover", TEXT), ("on-call", "call-press", TEXT),
    ("accent", "surface", TEXT), ("accent", "accent-soft", TEXT),
    *((tone, surface, TEXT) for tone in ("good", "warn", "danger") for surface in ("surface", f"{tone}-soft")),
    *(("text", f"{tone}-soft", TEXT) for tone in ("accent", "good", "warn", "danger", "simulator")),
    ("simulator", "simulator-soft", TEXT), ("call", "surface", EDGE), ("line-strong", "surface", EDGE),
    ("mark", "surface", EDGE),
]  # fmt: skip


HEX = r"(#[0-9a-f]{6})"
COLOURS = re.findall(rf"--([a-z0-9-]+): light-dark\({HEX}, {HEX}\);", SHEET)
LIGHT = {name: light for name, light, _ in COLOURS}
DARK = {name: dark for name, _, dark in COLOURS}


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_every_colour_is_said_for_light_and_for_dark() -> None:
    everyday = SHEET[: SHEET.index("@media")]
    assert not re.search(rf": {HEX}", everyday)
    assert {name for pair in PAIRS for name in pair[:2]} <= set(LIGHT)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("front", "back", "least"), PAIRS)
def test_it_can_be_read(theme: str, front: str, back: str, least: float) -> None:
    colours = LIGHT if theme == "light" else DARK
    assert contrast(colours[front], colours[back]) >= least
