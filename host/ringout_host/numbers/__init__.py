"""Telephone numbers: reading one for dialling, and finding them in page text. Pure: no disk, no network.

`read` decides what would be dialled; `match` marks only what `read` would dial from the very same characters.
"""

import phonenumbers

from .matching import LONGEST_WINDOW, match
from .reading import read
from .written import LONGEST_TEXT

# Without it, numbers of more than a handful of countries recompile their patterns at every use.
phonenumbers.enable_pattern_cache()

__all__ = ["LONGEST_TEXT", "LONGEST_WINDOW", "match", "read"]
