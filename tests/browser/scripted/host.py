"""The scripted host itself: a separate process with nothing but the standard library, started by the browser.

It reads its part from `script.json` in the folder RINGOUT_HOME before each step, keeps its ledger in `ledger.json`
from which it also reports what the test changes there, and writes what happens to it into `log.jsonl`.
"""

from __future__ import annotations

import json
import os
import sys
import threading
import time
from pathlib import Path
from typing import Any, BinaryIO

HOME = Path(os.environ["RINGOUT_HOME"])
STDIN, STDOUT = sys.stdin.buffer, sys.stdout.buffer
LOCK = threading.Lock()
WATCH_EVERY = 0.02
"""Seconds between two looks at the ledger."""

OVER = {"ended", "failed", "cancelled", "unknown"}
NOTHING_KNOWN: dict[str, Any] = {"from": [], "callerIds": [], "notes": []}
SETTINGS = {"region": "US", "playPrompt": True}
POLICY = {"countries": [], "perMinute": 5, "perHour": 30, "perDay": 150, "locked": []}


def part(name: str, default: Any = None) -> Any:
    """What the test wants at this point."""
    return json.loads((HOME / "script.json").read_text("utf-8")).get(name, default)


def ledger() -> list[dict[str, Any]]:
    """All calls, newest first."""
    rows: list[dict[str, Any]] = json.loads((HOME / "ledger.json").read_text("utf-8"))
    return rows


def log(**entry: Any) -> None:
    """Tell the test."""
    with LOCK, (HOME / "log.jsonl").open("a", encoding="utf-8") as file:
        file.write(json.dumps({"pid": os.getpid(), **entry}) + "\n")


def send(message: dict[str, Any]) -> None:
    """Write one frame."""
    body = json.dumps({"jsonrpc": "2.0", **message}).encode()
    with LOCK:
        STDOUT.write(len(body).to_bytes(4, sys.byteorder) + body)
        STDOUT.flush()


def receive(stream: BinaryIO) -> dict[str, Any] | None:
    """Read one frame; None at the end."""
    head = stream.read(4)
    if len(head) < 4:
        return None
    message: dict[str, Any] = json.loads(stream.read(int.from_bytes(head, sys.byteorder)))
    return message


def start(params: dict[str, Any]) -> dict[str, Any]:
    """Write a new call down; the same request again is the same call."""
    rows = ledger()
    known = next((row for row in rows if row["requestId"] == params["requestId"]), None)
    if known:
        return known
    now = time.strftime("%Y-%m-%dT%H:%M:%S.000Z", time.gmtime())
    number = {"e164": params["text"], "national": params["text"], "international": params["text"], "region": "US"}
    call = {
        "id": f"call-{len(rows) + 1}", "requestId": params["requestId"], "to": {**number, "type": "mobile"},
        "from": "+12015550100", "phase": "placing", "cancellable": False, "startedAt": now, "updatedAt": now,
    }  # fmt: skip
    if "origin" in params:
        call["origin"] = params["origin"]
    temporary = HOME / "ledger.new"
    temporary.write_text(json.dumps([call, *rows]), "utf-8")
    temporary.replace(HOME / "ledger.json")
    return call


def answer(method: str, params: dict[str, Any]) -> dict[str, Any]:
    """The result of a request."""
    rows = ledger()
    match method:
        case "session.get":
            account = {**NOTHING_KNOWN, "signedIn": True}
            active = [row for row in rows if row["phase"] not in OVER]
            return {
                "account": account, "settings": SETTINGS, "policy": POLICY, "simulator": part("simulator", False),
                "activeCalls": active,
            }  # fmt: skip
        case "calls.start":
            return {"call": start(params)}
        case "calls.get" | "calls.cancel":
            return {"call": next(row for row in rows if row["id"] == params["id"])}
        case "calls.list":
            return {"calls": rows[: params["limit"]]}
        case "numbers.match":
            return {"matches": []}
        case "numbers.inspect":
            refused = {"code": "not-a-number", "message": "Not a number.", "remedy": "Look again."}
            return {"verdict": "refuse", **refused} | part("inspect", {})
        case "numbers.confirm":
            return {"confirmation": "token", "expiresAt": "2100-01-01T00:00:00.000Z"}
        case "account.signIn":
            return {"authorizeUrl": "https://example.com/"}
    return {}


def watch() -> None:
    """Report every row that the test changes."""
    seen = {row["id"]: row for row in ledger()}
    while True:
        time.sleep(WATCH_EVERY)
        for row in ledger():
            if seen.get(row["id"]) != row:
                seen[row["id"]] = row
                send({"method": "call.updated", "params": {"call": row}})


def main() -> None:
    """Speak first, then answer until the browser lets go."""
    log(event="start")
    stray = part("print")
    if stray:
        STDOUT.write(stray.encode())
        STDOUT.flush()
    fatal = part("fatal")
    if fatal:
        send({"method": "host.fatal", "params": fatal})
        return
    ready = part("ready", {"protocol": 1, "version": "0.1.0"})
    if ready:
        send({"method": "host.ready", "params": {**ready, "pid": os.getpid()}})
    threading.Thread(target=watch, daemon=True).start()
    while (message := receive(STDIN)) is not None:
        method, params = message["method"], message["params"]
        log(method=method, params=params)
        act = part("on", {}).get(method)
        if act == "die":
            os._exit(1)
        if act == "silent":
            continue
        result = answer(method, params)
        if act == "die-after":
            os._exit(1)
        if act:
            data = {"code": act, "message": f"Refused: {act}.", "remedy": "Do otherwise."}
            send({"id": message["id"], "error": {"code": -32000, "message": act, "data": data}})
        else:
            send({"id": message["id"], "result": result})
    log(event="end")


if __name__ == "__main__":
    main()
