"""Extensions: `x45`, `ext. 45`, `;ext=45`, `#45`, and their names in other languages.

An extension is shown and never dialled. Only digits after a known name count; nothing is guessed.
"""

from __future__ import annotations

import re
from typing import Final

NAMES: Final = (
    "extension", "extensión", "extensao", "extensão", "extensions", "extn", "exten", "ext", "xt", "x",
    "durchwahl", "dw", "nebenstelle", "nst", "apparat", "app",
    "poste", "interno", "int", "anexo", "ramal", "interne", "toestel", "tst", "anknytning", "anknytn",
    "lokalnr", "wewn", "wew", "доб", "вн", "dahili",
)  # fmt: skip
"""Words before an extension; each may end with a full stop or a colon. ASCII names match in any case."""

_CJK: Final = ("内線", "內線", "内线", "分机", "分機", "转", "轉", "내선", "교환")

_NAME: Final = "|".join(re.escape(n) for n in sorted((*NAMES, *_CJK), key=len, reverse=True))

_EXTENSION: Final = re.compile(
    r"(?:"
    r"[ ]?;[ ]?ext[ ]?=[ ]?(?P<rfc>\d{1,20})"
    rf"|[ ,;\n]{{0,8}}[(\[]?(?:{_NAME})[.:]{{0,2}}[ ]{{0,8}}(?:no\.?[ ]?)?(?P<named>\d{{1,11}})[)\]]?"
    # A hash with a space before it is how Americans write an extension; anywhere else it is a key to be pressed.
    r"|[ ][#~][ ]?(?P<hash>\d{1,6})"
    r")(?![\d*#])",
    re.IGNORECASE,
)

_TIMES: Final = re.compile(r" +x +\d|x\d{1,2}\b| [#~]", re.IGNORECASE)
_FEWEST: Final = 2

_NONE: Final = re.compile(r"[\d .()\[\]/\n+-]*")
_END: Final = re.compile(r"[\s.,;:!?)\]]*$")


def split(plain: str) -> tuple[str, str | None]:
    """The number and the extension of a plain text that is nothing but a number; `None` if it has none."""
    if _NONE.fullmatch(plain):
        return plain, None
    for found in _EXTENSION.finditer(plain):
        before = plain[: found.start()]
        if _END.match(plain, found.end()) and sum(c.isdigit() for c in before) >= 3:
            return before, _digits(found)
    return plain, None


def after(plain: str, at: int) -> int | None:
    """Where an extension that begins exactly at `at` ends; `at` if there is none, `None` if it ends in a word."""
    found = _EXTENSION.match(plain, at)
    if not found:
        return at
    return None if plain[found.end() : found.end() + 1].isalpha() else found.end()


def speaks(after: str) -> bool:
    """Whether text behind digits is an extension that makes them a telephone number: not `x 20`, a quantity."""
    found = _EXTENSION.match(after)
    return found is not None and not _TIMES.match(after) and len(_digits(found)) >= _FEWEST


def _digits(found: re.Match[str]) -> str:
    return next(group for group in found.groups() if group)
