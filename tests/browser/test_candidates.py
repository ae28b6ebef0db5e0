"""The pure half of detection, in V8 and in SpiderMonkey: what is a candidate, and that finding it is linear, counted in steps."""

# ruff: noqa: E501  (pages and scripts stand as the browser gets them)
from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any, Final

import phonenumbers
import pytest

from ringout_host.browsers.drive import Browser, Page
from ringout_host.numbers import words

from .driver.site import Site
from .marks import wait_for_content


@pytest.fixture(scope="module")
def world(browser: Browser, _server: Site) -> Iterator[Page]:
    """A page whose content scripts are asked."""
    page = browser.open(_server.add("/candidates", "<p>nothing here"))
    wait_for_content(page, "typeof thisPage === 'object'")
    yield page
    page.close()


def call(world: Page, function: str, *arguments: object) -> Any:
    """Call a function in the content scripts' world."""
    return world.content_eval(f"({function})({', '.join(json.dumps(each) for each in arguments)})")


SCAN = """(text, preformatted) => { const found = [], scanner = new CandidateScanner(text, preformatted);
  while (!scanner.run(scanner.position + 1000, found));
  return found.filter(each => !each.joined).map(each => text.slice(each.start, each.end)); }"""

PLACES: Mapping[str, list[str]] = {
    "": [],
    "no digits at all": [],
    "Call (201) 555-0123 now": ["(201) 555-0123"],
    "+44 20 7946 0123": ["+44 20 7946 0123"],
    "+ 44 20 7946 0123": ["+ 44 20 7946 0123"],
    "+(44) 20 7946 0123": ["+(44) 20 7946 0123"],
    "+44 (0)20 7946-0123 x12": ["+44 (0)20 7946-0123"],
    "＋４４ ２０ ７９４６ ０１２３": ["＋４４ ２０ ７９４６ ０１２３"],
    "٠٢٠٧٩٤٦٠١٢٣": ["٠٢٠٧٩٤٦٠١٢٣"],
    "201\u00ad555\u200b01\u200e23": ["201\u00ad555\u200b01\u200e23"],
    "(201) 555-0123 (201) 555-0124": ["(201) 555-0123", "(201) 555-0124"],
    "201-555-0123 201-555-0124 201-555-0125": ["201-555-0123", "201-555-0124", "201-555-0125"],
    "201 555 0123 201 555 0124 201 555 0125 201 555 0126": [f"201 555 012{n}" for n in range(3, 7)],
    "+442079460123+442079460124": ["+442079460124"],
    "201-555-0123,201-555-0124": ["201-555-0123", "201-555-0124"],
    "1-800-FLOWERS today": ["1-800-FLOWERS"],
    "0800 REPAIRS": ["0800 REPAIRS"],
    "(800) GOT-JUNK?": ["(800) GOT-JUNK"],
    "365 BUSINESS DAYS": [],
    "1-800-555-0199 CALLS": ["1-800-555-0199"],
    "12:30 201 555 0123": ["201 555 0123"],
    "201 555 0123 10:30": ["201 555 0123"],
    "201 555 0123 4th floor": ["201 555 0123"],
    "201 555 0123 12.05.2024": ["201 555 0123"],
    "2024-05-12 201 555 0123": ["201 555 0123"],
    "06.12.34.56.78 01.02.03.04.05": ["06.12.34.56.78", "01.02.03.04.05"],
    "2024-05-12 10:33:21": [],
    "12.05.2024, 5/12/2024, 05/12/24": [],
    "192.168.100.200": [],
    "3.14159265 2.718281828": [],
    "1 234 567,89 EUR and $1 234 567": [],
    "4111 1111 1111 1111 and 3782 822463 10005": [],
    "DE89 3704 0044 0532 0130 00": [],
    "GB29 NWBK 6016 1331 9268 19": [],
    "550e8400-e29b-41d4-a716-446655440000": [],
    '{"id":2015550123,"at":1716000000000}': [],
    "a=2015550123&b=#2015550123": [],
    "1 2 3 4 5 6 7 8 9 10": [],
    "0 2 0 7 9 4 6 0 0 1 8": [],
    "Ann,(201) 555-0123,07030,40.7453": ["(201) 555-0123"],
    "Ann,201.555.0123,07030,40.7453": ["201.555.0123"],
    "1.234.567,89": [],
    "call 0 2 0 7 9 4 6 0 0 1 8": ["0 2 0 7 9 4 6 0 0 1 8"],
    f"{'no word here ' * 4}2015550123 and on": [],
    f"{'no word here ' * 4}2015550123 Durchwahl 45": ["2015550123"],
    "C++1 or ++1 201 555 0123": ["+1 201 555 0123"],
    "0~0 44 20 7946 0123": ["0~0 44 20 7946 0123"],
    "+0000 +00 44 20 7946 0123": [],
    "Fax: 2015550123": ["2015550123"],
    "\ud800201 555 0123\udc00": ["201 555 0123"],
}


