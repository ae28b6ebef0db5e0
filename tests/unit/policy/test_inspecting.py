"""Verdicts: what is dialled, what needs a confirmation, what is refused, and whether the words explain it."""

from __future__ import annotations

import phonenumbers
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from phonenumbers import PhoneNumberFormat, PhoneNumberType

from ringout_host.errors import CODES
from ringout_host.numbers.countries import COUNTRIES
from ringout_host.policy import inspect
from ringout_host.protocol import Inspection, Policy

REGIONS = sorted(phonenumbers.SUPPORTED_REGIONS)


def policy(*countries: str, locked: tuple[str, ...] = ()) -> Policy:
    return Policy(countries=list(countries), per_minute=5, per_hour=30, per_day=150, locked=list(locked))


def judged(text: str, home: str = "US", region: str | None = None, of: Policy | None = None) -> Inspection:
    return inspect(text, region=region, home=home, policy=of or policy())


VERDICTS = [
    # (text, home, verdict, code)
    ("201-555-0123", "US", "allow", None),
    ("+1 201 555 0123", "US", "allow", None),
    ("020 7946 0018", "GB", "allow", None),
    ("1-800-555-0199", "US", "allow", None),
    ("1-800-FLOWERS", "US", "allow", None),
    # free for all of North America, wherever libphonenumber puts it
    ("1-800-555-0199", "CA", "allow", None),
    ("+800 1234 5678", "US", "allow", None),
    # other countries, also those that share a calling code
    ("+44 20 7946 0018", "US", "confirm", "country-not-allowed"),
    ("+1 604 555 0123", "US", "confirm", "country-not-allowed"),
    ("+1 201 555 0123", "CA", "confirm", "country-not-allowed"),
    ("+1 876 555 0123", "US", "confirm", "country-not-allowed"),
    ("+1 809 555 0123", "US", "confirm", "country-not-allowed"),
    ("+44 1481 960 194", "GB", "confirm", "country-not-allowed"),
    ("+7 727 212 3456", "RU", "confirm", "country-not-allowed"),
    ("+1 201 555 0123", "GB", "confirm", "country-not-allowed"),
    ("+44 800 808 5000", "US", "confirm", "country-not-allowed"),
    # dear or odd
    ("1300 975 707", "AU", "confirm", "confirmation-required"),
    ("+44 70 1234 5678", "GB", "confirm", "confirmation-required"),
    ("+49 700 12345678", "DE", "confirm", "confirmation-required"),
    ("+808 1234 5678", "US", "confirm", "country-not-allowed"),
    ("+878 10 12345 67890", "US", "confirm", "country-not-allowed"),
    ("+888 123 456 78901", "US", "confirm", "country-not-allowed"),
    # never
    ("+1 900 555 0123", "US", "refuse", "premium-rate"),
    ("212-976-0123", "US", "refuse", "premium-rate"),
    ("09098 790 123", "GB", "refuse", "premium-rate"),
    ("+979 123 456 789", "US", "refuse", "premium-rate"),
    ("+881 6 123 45678", "US", "refuse", "premium-rate"),
    ("+870 301 234 567", "US", "refuse", "premium-rate"),
    ("+882 16 1234 5678", "US", "refuse", "premium-rate"),
    ("+883 510 012 345", "US", "refuse", "premium-rate"),
    ("+61 147 101 234", "AU", "refuse", "premium-rate"),
    ("911", "US", "refuse", "emergency-number"),
    ("9 1 1", "GB", "refuse", "emergency-number"),
    ("+1 911", "GB", "refuse", "emergency-number"),
    ("+44 999", "US", "refuse", "emergency-number"),
    ("tel:112", "US", "refuse", "emergency-number"),
    ("411", "US", "refuse", "short-code"),
    ("*67 201 555 0123", "US", "refuse", "feature-code"),
    ("201-555-0123,,45#", "US", "refuse", "feature-code"),
    ("hello", "US", "refuse", "not-a-number"),
    ("", "US", "refuse", "not-a-number"),
    ("+1 201 555 01", "US", "refuse", "invalid-number"),
    # extensions
    ("201-555-0123 x45", "US", "allow", "extension-not-dialable"),
    ("+44 20 7946 0018 x45", "US", "confirm", "country-not-allowed"),
    ("+1 900 555 0123 x45", "US", "refuse", "premium-rate"),
]


@pytest.mark.parametrize(("text", "home", "verdict", "code"), VERDICTS)
def test_verdicts(text: str, home: str, verdict: str, code: str | None) -> None:
    said = judged(text, home)
    assert (said.verdict, said.code) == (verdict, code)
    assert (said.message is None) == (said.remedy is None) == (code is None)


def test_chosen_countries_are_called_without_asking() -> None:
    assert judged("+33 1 99 00 12 34", of=policy("FR")).verdict == "allow"
    assert judged("+33 1 99 00 12 34", of=policy("DE")).verdict == "confirm"
    assert judged("+44 20 7946 0018", of=policy("UK")).verdict == "allow"


