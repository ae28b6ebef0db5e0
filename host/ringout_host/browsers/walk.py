"""The self-test's way through every browser that is here or was set up, each a chain of its own."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from . import install, record
from .checks import browser as of_browser
from .checks import conversation as talk
from .checks import place, program
from .checks.chain import Chain, Repair
from .checks.place import Placed, Wanted
from .detect import Found, find
from .manifest import FILE, Ids
from .patient import Patient
from .prepare import Wish, prepare
from .record import Record
from .scope import user_scope
from .table import Browser, Family, locations, table


@dataclass(frozen=True, slots=True)
class Walk:
    """One walk: whom it looks at, what was installed for them, and which browsers they named."""

    patient: Patient
    known: Record | None
    ids: Ids
    named: tuple[str, ...] = ()
    folders: tuple[Path, ...] = ()

    @classmethod
    def of(cls, patient: Patient, named: tuple[str, ...] = (), folders: tuple[Path, ...] = ()) -> Walk:
        """A walk for this person. Raises HostError: `config-invalid`; the record of installations is damaged."""
        known = record.load(user_scope(patient.paths).installed)
        return cls(patient, known, Ids.ours(known.extension_ids if known else ()), named, folders)

    def chains(self, progress: Callable[[str], None]) -> Iterable[Chain]:
        """Each chain, looked at as it is asked for: browsers, and folders that the person named."""
        if not self.folders:
            yield from self._browsers(progress)
        for file, family in self._own_folders():
            progress(f"looking at {file.parent}")
            with Chain(str(file.parent)) as chain:
                self._folder(chain, file, family)
            yield chain

    def _browsers(self, progress: Callable[[str], None]) -> Iterable[Chain]:
        subjects = self._subjects(find(self.patient.machine))
        if not subjects:
            chain = Chain("Browsers")
            chain.warn("present", "No browser was found here.", "Name one: ringout install --browser firefox")
            yield chain
        for found in subjects:
            progress(f"looking at {found.name}")
            with Chain(found.name) as chain:
                self._browser(chain, found)
            yield chain

    def _browser(self, chain: Chain, found: Found) -> None:
        machine, browser = self.patient.machine, found.browser
        if found.sign:
            of_browser.present(chain, found)
        else:
            chain.skip("present", f"{found.name} is not here, but RingOut is set up for it.")
        of_browser.confined(chain, found, asked_for=browser.id in self.named)
        if found.package and found.package.works == "never":
            return
        manifests = place.placed(chain, browser, machine, self._repair(browser), self._wanted(browser))
        if not manifests:
            return
        of_browser.policy(chain, found, machine, system=manifests[0].system)
        tried: set[Path] = set()
        for one in manifests:
            accepted = place.accepted(chain, one, browser, self.ids, self._repair(browser))
            if accepted.program not in tried:
                tried.add(accepted.program)
                self._run(chain, accepted.program, accepted.file, browser)

    def _folder(self, chain: Chain, file: Path, family: Family) -> None:
        """A folder that the person named; any browser of the family stands in for the one that reads it."""
        if not file.exists():
            chain.broken(
                "manifest", f"The manifest {file} is gone.", f"ringout install --manifest-dir '{file.parent}'"
            )
        browser = next(browser for browser in table().browser if browser.family == family)
        accepted = place.accepted(chain, Placed(file, False, str(file)), browser, self.ids, self._repair(browser))
        self._run(chain, accepted.program, accepted.file, browser)

    def _run(self, chain: Chain, path: Path, manifest: Path, browser: Browser) -> None:
        machine = self.patient.machine
        program.program(chain, path, machine, self._repair(browser))
        program.environment(chain, path, self.patient.environment, self._repair(browser))
        argv = talk.browser_arguments(browser.family, path, manifest, self.ids, machine.platform)
        talk.conversation(chain, argv, talk.browser_environment(machine))

    def _repair(self, browser: Browser) -> Repair:
        def write_again() -> None:
            machine, scope = self.patient.machine, user_scope(self.patient.paths)
            wish = Wish(browsers=(browser.id,), keep_choice=True)
            install.carry_out(prepare(wish, machine, scope, self.patient.environment), wish, machine, scope)

        return write_again

    def _subjects(self, found: Sequence[Found]) -> list[Found]:
        """The browsers to look at: those named, or else those here and those set up."""
        if self.named:
            return [one for name in self.named for one in _here(table().named(name), found)]
        here = [one for one in found if not one.browser.on_request]
        set_up = {name for file in self.known.files for name in file.browsers} if self.known else set()
        missing = set_up - {one.browser.id for one in here}
        return [*here, *(one for row in table().browser if row.id in missing for one in _here(row, found))]

    def _wanted(self, browser: Browser) -> Wanted:
        if self.known is None or self.known.empty or browser.id in self.named:
            return "yes"
        if any(browser.id in file.browsers for file in self.known.files):
            return "yes"
        return "no" if self.known.chosen else "not-yet"

    def _own_folders(self) -> Iterable[tuple[Path, Family]]:
        """Manifests in folders that the person named, and the kind of browser that reads them."""
        machine = self.patient.machine
        if self.known is None or self.named or machine.platform == "windows":
            return
        usual = {one.folder for browser in table().browser for one in locations(browser, machine)}
        for entry in self.known.files:
            file = Path(entry.path)
            meant = file.parent in self.folders if self.folders else file.parent not in usual
            if entry.kind != "manifest" or not meant or file.name != FILE:
                continue
            try:
                firefox = "allowed_extensions" in json.loads(file.read_bytes())
            except (OSError, ValueError):
                firefox = False
            yield file, "firefox" if firefox else "chromium"


def _here(browser: Browser, found: Sequence[Found]) -> list[Found]:
    return [one for one in found if one.browser == browser] or [Found(browser, "")]
