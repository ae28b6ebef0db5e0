"""The account: choices from what may be read, plain sentences for what may not."""

from __future__ import annotations

from typing import Any

import httpcore
import httpx
import pytest
import respx
from hypothesis import given, settings
from hypothesis import strategies as st

from ringout_host.errors import RingOutError
from ringout_host.protocol import Account
from ringout_host.ringcentral.account import Missing, Parts, build_account
from ringout_host.ringcentral.account_file import forget_account, load_account, save_account
from ringout_host.ringcentral.ringout import EXTENSION_PATH

from .world import World

EXTENSION = {
    "id": 1,
    "name": "Robin Sample",
    "extensionNumber": "101",
    "regionalSettings": {"homeCountry": {"id": "224", "isoCode": "GB"}},
    "serviceFeatures": [{"featureName": "RingOut", "enabled": True}],
}
NUMBERS = [
    {"phoneNumber": "+12015550100", "usageType": "MainCompanyNumber", "features": ["CallerId"], "label": "Main"},
    {"phoneNumber": "+12015550101", "usageType": "DirectNumber", "features": ["CallerId", "SmsSender"]},
    {"phoneNumber": "+12015550102", "usageType": "DirectNumber", "type": "FaxOnly", "features": []},
]
FORWARDING = [
    {"phoneNumber": "+12015550110", "label": "Home", "type": "Home", "features": ["CallFlip"]},
    {"phoneNumber": "+12015550111", "label": "My mobile", "type": "Mobile", "features": ["CallFlip"]},
    {"phoneNumber": "+12015550112", "label": "Apps", "type": "ExtensionApps"},
    {"phoneNumber": "+12015550101", "label": "Again", "type": "Other"},
]
CALLER_ID = [
    {"feature": "FaxNumber", "callerId": {"type": "Blocked"}},
    {"feature": "RingOut", "callerId": {"type": "PhoneNumber", "phoneInfo": {"phoneNumber": "+12015550101"}}},
]


def parts(**changes: Any) -> Parts:
    known: dict[str, Any] = {
        "extension": EXTENSION,
        "phone_numbers": NUMBERS,
        "forwarding_numbers": FORWARDING,
        "caller_ids": CALLER_ID,
    }
    return Parts(**{**known, **changes})


def build(**changes: Any) -> Account:
    return build_account(parts(**changes), token_store="file")


def test_the_whole_account() -> None:
    account = build()
    assert (account.signed_in, account.name, account.extension_number) == (True, "Robin Sample", "101")
    assert (account.region, account.token_store, account.notes) == ("GB", "file", [])
    assert [(phone.phone_number, phone.label, phone.type) for phone in account.from_] == [
        ("+12015550101", "Direct number", "DirectNumber"),
        ("+12015550100*101", "Main number, extension 101", "Extension"),
        ("+12015550111", "My mobile", "Mobile"),
        ("+12015550110", "Home", "Home"),
    ]
    assert [(each.phone_number, each.label) for each in account.caller_ids] == [
        ("+12015550101", "Direct number"),
        ("+12015550100", "Main"),
    ], "the usual one first"


def test_what_is_forbidden_becomes_a_sentence() -> None:
    account = build(
        phone_numbers=Missing.FORBIDDEN, forwarding_numbers=Missing.UNREAD, caller_ids=Missing.FORBIDDEN
    )
    assert (account.from_, account.caller_ids) == ([], [])
    assert len(account.notes) == 2
    assert all("type the number of your own phone" in note for note in account.notes)


def test_features_that_are_off_become_a_sentence() -> None:
    off = [{"featureName": name, "enabled": False} for name in ("RingOut", "InternationalCalling", "SMS")]
    notes = build(extension={**EXTENSION, "serviceFeatures": off}).notes
    assert len(notes) == 2
    assert "RingOut is switched off" in notes[0]
    assert "International calls" in notes[1]


def test_a_blocked_caller_id_is_told() -> None:
    blocked = [{"feature": "RingOut", "callerId": {"type": "Blocked"}}]
    assert "hide your number" in build(caller_ids=blocked).notes[0]


def test_a_person_without_phones_is_told_to_type_one() -> None:
    account = build(phone_numbers=[], forwarding_numbers=[])
    assert account.from_ == []
    assert "no phone of yours" in account.notes[0]


def test_nothing_is_known_of_the_extension() -> None:
    account = build(extension={})
    assert (account.name, account.extension_number, account.region) == (None, None, None)
    assert "+12015550100*" not in " ".join(phone.phone_number for phone in account.from_)


odd = st.sampled_from([
    None, True, 7, -1.5, "", "x" * 500, "+12015550101", "DirectNumber", "a\nb", [], ["CallerId"], [None], {},
    {"homeCountry": {"isoCode": "g b"}}, {"firstName": 7, "lastName": "Sample"},
    [{"featureName": "RingOut", "enabled": False}], [{"featureName": "SMS", "enabled": 0}],
])  # fmt: skip
keys = st.sampled_from([
    *EXTENSION, "phoneNumber", "usageType", "features", "label", "type", "feature", "callerId", "contact",
])  # fmt: skip
record = st.dictionaries(keys, odd, max_size=6)
records = st.lists(record | odd, max_size=3)