@pytest.mark.parametrize("text", PLACES, ids=lambda text: text[:24] or "empty")
def test_places(world: Page, text: str) -> None:
    # A lone surrogate cannot be sent as JSON text, but can be written in it.
    assert call(world, SCAN, text, False) == PLACES[text]


def test_words_around_are_handed_over_whole(world: Page) -> None:
    context = (
        "(text) => { const [place] = (all => (new CandidateScanner(text).run(1e9, all), all))([]);"
        "const {from, to} = contextOf(text, place); return text.slice(from, to); }"
    )
    text = "The quick brown fox ordered by telephone number 201-555-0123, which is extension 45 of the office"
    seen: str = call(world, context, text)
    assert seen.startswith("fox ordered by telephone number 201-555-0123, which is extension")
    assert set(seen.replace(",", "").split()) <= set(text.replace(",", "").split())


def test_lines(world: Page) -> None:
    joined = (
        "(text, pre) => { const found = []; new CandidateScanner(text, pre).run(1e9, found);"
        "return found.map(each => [text.slice(each.start, each.end), each.joined]); }"
    )
    assert call(world, joined, "+44 20\u20287946 0123", False) == [
        ["+44 20\u20287946 0123", True],
        ["7946 0123", False],
    ]
    assert ["201-555-0123", False] in call(world, joined, "201-555-0123\n201-555-0124", True)
    assert [*call(world, joined, "201 555 0123\n201 555 0124", True)] == [
        ["201 555 0123", False],
        ["201 555 0124", False],
    ]
    assert call(world, joined, "12  345  678\n9  1011  12", True) == []


def test_a_number_is_seen_wherever_it_stands(world: Page) -> None:
    """Not every character is looked at: whatever stands before, none is passed over."""
    written = ["(201) 555-0123", "201-555-0123", "+44 20 7946 0123", "+123456", "800 FLOWERS", "1-800-GOT-JUNK", "٠٢٠٧٩٤٦٠١٢٣",
               "+1\u2028201 555 0123", "201 555 01 23", "800 A-B-C-D-E-F-G"]  # fmt: skip
    missed = call(
        world,
        r"""written => written.flatMap(number => ["", "7", "7x", "x7 ", "7A", "\u0905", "7\u2019"].flatMap(before =>
          [..."aA \u0905"].flatMap(fill => [...Array(90).keys()].flatMap(times => {
            const text = before + fill.repeat(times) + ", " + number + " x"; const found = [];
            new CandidateScanner(text).run(1e9, found);
            return found.some(each => text.slice(each.start, each.end) === number) ? [] : [text]; }))))""",
        written,
    )
    assert missed == []


_EVERY: Final = [chr(code) for code in range(0x10000) if not 0xD800 <= code < 0xE000]


