"""Plain forms of characters, the places they come from, and the property that matters: what is seen is dialled."""

from __future__ import annotations

import unicodedata

import phonenumbers
from hypothesis import given, settings
from hypothesis import strategies as st
from phonenumbers import PhoneNumberFormat

from ringout_host.errors import NumberError
from ringout_host.numbers import characters, read

REGIONS = sorted(phonenumbers.SUPPORTED_REGIONS)
LIKELY = st.text(
    alphabet=st.sampled_from(
        "0123456789012345678901234567890123456789 -./()+[]\n,;:#*xpwextOlIA\u00a0\u00ad\u200b\u202e０１٢"
    ),
    max_size=40,
)
NOISE = "0123456789 -./()+[]\n,;:#*xpwOlI\u00a0\u00ad\u200b\u202e\u200f٣７³Ⅷ"


@st.composite
def disturbed(draw: st.DrawFn) -> tuple[str, str]:
    """A number as its country writes it, with a few characters put into it, and the country."""
    region = draw(st.sampled_from(REGIONS))
    form = draw(st.sampled_from((PhoneNumberFormat.NATIONAL, PhoneNumberFormat.INTERNATIONAL)))
    text = phonenumbers.format_number(phonenumbers.example_number(region), form)
    for _ in range(draw(st.integers(0, 4))):
        at = draw(st.integers(0, len(text)))
        text = text[:at] + draw(st.sampled_from(NOISE)) + text[at:]
    return text, region


ANYTHING = st.text(alphabet=st.characters(), max_size=300)


def digits_seen(text: str) -> str:
    """The digits a person sees, in the order of the text."""
    return "".join(str(unicodedata.decimal(c)) for c in text if c.isdecimal())


@settings(deadline=None)
@given(text=st.one_of(LIKELY, ANYTHING), region=st.sampled_from([*REGIONS, None, "ZZ", "", "U"]))
def test_any_text_is_read_or_refused_in_words(text: str, region: str | None) -> None:
    try:
        number = read(text, region)
    except NumberError as error:
        assert error.message
        assert error.remedy
        return
    assert number.e164[0] == "+"
    assert number.e164[1:].isascii()
    assert number.e164[1:].isdecimal()


@settings(max_examples=600, deadline=None)
@given(disturbed=disturbed())
def test_what_is_dialled_is_what_is_seen(disturbed: tuple[str, str]) -> None:
    """The digits seen end as the number does; what it begins with in place of a prefix is on the card as well."""
    text, region = disturbed
    try:
        number = read(text, region)
    except NumberError:
        return
    seen = digits_seen(text)
    extension = number.extension or ""
    assert seen.endswith(extension)
    seen = seen[: len(seen) - len(extension)]
    shared = 0
    while shared < min(len(seen), len(number.e164) - 1) and seen[-1 - shared] == number.e164[-1 - shared]:
        shared += 1
    # All that is seen is dialled, but for a prefix: 00, 011, 0, 1, (0), a carrier's code, Argentina's 15.
    assert len(seen) - shared <= 5
    assert shared >= min(5, len(seen))


@settings(deadline=None)
@given(
    region=st.sampled_from(REGIONS),
    separators=st.lists(
        st.sampled_from([" ", "-", ".", "", " ", "\u00a0", "\u2011", "\u00ad"]), min_size=20, max_size=20
    ),
    zero=st.sampled_from([0x30, 0xFF10, 0x660, 0x6F0, 0x966, 0x1D7CE]),
)
def test_any_separators_and_any_one_script(region: str, separators: list[str], zero: int) -> None:
    example = phonenumbers.example_number(region)
    e164 = phonenumbers.format_number(example, phonenumbers.PhoneNumberFormat.E164)
    shown = "+" + "".join(chr(zero + int(d)) + s for d, s in zip(e164[1:], separators, strict=False))
    assert read(shown, "US").e164 == e164


@settings(deadline=None)
@given(text=ANYTHING)
def test_places_lead_back(text: str) -> None:
    plain = characters.plain(text)
    assert len(plain.origin) == len(plain.text) + 1
    assert list(plain.origin) == sorted(set(plain.origin))
    for place, character in enumerate(plain.text):
        before = text[plain.origin[place]]
        assert before not in characters.INVISIBLE or character == "-"
        if character != before:
            assert character.isascii()


def test_a_span_leaves_invisible_ends_out() -> None:
    plain = characters.plain("a\u200b\u00ad1\u00ad2\u200bb")
    start = plain.text.index("1")
    assert plain.span(start, start + 3) == (3, 6)


@settings(deadline=None)
@given(text=ANYTHING, data=st.data())
def test_utf16_places(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    first, last = characters.utf16(text, [start, end])
    encoded = text.encode("utf-16-le", "surrogatepass")
    assert encoded[2 * first : 2 * last] == text[start:end].encode("utf-16-le", "surrogatepass")
