"""The host's own things: settings, private files, keyring, locks, ledger, log, space. No call is ever changed."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
import sqlite3
import stat
import tempfile
from pathlib import Path
from typing import Final

from filelock import FileLock, Timeout

from ... import config
from ...errors import RingOutError
from ...paths import Paths, private_folder
from .chain import Chain
from .way import regained

_SCARCE: Final = 50 * 1024 * 1024
"""Bytes of free space below which the ledger may soon not be written."""

_PATIENCE: Final = 3.0

_NOTHING_GOES: Final = (errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EPERM)
"""Errors of a place where nothing at all can be written; that has been said by then."""


def settings(chain: Chain, paths: Paths) -> None:
    """The person's and the administrator's settings can be read."""
    try:
        found = config.load(paths)
    except RingOutError as error:
        chain.note_broken("settings", error.message, error.remedy, code=error.code)
        return
    fixed = f" Your administrator has fixed: {', '.join(found.locked)}." if found.locked else ""
    where = paths.config if paths.config.exists() else "no file yet, so the defaults"
    chain.ok("settings", f"Settings can be read ({where}).{fixed}")


def private(chain: Chain, paths: Paths) -> None:
    """What is private belongs to this person, and nobody else can read it."""
    if os.name != "posix":
        return
    # A folder that is shut keeps everything in it private; the sign-in's file must be private by itself as well.
    shut = _mode(paths.state) & 0o077 == 0
    open_to_others = [path for path in (paths.ledger, paths.account) if not shut and _mode(path) & 0o077]
    foreign = [path for path in (paths.state, paths.tokens, paths.ledger, paths.config) if _foreign(path)]
    for path in foreign:
        chain.note_broken(
            "owner",
            f"{path} belongs to another user, so RingOut may not change it.",
            regained(path),
            code="storage-failed",
        )
    if _mode(paths.tokens) & 0o077:
        chain.note_broken(
            "modes",
            f"Others on this computer can read {paths.tokens}, which holds your sign-in, so it is not used.",
            f"chmod 600 '{paths.tokens}' && ringout login",
            code="config-invalid",
            repair=lambda: paths.tokens.chmod(0o600),
        )
    elif open_to_others:
        chain.warn(
            "modes",
            f"Others on this computer can read {paths.state}, which holds your calls.",
            f"chmod 700 '{paths.state}'",
            repair=lambda: paths.state.chmod(0o700),
        )
    elif not foreign:
        chain.ok("modes", "Your sign-in and your calls are readable by you alone.")


def writable(chain: Chain, paths: Paths) -> None:
    """There is a place for calls and log, with room in it."""
    for folder in (paths.state, paths.hosts):
        try:
            private_folder(folder)
            with tempfile.TemporaryFile(dir=folder) as file:
                file.write(b"x" * 4096)
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            chain.broken(
                "writable",
                f"Nothing can be written in {folder}: {error.strerror}. Calls are not placed then.",
                _cure(error, folder),
                code="storage-failed",
            )
    free = shutil.disk_usage(paths.state).free
    if free < _SCARCE:
        chain.warn("space", f"Only {free // 1024 // 1024} MB are free where calls are kept.", "Free some space.")
    else:
        chain.ok("writable", f"Calls can be kept in {paths.state}")


def locks(chain: Chain, paths: Paths) -> None:
    """Locks work there; several browsers share one sign-in and one ledger by them."""
    file = paths.state / f"self-test-{os.getpid()}.lock"
    try:
        first, second = FileLock(file, thread_local=False), FileLock(file, thread_local=False, is_singleton=False)
        with first.acquire(timeout=_PATIENCE):
            try:
                second.acquire(timeout=0).lock.release()
            except Timeout:
                chain.ok("lock", "Files can be locked, so that several browsers do not get in each other's way.")
            else:
                chain.warn(
                    "lock",
                    f"Locks do not hold in {paths.state}, so two browsers may get in each other's way.",
                    "Keep it on a local disk: set RINGOUT_HOME to a folder there.",
                )
    except OSError as error:
        if error.errno in _NOTHING_GOES:
            chain.skip("lock", "Locks are looked at once something can be written there.")
            return
        chain.note_broken(
            "lock",
            f"Files cannot be locked in {paths.state}: {error.strerror}.",
            "Keep it on a local disk: set RINGOUT_HOME to a folder there.",
            code="storage-failed",
        )
    except Timeout:
        chain.note_broken(
            "lock",
            f"Files cannot be locked in {paths.state}: the lock is not granted.",
            "Keep it on a local disk: set RINGOUT_HOME to a folder there.",
            code="storage-failed",
        )
    finally:
        with contextlib.suppress(OSError):
            file.unlink()


def ledger(chain: Chain, paths: Paths) -> None:
    """The list of calls is whole."""
    if not paths.ledger.exists():
        chain.ok("ledger", "No call has been written down yet.")
        return
    if not os.access(paths.ledger, os.R_OK | os.W_OK):
        chain.note_broken(
            "ledger",
            f"You may not read and write the list of calls, {paths.ledger}. Calls are not placed then.",
            f"chmod 600 '{paths.ledger}'",
            code="storage-failed",
            repair=lambda: paths.ledger.chmod(0o600),
        )
        return
    try:
        with contextlib.closing(
            sqlite3.connect(f"{paths.ledger.absolute().as_uri()}?mode=ro", uri=True, timeout=_PATIENCE)
        ) as database:
            verdict = database.execute("PRAGMA quick_check(1)").fetchone()[0]
            calls = database.execute("SELECT count(*) FROM calls").fetchone()[0]
        after = "What is written there from now on may be lost, too."
    except sqlite3.Error as error:
        verdict, calls = str(error), 0
        after = "RingOut makes a new one of what it can read at its next start, and keeps this one beside it."
    if verdict == "ok":
        chain.ok("ledger", f"The list of calls is whole ({calls}).")
    else:
        chain.note_broken(
            "ledger",
            f"The list of calls, {paths.ledger}, is damaged: {verdict}. {after}",
            f"To begin a new one now: mv '{paths.ledger}' '{paths.ledger}.damaged'",
            code="storage-failed",
        )


def keyring(chain: Chain, paths: Paths) -> None:
    """The sign-in's place answers in time. Whether there is a sign-in is not asked."""
    from ...ringcentral.store_keyring import KeyringError, KeyringStore  # noqa: PLC0415 - seldom needed, slow

    try:
        place = config.load(paths).app.token_store
    except RingOutError:
        return  # said already
    if place == "file":
        chain.ok(
            "keyring", f"As you chose, your sign-in is kept in a file that you alone can read: {paths.tokens}"
        )
        return
    try:
        KeyringStore("ringout-self-test", patience=_PATIENCE).load()
    except KeyringError as error:
        if place == "keyring":
            chain.note_broken(
                "keyring",
                f"{error} Your settings ask for it.",
                "Unlock it, or allow a file: RINGOUT_TOKEN_STORE=file",
                code="storage-failed",
            )
        elif error.may_hold_grant:
            chain.warn("keyring", str(error), "Unlock it; or keep the sign-in in a file: RINGOUT_TOKEN_STORE=file")
        else:
            chain.ok("keyring", f"{error} Your sign-in is kept in a file that you alone can read: {paths.tokens}")
    else:
        chain.ok("keyring", "The system's keyring answers; your sign-in is kept there.")


