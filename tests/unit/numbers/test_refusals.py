"""What is not dialled, and in which words: nothing that is doubtful is ever guessed."""

from __future__ import annotations

import phonenumbers
import pytest

from ringout_host.errors import NumberError
from ringout_host.numbers import LONGEST_TEXT, read


def refusal(text: str, region: str | None = "US") -> NumberError:
    with pytest.raises(NumberError) as refused:
        read(text, region)
    return refused.value


REFUSED = {
    "not-a-number": [
        "",
        "   ",
        "hello",
        "call me",
        "+",
        "++12015550123",
        "201+5550123",
        "+1 201 +555 0123",
        "2015550123 USD",
        "$2015550123",
        "2015550123%",
        "~2015550123",
        "201 555 01:23",
        "201=555=0123",
        "201 555 O123",  # the letter
        "2O1 555 0123",
        "l-201-555-0123",
        "201 555 012З",  # Cyrillic Ze for 3
        "20I 555 0123",
        "1-800-FLΟWERS",  # Greek Omicron
        "1-800-ＦＬＯＷＥＲＳ",
        "1-800-FlOwErS",
        "1-800-OOO-OOO0",
        "201 555 ０123",  # two kinds of digits
        "٢01 555 0123",
        "201 555 ⁰¹²³",
        "201 555 ①②③④",
        "1️⃣ 201 555 0123",
        "\u202e3210 555 102 1+",  # override: shown the other way round
        "201 \u202b555\u202c 0123",
        "201 \u2067555\u2069 0123",
        "201\u200f555\u200f0123",
        "201 \u202d555 0123",
        "201\x00555\x000123",
        "201 555 0123 \ud800",
        "\udc00",
        "201-555-0123 or 201-555-0145",
        "201-555-0123 / 201-555-0145",
        "201-555-0123, 201-555-0145",
        "201-555-0123; 201-555-0145",
        "201-555-0123\n201-555-0145",
        "201-555-0123 201-555-0145",
        "201-555-0123 (201) 555-0145",
        "+12015550123+12015550145",
        "Call John at 201-555-0123",
        "201-555-0123 x45 x46",
        "201-555-0…",
        "201-555-0123...",
        "https://example.com/2015550123",
        "sip:2015550123@example.com",
        "2015550123@example.com",
        "9" * 40 + " " + "9" * 40 + "x",
        "1" * (LONGEST_TEXT + 1),
        "tel:+1" + "2" * 10_000,
        "\u202a" * 200,
        "(" * 200 + "1",
    ],
    "feature-code": [
        "*67 201 555 0123",
        "#31#2015550123",
        "*#06#",
        "201-555-0123#",
        "201-555-0123#45",
        "201-555-0123,45",
        "201-555-0123,,45#",
        "201-555-0123;45",
        "2015550123p45",
        "2015550123W45",
        "＊67 201 555 0123",
    ],
    "emergency-number": [
        "911",
        "9 1 1",
        "9-1-1",
        "(911)",
        "９１１",
        "٩١١",
        "+911",
        "+1 911",
        "+44 999",
        "0 1 1 44 999",
        "112",
        "999",
        "000",
        "Call 911",
        "911 x5",
        "tel:911",
        "tel:%39%31%31",
        "tel:911;phone-context=+1",
        "9115550123",
    ],
    "short-code": ["12", "411", "1234", "40404", "+44 118 118", "211", "101"],
    "invalid-number": [
        "555-0123",
        "201-555-012",
        "201-555-01234",
        "123-456-7890",
        "+999 1234 5678",
        "+44 20 7946 001",
        "+1 (0) 201 555 0123 4",
        "1-800-MICROSOFT",
        "0800 FLOWERS",
    ],
}


@pytest.mark.parametrize(("code", "text"), [(code, text) for code, texts in REFUSED.items() for text in texts])
def test_refused(code: str, text: str) -> None:
    error = refusal(text)
    assert error.code == code
    for sentence in (error.message, error.remedy):
        assert sentence.endswith(".")
        assert len(sentence) < 130


@pytest.mark.parametrize(
    ("text", "region", "code"),
    [
        ("110", "DE", "emergency-number"),
        ("15", "FR", "emergency-number"),
        ("110", "JP", "emergency-number"),
        ("119", "KR", "emergency-number"),
        ("116 123", "GB", "short-code"),
        ("1-800-FLOWERS", "DE", "invalid-number"),
        ("2015550123", None, "invalid-number"),
        ("2015550123", "ZZ", "invalid-number"),
        ("030 23125-123 / -124", "DE", "not-a-number"),
        ("030 23125-123/124", "DE", "not-a-number"),
        ("030 23125123 (124)", "DE", "not-a-number"),
        ("03023125 03023126", "DE", "not-a-number"),
        ("030 23125123\n124", "DE", "not-a-number"),
    ],
)
def test_refused_in_a_country(text: str, region: str | None, code: str) -> None:
    assert refusal(text, region).code == code


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("555-0123", "area code"),
        ("201-555-01234", "too long"),
        ("201-555-012", "too short"),
        ("+999 1234 5678", "No country has the code"),
        ("201-555-0123 / 201-555-0145", "more than one number"),
        ("201 555 O123", "“O”"),
        ("201 555 012З", "“З”"),
        ("\u202e3210", "order"),
        ("201 555 ０123", "alphabets"),
        ("201-555-0…", "cut off"),
        ("x" * 1000, "too long"),
    ],
)
def test_says_what_is_wrong(text: str, words: str) -> None:
    assert words in refusal(text).message


def test_a_region_is_asked_for() -> None:
    assert "country" in refusal("2015550123", None).remedy


def test_premium_short_numbers_are_said_to_be_dear() -> None:
    dear = [
        (region, example)
        for region in sorted(phonenumbers.SUPPORTED_REGIONS)
        if (
            example := phonenumbers.shortnumberinfo._example_short_number_for_cost(
                region, phonenumbers.ShortNumberCost.PREMIUM_RATE
            )
        )
        and not phonenumbers.is_valid_number(phonenumbers.parse(example, region))
    ]
    assert len(dear) > 20
    codes = {refusal(example, region).code for region, example in dear}
    assert codes <= {"premium-rate", "emergency-number"}


@pytest.mark.parametrize("region", sorted(phonenumbers.SUPPORTED_SHORT_REGIONS))
def test_every_emergency_number_of_every_country(region: str) -> None:
    numbers = [
        digits
        for length in (2, 3)
        for digits in (str(value).zfill(length) for value in range(10**length))
        if phonenumbers.is_emergency_number(digits, region)
    ]
    for digits in numbers[:20]:
        for text in (digits, " ".join(digits), "-".join(digits), f"tel:{digits}"):
            assert refusal(text, region).code == "emergency-number"
