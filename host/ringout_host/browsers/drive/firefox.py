"""Firefox, driven through WebDriver BiDi on a loopback port of its own; no driver program in between.

`--remote-allow-system-access` opens the extension's own pages and the browser's inside to us, in this throw-away
browser alone.
"""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from ..identity import GECKO_ID
from .bidi import SocketWire, plain, result
from .environment import environment
from .errors import DriveError, ScriptError
from .find import Kind
from .firefox_page import FirefoxPage
from .firefox_popup import OPEN_POPUP, FirefoxPopup
from .firefox_profile import UUID, prepare
from .link import Link
from .manifest import home_of
from .page import Browser, Page, Said, View
from .process import Process
from .scope import poll

_LISTENING: Final = "WebDriver BiDi listening on "
_START_SECONDS: Final = 60.0

# Runs `body` as a privileged function in the process of one document: (js, extensionId, window) => value.
# The answer comes back as JSON in a message of its own number.
_INSIDE: Final = """(id, body, js, extensionId) => {
  const { NavigableManager } =
    ChromeUtils.importESModule('chrome://remote/content/shared/NavigableManager.sys.mjs');
  const target = typeof id === 'number' ? BrowsingContext.get(id) : NavigableManager.getBrowsingContextById(id);
  const pid = target.currentWindowGlobal.osPid;
  const name = 'ringout-drive:' + Services.uuid.generateUUID();
  const script = `(async () => {
    let answer;
    try {
      const window = BrowsingContext.get(${target.id}).window;
      const run = async (js, extensionId) => { ${body} };
      answer = { value: JSON.stringify(await run(${JSON.stringify(js)}, ${JSON.stringify(extensionId)})) };
    } catch (error) { answer = { error: String(error) }; }
    Services.cpmm.sendAsyncMessage(${JSON.stringify(name)}, answer);
  })()`;
  return new Promise((answered, failed) => {
    const all = Services.ppmm;
    const heard = message => { all.removeMessageListener(name, heard); answered(JSON.stringify(message.data)); };
    all.addMessageListener(name, heard);
    for (let nth = 0; nth < all.childCount; nth++) {
      const child = all.getChildAt(nth);
      if (child.osPid === pid) return child.loadProcessScript('data:,' + encodeURIComponent(script), false);
    }
    failed(new Error('no process of number ' + pid));
  });
}"""

_EXTENSION: Final = "const extension = WebExtensionPolicy.getByID(id).extension;"

_ERRORS: Final = f"""(id, origin) => {{ {_EXTENSION}
  const warnings = [...extension.warnings, ...extension.errors];
  const ours = Services.console.getMessageArray()
    .filter(m => m instanceof Ci.nsIScriptError && !(m.flags & Ci.nsIScriptError.warningFlag))
    .filter(m => (m.sourceName || '').startsWith(origin))
    .map(m => `${{m.errorMessage}} ${{m.sourceName}}:${{m.lineNumber}}`);
  return JSON.stringify([...warnings.map(String), ...ours]); }}"""


