"""What may be chosen: countries that exist, and a phone that may ring first."""

from __future__ import annotations

import pytest

from ringout_host.errors import AccountError, NumberError, RequestError
from ringout_host.policy.choices import choices, rings_first, shown_number
from ringout_host.protocol import Account, FromPhone
from ringout_host.protocol.requests import SettingsParams

NOBODY = Account(signed_in=False)
LISTED = "15550100"
SOMEBODY = Account(signed_in=True, from_=[FromPhone(phone_number=LISTED, label="Desk", type="Work")])


def test_countries_are_kept_once_and_as_numbering_plans_name_them() -> None:
    kept = choices(SettingsParams(region="uk", countries=["fr", "FR", "UK", "GB"]), NOBODY, "US")
    assert (kept.region, kept.countries) == ("GB", ["FR", "GB"])
    assert kept.model_fields_set == {"region", "countries"}, "what was not named is not changed"


@pytest.mark.parametrize("change", [{"region": "XX"}, {"countries": ["FR", "ZZ"]}])
def test_a_country_that_nobody_knows_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(RequestError, match=r"no country"):
        choices(SettingsParams.model_validate(change), NOBODY, "US")


def test_the_own_phone_is_read_as_in_the_country_that_is_chosen_with_it() -> None:
    assert choices(SettingsParams(region="GB", from_="020 7946 0105"), NOBODY, "US").from_ == "+442079460105"
    with pytest.raises(NumberError):
        choices(SettingsParams(from_="020 7946 0105"), NOBODY, "US")


def test_a_choice_can_be_forgotten() -> None:
    kept = choices(SettingsParams(region=None, from_=None), SOMEBODY, "US")
    assert kept.model_fields_set == {"region", "from_"}
    assert (kept.region, kept.from_) == (None, None)


def test_the_first_phone_that_ringcentral_lists_rings_where_none_is_chosen() -> None:
    assert rings_first(None, SOMEBODY, "US") == LISTED
    assert rings_first("(201) 555-0102", SOMEBODY, "US") == "+12015550102"


@pytest.mark.parametrize(("wanted", "account"), [(None, NOBODY), ("911", SOMEBODY), ("my phone", SOMEBODY)])
def test_without_a_phone_that_may_ring_there_is_no_call(wanted: str | None, account: Account) -> None:
    with pytest.raises(AccountError) as caught:
        rings_first(wanted, account, "US")
    assert caught.value.code == "from-not-allowed"


def test_a_caller_id_is_read_as_in_the_country_that_is_chosen_with_it() -> None:
    assert (
        choices(SettingsParams(region="GB", caller_id="020 7946 0105"), NOBODY, "US").caller_id == "+442079460105"
    )
    assert choices(SettingsParams(caller_id=None), NOBODY, "US").caller_id is None
    assert shown_number(None, SOMEBODY, "US") is None


def test_a_caller_id_that_is_no_number_is_refused_by_its_name() -> None:
    for refused in (
        lambda: shown_number("Acme", SOMEBODY, "US"),
        lambda: choices(SettingsParams(caller_id="Acme"), NOBODY, "US"),
    ):
        with pytest.raises(AccountError, match="Acme cannot be your caller ID") as caught:
            refused()
        assert caught.value.code == "caller-id-not-allowed"
