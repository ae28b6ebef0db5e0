"""JSON-RPC 2.0 as this host speaks it, without any input or output (jsonrpc.org/specification).

Requests have an id and get exactly one reply. Batches are not used. Errors carry our own stable word in `data`.
"""

from __future__ import annotations

import json
import re
from typing import Any, Final, NamedTuple

from ..errors import HostError, RequestError, RingOutError
from .framing import MAX_OUT

RequestId = str | int
"""What a request may be called; numbers with a fraction and null are refused."""

_NUMBERS: Final = {
    "bad-json": -32700,
    "bad-request": -32600,
    "unknown-method": -32601,
    "internal": -32603,
}
"""The specification's own codes, §5.1; everything else is a server error."""
_SERVER_ERROR: Final = -32000

MAX_IN_FLIGHT: Final = 64
"""Requests worked on at once; a browser that asks for more is told so."""

_MAX_ID: Final = 256
_LONE_SURROGATE: Final = re.compile("[\ud800-\udfff]")


class Request(NamedTuple):
    """A request; `id` is None for a notification, which is never answered."""

    id: RequestId | None
    method: str
    params: dict[str, Any]


class UnreadableError(Exception):
    """No request could be made of a body; `id` is known if the body got as far as naming one."""

    def __init__(self, error: RingOutError, request_id: RequestId | None = None) -> None:
        self.error: Final = error
        self.id: Final = request_id
        super().__init__(str(error))


def parse(body: bytes) -> Request:
    """The request in `body`.

    Raises:
        UnreadableError: it is not JSON, or not a request.
    """
    try:
        message = json.loads(body.decode(), object_pairs_hook=_no_duplicates, parse_constant=_no_constants)
    except (ValueError, RecursionError) as error:
        raise UnreadableError(RequestError("bad-json")) from error
    if not isinstance(message, dict):
        raise UnreadableError(_bad("a request is a JSON object"))
    request_id = message.get("id")
    if "id" in message and not _is_id(request_id):
        raise UnreadableError(_bad("its id must be text or a whole number"))
    if message.get("jsonrpc") != "2.0":
        raise UnreadableError(_bad("jsonrpc must be 2.0"), request_id)
    method, params = message.get("method"), message.get("params", {})
    if not isinstance(method, str):
        raise UnreadableError(_bad("it names no method"), request_id)
    if not isinstance(params, dict):
        raise UnreadableError(_bad("params must be an object"), request_id)
    unknown = message.keys() - {"jsonrpc", "id", "method", "params"}
    if unknown:
        raise UnreadableError(_bad(f"unknown key {min(unknown)[:40]}"), request_id)
    if b"\\u" in body:  # an escaped half of a surrogate pair cannot be encoded again
        try:
            params = _well_formed(params)
        except RecursionError as error:
            raise UnreadableError(_bad("its params are nested too deeply"), request_id) from error
    return Request(request_id, method, params)


def reply(request_id: RequestId | None, result: dict[str, Any]) -> bytes:
    """The body that answers a request; one that came out too large becomes an error of ours."""
    body = _dump({"jsonrpc": "2.0", "id": request_id, "result": result})
    if len(body) > MAX_OUT:
        return failure(
            request_id, RequestError("too-large", "The answer is too large to send.", "Ask for less at once.")
        )
    return body


def failure(request_id: RequestId | None, error: RingOutError) -> bytes:
    """The body that answers a request with an error word and its sentence."""
    data: dict[str, Any] = {"code": error.code, "message": error.message, "remedy": error.remedy}
    if error.retry_after is not None:
        data["retryAfter"] = round(error.retry_after, 3)
    number = _NUMBERS.get(error.code, _SERVER_ERROR)
    return _dump(
        {
            "jsonrpc": "2.0",
            "id": request_id,
            "error": {"code": number, "message": error.message, "data": data},
        }
    )


def notification(method: str, params: dict[str, Any]) -> bytes:
    """The body of a message that expects no answer."""
    return _dump({"jsonrpc": "2.0", "method": method, "params": params})


def defect() -> HostError:
    """What a person is told when a handler of ours broke; the particulars are in the log."""
    return HostError("internal")


def _dump(message: dict[str, Any]) -> bytes:
    return json.dumps(message, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def _bad(why: str) -> RequestError:
    return RequestError("bad-request", f"The browser sent a request that cannot be understood: {why}.")


def _is_id(value: object) -> bool:
    if isinstance(value, str):  # half of a surrogate pair could not be sent back as it came
        return len(value) <= _MAX_ID and not _LONE_SURROGATE.search(value)
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) < 2**53


def _no_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result = dict(pairs)
    if len(result) != len(pairs):
        raise ValueError("a key occurs twice")  # readers disagree about which one counts
    return result


def _no_constants(word: str) -> float:
    raise ValueError(f"{word} is not JSON")


def _well_formed(value: Any) -> Any:
    """The same data with U+FFFD for lone surrogates: as many UTF-16 units, so that spans stay true."""
    if isinstance(value, str):
        return _LONE_SURROGATE.sub("\ufffd", value)
    if isinstance(value, list):
        return [_well_formed(item) for item in value]
    if isinstance(value, dict):
        return {_well_formed(key): _well_formed(item) for key, item in value.items()}
    return value
