"""The words that stand beside numbers, language by language. Tables only; `words` says what they mean together."""

from __future__ import annotations

from . import germanic, joined, others, romance, slavic
from .germanic import ENGLISH
from .language import Language

LANGUAGES = (*germanic.LANGUAGES, *romance.LANGUAGES, *slavic.LANGUAGES, *others.LANGUAGES)

__all__ = ["ENGLISH", "LANGUAGES", "Language", "joined"]
