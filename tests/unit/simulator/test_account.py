"""What is told about the person, and what may be forbidden."""

from __future__ import annotations

import phonenumbers
import pytest

from ringout_host.simulator import CALLEE, CALLER, OUTCOMES, Operation, Shape, Simulator, people

from .conftest import Person

READS = {
    Operation.EXTENSION: ("", "ReadExtensions"),
    Operation.FORWARDING_NUMBER: ("/forwarding-number", "ReadUserForwardingFlipNumbers"),
    Operation.PHONE_NUMBER: ("/phone-number", "ReadUserPhoneNumbers"),
    Operation.CALLER_ID: ("/caller-id", "ReadCallerIDSettings"),
    Operation.FEATURES: ("/features", "ReadExtensions"),
}


def test_who_i_am(person: Person) -> None:
    me = person.get().json()
    assert (me["name"], me["extensionNumber"]) == (people.NAME, "101")
    assert me["regionalSettings"]["homeCountry"]["isoCode"] == "US"
    enabled = {one["featureName"]: one["enabled"] for one in me["serviceFeatures"]}
    assert enabled["RingOut"] is True
    assert enabled["InternationalCalling"] is True
    assert person.http.get("/restapi/v1.0/account/~").json()["id"] == people.ACCOUNT_ID


def test_features_can_be_missing(simulator: Simulator, person: Person) -> None:
    simulator.knobs.ringout = False
    simulator.knobs.home_country = "GB"
    me = person.get().json()
    assert {"featureName": "RingOut", "enabled": False, "reason": "ExtensionLimitation"} in me["serviceFeatures"]
    assert me["regionalSettings"]["homeCountry"]["callingCode"] == "44"
    records = person.get("/features?featureId=RingOut&featureId=Unheard").json()["records"]
    assert [(one["id"], one["available"]) for one in records] == [("RingOut", False), ("Unheard", False)]
    assert person.get("/features?availableOnly=true&featureId=RingOut").json() == {"records": []}
    assert person.get("/features?availableOnly=perhaps").status_code == 400


def test_phones_and_numbers(person: Person) -> None:
    phones = person.get("/forwarding-number").json()["records"]
    assert [(one["type"], one["phoneNumber"]) for one in phones] == [
        ("Mobile", people.MOBILE),
        ("Home", people.HOME),
        ("PhoneLine", people.DESK_PHONE),
    ]
    numbers = person.get("/phone-number").json()["records"]
    shown = {one["phoneNumber"] for one in numbers if "CallerId" in one["features"]}
    assert shown == {people.MAIN_NUMBER, people.DIRECT_NUMBER, people.LONDON_NUMBER}
    direct = person.get("/phone-number?usageType=DirectNumber").json()["records"]
    assert {one["usageType"] for one in direct} == {"DirectNumber"}
    by_feature = person.get("/caller-id").json()["byFeature"]
    ringout = next(one for one in by_feature if one["feature"] == "RingOut")
    assert ringout["callerId"]["phoneInfo"]["phoneNumber"] == people.MAIN_NUMBER


def test_pages_can_be_followed_to_the_end(simulator: Simulator, person: Person) -> None:
    simulator.knobs.page_cap = 3
    seen: list[str] = []
    url: str | None = "/restapi/v1.0/account/~/extension/~/phone-number"
    pages = 0
    while url is not None:
        page = person.http.get(url).json()
        seen += [one["phoneNumber"] for one in page["records"]]
        pages += 1
        assert page["paging"]["totalPages"] == 2
        url = page["navigation"].get("nextPage", {}).get("uri")
    assert pages == 2
    assert seen == [one.phone_number for one in people.OWN_NUMBERS]
    beyond = person.get("/phone-number?page=9").json()
    assert beyond["records"] == []
    assert person.get("/phone-number?perPage=0").status_code == 400


@pytest.mark.parametrize("operation", READS)
def test_each_answer_can_be_forbidden(simulator: Simulator, person: Person, operation: Operation) -> None:
    path, permission = READS[operation]
    simulator.forbid(operation)
    answer = person.get(path)
    assert answer.status_code == 403
    error = answer.json()["errors"][0]
    assert (error["errorCode"], error["permissionName"]) == ("CMN-408", permission)
    simulator.forbid()
    assert person.get(path).status_code == 200


def test_the_app_needs_its_permissions(simulator: Simulator, person: Person) -> None:
    simulator.knobs.scopes = frozenset({"RingOut"})
    answer = person.get()
    assert answer.status_code == 403
    assert answer.json()["errorCode"] == "InsufficientPermissions"
    assert answer.json()["errors"][0]["errorCode"] == "CMN-401"
    assert person.dial("+12015550123").status_code == 200


@pytest.mark.parametrize(
    ("shape", "keys"),
    [
        (Shape.BOTH, {"errorCode", "message", "errors", "parameterName"}),
        (Shape.ERRORS, {"errors"}),
        (Shape.TOP, {"errorCode", "message", "parameterName"}),
    ],
)
def test_errors_come_in_three_shapes(simulator: Simulator, person: Person, shape: Shape, keys: set[str]) -> None:
    simulator.knobs.error_shape = shape
    assert set(person.status("bm9uZQ").json()) == keys


def test_nobody_elses_extension_is_shown(person: Person) -> None:
    own = f"/restapi/v1.0/account/{people.ACCOUNT_ID}/extension/{people.EXTENSION_ID}"
    assert person.http.get(own).status_code == 200
    other = person.http.get("/restapi/v1.0/account/~/extension/1")
    assert (other.status_code, other.json()["parameterName"]) == (404, "extensionId")
    assert person.http.get("/restapi/v1.0/elsewhere").status_code == 404
    assert person.http.get(f"{own}/").status_code == 404, "and nobody is sent elsewhere"


def test_a_method_that_the_document_does_not_have(person: Person) -> None:
    own = f"/restapi/v1.0/account/{people.ACCOUNT_ID}/extension/{people.EXTENSION_ID}"
    for method in ("PUT", "DELETE", "HEAD", "OPTIONS"):
        refused = person.http.request(method, own)
        assert (refused.status_code, refused.headers["allow"]) == (405, "GET")


def test_the_api_versions_need_no_sign_in(stranger: Person) -> None:
    answer = stranger.http.get("/restapi")
    assert answer.json()["apiVersions"][0]["uriString"] == "v1.0"
    assert "x-rate-limit-group" not in answer.headers


def test_every_number_here_is_valid_and_fictional() -> None:
    own = [one.phone_number for one in people.OWN_NUMBERS] + [
        one.phone_number for one in people.FORWARDING_NUMBERS
    ]
    magic = [f"+120155501{ending}" for ending in (*CALLEE, *CALLER)]
    for number in own + magic:
        assert phonenumbers.is_valid_number(phonenumbers.parse(number)), number
        assert number.startswith(("+120155501", "+442079460")), number
    assert not {number[-2:] for number in own} & set(CALLEE)


def test_the_magic_table_is_consistent() -> None:
    assert len(OUTCOMES) == len({one.name for one in (*CALLER.values(), *CALLEE.values())}) + 2
    assert all(50 <= int(ending) <= 99 for ending in (*CALLER, *CALLEE))
    assert all(one.says.endswith(".") for one in OUTCOMES.values())
