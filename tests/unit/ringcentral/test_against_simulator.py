"""The whole part against the simulator: sign-in, account, calls, limits, rotation, and where secrets end up."""

from __future__ import annotations

import asyncio
import io
import json
import logging
import multiprocessing
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest

from ringout_host import config as settings
from ringout_host.cli import main as ringout
from ringout_host.config import Config
from ringout_host.errors import AccountError, RingOutError, ServiceError
from ringout_host.paths import Paths, paths
from ringout_host.protocol import Account
from ringout_host.ringcentral.account_file import load_account
from ringout_host.ringcentral.client import RingCentral
from ringout_host.ringcentral.facade import Connection, sign_in_jwt, sign_out
from ringout_host.ringcentral.ringout import RingOutOrder
from ringout_host.ringcentral.signin import sign_in_browser
from ringout_host.ringcentral.tokens import Credentials
from ringout_host.simulator import Fault, Kind, Operation, Simulator, people

from .world import Watch

ORDER = RingOutOrder(people.MOBILE, "+12015550123", play_prompt=False)
CREDENTIALS = Credentials(
    clientId=people.CONFIDENTIAL_CLIENT_ID, clientSecret=people.CLIENT_SECRET, jwt=people.JWT
)


@pytest.fixture
def simulator() -> Iterator[Simulator]:
    with Simulator(speed=50) as simulator:
        yield simulator


