"""A native host that does what a test tells it, and misbehaves as a real one could. See `control`."""

from .control import ScriptedHost

__all__ = ["ScriptedHost"]