@settings(deadline=None)
@given(record, records, records, records)
def test_any_answer_makes_an_account(extension: Any, numbers: Any, forwarding: Any, caller_ids: Any) -> None:
    account = build_account(Parts(extension, numbers, forwarding, caller_ids), token_store="file")
    assert Account.model_validate(account.wire()).signed_in


def mock_account(api: respx.MockRouter) -> dict[str, respx.Route]:
    return {
        "extension": api.get(EXTENSION_PATH).respond(200, json=EXTENSION),
        "phone-number": api.get(f"{EXTENSION_PATH}/phone-number").respond(200, json={"records": NUMBERS}),
        "forwarding-number": api.get(f"{EXTENSION_PATH}/forwarding-number").respond(
            200, json={"records": FORWARDING}
        ),
        "caller-id": api.get(f"{EXTENSION_PATH}/caller-id").respond(200, json={"byFeature": CALLER_ID}),
    }


def read(world: World) -> Account:
    return world.run(lambda client: client.read_account())


def test_an_account_is_read(world: World, api: respx.MockRouter) -> None:
    world.sign_in()
    mock_account(api)
    assert read(world) == build()


@pytest.mark.parametrize(
    "outcome", [httpx.Response(403), httpx.Response(500), httpcore.ConnectError, httpx.Response(200)]
)
def test_each_part_may_be_missing(world: World, api: respx.MockRouter, outcome: Any) -> None:
    world.sign_in()
    for name, route in mock_account(api).items():
        if name != "extension":
            kind = "return_value" if isinstance(outcome, httpx.Response) else "side_effect"
            route.mock(**{kind: outcome})
    account = read(world)
    assert account.name == "Robin Sample"
    assert len(account.notes) == 2


def test_the_extension_itself_may_be_forbidden(world: World, api: respx.MockRouter) -> None:
    world.sign_in()
    mock_account(api)["extension"].respond(403)
    account = read(world)
    assert (account.signed_in, account.name) == (True, None)
    assert account.from_[0].phone_number == "+12015550101"


@pytest.mark.parametrize("status", [404, 500, 302])
def test_no_account_without_the_extension(world: World, api: respx.MockRouter, status: int) -> None:
    world.sign_in()
    mock_account(api)["extension"].respond(status)
    with pytest.raises(RingOutError) as caught:
        read(world)
    assert caught.value.code == "service-error"


def test_pages_are_asked_for_by_number(world: World, api: respx.MockRouter) -> None:
    world.sign_in()
    routes = mock_account(api)

    def page(request: httpx.Request) -> httpx.Response:
        number = int(request.url.params["page"])
        records = [{"phoneNumber": f"+120155501{number:02}", "usageType": "DirectNumber"}]
        navigation = {"nextPage": {"uri": "https://elsewhere.example/steal"}} if number < 3 else {}
        return httpx.Response(200, json={"records": records, "navigation": navigation})

    routes["phone-number"].mock(side_effect=page)
    numbers = [phone.phone_number for phone in read(world).from_ if phone.type == "DirectNumber"]
    assert numbers == ["+12015550101", "+12015550102", "+12015550103"]


def test_pages_without_end_are_left_off(world: World, api: respx.MockRouter) -> None:
    world.sign_in()
    routes = mock_account(api)
    endless = {"records": NUMBERS, "navigation": {"nextPage": {"uri": "https://elsewhere.example"}}}
    routes["phone-number"].respond(200, json=endless)
    read(world)
    assert routes["phone-number"].call_count == 8


def test_an_account_is_kept(world: World) -> None:
    assert load_account(world.home) is None
    save_account(world.home, build(), simulator=True, speed=20.0, server="http://127.0.0.1:5000")
    known = load_account(world.home)
    assert known is not None
    assert (known.account, known.simulator, known.speed) == (build(), True, 20.0)
    assert load_account(world.home, "http://127.0.0.1:5000") == known
    assert load_account(world.home, "https://platform.ringcentral.com") is None, "of another server"
    forget_account(world.home)
    assert load_account(world.home) is None
    forget_account(world.home)


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"account": {}}', b"\xff", b"[" * 100_000])
def test_a_damaged_account_is_read_anew(world: World, content: bytes) -> None:
    world.home.account.write_bytes(content)
    assert load_account(world.home) is None


def test_an_account_that_cannot_be_kept(world: World) -> None:
    world.home.account.mkdir()
    with pytest.raises(RingOutError) as caught:
        save_account(world.home, build(), simulator=False, speed=1.0)
    assert caught.value.code == "storage-failed"