@pytest.fixture
def home(tmp_path: Path, simulator: Simulator, monkeypatch: pytest.MonkeyPatch) -> Paths:
    monkeypatch.setenv("RINGOUT_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("RINGOUT_SERVER", simulator.url)
    monkeypatch.setenv("RINGOUT_TOKEN_STORE", "file")
    monkeypatch.setenv("RINGOUT_CLIENT_ID", people.PUBLIC_CLIENT_ID)
    return paths()


@pytest.fixture
def config(home: Paths) -> Config:
    return settings.load(home)


def sign_in(config: Config, home: Paths) -> Account:
    return asyncio.run(sign_in_jwt(config, home, CREDENTIALS))


def use(config: Config, home: Paths, work: Any) -> Any:
    async def main() -> Any:
        client = Connection(config, home).client
        try:
            return await work(client)
        finally:
            await client.close()

    return asyncio.run(main())


def visit(url: str) -> tuple[int, str]:
    """What a browser sees at this address, redirects followed."""
    try:
        with urllib.request.urlopen(url) as answer:  # noqa: S310 - our own addresses
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode()


async def in_browser(
    config: Config, home: Paths, open_page: Any
) -> tuple[Account | RingOutError, tuple[int, str]]:
    async with sign_in_browser(config, home) as attempt:
        page = asyncio.create_task(asyncio.to_thread(open_page, attempt.authorize_url))
        try:
            outcome: Account | RingOutError = await attempt.finish(timeout=30)
        except RingOutError as error:
            outcome = error
        return outcome, await page


def test_signing_in_with_a_jwt(config: Config, home: Paths) -> None:
    account = sign_in(config, home)
    assert (account.signed_in, account.name, account.token_store) == (True, people.NAME, "file")
    assert people.DIRECT_NUMBER in [phone.phone_number for phone in account.from_]
    known = load_account(home, config.app.server)
    assert known is not None
    assert (known.account, known.simulator, known.speed) == (account, True, 50)
    assert home.tokens.stat().st_mode & 0o777 == 0o600


def test_a_jwt_that_is_refused(config: Config, home: Paths) -> None:
    for change in ({"jwt": "wrong"}, {"client_secret": "wrong"}, {"client_id": "wrong"}):
        with pytest.raises(AccountError) as caught:
            asyncio.run(sign_in_jwt(config, home, CREDENTIALS.model_copy(update=change)))
        assert caught.value.code == "signed-out"
        assert "wrong" not in caught.value.message.replace("is wrong", "")
    assert not home.tokens.exists()


def test_signing_in_through_the_browser(config: Config, home: Paths, simulator: Simulator) -> None:
    account, page = asyncio.run(in_browser(config, home, visit))
    assert isinstance(account, Account)
    assert account.name == people.NAME
    assert page[0] == 200
    assert "You are signed in" in page[1]
    assert use(config, home, lambda client: client.create_ring_out(ORDER, Watch())).id
    assert len(simulator.dialled) == 1


def test_a_grant_of_the_browser_is_renewed_without_a_secret(
    config: Config, home: Paths, simulator: Simulator
) -> None:
    asyncio.run(in_browser(config, home, visit))
    simulator.expire_tokens()
    use(config, home, lambda client: client.read_account())


def test_a_person_who_declines(config: Config, home: Paths, simulator: Simulator) -> None:
    def decline(url: str) -> tuple[int, str]:
        address = url.replace("/restapi/oauth/authorize", "/simulator/consent/answer") + "&allow=no"
        return visit(address)

    error, page = asyncio.run(in_browser(config, home, decline))
    assert isinstance(error, AccountError)
    assert error.code == "signed-out"
    assert "did not allow" in error.message
    assert page[0] == 403
    assert "did not allow" in page[1]


def test_a_code_that_is_not_ours(config: Config, home: Paths) -> None:
    def forge(url: str) -> tuple[int, str]:
        asked = dict(parse_qsl(urlsplit(url).query))
        return visit(f"{asked['redirect_uri']}?code=forged&state={asked['state']}")

    error, page = asyncio.run(in_browser(config, home, forge))
    assert isinstance(error, AccountError)
    assert page[0] == 403
    assert not home.tokens.exists()


def test_nobody_comes_back(config: Config, home: Paths) -> None:
    async def main() -> None:
        async with sign_in_browser(config, home) as attempt:
            with pytest.raises(AccountError) as caught:
                await attempt.finish(timeout=0.05)
            assert caught.value.code == "signed-out"
            assert caught.value.message.startswith("Nobody signed in")

    asyncio.run(main())


def test_no_app_is_named(config: Config, home: Paths) -> None:
    async def main() -> None:
        app = config.app.model_copy(update={"client_id": None})
        async with sign_in_browser(Config(config.settings, config.limits, app, ()), home):
            pass

    with pytest.raises(RingOutError) as caught:
        asyncio.run(main())
    assert "RINGOUT_CLIENT_ID" in caught.value.remedy


def test_a_call_from_start_to_cancel(config: Config, home: Paths, simulator: Simulator) -> None:
    sign_in(config, home)
    watch = Watch()

    async def work(client: RingCentral) -> None:
        ring_out = await client.create_ring_out(ORDER, watch)
        assert ring_out.status is not None
        assert (await client.ring_out_status(ring_out.id)).status is not None
        await client.cancel_ring_out(ring_out.id)
        assert (client.simulator, client.speed) == (True, 50)

    use(config, home, work)
    assert watch.told == ["sending"]
    assert [call.to for call in simulator.dialled] == ["+12015550123"]


OPEN_ENDED = [
    Fault(kind, executed=True)
    for kind in (
        Kind.STATUS, Kind.DROP, Kind.RESET, Kind.HALF, Kind.MALFORMED, Kind.WRONG_TYPE, Kind.EMPTY, Kind.HUGE,
        Kind.REDIRECT,
    )
]  # fmt: skip


@pytest.mark.parametrize("fault", OPEN_ENDED, ids=lambda fault: fault.kind)
def test_a_lost_answer_dials_once(config: Config, home: Paths, simulator: Simulator, fault: Fault) -> None:
    if fault.kind is Kind.REDIRECT:
        fault = Fault(fault.kind, executed=True, status=307)
    sign_in(config, home)
    simulator.fail_next(Operation.CREATE, fault)
    watch = Watch()
    with pytest.raises(ServiceError) as caught:
        use(config, home, lambda client: client.create_ring_out(ORDER, watch))
    assert caught.value.code == "outcome-unknown"
    assert watch.told == ["sending"]
    assert len(simulator.dialled) == 1


def test_one_connection_serves_a_whole_call(config: Config, home: Paths, simulator: Simulator) -> None:
    sign_in(config, home)
    before = simulator.books.connections

    async def work(client: RingCentral) -> None:
        await client.warm()
        ring_out = await client.create_ring_out(ORDER, Watch())
        for _ in range(3):
            await client.ring_out_status(ring_out.id)
        await client.cancel_ring_out(ring_out.id)
        await client.ring_out_status(ring_out.id)

    use(config, home, work)
    assert simulator.books.connections == before + 1


def test_an_expired_token_dials_once(config: Config, home: Paths, simulator: Simulator) -> None:
    sign_in(config, home)
    simulator.expire_tokens()
    watch = Watch()
    use(config, home, lambda client: client.create_ring_out(ORDER, watch))
    assert watch.told == ["sending", "not dialled", "sending"]
    assert len(simulator.dialled) == 1


def test_a_revoked_session_with_a_jwt_comes_back_by_itself(
    config: Config, home: Paths, simulator: Simulator
) -> None:
    sign_in(config, home)
    simulator.revoke_sessions()
    use(config, home, lambda client: client.create_ring_out(ORDER, Watch()))
    assert len(simulator.dialled) == 1


def test_a_revoked_session_of_the_browser_ends_without_a_loop(
    config: Config, home: Paths, simulator: Simulator
) -> None:
    asyncio.run(in_browser(config, home, visit))
    simulator.revoke_sessions()
    for _ in range(3):
        with pytest.raises(AccountError) as caught:
            use(config, home, lambda client: client.create_ring_out(ORDER, Watch()))
        assert caught.value.code == "sign-in-expired"
    known = load_account(home)
    assert known is not None
    assert not known.account.signed_in
    assert simulator.dialled == []
    asked = simulator.books.count(Operation.TOKEN)
    with pytest.raises(AccountError):
        use(config, home, lambda client: client.read_account())
    assert simulator.books.count(Operation.TOKEN) == asked


def test_offline_signs_nobody_out(config: Config, home: Paths, simulator: Simulator) -> None:
    sign_in(config, home)
    simulator.expire_tokens()
    with simulator.offline(), pytest.raises(ServiceError) as caught:
        use(config, home, lambda client: client.create_ring_out(ORDER, Watch()))
    assert caught.value.code == "service-unreachable"
    use(config, home, lambda client: client.create_ring_out(ORDER, Watch()))
    assert len(simulator.dialled) == 1


def test_the_trap_of_the_penalty_is_not_stepped_into(config: Config, home: Paths, simulator: Simulator) -> None:
    sign_in(config, home)
    simulator.set_limits(window=1, penalty=1)
    simulator.fail_next(Operation.CREATE, Fault(Kind.STATUS, status=429, retry_after=2))
    watch = Watch()
    use(config, home, lambda client: client.create_ring_out(ORDER, watch))
    assert watch.told == ["sending", "not dialled", 2, 0, "sending"]
    assert len(simulator.dialled) == 1


def test_a_new_sign_in_ends_the_session_before(config: Config, home: Paths, simulator: Simulator) -> None:
    for _ in range(2):
        sign_in(config, home)
    assert simulator.books.count(Operation.REVOKE) == 1
    use(config, home, lambda client: client.read_account())


def test_signing_out(config: Config, home: Paths, simulator: Simulator) -> None:
    sign_in(config, home)
    assert asyncio.run(sign_out(config, home))
    assert not home.tokens.exists()
    assert load_account(home) is None
    assert simulator.books.count(Operation.REVOKE) == 1
    assert asyncio.run(sign_out(config, home)), "twice is no error"


def test_signing_out_offline(config: Config, home: Paths, simulator: Simulator) -> None:
    sign_in(config, home)
    with simulator.offline():
        assert not asyncio.run(sign_out(config, home))
    assert not home.tokens.exists()


def renew_in_a_process(start: Any) -> None:
    places = paths()
    config = settings.load(places)

    async def work() -> None:
        async with Connection(config, places) as connection:
            start.wait()
            await connection.client.read_account()

    asyncio.run(work())


@pytest.mark.slow
def test_processes_renew_once(config: Config, home: Paths, simulator: Simulator) -> None:
    sign_in(config, home)
    grant = json.loads(home.tokens.read_text())
    grant["servers"][config.app.server]["access_expires_at"] = 0
    home.tokens.write_text(json.dumps(grant))
    before = simulator.books.count(Operation.TOKEN)
    context = multiprocessing.get_context("spawn")
    start = context.Barrier(3)
    hosts = [context.Process(target=renew_in_a_process, args=(start,)) for _ in range(3)]
    for host in hosts:
        host.start()
    for host in hosts:
        host.join()
    assert [host.exitcode for host in hosts] == [0, 0, 0]
    assert simulator.books.count(Operation.TOKEN) == before + 1


def test_secrets_are_in_the_token_file_alone(
    config: Config, home: Paths, simulator: Simulator, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    sign_in(config, home)
    told: list[str] = []
    for fault in (None, Fault(Kind.STATUS, status=401), Fault(Kind.STATUS, status=403), Fault(Kind.RESET)):
        if fault is not None:
            simulator.fail_next(Operation.CREATE, fault)
        try:
            use(config, home, lambda client: client.create_ring_out(ORDER, Watch()))
        except RingOutError as error:
            told.append(repr((error, error.__context__, vars(error))))
    asyncio.run(in_browser(config, home, visit))
    written = {path.name: path.read_bytes() for path in home.state.rglob("*") if path.is_file()}
    tokens = written.pop("tokens.json")
    assert any(secret.encode() in tokens for secret in simulator.secrets)
    everything = b"".join(written.values()) + caplog.text.encode() + "".join(told).encode()
    assert len(simulator.secrets) > 4
    assert [secret for secret in simulator.secrets if secret.encode() in everything] == []


@pytest.mark.usefixtures("home")
class TestCommands:
    """`ringout login`, `whoami` and `logout`."""

    def test_a_credentials_file(
        self, home: Paths, tmp_path: Path, capsys: pytest.CaptureFixture[str], simulator: Simulator
    ) -> None:
        file = tmp_path / "credentials.json"
        file.write_text(
            json.dumps(
                {
                    "clientId": people.CONFIDENTIAL_CLIENT_ID,
                    "clientSecret": people.CLIENT_SECRET,
                    "jwt": people.JWT,
                }
            )
        )
        file.chmod(0o644)
        assert ringout(["login", "--jwt", "--credentials", str(file)]) == 0
        out, err = capsys.readouterr()
        assert out == ""
        assert f"chmod 600 {file}" in err
        assert people.NAME in err
        assert "simulator" in err
        assert str(home.tokens) in err
        assert not any(secret in err for secret in simulator.secrets)

        assert ringout(["whoami", "--json"]) == 0
        told = json.loads(capsys.readouterr().out)
        assert (told["signedIn"], told["name"], told["simulator"]) == (True, people.NAME, True)
        assert ringout(["whoami"]) == 0
        assert people.DIRECT_NUMBER in capsys.readouterr().out

        with simulator.offline():
            assert ringout(["whoami"]) == 0
        out, err = capsys.readouterr()
        assert people.NAME in out
        assert "said last" in err

        assert ringout(["logout"]) == 0
        assert "signed out" in capsys.readouterr().err
        assert ringout(["whoami", "--json"]) == 1
        out, err = capsys.readouterr()
        assert json.loads(out)["signedIn"] is False
        assert "ringout login" in err

    def test_credentials_on_standard_input(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setattr(
            "sys.stdin", io.StringIO(json.dumps({"clientId": people.PUBLIC_CLIENT_ID, "jwt": people.JWT}))
        )
        assert ringout(["login", "--credentials", "-"]) == 0
        assert people.NAME in capsys.readouterr().err

    @pytest.mark.parametrize("content", ["{}", "secret-x", '{"clientId": "a", "jwt": "secret x"}'])
    def test_credentials_that_cannot_be_used(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str], content: str
    ) -> None:
        file = tmp_path / "credentials.json"
        file.write_text(content)
        file.chmod(0o600)
        assert ringout(["login", "--jwt", "--credentials", str(file)]) == 1
        err = capsys.readouterr().err
        assert "credentials cannot be used" in err
        assert "secret" not in err.replace("clientSecret", "").lower()
        assert ringout(["login", "--jwt", "--credentials", str(tmp_path / "none.json")]) == 1
        assert "none.json" in capsys.readouterr().err

    def test_without_a_terminal_nothing_is_asked(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setattr("sys.stdin", io.StringIO())
        assert ringout(["login", "--jwt"]) == 1
        assert "--credentials" in capsys.readouterr().err

    def test_a_terminal_is_asked_without_showing(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        class Terminal(io.StringIO):
            def isatty(self) -> bool:
                return True

        monkeypatch.delenv("RINGOUT_CLIENT_ID")
        monkeypatch.setattr("sys.stdin", Terminal(f"{people.CONFIDENTIAL_CLIENT_ID}\n"))
        hidden = iter([people.CLIENT_SECRET, people.JWT])
        monkeypatch.setattr("getpass.getpass", lambda _: next(hidden))
        assert ringout(["login", "--jwt"]) == 0
        assert people.NAME in capsys.readouterr().err

    def test_the_browser(self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        monkeypatch.setenv("DISPLAY", ":99")
        monkeypatch.setattr("webbrowser.open", visit)
        # The page is answered only when the sign-in is over, so the browser must not be waited for.
        assert ringout(["login"]) == 0
        err = capsys.readouterr().err
        assert "/restapi/oauth/authorize?" in err
        assert people.NAME in err
