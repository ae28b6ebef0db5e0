"""A throw-away world to try the product in: its own folder, simulator, signed-in host and launcher.

Nothing outside the folder is written, and everything that was started ends with it.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from .. import config
from ..browsers import launcher
from ..browsers.drive import Browser, Kind, launch, write_native_manifest
from ..browsers.identity import chromium_id_of
from ..paths import Paths, data, paths
from ..ringcentral.facade import sign_in_jwt
from ..ringcentral.tokens import Credentials
from ..simulator import Simulator, people


class Stage:
    """Use as a context manager.

    Args:
        speed: how much faster than people the simulator's telephones are.
        signed_in: whether the host begins with a sign-in.
        extension: the extension to load; by default ours.
        clock: the simulator's, monotonic seconds.
    """

    def __init__(
        self,
        *,
        speed: float = 1.0,
        signed_in: bool = True,
        extension: Path | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.extension = extension or data("extension")
        self.simulator = Simulator(speed=speed, clock=clock)
        self._signed_in = signed_in
        self._browsers = 0
        self.folder = Path(tempfile.mkdtemp(prefix="ringout-"))

    def __enter__(self) -> Self:
        try:
            self.simulator.start()
            # Trying things out is not what the caps of a real account are for.
            self.simulator.set_limits(light=5000, heavy=500, auth=100)
            launcher.write(self.places.launcher, launcher.Environment.here())
            if self._signed_in:
                self.sign_in()
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def environment(self) -> dict[str, str]:
        """What the host must find in its environment to be on this stage."""
        return {
            "RINGOUT_HOME": str(self.folder / "ringout"),
            "RINGOUT_SERVER": self.simulator.url,
            "RINGOUT_TOKEN_STORE": "file",
        }

    @property
    def places(self) -> Paths:
        """Where this stage's host keeps its things."""
        return paths(self.environment)

    @property
    def host(self) -> list[str]:
        """The host's command, as a browser would start it."""
        return [str(self.places.launcher), f"chrome-extension://{chromium_id_of(self.extension)}/"]

    def sign_in(self) -> None:
        """Sign the host in to the simulator, with a JWT as a person with a private app would."""
        credentials = Credentials.model_validate({"clientId": people.PUBLIC_CLIENT_ID, "jwt": people.JWT})
        settled = config.load(self.places, self.environment)
        asyncio.run(sign_in_jwt(settled, self.places, credentials))

    def browser(
        self,
        kind: Kind,
        *,
        headless: bool = True,
        args: Sequence[str] = (),
        prefs: dict[str, object] | None = None,
        manifest: bool = True,
    ) -> Browser:
        """A browser with a profile of its own, our extension in it and our host to be found; close it first.

        Args:
            kind: which one.
            headless: without a window.
            args: further command-line switches.
            prefs: Firefox preferences.
            manifest: whether the browser is told of the host.
        """
        self._browsers += 1
        profile = self.folder / f"{kind}-{self._browsers}"
        profile.mkdir()
        if manifest:
            write_native_manifest(kind, profile, self.places.launcher, chromium_id_of(self.extension))
        return launch(
            kind,
            profile=profile,
            extension=self.extension,
            headless=headless,
            env={**self.environment, "HOME": str(profile / "home")},
            args=args,
            prefs=prefs,
        )

    def close(self) -> None:
        """End the simulator and remove the folder."""
        self.simulator.stop()
        shutil.rmtree(self.folder, ignore_errors=True)


def display() -> bool:
    """Whether there is a screen to show a window on."""
    if os.name == "nt":
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
