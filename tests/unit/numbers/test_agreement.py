"""A mark and the call it starts come from the same characters: whatever is marked, `read` dials exactly that."""

from __future__ import annotations

import phonenumbers
from hypothesis import given, settings
from hypothesis import strategies as st

from ringout_host.numbers import match, read
from ringout_host.protocol import Span

PIECES = (
    "+44 20 7946 0018", "(201) 555-0123", "030 23125 123", "01 99 00 12 34", "1-800-FLOWERS", "2015550123", "+1",
    "0", "7946", "12", "345", "555", "0049", "(0)", "٠١٢", "１２", "＋", "\u00ad", "\u200b", "\u202e", "\u202a",
    "\u200f", "\u00a0", "\n", "\n   ", "\t", " ", "  ", "-", "–", "/", "(", ")", "[", "]", ",", ".", "*", "#", "…",
    "ext. 45", "x12", " #3", ";ext=4", "tel:", "Tel. ", "order ", "call ", "電話", "é", "e\u0301", "p", "O", "l",
    "~", "++", "0~0 1", " - 0209", "/124", "0 2 0 7 9 4 6 0 0 1 8", "٠١٢٣٤٥٦٧٨٩", "内線45", ";x 12",
    "😀", "\ud800", "\x00", "%2B",
)  # fmt: skip
REGIONS = ("US", "GB", "DE", "FR", "IT", "JP", "AU", "BR", "AT", "DK", "MX", "HK", "LU", "AR", "AG", None)


@settings(max_examples=1500, deadline=None)
@given(text=st.lists(st.sampled_from(PIECES), max_size=14).map("".join), region=st.sampled_from(REGIONS))
def test_what_is_marked_is_what_is_dialled(text: str, region: str | None) -> None:
    units = text.encode("utf-16-le", "surrogatepass")
    behind = 0
    for one in match([Span.model_construct(id=1, text=text)], region):
        assert behind <= one.start < one.end
        behind = one.end
        marked = units[2 * one.start : 2 * one.end].decode("utf-16-le", "surrogatepass")
        assert read(marked, region) == one.number


def test_no_number_is_marked_by_half() -> None:
    """Of what may be a longer number never the beginning alone: every example with digits behind it."""
    for region in sorted(phonenumbers.SUPPORTED_REGIONS):
        example = phonenumbers.example_number(region)
        shown = phonenumbers.format_number(example, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
        for longer in (f"{shown}7", f"{shown}-77", f"{shown}.77"):
            for one in match([Span(id=1, text=longer)], region):
                assert one.end == len(longer)
