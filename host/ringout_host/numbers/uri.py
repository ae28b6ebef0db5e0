"""Links that ask for a call: `tel:` (RFC 3966), `callto:`, `rcmobile://call?number=`, `rcapp://r/call?number=`.

Takes a link apart into what is written for the number; whether that is one is for the reader to say.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple
from urllib.parse import unquote_to_bytes

from ..errors import NumberError

_SCHEME: Final = re.compile(r"\s*(tel|callto|rcmobile|rcapp):(?://)?", re.IGNORECASE)
_PATHS: Final = {"rcmobile": ("call",), "rcapp": ("r/call",)}
_ESCAPE: Final = re.compile(r"%(?![0-9A-Fa-f]{2})")
_CONTEXT: Final = re.compile(r"\+[\d\-.()]{1,20}")
_EXTENSION: Final = re.compile(r"[\d\-.() ]{1,40}")


class Link(NamedTuple):
    """What a link says."""

    number: str
    """As written, after the prefix of a phone-context."""
    extension: str | None


def split(text: str) -> Link | None:
    """The parts of a link of the four schemes; `None` if `text` is not one. `text` must be short already.

    Raises:
        NumberError: `not-a-number` (broken escapes, no number, another action), `invalid-number` (the number holds
            only inside a private network: a domain as context, RFC 3966 section 5.1.5), `feature-code`
            (digits to be dialled after the call is answered).
    """
    found = _SCHEME.match(text)
    if not found:
        return None
    scheme, rest = found[1].lower(), text[found.end() :].strip()
    number, parameters = _query(scheme, rest) if scheme in _PATHS else _subscriber(rest)
    if "postd" in parameters or number.lower().startswith("postd="):
        raise NumberError("feature-code")
    extension = _extension(parameters.get("ext"))
    context = parameters.get("phone-context")
    if context is not None and not number.lstrip(" (").startswith("+"):
        number = _prefix(context) + number
    return Link(number, extension)


def _subscriber(rest: str) -> tuple[str, dict[str, str]]:
    """`number;name=value;…`; a query, which only malformed links have, is read as more parameters."""
    first, *others = re.split(r"[;?&]", rest)
    parameters: dict[str, str] = {}
    for other in others:
        name, equals, value = other.partition("=")
        key = _decoded(name).strip().lower()
        if not equals and re.fullmatch(r"[\d\s,*#pwPW]+", key):
            raise NumberError("feature-code")  # `;` used as a telephone does: wait, then dial on
        if key in parameters:
            raise NumberError("not-a-number", f"This link gives “{key}” twice.")
        parameters[key] = _decoded(value).strip()
    return _decoded(first), parameters


def _query(scheme: str, rest: str) -> tuple[str, dict[str, str]]:
    """`call?number=…&ext=…`: the number may be percent-encoded; a plus sign means a plus sign."""
    path, _, query = rest.partition("?")
    if path.strip("/").lower() not in _PATHS[scheme]:
        raise NumberError("not-a-number", "This link is not for a telephone call.")
    parameters = {}
    for pair in query.partition("#")[0].split("&"):
        name, _, value = pair.partition("=")
        if name.lower() in parameters:
            raise NumberError("not-a-number", f"This link gives “{name.lower()}” twice.")
        parameters[name.lower()] = value
    written, more = _subscriber(parameters.pop("number", ""))
    return written, {name: _decoded(value) for name, value in parameters.items()} | more


def _decoded(text: str) -> str:
    if _ESCAPE.search(text):
        raise NumberError("not-a-number", "This link is broken: a % in it is not followed by two digits.")
    if "%" not in text:
        return text
    try:
        return unquote_to_bytes(text).decode()
    except UnicodeError:
        raise NumberError("not-a-number", "This link is broken: its characters cannot be read.") from None


def _prefix(context: str) -> str:
    if _CONTEXT.fullmatch(context):
        return context
    raise NumberError(
        "invalid-number",
        "This number works only inside a private network.",
        "Ask for the full number with its country code.",
    )


def _extension(value: str | None) -> str | None:
    if value is None:
        return None
    digits = "".join(c for c in value if "0" <= c <= "9")
    if not _EXTENSION.fullmatch(value) or not 1 <= len(digits) <= 20 or not value.isascii():
        raise NumberError("not-a-number", "The extension in this link is not made of digits.")
    return digits
