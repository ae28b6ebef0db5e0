"""What is known of one language's words beside numbers."""

from __future__ import annotations

from typing import NamedTuple


class Language(NamedTuple):
    """Words in lower case, with blanks between; one that ends with `*` stands for all that begin so.

    A word that means different things in two languages is in the one where it matters more.
    """

    phone: str
    """They say that a number beside them is one for a telephone."""

    number: str
    """“Number”, “code”, “id”: what they number decides."""

    things: str
    """What is numbered and is no telephone: an order, a part, a parcel."""

    phoned: str = ""
    """Whom one calls, and what tells one number from another: a *reception number*, an *emergency number*."""

    short: str = ""
    """Of `number` those that stand for numbers of other things: what they number need not be known."""

    doubtful: str = ""
    """Like `things` when a word of `number` is beside them, or when the digits are not grouped."""

    dotted: str = ""
    """Like `things` when a full stop makes abbreviations of them: *Art.*, *Kto.*"""

    fillers: str = ""
    """They say nothing: the word before them decides."""

    of: str = ""
    """Between two words they make one thing of them: an *order of payment*."""

    head_first: bool = False
    """What a thing is stands before what kind of it: *dossier médical*, not *medical record*."""

    bridges: str = ""
    """After a number they lead on to the word that says what it is: *is my mobile*."""
