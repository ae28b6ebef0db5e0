"""Whether a number may be dialled: rules on this computer that no page and no extension can go around. Pure."""

from .inspecting import inspect
from .own_phone import own_phone

__all__ = ["inspect", "own_phone"]
