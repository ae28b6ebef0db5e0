"""A native host that says what it hears, with its arguments and home folder. For the driver's tests."""

from __future__ import annotations

import json
import os
import struct
import sys


def main() -> None:
    """Echo frames until the browser closes the pipe."""
    while len(head := sys.stdin.buffer.read(4)) == 4:
        heard = json.loads(sys.stdin.buffer.read(struct.unpack("@I", head)[0]))
        answer = {"heard": heard, "arguments": sys.argv[1:], "home": os.environ.get("HOME"), "pid": os.getpid()}
        body = json.dumps(answer).encode()
        sys.stdout.buffer.write(struct.pack("@I", len(body)) + body)
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
