"""What a key is called in each protocol, and how a chord such as `Control+Shift+A` is taken apart. Data only."""

from __future__ import annotations

from typing import Final, NamedTuple

MODIFIERS: Final[dict[str, int]] = {"Alt": 1, "Control": 2, "Meta": 4, "Shift": 8}
"""Modifier names and their bits in Chromium's DevTools protocol."""


class Key(NamedTuple):
    """One key.

    Fields: the DOM `key`, the DOM `code`, the Windows virtual key code, the character WebDriver uses for it
    (https://www.w3.org/TR/webdriver2/#keyboard-actions), and the text it types, if any.
    """

    key: str
    code: str
    virtual: int
    webdriver: str
    text: str = ""


_NAMED: Final = {
    key.key: key
    for key in (
        Key("Enter", "Enter", 13, "\ue007", "\r"),
        Key("Tab", "Tab", 9, "\ue004"),
        Key("Escape", "Escape", 27, "\ue00c"),
        Key("Backspace", "Backspace", 8, "\ue003"),
        Key("Delete", "Delete", 46, "\ue017"),
        Key("Insert", "Insert", 45, "\ue016"),
        Key("ArrowLeft", "ArrowLeft", 37, "\ue012"),
        Key("ArrowUp", "ArrowUp", 38, "\ue013"),
        Key("ArrowRight", "ArrowRight", 39, "\ue014"),
        Key("ArrowDown", "ArrowDown", 40, "\ue015"),
        Key("Home", "Home", 36, "\ue011"),
        Key("End", "End", 35, "\ue010"),
        Key("PageUp", "PageUp", 33, "\ue00e"),
        Key("PageDown", "PageDown", 34, "\ue00f"),
        Key("Alt", "AltLeft", 18, "\ue00a"),
        Key("Control", "ControlLeft", 17, "\ue009"),
        Key("Meta", "MetaLeft", 91, "\ue03d"),
        Key("Shift", "ShiftLeft", 16, "\ue008"),
        Key("ContextMenu", "ContextMenu", 93, "\ue05d"),
        *(Key(f"F{n}", f"F{n}", 111 + n, chr(0xE030 + n)) for n in range(1, 13)),
    )
}

_PUNCTUATION: Final[dict[str, tuple[str, int]]] = {
    " ": ("Space", 32),
    "-": ("Minus", 189),
    "=": ("Equal", 187),
    ",": ("Comma", 188),
    ".": ("Period", 190),
    "/": ("Slash", 191),
    ";": ("Semicolon", 186),
}


def key(name: str) -> Key:
    """The key of this name: a DOM key name such as `Enter`, `Space`, or the one character that it types.

    Raises:
        ValueError: there is no such key.
    """
    name = " " if name == "Space" else name
    if name in _NAMED:
        return _NAMED[name]
    if len(name) != 1:
        raise ValueError(f"no key is called {name!r}")
    if name.isascii() and name.isalpha():
        return Key(name, f"Key{name.upper()}", ord(name.upper()), name, name)
    if name.isascii() and name.isdigit():
        return Key(name, f"Digit{name}", ord(name), name, name)
    code, virtual = _PUNCTUATION.get(name, ("", 0))
    return Key(name, code, virtual, name, name)


def chord(keys: str) -> tuple[list[Key], Key]:
    """`Control+Shift+A` as its modifiers in order and its last key; `+` by itself is the plus key.

    Raises:
        ValueError: a part is not a key, or one before the last is not a modifier.
    """
    head, _, last = keys.rpartition("+") if keys != "+" else ("", "", "+")
    if keys.endswith("++"):
        head, last = keys[:-2], "+"
    names = head.split("+") if head else []
    for name in names:
        if name not in MODIFIERS:
            raise ValueError(f"{name!r} in {keys!r} is not a modifier")
    return [key(name) for name in names], key(last)
