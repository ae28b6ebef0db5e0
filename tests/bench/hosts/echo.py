"""The least that a host in Python can be: answers each frame with the same message, as tutorials show it."""

import json
import struct
import sys

while True:
    header = sys.stdin.buffer.read(4)
    if len(header) < 4:
        break
    message = json.loads(sys.stdin.buffer.read(struct.unpack("@I", header)[0]))
    body = json.dumps(message, separators=(",", ":")).encode()
    sys.stdout.buffer.write(struct.pack("@I", len(body)) + body)
    sys.stdout.buffer.flush()
