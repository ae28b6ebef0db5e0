"""Whether a number may be dialled: rules on this computer that no page and no extension can go around. Pure."""

from .inspecting import inspect
from .own_numbers import own_caller_id, own_phone

__all__ = ["inspect", "own_caller_id", "own_phone"]
