"""What RingCentral says about one ring-out over time: a pure function from a story and the time since dialling
to three status words. It keeps no clock and starts no timer.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import inf
from typing import Final, NamedTuple


class Status(NamedTuple):
    """The three words of a status answer."""

    call: str
    caller: str
    callee: str


RINGING_YOU: Final = Status("InProgress", "InProgress", "InProgress")
RINGING_THEM: Final = Status("InProgress", "Success", "InProgress")
CONNECTED: Final = Status("Success", "Success", "Success")
HUNG_UP: Final = Status("Success", "Finished", "Finished")
CANCELLED: Final = Status("CannotReach", "Rejected", "Rejected")


class Step(NamedTuple):
    """One status and how long it is shown, in seconds at speed 1."""

    status: Status
    lasts: float


Timeline = tuple[Step, ...]
"""Shown one after the other; after the last one RingCentral knows nothing of the call (404)."""


@dataclass(frozen=True, slots=True)
class Timing:
    """How long people take, in seconds at speed 1."""

    you_answer: float = 4.0
    prompt: float = 2.0
    """Added where the caller must press 1; until then the callee is not dialled."""
    they_answer: float = 6.0
    talk: float = 15.0
    gives_up: float = 20.0
    """Ringing until RingCentral stops it."""
    kept: float = 15.0
    """How long a finished ring-out can still be asked for."""

    def your_phone(self, prompt: bool) -> float:
        """Seconds until the caller's leg is up."""
        return self.you_answer + (self.prompt if prompt else 0.0)


Story = Callable[[Timing, bool], Timeline]
"""Tells a call's timeline from the timing and whether the prompt is played."""


def at(timeline: Timeline, elapsed: float) -> Status | None:
    """The status `elapsed` seconds (at speed 1) after dialling; None once RingCentral has forgotten the call."""
    end = 0.0
    for step in timeline:
        end += step.lasts
        if elapsed < end:
            return step.status
    return None


def answered(timing: Timing, prompt: bool) -> Timeline:
    """Both answer, talk, hang up: the normal call."""
    return (
        Step(RINGING_YOU, timing.your_phone(prompt)),
        Step(RINGING_THEM, timing.they_answer),
        Step(CONNECTED, timing.talk),
        Step(HUNG_UP, timing.kept),
    )


def instant(timing: Timing, prompt: bool) -> Timeline:
    """Both have answered before the first status can be asked for."""
    del prompt
    return (Step(CONNECTED, timing.talk), Step(HUNG_UP, timing.kept))


def endless(timing: Timing, prompt: bool) -> Timeline:
    """Connected until somebody hangs up by hand."""
    return (*answered(timing, prompt)[:2], Step(CONNECTED, inf))


def never_finished(timing: Timing, prompt: bool) -> Timeline:
    """`Success` everywhere, still after hang-up, until the ring-out is forgotten."""
    return (*answered(timing, prompt)[:2], Step(CONNECTED, timing.talk + timing.kept))


def forgotten_at_once(timing: Timing, prompt: bool) -> Timeline:
    """Dialled, yet unknown to the first status request."""
    del timing, prompt
    return ()


def forgotten_while_ringing(timing: Timing, prompt: bool) -> Timeline:
    """Good answers while the callee's phone rings, then nothing is known."""
    return answered(timing, prompt)[:2]


def held(timing: Timing, prompt: bool) -> Timeline:
    """Rings the caller until a test says otherwise."""
    del timing, prompt
    return (Step(RINGING_YOU, inf),)


def caller_fails(word: str, *, call: str = "CannotReach", callee: str = "InProgress") -> Story:
    """The caller's own leg ends with `word`."""

    def story(timing: Timing, prompt: bool) -> Timeline:
        del prompt
        ringing = timing.gives_up if word == "NoAnswer" else timing.you_answer
        return (Step(RINGING_YOU, ringing), Step(Status(call, word, callee), timing.kept))

    return story


def callee_fails(word: str, *, call: str = "CannotReach") -> Story:
    """The caller answers; the callee's leg ends with `word`."""

    def story(timing: Timing, prompt: bool) -> Timeline:
        ringing = timing.gives_up if word == "NoAnswer" else timing.they_answer
        return (
            Step(RINGING_YOU, timing.your_phone(prompt)),
            Step(RINGING_THEM, ringing),
            Step(Status(call, "Success", word), timing.kept),
        )

    return story


def refused(status: Status) -> Story:
    """RingCentral gives up before anything rings for long."""

    def story(timing: Timing, prompt: bool) -> Timeline:
        del prompt
        return (Step(RINGING_YOU, timing.you_answer / 2), Step(status, timing.kept))

    return story


def shown(status: Status) -> Timeline:
    """This status from now on, for ever."""
    return (Step(status, inf),)


def cancelled(timing: Timing) -> Timeline:
    """What follows a cancel that took effect."""
    return (Step(CANCELLED, timing.kept),)


def hung_up(now: Status, timing: Timing) -> Timeline:
    """What follows when the caller hangs up in the state `now`: before both have answered that is a rejection."""
    after = HUNG_UP if now == CONNECTED else Status("CannotReach", "Rejected", "InProgress")
    return (Step(after, timing.kept),)
