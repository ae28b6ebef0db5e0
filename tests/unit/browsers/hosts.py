"""Programs that stand in for the host, each with one fault, as Python that any interpreter runs."""

from __future__ import annotations

import sys
from pathlib import Path

PRELUDE = """\
import json, sys, threading
def send(message):
    body = json.dumps(message).encode()
    sys.stdout.buffer.write(len(body).to_bytes(4, sys.byteorder) + body)
    sys.stdout.buffer.flush()
def receive():
    header = sys.stdin.buffer.read(4)
    return json.loads(sys.stdin.buffer.read(int.from_bytes(header, sys.byteorder))) if header else None
def ready(protocol=1, version="1"):
    tell("host.ready", {"protocol": protocol, "version": version, "pid": 1})
def tell(method, params):
    send({"jsonrpc": "2.0", "method": method, "params": params})
def refuse(message, code, sentence, remedy):
    words = {"code": code, "message": sentence, "remedy": remedy}
    send({"jsonrpc": "2.0", "id": message["id"], "error": {"code": -32000, "message": "x", "data": words}})
def stay():
    threading.Event().wait()
"""

GOOD = """
ready()
while message := receive():
    send({"jsonrpc": "2.0", "id": message["id"], "result": {"matches": []}})
"""


def write(path: Path, body: str) -> Path:
    """A host of this body, ready to be run."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!{sys.executable} -IS\n{PRELUDE}{body}")
    path.chmod(0o755)
    return path
