"""Whom the self-test looks at: a person on a computer, and the installation of RingOut that is running."""

from __future__ import annotations

from dataclasses import dataclass

from .. import paths as places
from ..paths import Paths
from .launcher import Environment
from .machine import Machine


@dataclass(frozen=True, slots=True)
class Patient:
    """Whom the self-test looks at."""

    machine: Machine
    paths: Paths
    environment: Environment

    @classmethod
    def here(cls) -> Patient:
        """This person on this computer. Raises HostError where nobody can say who and where that is."""
        return cls(Machine.here(), places.paths(), Environment.here())
