"""RingOut click-to-call: the native messaging host and its command line.

This file must stay free of imports: the native host loads it before it says that it is ready.
"""

__version__ = "0.1.0"

PROTOCOL_VERSION = 1
"""Of the messages between browser and host; raised only when an older side could misunderstand a newer one."""
