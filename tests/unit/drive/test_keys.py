"""Key names and chords."""

from __future__ import annotations

import pytest

from ringout_host.browsers.drive.keys import chord, key


@pytest.mark.parametrize(
    ("name", "code", "virtual", "text"),
    [
        ("a", "KeyA", 65, "a"),
        ("A", "KeyA", 65, "A"),
        ("7", "Digit7", 55, "7"),
        ("Space", "Space", 32, " "),
        ("+", "", 0, "+"),
        ("é", "", 0, "é"),
        ("Enter", "Enter", 13, "\r"),
        ("F12", "F12", 123, ""),
    ],
)
def test_a_key_knows_its_place_and_what_it_types(name: str, code: str, virtual: int, text: str) -> None:
    found = key(name)
    assert (found.code, found.virtual, found.text) == (code, virtual, text)


@pytest.mark.parametrize(
    ("keys", "modifiers", "last"),
    [
        ("a", [], "a"),
        ("+", [], "+"),
        ("Control++", ["Control"], "+"),
        ("Control+Shift+A", ["Control", "Shift"], "A"),
        ("Shift+Tab", ["Shift"], "Tab"),
        ("Shift", [], "Shift"),
    ],
)
def test_a_chord_is_modifiers_and_a_last_key(keys: str, modifiers: list[str], last: str) -> None:
    held, pressed = chord(keys)
    assert ([each.key for each in held], pressed.key) == (modifiers, last)


@pytest.mark.parametrize("keys", ["", "Hyper", "a+b", "Enter+Control", "Control+Nothing"])
def test_what_is_no_chord_is_refused(keys: str) -> None:
    with pytest.raises(ValueError, match=r"no key|not a modifier"):
        chord(keys)