def log(chain: Chain, paths: Paths) -> None:
    """The log can be written; without one, nobody can say later what happened."""
    try:
        private_folder(paths.logs)
        os.close(os.open(paths.logs / "host.log", os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600))
    except OSError as error:
        chain.warn(
            "log", f"The log in {paths.logs} cannot be written: {error.strerror}.", _cure(error, paths.logs)
        )
    else:
        chain.ok("log", f"The log is in {paths.logs}")


def moved(chain: Chain) -> None:
    """Say that `RINGOUT_HOME` counts here; browsers started from the desktop may not see it."""
    home = os.environ.get("RINGOUT_HOME")
    if home:
        chain.ok("home", f"RINGOUT_HOME is {home}; browsers use it only if they are started with it as well.")


def _mode(path: Path) -> int:
    """Its permissions; none where it does not exist."""
    try:
        return stat.S_IMODE(path.lstat().st_mode)
    except OSError:
        return 0


def _foreign(path: Path) -> bool:
    try:
        return path.lstat().st_uid != os.geteuid()
    except OSError:
        return False


def _cure(error: OSError, path: Path) -> str:
    """What lets something be written there again."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return "Free some space there."
    if error.errno in (errno.EEXIST, errno.ENOTDIR):
        return f"mv '{path}' '{path}.old'"  # a file, where a folder should be
    if error.errno == errno.EROFS:
        return "Make that disk writable, or keep RingOut's things elsewhere: set RINGOUT_HOME to a folder there."
    return regained(path)