def test_digits_of_every_script(world: Page) -> None:
    digits = [character for character in _EVERY if unicodedata.category(character) == "Nd"]
    others = "".join(character for character in _EVERY if unicodedata.category(character) != "Nd")
    unseen = r"all => all.filter(digit => nextDigit('a\u2019\u0905\u4e00' + digit, 1) !== 4 || !hasDigit(digit))"
    assert call(world, unseen, digits) == []
    assert not call(world, "hasDigit", others)
    value = "all => all.filter((digit, i) => digitValue(digit.charCodeAt(0)) !== i % 10)"
    assert call(world, value, digits) == []


def test_a_table_ends_where_its_figures_do(world: Page) -> None:
    ends = "all => all.map(([text, pre]) => new Skimmer().pastTable(text, 0, pre))"
    cases: list[tuple[str, bool, int]] = [
        ("1 2.5 -3", False, 8),
        ("1 2 +44", False, 4),
        ("1\n2  3 (4", False, 7),
        ("1 2\n3", True, 3),
        ("1 2  3", True, 3),
        ("١ ٢\u2003٣ 4\u00ad5a", False, 9),
        ("١\u2003\u20032", True, 1),
        ("1 \u20032", True, 1),
        ("१२\u2028", False, 2),
        ("12．３～４ x", False, 7),
    ]
    assert call(world, ends, [[text, pre] for text, pre, _ in cases]) == [end for *_, end in cases]


PATHOLOGICAL: Mapping[str, str] = {
    "one digit": "7",
    "spaced digits": "7 ",
    "digit groups": "201 555 ",
    "pluses": "+",
    "plus and digit": "+1",
    "brackets": "(",
    "brackets and digits": "(2",
    "hyphens": "1-",
    "spaces": " ",
    "a digit and many spaces": "1" + " " * 40,
    "floats": "3.14159 ",
    "floats with commas": "-12.3456,",
    "dates": "2024-05-12 ",
    "addresses": "10.0.0.1 ",
    "vanity": "1-800-A ",
    "capitals": "800 AAAA",
    "json": '{"id":2015550123},',
    "ids with a reason": "call 2015550123 ",
    "invisible": "1\u00ad",
    "invisible alone": "\u200b",
    "other digits": "٢",
    "lone surrogates": "\ud8351",
    "line ends": "201\n",
    "line breaks": "201\u2028",
    "numbers": "+44 20 7946 0123, ",
    "national numbers": "201-555-0123 ",
    "letters": "abc",
    "letters and a digit": "abc7",
    "capitals and a digit": "ABC7",
    "a script that has digits": "अआ ",
    "table of another script": "٢٣٤ ",
    "emoji": "📞1",
}

STEPS = """(unit, preformatted, lengths) => lengths.map(length => {
  const scanner = new CandidateScanner(unit.repeat(Math.ceil(length / unit.length)).slice(0, length), preformatted), found = [];
  let calls = 0;
  while (!scanner.run(scanner.position + 4096, found)) calls++;
  return [scanner.steps, calls, found.length];
})"""


@pytest.mark.parametrize("preformatted", [False, True], ids=["flowing", "preformatted"])
@pytest.mark.parametrize("unit", PATHOLOGICAL)
def test_twice_the_text_is_twice_the_work(world: Page, unit: str, preformatted: bool) -> None:
    small, large = call(world, STEPS, PATHOLOGICAL[unit], preformatted, [50_000, 100_000])
    assert large[0] <= 2.2 * small[0] + 1000
    assert large[0] <= 8 * 100_000, "the most: words around bare figures, that may be a reason to ask about them"
    assert large[1] <= 100_000 / 4096 + 2, "each call goes on as far as it was told"
    assert large[2] <= 100_000 / 6


def test_every_word_for_a_telephone_is_a_reason(world: Page) -> None:
    """The page keeps nothing from the host that the host would have taken for a number."""
    unknown = call(
        world,
        "words => words.filter(word => !hasReason(word + ' 2015550123', word.length + 1, word.length + 11))",
        sorted({*words.PHONE, *words.PHONE_STEMS, *words.PHONE_JOINED, *words.SYMBOLS}),
    )
    assert unknown == []