class FirefoxBrowser(Browser):
    """See `Browser`.

    Args:
        program: the browser.
        profile: folder for its profile and its home.
        extension: an unpacked extension, or None.
        headless: False opens a real window.
        env: added to the environment.
        args: further command-line switches.
        prefs: preferences that win over ours.
        window: size of the window in CSS pixels.

    Raises:
        DriveError: it did not start, or refused the extension.
    """

    kind: Kind = "firefox"

    def __init__(
        self,
        program: Path,
        profile: Path,
        extension: Path | None,
        *,
        headless: bool,
        env: Mapping[str, str],
        args: Sequence[str],
        prefs: Mapping[str, object],
        window: tuple[int, int],
    ) -> None:
        self.program = program
        self.profile = profile
        self.extension_id = UUID if extension is not None else ""
        self._pages: dict[str, FirefoxPage] = {}
        self._parents: dict[str, str] = {}
        self._closed = False
        self._link: Link | None = None
        self._spare: str | None = None
        home = home_of(profile)
        home.mkdir(parents=True, exist_ok=True)
        gecko = profile / "firefox"
        prepare(gecko, GECKO_ID, prefs, headless=headless)
        size = {"MOZ_HEADLESS_WIDTH": str(window[0]), "MOZ_HEADLESS_HEIGHT": str(window[1])} if headless else {}
        self._process = Process(
            [
                str(program),
                *(["--headless"] if headless else ["--width", str(window[0]), "--height", str(window[1])]),
                "--no-remote",
                "--profile",
                str(gecko),
                "--remote-debugging-port",
                "0",
                "--remote-allow-system-access",
                *args,
            ],
            # It keeps a lock in the folder of temporary files, and leaves it there when it is ended early.
            environment(os.environ, home, {"TMPDIR": str(home), **size, **env}, headless=headless),
            pipe=False,
        )
        try:
            self._begin(extension)
            if not headless:  # without a window, the first tab stays: a browser whose last tab is closed would end
                self._spare = next(iter(self._contexts()), None)
        except (DriveError, OSError) as error:
            self.close()
            raise DriveError(f"{program}: {error}\n" + "\n".join(self.printed()[-20:])) from error
        except BaseException:  # Ctrl-C: nobody else knows of the browser yet
            self.close()
            raise

    def _begin(self, extension: Path | None) -> None:
        line = self._process.wait_for_line(_LISTENING, _START_SECONDS)
        if line is None:
            raise DriveError("it did not begin to listen")
        address = line.split(_LISTENING, 1)[1].strip()
        self._link = Link(SocketWire(f"{address}/session"), self._event)
        accept = {"alwaysMatch": {"unhandledPromptBehavior": {"default": "accept"}}}
        self.command("session.new", capabilities=accept)
        self.command("session.subscribe", events=["log.entryAdded", "browsingContext.contextCreated"])
        if extension is not None:
            data = {"type": "path", "path": str(extension.resolve())}
            self.command("webExtension.install", extensionData=data)

    def command(self, method: str, *, timeout: float = 30.0, **params: Any) -> dict[str, Any]:
        """One BiDi command.

        Raises:
            CommandError: it was refused.
            DriveError: the browser did not answer, or is gone.
        """
        if self._link is None:
            raise DriveError("the browser is gone")
        return self._link.call(method, params, timeout=timeout)

    def chrome(self, function: str, *args: object) -> Any:
        """Call a function inside the browser's own window, with all of Firefox at its disposal.

        Raises:
            DriveError: this Firefox lets nobody reach it; the extension works in older ones than can be driven.
        """
        scope: dict[str, Any] = {"moz:scope": "chrome"}
        windows = self.command("browsingContext.getTree", maxDepth=0, **scope)["contexts"]
        window = next((w["context"] for w in windows if w["url"].endswith("/browser.xhtml")), None)
        if window is None:
            raise DriveError(f"{self.program} is too old to be driven; update it")
        given = ", ".join(json.dumps(arg) for arg in args)
        return plain(
            result(
                self.command(
                    "script.evaluate",
                    expression=f"({function})({given})",
                    target={"context": window},
                    awaitPromise=True,
                )
            )
        )

    def inside(self, context: str | int, body: str, js: str) -> Any:
        """Run a privileged function body in the process of a document, with `js`, `extensionId` and `window`.

        Raises:
            ScriptError: it threw.
        """
        answer = json.loads(self.chrome(_INSIDE, context, body, js, GECKO_ID))
        if "error" in answer:
            raise ScriptError(answer["error"])
        return json.loads(answer["value"]) if "value" in answer else None

    def open(self, url: str = "about:blank") -> Page:
        """See `Browser.open`. In a real window the empty tab it began with is used first."""
        spare, self._spare = self._spare, None
        page = self._page(spare) if spare is not None else None
        if page is None or page.url != "about:blank":
            # It listens before its first window is there, which takes long on a busy machine.
            tab = poll(lambda: self.command("browsingContext.create", type="tab"), "a tab", _START_SECONDS)
            page = self._page(str(tab["context"]))
        page.front()
        if url != "about:blank":
            page.goto(url)
        return page

    def pages(self) -> list[Page]:
        """See `Browser.pages`."""
        return [self._page(context) for context in self._contexts()]

    def background_running(self) -> bool:
        """See `Browser.background_running`."""
        return bool(
            self.chrome(f"id => {{ {_EXTENSION} return extension.backgroundState === 'running'; }}", GECKO_ID)
        )

    def kill_background(self, timeout: float = 10.0) -> None:
        """See `Browser.kill_background`."""
        self.chrome(
            f"""async id => {{ {_EXTENSION}
              await extension.terminateBackground({{ disableResetIdleForTest: true }}); }}""",
            GECKO_ID,
        )
        poll(lambda: not self.background_running(), "the event page has stopped", timeout)

    def background_eval(self, js: str) -> Any:
        """See `Browser.background_eval`."""
        context = self.chrome(
            f"""async id => {{ {_EXTENSION}
              if (extension.backgroundState !== 'running') await extension.wakeupBackground();
              const view = [...extension.views].find(view => view.viewType === 'background');
              return view.xulBrowser.browsingContext.id; }}""",
            GECKO_ID,
        )
        return self.inside(
            context,
            """const world = new Cu.Sandbox(window, { sandboxPrototype: window, wantXrays: false });
               return Cu.evalInSandbox(js, world);""",
            js,
        )

    def open_popup(self) -> View:
        """See `Browser.open_popup`."""
        return FirefoxPopup(self, self.chrome(OPEN_POPUP, GECKO_ID))

    def press_command(self, name: str) -> None:
        """See `Browser.press_command`. BiDi's keys do not reach the browser's own shortcuts."""
        self.chrome(
            f"(id, name) => {{ {_EXTENSION} extension.shortcuts.onCommand(name, gBrowser.selectedTab); }}",
            GECKO_ID,
            name,
        )

    def extension_errors(self) -> list[str]:
        """See `Browser.extension_errors`."""
        errors: list[str] = json.loads(self.chrome(_ERRORS, GECKO_ID, self.extension_url("")))
        return errors

    def alive(self) -> bool:
        """See `Browser.alive`."""
        with contextlib.suppress(DriveError):
            return bool(self._contexts())
        return False

    def printed(self) -> list[str]:
        """See `Browser.printed`."""
        return list(self._process.printed)

    def close(self) -> None:
        """See `Browser.close`."""
        if self._closed:
            return
        self._closed = True
        if self._link is not None:
            with contextlib.suppress(DriveError):
                self._link.call("browser.close", {}, timeout=5)
        self._process.end()
        if self._link is not None:
            self._link.close()

    def _contexts(self) -> list[str]:
        return [node["context"] for node in self.command("browsingContext.getTree", maxDepth=0)["contexts"]]

    def _page(self, context: str) -> FirefoxPage:
        return self._pages.setdefault(context, FirefoxPage(self, context))

    def _event(self, message: dict[str, Any]) -> None:
        params = message["params"]
        if message["method"] == "browsingContext.contextCreated":
            if params.get("parent"):
                self._parents[params["context"]] = params["parent"]
            return
        context = params["source"].get("context")
        while context in self._parents:
            context = self._parents[context]
        if context is not None:
            frames = params.get("stackTrace", {}).get("callFrames", [])
            level = "warning" if params["level"] == "warn" else params["level"]
            said = Said(level, params.get("text") or "", frames[0]["url"] if frames else "")
            self._page(context).said.append(said)
