"""Reading one number for dialling: the formats of many countries, however they are typed."""

from __future__ import annotations

import phonenumbers
import pytest
from phonenumbers import PhoneNumberFormat, PhoneNumberType

from ringout_host.numbers import read

READ = [
    # North America
    ("(201) 555-0123", "US", "+12015550123"),
    ("201.555.0123", "US", "+12015550123"),
    ("201·555·0123", "US", "+12015550123"),
    ("2015550123", "US", "+12015550123"),
    ("1 (201) 555-0123", "US", "+12015550123"),
    ("+1 201 555 0123", None, "+12015550123"),
    ("011 44 20 7946 0018", "US", "+442079460018"),
    ("604-555-0123", "CA", "+16045550123"),
    ("460-1234", "AG", "+12684601234"),
    # Europe
    ("020 7946 0018", "GB", "+442079460018"),
    ("(0161) 496 0018", "GB", "+441614960018"),
    ("+44 (0)20 7946 0018", "US", "+442079460018"),
    ("+44(0)2079460018", None, "+442079460018"),
    ("(+44) 20 7946 0018", None, "+442079460018"),
    ("[+44] 20 7946 0018", None, "+442079460018"),
    ("00 44 20 7946 0018", "DE", "+442079460018"),
    ("442079460018", "GB", "+442079460018"),
    ("020 7946 0018", "UK", "+442079460018"),
    ("030 23125-123", "DE", "+493023125123"),
    ("030/23125-123", "DE", "+493023125123"),
    ("(030) 23125 - 123", "DE", "+493023125123"),
    ("01 99 00 12 34", "FR", "+33199001234"),
    ("01.99.00.12.34", "FR", "+33199001234"),
    ("+33 (0)1 99 00 12 34", "GB", "+33199001234"),
    ("08-465 004 12", "SE", "+46846500412"),
    # Italy keeps its zero, with the country code as well
    ("06 1234 5678", "IT", "+390612345678"),
    ("+39 06 1234 5678", "US", "+390612345678"),
    # Asia and the Pacific
    ("(02) 5550 1234", "AU", "+61255501234"),
    ("0491 570 006", "AU", "+61491570006"),
    # Latin America: 15 becomes 9 behind the country code, a carrier's code is left out
    ("011 15-2345-6789", "AR", "+5491123456789"),
    ("0 15 11 2345-6789", "BR", "+551123456789"),
    # No country
    ("+800 1234 5678", "US", "+80012345678"),
]


@pytest.mark.parametrize(("text", "region", "e164"), READ)
def test_what_is_dialled(text: str, region: str | None, e164: str) -> None:
    assert read(text, region).e164 == e164


def test_all_forms_of_a_number() -> None:
    number = read("020 7946 0018 ext. 12", "gb")
    assert number.wire() == {
        "e164": "+442079460018",
        "national": "020 7946 0018",
        "international": "+44 20 7946 0018",
        "region": "GB",
        "type": "fixed-line",
        "extension": "12",
    }


@pytest.mark.parametrize(
    "text",
    [
        "Tel. 020 7946 0018",
        "TEL: 020 7946 0018",
        "Phone number: 020 7946 0018",
        "Call us on 020 7946 0018",
        "☎ 020 7946 0018",
        "☎️ Tel.: 020 7946 0018",
        "📞020 7946 0018",
        "T: 020 7946 0018",
        "Téléphone : 020 7946 0018",
        "電話：020-7946-0018",
        "“020 7946 0018”,",
        "<020 7946 0018>",
        "020 7946 0018.",
        "- 020 7946 0018 -",
        "  020 7946 0018\n",
    ],
)
def test_what_may_stand_around_it(text: str) -> None:
    assert read(text, "GB").e164 == "+442079460018"


