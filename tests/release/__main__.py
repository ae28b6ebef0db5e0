"""`python3 tests release [--out DIR] [--no-pictures]`: everything that is published, into one folder.

Wheel and source, the extension's packages, the bill of materials, and the stores' pictures. Everything but the
pictures is the same bytes from the same commit. `SOURCE_DATE_EPOCH` is obeyed.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from pathlib import Path
from typing import Final, get_args

from ringout_host import __version__
from ringout_host.browsers.package import Target, build

from . import sbom

ROOT: Final = Path(__file__).resolve().parents[2]


def packages(out: Path) -> list[Path]:
    """Build wheel, source and both extension packages into `out`.

    Raises:
        subprocess.CalledProcessError: the wheel or the source could not be built.
    """
    command = [sys.executable, "-m", "hatchling", "build", "--directory", str(out.absolute())]
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    stem = f"ringout_host-{__version__}"
    source = ROOT / "extension"
    extension = [build(target, out, extension=source) for target in get_args(Target)]
    extension.append(build("chromium", out, extension=source, store=True))
    return [out / f"{stem}-py3-none-any.whl", out / f"{stem}.tar.gz", *extension]


def write_bill(made: list[Path], out: Path) -> Path:
    """Write the bill of materials for these packages."""
    bill = out / f"ringout-{__version__}.cdx.json"
    bill.write_text(sbom.bill(sbom.closure(sbom.HOST), made, __version__), "utf-8")
    return bill


def main() -> int:
    """Make what was asked for and print each file."""
    parser = argparse.ArgumentParser(prog="tests release", description=__doc__)
    parser.add_argument("--out", type=Path, default=ROOT / "dist", metavar="DIR", help="default: dist")
    parser.add_argument("--no-pictures", action="store_true", help="leave out the pictures, which need Chromium")
    chosen = parser.parse_args()
    made = packages(chosen.out)
    for file in (*made, write_bill(made, chosen.out)):
        print(file)
    if not chosen.no_pictures:
        from . import pictures  # noqa: PLC0415 - brings the simulator and the browser's driver

        for file in pictures.take(chosen.out / "store"):
            print(file)
    return 0


if __name__ == "__main__":
    sys.exit(main())
