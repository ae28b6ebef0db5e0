"""The host's first frame, made before anything else is imported.

Nothing but built-in and frozen modules may be imported here: the browser is waiting.
"""

import os
import sys

from .. import PROTOCOL_VERSION, __version__


def ready_frame() -> bytes:
    """`host.ready` as one native messaging frame: u32 length in native byte order, then JSON."""
    body = (
        f'{{"jsonrpc":"2.0","method":"host.ready","params":'
        f'{{"protocol":{PROTOCOL_VERSION},"version":"{__version__}","pid":{os.getpid()}}}}}'
    ).encode("ascii")
    return len(body).to_bytes(4, sys.byteorder) + body