def test_regions_in_the_order_of_evidence(world: Page) -> None:
    cases: list[tuple[dict[str, str], list[str]]] = [
        ({}, []),
        ({"account": "US"}, ["US"]),
        ({"chosen": "FR", "lang": "en-GB", "host": "a.de", "account": "US"}, ["FR", "GB", "US"]),
        ({"lang": "en-GB", "host": "a.de", "account": "GB"}, ["GB"]),
        ({"lang": "en-US", "host": "shop.example.co.uk", "account": "DE"}, ["GB", "DE"]),
        ({"lang": "en-US", "host": "example.com"}, ["US"]),
        ({"lang": "zh-Hant-TW"}, ["TW"]),
        ({"lang": "ja", "host": "example.io"}, ["JP"]),
        ({"lang": "en", "host": "example.tv", "account": "us"}, ["US"]),
        ({"lang": "xx-ZZ", "host": "127.0.0.1"}, []),
        ({"lang": "de", "host": "example.at."}, ["AT"]),
        ({"lang": "en", "links": "IE", "account": "US"}, ["IE", "US"]),
        ({"lang": "en-US", "links": "GB", "account": "US"}, ["GB", "US"]),
        ({"lang": "nl", "links": "BE"}, ["BE"]),
        ({"lang": "en-GB", "links": "FR"}, ["GB"]),
        ({"host": "example.co.nz", "links": "AU"}, ["NZ"]),
    ]  # fmt: skip
    assert call(world, "all => all.map(each => regionsToTry(each))", [evidence for evidence, _ in cases]) == [
        regions for _, regions in cases
    ]


def test_the_country_of_the_pages_links(world: Page) -> None:
    cases: list[tuple[list[str], str | None]] = [
        ([], None),
        (["tel:+442079460123", "TEL:+44-161-496-0123;ext=4", "tel:02079460123", "/contact"], "GB"),
        (["tel:+442079460123", "tel:+12015550123"], None),
        (["tel:%2B49%2030%2023125123"], "DE"),
        (["tel:+1 201 555 0123", "tel:+1-604-555-0123"], "US"),
        (["tel:+353 20 915 0123", "tel:+80012345678", "tel:+"], "IE"),
        (["tel:020;phone-context=+44", "mailto:+33"], None),
    ]
    assert call(world, "all => all.map(regionOfLinks)", [links for links, _ in cases]) == [
        country for _, country in cases
    ]


def test_every_calling_code_has_its_main_country(world: Page) -> None:
    codes = phonenumbers.COUNTRY_CODE_TO_REGION_CODE
    asked = sorted(code for code, places in codes.items() if places != ("001",))
    told = call(world, "all => all.map(code => regionOfNumber(code + '2345'))", [str(code) for code in asked])
    assert dict(zip(asked, told, strict=True)) == {code: codes[code][0] for code in asked}


def test_links(world: Page) -> None:
    links = ["tel:+1", " TEL:1", "callto:1", "rcmobile://call?number=1", "rcmobile://sms?number=1", "rcapp://r/call?number=1",
             "rcapp://r/profile", "mailto:a", "//tel:1", "telnet:1", "constructor:1", "", "tel:" + "9" * 10_000, "\ud800tel:1"]  # fmt: skip
    read = call(world, "all => all.map(each => readLink(each)?.text.length ?? null)", links)
    assert read == [6, 5, 8, 24, None, 23, None, None, None, None, None, None, 300, None]
    same = "all => all.map(([shown, href]) => sameNumber(shown, href))"
    assert call(world, same, [
        ["020 7946 0123", "tel:+442079460123"], ["7946 0123", "tel:+442079460123"], ["020 7946 0124", "tel:+442079460123"],
        ["(201) 555-0123", "tel:+1-201-555-0123;ext=5"], ["201 555 0123", "tel:2015550123"], ["12345", "tel:+442012345"],
    ]) == [True, True, False, True, False, False]  # fmt: skip
