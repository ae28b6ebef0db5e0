"""Cases of libphonenumber's own matcher tests, recorded at run time from the source distribution of its port.

With each comes what the reference implementation finds in it today. Nothing of them is kept in this project.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import Final, NamedTuple

import phonenumbers

_RECORDER: Final = Path(__file__).with_name("recorder.py")
_PATIENCE: Final = 180


class Case(NamedTuple):
    """A text, the region it is read in, and what the reference finds, in E.164 form."""

    text: str
    region: str | None
    expected: tuple[str, ...]


def cases() -> list[Case]:
    """All of them.

    Raises:
        subprocess.SubprocessError: pip cannot fetch the source distribution, or it cannot be run.
    """
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check",
             "--no-binary", ":all:",
             "--no-deps", f"--dest={folder}", f"phonenumbers=={phonenumbers.__version__}"],
            check=True, capture_output=True, timeout=_PATIENCE,
        )  # fmt: skip
        archive = next(Path(folder).glob("phonenumbers-*.tar.gz"))
        with tarfile.open(archive) as opened:
            opened.extractall(folder, filter="data")
        source = archive.with_name(archive.name.removesuffix(".tar.gz"))
        told = subprocess.run(
            [sys.executable, "-I", str(_RECORDER), str(source)],
            check=True, capture_output=True, encoding="utf-8", timeout=_PATIENCE,
        ).stdout  # fmt: skip
    asked = [json.loads(line) for line in told.splitlines()]
    return [Case(text, region, tuple(_found(text, region))) for text, region in asked]


def _found(text: str, region: str | None) -> list[str]:
    matcher = phonenumbers.PhoneNumberMatcher(text, region, phonenumbers.Leniency.VALID)
    return [phonenumbers.format_number(one.number, phonenumbers.PhoneNumberFormat.E164) for one in matcher]
