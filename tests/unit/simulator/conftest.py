"""A running simulator whose clock stands still, and a client that is signed in to it."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest

from ringout_host.simulator import Simulator, people

from .clock import Clock

EXTENSION = "/restapi/v1.0/account/~/extension/~"


class Person:
    """The person's requests, as an app would send them."""

    def __init__(self, simulator: Simulator) -> None:
        self.simulator = simulator
        self.http = httpx.Client(base_url=simulator.url, timeout=5, trust_env=False, verify=False)  # noqa: S501

    def sign_in(self, **form: str) -> httpx.Response:
        """By JWT, as the public app."""
        answer = self.token(
            grant_type="urn:ietf:params:oauth:grant-type:jwt-bearer",
            assertion=people.JWT,
            client_id=people.PUBLIC_CLIENT_ID,
            **form,
        )
        assert answer.status_code == 200, answer.text
        self.use(answer)
        return answer

    def use(self, answer: httpx.Response) -> None:
        """Go on with the access token of this answer."""
        self.http.headers["authorization"] = f"Bearer {answer.json()['access_token']}"

    def token(self, **form: str) -> httpx.Response:
        """`getToken`, without a bearer."""
        return self.form("/restapi/oauth/token", form)

    def form(self, path: str, form: dict[str, str], auth: tuple[str, str] | None = None) -> httpx.Response:
        """A form without a bearer; with `auth`, as an app that has a secret."""
        request = self.http.build_request("POST", path, data=form)
        request.headers.pop("authorization", None)
        return self.http.send(request, auth=auth)

    def refresh(self, refresh_token: str) -> httpx.Response:
        """Rotate as the public app."""
        return self.token(
            grant_type="refresh_token", refresh_token=refresh_token, client_id=people.PUBLIC_CLIENT_ID
        )

    def dial(
        self, to: str, *, from_: str = people.MOBILE, path: str = "ring-out", **more: object
    ) -> httpx.Response:
        """`createRingOutCall`."""
        body = {"from": {"phoneNumber": from_}, "to": {"phoneNumber": to}, "playPrompt": False, **more}
        return self.http.post(f"{EXTENSION}/{path}", json=body)

    def status(self, id_: str, path: str = "ring-out") -> httpx.Response:
        """`readRingOutCallStatus`."""
        return self.http.get(f"{EXTENSION}/{path}/{id_}")

    def words(self, id_: str) -> tuple[str, str, str]:
        """The three status words."""
        status = self.status(id_).json()["status"]
        return status["callStatus"], status["callerStatus"], status["calleeStatus"]

    def cancel(self, id_: str, path: str = "ring-out") -> httpx.Response:
        """`deleteRingOutCall`."""
        return self.http.delete(f"{EXTENSION}/{path}/{id_}")

    def get(self, path: str = "") -> httpx.Response:
        """Something of the person's extension."""
        return self.http.get(f"{EXTENSION}{path}")


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def simulator(clock: Clock) -> Iterator[Simulator]:
    with Simulator(clock=clock) as running:
        yield running


@pytest.fixture
def stranger(simulator: Simulator) -> Iterator[Person]:
    """Somebody who is not signed in."""
    person = Person(simulator)
    with person.http:
        yield person


@pytest.fixture
def person(stranger: Person) -> Person:
    """Somebody who is."""
    stranger.sign_in()
    return stranger
