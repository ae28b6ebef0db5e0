"""The self-test: walks every chain from a browser to a call, and says of each the first link that is broken.

`ringout self-test` prints its report, `diagnostics.run` sends it to the extension. Nothing is dialled here.
"""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from .. import __version__
from ..errors import RingOutError
from ..protocol.requests import Diagnosis, Finding
from .checks import state
from .checks.chain import BROKEN, WARNING, Chain, Repair
from .checks.way import passable
from .patient import Patient
from .walk import Walk

HOST: Final = "RingOut"
"""The subject of what concerns no browser in particular."""

SERVICE: Final = "RingCentral"

_STATE: Final = (
    state.settings, state.writable, state.private, state.locks, state.ledger, state.keyring, state.log,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Options:
    """What the self-test shall look at."""

    browsers: tuple[str, ...] = ()
    """Ids; all that are found or set up where empty."""
    folders: tuple[Path, ...] = ()
    """Folders named with `--manifest-dir`: only these, and no browser's usual place."""
    host: bool = True
    """The host's own state."""
    pretend: bool = True
    """A pretend call."""
    online: bool = False
    """RingCentral itself."""
    fix: bool = False
    """Repair what can be repaired without asking, and look again."""


def diagnose(
    options: Options | None = None,
    patient: Patient | None = None,
    progress: Callable[[str], None] = lambda _: None,
) -> Diagnosis:
    """Run the self-test. Never raises: a defect of the self-test is a finding of its own, with exit code 3."""
    options = options or Options()
    chain = Chain(HOST)
    try:
        patient = patient or Patient.here()
        chains = list(_examine(patient, options, progress))
        repairs = [repair for looked_at in chains for repair in looked_at.repairs]
        if options.fix and repairs:
            progress("repairing")
            _mend(chain, repairs)
            chains = [chain, *_examine(patient, replace(options, fix=False), progress)]
    except RingOutError as error:
        chain.note_broken("home", error.message, error.remedy, code=error.code)
        return report([chain])
    except Exception as error:  # the extension and scripts must get a report in any case
        at = traceback.extract_tb(error.__traceback__)[-1]
        chain.note_broken(
            "internal",
            f"The self-test itself failed: {type(error).__name__}, {Path(at.filename).name} line {at.lineno}.",
            "Update RingOut: pipx upgrade ringout-host",
            code="internal",
        )
        return report([chain], exit_code=3)
    return report(chains)


def report(chains: Iterable[Chain], exit_code: int | None = None) -> Diagnosis:
    """The findings of these chains as the protocol's report: 0 ok, 1 warnings, 2 broken."""
    findings: list[Finding] = [finding for chain in chains for finding in chain.findings]
    results = {finding.result for finding in findings}
    if exit_code is None:
        exit_code = 2 if BROKEN in results else 1 if WARNING in results else 0
    return Diagnosis(version=__version__, ok=BROKEN not in results, exit_code=exit_code, findings=findings)


def _examine(patient: Patient, options: Options, progress: Callable[[str], None]) -> Iterable[Chain]:
    with Chain(HOST) as way:
        passable(way, "home", patient.paths.installed, "ringout self-test")
    if not way.whole:
        yield way
        return
    yield from Walk.of(patient, options.browsers, options.folders).chains(progress)
    if options.host:
        progress("looking at settings, sign-in and calls")
        host = Chain(HOST)
        state.moved(host)
        for look in _STATE:
            with host:
                look(host, patient.paths)
        yield host
    if options.pretend:
        from .checks.pretend import pretend_call  # noqa: PLC0415 - the simulator is not always wanted

        with Chain(HOST) as pretended:
            pretend_call(pretended, patient.machine, progress)
        yield pretended
    if options.online:
        from .checks.online import online  # noqa: PLC0415 - the HTTP library is not always wanted

        with Chain(SERVICE) as service:
            online(service, patient.paths, progress)
        yield service


def _mend(chain: Chain, repairs: Iterable[Repair]) -> None:
    for repair in repairs:
        try:
            repair()
        except RingOutError as error:
            chain.warn("repair", error.message, error.remedy)
        except OSError as error:
            chain.warn("repair", f"Something could not be repaired: {error}.")
