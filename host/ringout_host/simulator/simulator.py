"""The simulator as an object: start, stop, what was dialled, and every knob by name; safe from any thread."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable, Coroutine, Iterable, Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Any, Self, TypeVar

from . import people
from .app import build
from .ask import Exchange
from .books import Books, Dialled
from .calls import Call
from .control import snapshot
from .faults import Fault, Operation
from .knobs import Knobs
from .magic import OUTCOMES
from .outcome import Outcome
from .rates import Plan
from .serving import Offline, Server, bind
from .timeline import Status
from .world import World

T = TypeVar("T")


class Simulator:
    """A pretend RingCentral on loopback, in a thread of its own.

    Args:
        port: 0 for any free one.
        speed: how much faster calls live; rate windows and tokens keep real time.
        host: a loopback name or address.
        auto_approve: whether a sign-in is granted without asking on a page.
        clock: monotonic seconds; a test may bring its own.
        redirect_uris: registered redirect URIs; by default those of `people`.
        observe: sees every exchange with RingCentral's paths, in the simulator's thread; it must not raise.

    Raises:
        ValueError: the host is not loopback.
        OSError: the port is taken.
    """

    def __init__(
        self,
        port: int = 0,
        speed: float = 1.0,
        *,
        host: str = "127.0.0.1",
        auto_approve: bool = True,
        clock: Callable[[], float] = time.monotonic,
        redirect_uris: Iterable[str] | None = None,
        observe: Callable[[Exchange], None] | None = None,
    ) -> None:
        self.world = World(Knobs(speed=speed, auto_approve=auto_approve), clock)
        self.world.redirects.update(people.redirect_uris() if redirect_uris is None else redirect_uris)
        self.world.observe = observe
        self._sock = bind(host, port)
        address, self.port = self._sock.getsockname()[:2]
        self.url = f"http://[{address}]:{self.port}" if ":" in address else f"http://{address}:{self.port}"
        self._server = Server(build(self.world, self._go_offline_for), self._sock, self.world.books.connect)
        self._thread: threading.Thread | None = None
        self._failure: BaseException | None = None

    # Life

    def start(self) -> Self:
        """Serve; ready when this returns. A simulator that was stopped is not started again."""
        self._thread = threading.Thread(target=self._run, name="ringout-simulator", daemon=True)
        self._thread.start()
        self._server.ready.wait()
        if self._failure is not None:
            raise self._failure
        return self

    def stop(self) -> None:
        """End every connection and leave; may be called twice."""
        thread, self._thread = self._thread, None
        if thread is None:
            self._sock.close()
            return
        self._on_loop(self._server.finish())
        thread.join()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    # What happened

    @property
    def books(self) -> Books:
        """Every request and every ring-out, counted."""
        return self.world.books

    @property
    def dialled(self) -> list[Dialled]:
        """Every ring-out dialled, in order."""
        return self.world.books.dialled

    @property
    def secrets(self) -> list[str]:
        """Every token, code and credential there is, for tests that look for them where they must not be."""
        with self.world.lock:
            return [people.JWT, people.CLIENT_SECRET, *self.world.sessions.issued]

    def state(self) -> dict[str, Any]:
        """What `GET /simulator/state` shows."""
        with self.world.lock:
            return snapshot(self.world)

    def settle(self) -> None:
        """Wait until everything that has arrived is in the books, such as the last words of a killed client."""
        self._on_loop(self._server.settle())

    def status(self, id_: str) -> Status | None:
        """What is said about this call now; None once it is forgotten."""
        with self.world.lock:
            return self.world.switchboard.status(self._call(id_), self.knobs.speed)

    # Knobs

    @property
    def knobs(self) -> Knobs:
        """Settings; each is checked when assigned."""
        return self.world.knobs

    def reset(self) -> None:
        """As if just started, limits too, except that those signed in stay signed in and the speed stays."""
        with self.world.lock:
            self.world.clear()

    def set_limits(
        self,
        *,
        light: int | None = None,
        medium: int | None = None,
        heavy: int | None = None,
        auth: int | None = None,
        window: float | None = None,
        penalty: float | None = None,
    ) -> None:
        """Change the usage plan and begin new windows; window and penalty in seconds."""
        plan = self.knobs.plan
        with self.world.lock:
            self.knobs.plan = Plan(
                light=plan.light if light is None else light,
                medium=plan.medium if medium is None else medium,
                heavy=plan.heavy if heavy is None else heavy,
                auth=plan.auth if auth is None else auth,
                window=plan.window if window is None else window,
                penalty=plan.penalty if penalty is None else penalty,
            )
            self.world.rates.clear()

    def no_limits(self) -> None:
        """Let everything through, for tests about something else."""
        self.set_limits(light=10**6, medium=10**6, heavy=10**6, auth=10**6)

    def forbid(self, *operations: Operation) -> None:
        """These operations are answered 403 CMN-408 from now on; without any, all are allowed again."""
        with self.world.lock:
            self.knobs.forbidden = frozenset(operations)

    def fail_next(self, operation: Operation, fault: Fault, times: int = 1) -> None:
        """The next `times` requests of this operation go wrong."""
        with self.world.lock:
            self.world.faults.add(operation, fault, times)

    def choose(self, number: str, outcome: Outcome | str | None) -> None:
        """Calls to this E.164 number end this way, whatever its digits say; None: as its digits say."""
        with self.world.lock:
            self.world.choose(number, OUTCOMES[outcome] if isinstance(outcome, str) else outcome)

    def expire_tokens(self, *, refresh: bool = False) -> None:
        """Every access token, and with `refresh` every refresh token, expires now."""
        with self.world.lock:
            self.world.sessions.expire(refresh=refresh)

    def revoke_sessions(self) -> None:
        """Every session ends, as when the person or the administrator revokes the app."""
        with self.world.lock:
            self.world.sessions.revoke_all()

    def register_redirect(self, uri: str) -> None:
        """Register one more redirect URI."""
        with self.world.lock:
            self.world.redirects.add(uri)

    def hang_up(self, id_: str | None = None) -> int:
        """The caller hangs up this call, or every call; how many there were to hang up."""
        with self.world.lock:
            calls = self.world.switchboard.all() if id_ is None else [self._call(id_)]
            timing, speed = self.knobs.timing, self.knobs.speed
            return sum(self.world.switchboard.hang_up(call, speed, timing) for call in calls)

    def show(self, id_: str, call: str, caller: str, callee: str) -> None:
        """These three words are said about the call from now on."""
        with self.world.lock:
            self.world.switchboard.show(self._call(id_), Status(call, caller, callee))

    def forget(self, id_: str) -> None:
        """The call is not known any more: 404."""
        with self.world.lock:
            self.world.switchboard.forget(self._call(id_))

    def go_offline(self, how: Offline = Offline.REFUSE) -> None:
        """Be out of reach until `come_back`."""
        self._on_loop(self._server.go_offline(how))

    def come_back(self) -> None:
        """Be in reach again."""
        self._on_loop(self._server.come_back())

    @contextmanager
    def offline(self, how: Offline = Offline.REFUSE) -> Iterator[None]:
        """Out of reach for the length of a block."""
        self.go_offline(how)
        try:
            yield
        finally:
            self.come_back()

    # Inside

    def _call(self, id_: str) -> Call:
        call = self.world.switchboard.get(id_)
        if call is None:
            raise KeyError(f"no call {id_}")
        return call

    async def _go_offline_for(self, how: Offline, seconds: float) -> None:
        await self._server.go_offline_for(how, seconds)

    def _run(self) -> None:
        try:
            asyncio.run(self._server.run_here())
        except BaseException as error:
            self._failure = error
            raise
        finally:
            self._server.ready.set()  # whoever waits must not wait for ever

    def _on_loop(self, work: Coroutine[Any, Any, T]) -> T:
        loop = self._server.loop
        if loop is None:
            work.close()
            raise RuntimeError("the simulator is not running")
        return asyncio.run_coroutine_threadsafe(work, loop).result(timeout=10)
