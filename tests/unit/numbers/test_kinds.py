"""Kinds of numbers, countries, and the ranges that libphonenumber does not tell apart."""

from __future__ import annotations

from typing import get_args

import phonenumbers
import pytest
from phonenumbers import PhoneNumberType

from ringout_host.numbers import read, regions, types
from ringout_host.numbers.countries import country
from ringout_host.protocol import NumberType


def test_every_type_of_libphonenumber_has_a_name() -> None:
    assert set(types.NAMES) == set(PhoneNumberType.values())
    assert {*types.NAMES.values(), "satellite"} == set(get_args(NumberType))


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("+1 201 555 0123", "fixed-line-or-mobile"),
        ("+44 20 7946 0018", "fixed-line"),
        ("+61 491 570 006", "mobile"),
        ("+1 800 555 0199", "toll-free"),
        ("+800 1234 5678", "toll-free"),
        ("+1 900 555 0123", "premium-rate"),
        ("+1 212 976 0123", "premium-rate"),
        ("+979 123 456 789", "premium-rate"),
        ("+61 1300 975 707", "shared-cost"),
        ("+44 70 1234 5678", "personal"),
        ("+878 10 12345 67890", "personal"),
        ("+881 6 123 45678", "satellite"),
        ("+870 301 234 567", "satellite"),
        ("+882 16 1234 5678", "satellite"),
        ("+883 510 012 345", "satellite"),
        ("+61 147 101 234", "satellite"),
        ("+7 954 123 45 67", "satellite"),
        ("+1 600 555 0123", "satellite"),
        ("+888 123 456 78901", "uan"),
    ],
)
def test_types(text: str, type_: str) -> None:
    assert read(text, None).type == type_


def test_regions() -> None:
    assert regions.known("gb") == regions.known("UK") == "GB"
    for nothing in (None, "", "ZZ", "001", "GBR", "\ud800"):
        assert regions.known(nothing) is None
        assert regions.calling_code(nothing) is None
    assert regions.calling_code("ca") == 1
    assert regions.sharing(1)[0] == "US"
    assert regions.sharing(999) == ()
    for region in phonenumbers.SUPPORTED_REGIONS:
        shown = regions.example(region)
        if shown:
            assert regions.calling_code(read(shown, region).region) == regions.calling_code(region)
    assert regions.example("AQ") is None


def test_countries_stand_in_a_sentence() -> None:
    assert country("US") == "the United States"
    assert country("FR") == "France"
    assert country("001") == "no country"
    assert country("AQ") == "AQ"
