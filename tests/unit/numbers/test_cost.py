"""What it costs, counted in steps and not in seconds: linear on any text, bounded in memory, light to import."""

from __future__ import annotations

import subprocess
import sys
from types import FrameType

import phonenumbers
import pytest

from ringout_host.errors import NumberError
from ringout_host.numbers import LONGEST_TEXT, candidates, characters, matching, read

HOSTILE = {
    "digits": "1",
    "zeros": "0",
    "single digits": "1 ",
    "spaced zeros": "0 ",
    "integers": "12345 ",
    "floats": "3.14159265 ",
    "numbers of another country": "(201) 555-0123 ",
    "numbers": "030 23125 123 ",
    "plus signs": "+",
    "plus and digit": "+1 ",
    "long with plus": "+1234567890123456789 ",
    "open brackets": "(",
    "brackets": "(1",
    "hyphens": "1-",
    "hyphened": "201-555-0123 ",
    "slashes": "1/2/",
    "lines": "12 345\n67 89\n",
    "one digit a line": "1\n",
    "wide gaps": "1     ",
    "extensions": "2015550123 x ",
    "times": "1:2:",
    "dots": "1.2.3.4.",
    "cards": "4111 1111 ",
    "accounts": "DE89 3704 ",
    "identifiers": "123e4567-e89b-",
    "links": "www.",
    "letters": "1-800-FL-OW-",
    "zero-width": "1\u200b",
    "soft hyphens": "12\u00ad",
    "Chinese": "电话03-1234-",
    "words": "tel ",
    "words of words": "order of ",
    "spelled out": "call 0 2 ",
    "ranges": "020 7946 0200 - 02 ",
    "tildes": "0~0 1~",
    "lists": "0121 496 0123/124/",
    "emoji": "😀1",
}


def steps(text: str) -> int:
    """Calls of functions, Python's and C's, while `text` is judged."""
    count = 0

    def counting(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    matching._remembered.cache_clear()
    sys.setprofile(counting)
    try:
        matching._find(text, "DE")
    finally:
        sys.setprofile(None)
    return count


def repeated(piece: str, length: int) -> str:
    return (piece * (length // len(piece) + 1))[:length]


@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE.keys())
def test_judging_is_linear(piece: str) -> None:
    steps(repeated(piece, 500))  # whatever is done once only
    single, double = (steps(repeated(piece, length)) for length in (2_000, 4_000))
    assert double <= 2.4 * single + 300
    assert double <= 250 * 4_000


@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE.keys())
def test_the_matcher_sees_every_character_a_few_times_at_most(piece: str, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = 0

    class Counting(phonenumbers.PhoneNumberMatcher):
        def __init__(self, text: str, *arguments: object) -> None:
            nonlocal seen
            seen += len(text)
            assert len(text) <= candidates._LONGEST
            super().__init__(text, *arguments)

    monkeypatch.setattr(candidates, "PhoneNumberMatcher", Counting)
    matching._find(repeated(piece, 3_000), "DE")
    assert seen <= 4 * 3_000


@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE.keys())
def test_reading_is_bounded(piece: str) -> None:
    with pytest.raises(NumberError):
        read(repeated(piece, LONGEST_TEXT + 1), "DE")
    for prefix in ("", "tel:", "tel:1;phone-context=", "tel:1;ext=", "rcmobile://call?number="):
        try:
            read((prefix + repeated(piece, LONGEST_TEXT))[:LONGEST_TEXT], "DE")
        except NumberError as error:
            assert error.message


def test_what_is_remembered_is_bounded() -> None:
    matching._remembered.cache_clear()
    for number in range(5_000):
        matching.find(f"nothing {number}", "US")
    assert matching._remembered.cache_info().currsize == 2048
    matching._remembered.cache_clear()
    for code in range(0x3000, 0x9000):
        characters.plain(chr(code))
    assert len(characters._PLAIN) <= 4200


def test_importing_brings_no_more_than_it_needs() -> None:
    """No geocoder, carrier or time-zone data; of our own packages only those below."""
    program = (
        "import sys, ringout_host.numbers, ringout_host.policy;"
        "print(*sorted(name for name in sys.modules if name.startswith(('phonenumbers', 'ringout_host'))))"
    )
    loaded = subprocess.run(
        [sys.executable, "-c", program], check=True, capture_output=True, text=True, timeout=60
    ).stdout.split()
    assert not [
        name for name in loaded if name.split(".")[1:2] in (["geocoder"], ["carrier"], ["timezone"], ["geodata"])
    ]
    ours = {name.split(".")[1] for name in loaded if name.startswith("ringout_host.")}
    assert ours <= {"number", "numbers", "policy", "protocol", "errors", "native"}
    assert not [
        name for name in loaded if name.startswith("ringout_host.native.") and name != "ringout_host.native.ready"
    ]
    # Metadata of a country is loaded when it is first met, and not before.
    assert len([name for name in loaded if name.startswith("phonenumbers.data.region_")]) == 0