@pytest.mark.parametrize(
    "text",
    [
        "０２０-７９４６-００１８",  # full-width
        "＋４４　２０　７９４６　００１８",
        "٠٢٠ ٧٩٤٦ ٠٠١٨",  # Arabic-Indic
        "۰۲۰ ۷۹۴۶ ۰۰۱۸",  # Persian
        "०२० ७९४६ ००१८",  # Devanagari
        "020\u00a07946\u00a00018",  # no-break space
        "020\u20097946\u202f0018",  # thin spaces
        "020\u20117946\u20110018",  # non-breaking hyphen
        "020–7946–0018",
        "020\u00ad7946\u00ad0018",  # soft hyphen
        "020 79\u200b46 0018",  # zero-width space
        "\ufeff020 7946 0018",
        "\u200e+44 20 7946 0018\u200e",  # left-to-right mark
        "\u202a+44 20 7946 0018\u202c",  # as copied from an address book
        "\u2068+44 20 7946 0018\u2069",
        "\u200f020 7946 0018\u200f",
        "020 7946\n0018",  # wrapped
        "020\t7946\t0018",
    ],
)
def test_other_characters(text: str) -> None:
    assert read(text, "GB").e164 == "+442079460018"


@pytest.mark.parametrize(
    ("text", "e164", "extension"),
    [
        ("(201) 555-0123 x45", "+12015550123", "45"),
        ("(201) 555-0123x45", "+12015550123", "45"),
        ("201-555-0123 ext. 45", "+12015550123", "45"),
        ("201-555-0123, ext 45", "+12015550123", "45"),
        ("201-555-0123 (ext. 45)", "+12015550123", "45"),
        ("201-555-0123 Extension: 4567", "+12015550123", "4567"),
        ("201-555-0123 #45", "+12015550123", "45"),
        ("201-555-0123;ext=45", "+12015550123", "45"),
        ("201-555-0123 ｅｘｔ. 45", "+12015550123", "45"),
        ("+49 30 23125 123 Durchwahl 45", "+493023125123", "45"),
        ("+33 1 99 00 12 34 poste 45", "+33199001234", "45"),
        ("+7 495 123-45-67 доб. 45", "+74951234567", "45"),
        ("+81 3-1234-5678 内線45", "+81312345678", "45"),
        ("+86 10 1234 5678 转 45", "+861012345678", "45"),
    ],
)
def test_extensions(text: str, e164: str, extension: str) -> None:
    number = read(text, "US")
    assert (number.e164, number.extension) == (e164, extension)


@pytest.mark.parametrize(
    ("text", "e164"),
    [
        ("1-800-FLOWERS", "+18003569377"),
        ("1-800-flowers", "+18003569377"),
        ("+1 800 FLOWERS", "+18003569377"),
        ("(800) FLOWERS", "+18003569377"),
        ("1-800-GOT-JUNK?", "+18004685865"),
        ("1-800-4-A-CHILD", "+18004224453"),
        ("800-4PLUMBS", "+18004758627"),
    ],
)
def test_letters_of_the_keypad(text: str, e164: str) -> None:
    assert read(text, "US").e164 == e164


@pytest.mark.parametrize("region", sorted(phonenumbers.SUPPORTED_REGIONS))
def test_every_country_in_its_own_format(region: str) -> None:
    """libphonenumber's example numbers, as it writes them, are read back, with the same verdict on their kind."""
    for kind in (PhoneNumberType.FIXED_LINE, PhoneNumberType.MOBILE, PhoneNumberType.TOLL_FREE):
        example = phonenumbers.example_number_for_type(region, kind)
        if example is None:
            continue
        e164 = phonenumbers.format_number(example, PhoneNumberFormat.E164)
        for form in (PhoneNumberFormat.NATIONAL, PhoneNumberFormat.INTERNATIONAL, PhoneNumberFormat.RFC3966):
            number = read(phonenumbers.format_number(example, form), region)
            assert number.e164 == e164
            assert number.region == phonenumbers.region_code_for_number(example)
            assert number.national == phonenumbers.format_number(example, PhoneNumberFormat.NATIONAL)
            assert number.international == phonenumbers.format_number(example, PhoneNumberFormat.INTERNATIONAL)