def test_a_locked_list_of_countries_refuses() -> None:
    said = judged("+33 1 99 00 12 34", of=policy("DE", locked=("countries",)))
    assert (said.verdict, said.code) == ("refuse", "country-not-allowed")
    assert said.message is not None
    assert said.remedy is not None
    assert "administrator" in said.message
    assert "France" in said.message
    assert "administrator" in said.remedy
    assert judged("+49 30 23125 123", of=policy("DE", locked=("countries",))).verdict == "allow"
    assert judged("201-555-0123", of=policy(locked=("countries",))).verdict == "allow"
    assert judged("+33 1 99 00 12 34", of=policy("DE", locked=("perMinute",))).verdict == "confirm"


@pytest.mark.parametrize(
    ("text", "home", "words"),
    [
        ("+1 604 555 0123", "US", "Canada"),
        ("+44 20 7946 0018", "US", "the United Kingdom"),
        ("+31 20 123 4567", "US", "the Netherlands"),
        ("+881 6 123 45678", "US", "satellite"),
        ("+808 1234 5678", "US", "no country"),
        ("+878 10 12345 67890", "US", "follows a person"),
        ("1300 975 707", "AU", "cost more"),
        ("201-555-0123 x45", "US", "without its extension 45"),
        ("+44 20 7946 0018 x45", "US", "without its extension 45"),
    ],
)
def test_the_words_say_why(text: str, home: str, words: str) -> None:
    assert words in (judged(text, home).message or "")


def test_the_remedy_of_an_extension_names_it() -> None:
    assert "Dial 45" in (judged("201-555-0123 x45").remedy or "")


@pytest.mark.parametrize(
    ("digits", "home"), [("110", "DE"), ("15", "FR"), ("119", "JP"), ("000", "AU"), ("190", "BR")]
)
def test_emergency_numbers_of_home_hold_on_any_page(digits: str, home: str) -> None:
    for region in (None, "US", "GB", "IN", "LU", "NU"):
        assert judged(digits, home, region).code == "emergency-number"


def test_a_short_number_of_the_page_may_be_an_emergency_number_at_home() -> None:
    """2611 is somebody in Luxembourg, and an emergency number elsewhere."""
    assert judged("2611", "LU", "LU").verdict == "allow"
    home = next(region for region in REGIONS if phonenumbers.is_emergency_number("2611", region))
    assert judged("2611", home, "LU").code == "emergency-number"


@pytest.mark.parametrize("region", REGIONS)
def test_kinds_of_numbers_in_every_country(region: str) -> None:
    expected = {
        PhoneNumberType.PREMIUM_RATE: {"refuse"},
        PhoneNumberType.SHARED_COST: {"confirm"},
        PhoneNumberType.PERSONAL_NUMBER: {"confirm"},
        PhoneNumberType.UAN: {"confirm"},
        PhoneNumberType.PAGER: {"confirm"},
        PhoneNumberType.VOICEMAIL: {"confirm"},
        PhoneNumberType.FIXED_LINE: {"allow"},
        PhoneNumberType.MOBILE: {"allow"},
        PhoneNumberType.TOLL_FREE: {"allow"},
    }
    for kind, verdicts in expected.items():
        example = phonenumbers.example_number_for_type(region, kind)
        if example is None or phonenumbers.region_code_for_number(example) != region:
            continue
        if phonenumbers.number_type(example) not in (kind, PhoneNumberType.FIXED_LINE_OR_MOBILE):
            continue
        text = phonenumbers.format_number(example, PhoneNumberFormat.INTERNATIONAL)
        said = judged(text, region)
        if said.number is not None and said.number.type in ("satellite", "personal"):
            continue  # ranges that libphonenumber does not tell apart
        assert said.verdict in verdicts, text
        abroad = judged(text, "AQ")
        assert abroad.verdict == ("refuse" if "refuse" in verdicts else "confirm"), text


def test_every_country_has_a_name() -> None:
    assert set(COUNTRIES) == phonenumbers.SUPPORTED_REGIONS
    assert len(set(COUNTRIES.values())) == len(COUNTRIES)


@settings(deadline=None)
@given(
    text=st.one_of(st.text(max_size=60), st.text(alphabet="0123456789+-() .x*#,pw", max_size=30)),
    region=st.sampled_from([*REGIONS, None, "ZZ"]),
    home=st.sampled_from([*REGIONS, "AQ"]),
)
def test_it_never_raises_and_always_explains(text: str, region: str | None, home: str) -> None:
    said = judged(text, home, region)
    if said.verdict == "allow":
        assert said.number is not None
        assert said.code in (None, "extension-not-dialable")
        return
    assert said.code in CODES
    assert said.message
    assert said.remedy
    assert said.message.endswith(".")
    assert said.remedy.endswith(".")
