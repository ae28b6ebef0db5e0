"""Every way in which a number may stand on a page, and every place where nothing is ever marked."""

# ruff: noqa: E501  (pages and scripts stand as the browser gets them)
from __future__ import annotations

from collections.abc import Iterator, Mapping

import pytest

from ringout_host.browsers.drive import Browser

from .driver.site import Site
from .marks import document, marked_by_case, settle

FOUND: Mapping[str, tuple[str, list[str]]] = {
    "plain": ("Call (201) 555-0123 today", ["(201) 555-0123"]),
    "international": ("From abroad: +44 20 7946 0123.", ["+44 20 7946 0123"]),
    "across inline elements": ("Call <b>(201)</b> <i>555</i>-<u>0123</u>!", ["(201) 555-0123"]),
    "inside a word-like wrapper": ("<span>+44</span><span>20</span><span>79460123</span>", ["+442079460123"]),
    "over br": ("+44 20<br>7946 0123", ["+44 207946 0123"]),
    "two lines, two numbers": ("201-555-0123<br>201-555-0124", ["201-555-0123", "201-555-0124"]),
    "wrapped source line": ("Call 201\n        555 0123 now", ["201\n        555 0123"]),
    "preformatted, two lines": ("<pre>201-555-0123\n201-555-0124</pre>", ["201-555-0123", "201-555-0124"]),
    "preformatted, wrapped": ("<pre>Call me: +44 20\n7946 0123</pre>", ["+44 20\n7946 0123"]),
    "nbsp": ("+44&nbsp;20&nbsp;7946&nbsp;0123", ["+44\u00a020\u00a07946\u00a00123"]),
    "thin spaces": ("+33&#x202f;1&thinsp;99&thinsp;00&thinsp;12&thinsp;34", ["+33\u202f1\u200999\u200900\u200912\u200934"]),
    "non-breaking hyphens": ("201‑555‑0123", ["201\u2011555\u20110123"]),
    "soft hyphens": ("+4420\u00ad7946\u00ad0123", ["+4420\u00ad7946\u00ad0123"]),
    "full-width": ("＋４４２０７９４６０１２３", ["＋４４２０７９４６０１２３"]),
    "Arabic-Indic digits": ("+٤٤٢٠٧٩٤٦٠١٢٣", ["+٤٤٢٠٧٩٤٦٠١٢٣"]),
    "Devanagari digits": ("+४४ २० ७९४६ ०१२३", ["+४४ २० ७९४६ ०१२३"]),
    "extension": ("201-555-0123 x45", ["201-555-0123 x45"]),
    "extension in words": ("201-555-0123 ext. 45", ["201-555-0123 ext. 45"]),
    "national format of the page": ("<div lang=de-DE>Tel. 030 23125100</div>", ["030 23125100"]),
    "national format of another page language": ("<div lang=en-GB>020 7946 0123</div>", ["020 7946 0123"]),
    "national format of the person": ("<div lang=de>Call (201) 555-0123</div>", ["(201) 555-0123"]),
    "bare with a label": ("Phone: 2015550123", ["2015550123"]),
    "bare with a label in a cell": ("<table><tr><td>Phone<td>2015550123</table>", ["2015550123"]),
    "bare under the head of a column": (
        "<table><tr><th>Name<th>Phone<tr><td>Ann<td>2015550123<tr><td>Bob<td>2015550124</table>",
        ["2015550123", "2015550124"],
    ),
    "bare with a telling class": ("<span class=user-phone>2015550123</span>", ["2015550123"]),
    "several in a row": (
        "(201) 555-0123 (201) 555-0124 (201) 555-0125 (201) 555-0126",
        ["(201) 555-0123", "(201) 555-0124", "(201) 555-0125", "(201) 555-0126"],
    ),
    "chips": (
        "<span>201 555 0123</span> <span>201 555 0124</span> <span>201 555 0125</span>",
        ["201 555 0123", "201 555 0124", "201 555 0125"],
    ),
    "label glued by markup": ("<b>Tel</b><i>+44 20 7946 0123</i><b>Fax</b>", ["+44 20 7946 0123"]),
    "svg": ('<svg width=300 height=30><text y=20>+44 20 <tspan>7946 0123</tspan></text></svg>', ["+44 20 7946 0123"]),
    "button": ("<button>Call (201) 555-0123</button>", ["(201) 555-0123"]),
    "label": ("<label><input type=checkbox> (201) 555-0123</label>", ["(201) 555-0123"]),
    "open details": ("<details open><summary>More</summary>(201) 555-0123</details>", ["(201) 555-0123"]),
    "summary": ("<details><summary>(201) 555-0123</summary>more</details>", ["(201) 555-0123"]),
    "ordinary link": ("<a href='/contact'>(201) 555-0123</a>", ["(201) 555-0123"]),
    "telephone link": ("<a href='tel:+12015550123'>(201) 555-0123</a>", ["(201) 555-0123"]),
    "telephone link with bare digits": ("<a href='tel:+442079460123'>02079460123</a>", ["02079460123"]),
    "unselectable": ("<span style='user-select:none'>(201) 555-0123</span>", ["(201) 555-0123"]),
    "display contents": ("<div style='display:contents'>(201) 555-0123</div>", ["(201) 555-0123"]),
    "inline-block parts": ("<span style='display:inline-block'>201-555</span>-0123", ["201-555-0123"]),
    "label glued by markup to a bracket": ("<b>Phone number</b><i>(201) 555-0123</i>", ["(201) 555-0123"]),
    "hidden calling code": ("<i hidden>+1</i><b>(201)</b> <i>555</i>-<i>0123</i>", ["(201) 555-0123"]),
    "heads of columns": (
        "<table><tr><th>Stock code<th>Each<th>Phone<tr><td>201-555-0123<td>a<td>2015550124<tr><td>201-555-0125<td>b<td>2015550126</table>",
        ["2015550124", "2015550126"],
    ),
    "figures beside figures": ("Flow 212 555 0147 / 212 550 148", []),
    "numbers beside numbers": ("212 555 0147 / 212 555 0148", ["212 555 0147", "212 555 0148"]),
    "heads of rows": (
        "<table><tr><td>Name<td>Ann Lee<tr><td>Permit no.<td>201-555-0123<tr><td>Phone<td>2015550124</table>",
        ["2015550124"],
    ),
    "hidden filler": ("201-<i style='display:none'>999</i>555-0123", ["201-999555-0123"]),
    "after a time": ("Open 12:30 (201) 555-0123", ["(201) 555-0123"]),
    "before a date": ("(201) 555-0123 12.05.2024", ["(201) 555-0123"]),
    "right to left": ("<p dir=rtl lang=ar>هاتف: +44 20 7946 0123</p>", ["+44 20 7946 0123"]),
}  # fmt: skip

NEVER: Mapping[str, str] = {
    "script": "<script>var a = '+44 20 7946 0123'</script>",
    "style": "<style>a::after { content: '+44 20 7946 0123' }</style>",
    "noscript": "<noscript>+44 20 7946 0123</noscript>",
    "template": "<template>+44 20 7946 0123</template>",
    "textarea": "<textarea>+44 20 7946 0123</textarea>",
    "input": "<input value='+44 20 7946 0123'>",
    "select": "<select><option>+44 20 7946 0123</select>",
    "datalist": "<datalist><option>+44 20 7946 0123</datalist>",
    "comment": "<!-- +44 20 7946 0123 -->",
    "editable": "<div contenteditable>+44 20 7946 0123 <b>+44 20 7946 0124</b></div>",
    "plaintext editable": "<div contenteditable=plaintext-only>+44 20 7946 0123</div>",
    "text box": "<div role=textbox>+44 20 7946 0123</div>",
    "hidden attribute": "<p hidden>+44 20 7946 0123</p>",
    "display none": "<p style='display:none'>+44 20 7946 0123</p>",
    "invisible": "<p style='visibility:hidden'>+44 20 7946 0123</p>",
    "transparent": "<p style='opacity:0'>+44 20 7946 0123</p>",
    "closed details": "<details><summary>More</summary>+44 20 7946 0123</details>",
    "skipped content": "<div style='content-visibility:hidden'>+44 20 7946 0123</div>",
    "canvas fallback": "<canvas>+44 20 7946 0123</canvas>",
    "svg title": "<svg width=9 height=9><title>+44 20 7946 0123</title></svg>",
    "opted out": "<p data-ringout=off>+44 20 7946 0123 <b>+44 20 7946 0124</b></p>",
    "date": "2024-05-12 and 12.05.2024 and 05/12/24 at 2024-05-12 10:33:21",
    "price": "$1 234 567.00 and 1 234 567,89 EUR and € 12.345.678",
    "float": "3.14159265358 and -122.4194155 and 0.2015550123",
    "address": "192.168.100.200 and 10.0.0.1:8080",
    "uuid": "550e8400-e29b-41d4-a716-446655440000",
    "card": "4111 1111 1111 1111",
    "iban": "DE89 3704 0044 0532 0130 00 and GB29 NWBK 6016 1331 9268 19",
    "bare id": "id 2015550123 and 20155501234567",
    "order": "Order no. 201-555-0123",
    "json": '{"id":2015550123,"ts":1716000000000}',
    "spaced figures": "12 345 6789 33 4 55 6666 777 8 99 1000",
    "blocks apart": "<div>201</div><div>555</div><div>0123</div>",
    "cells apart": "<table><tr><td>201<td>555<td>0123</table>",
    "flex items apart": "<div style='display:flex'><span>201</span><span>555</span><span>0123</span></div>",
}


@pytest.fixture(scope="module")
def seen(browser: Browser, _server: Site) -> Iterator[dict[str, list[str]]]:
    """What is marked in each case; all of them stand on one page."""
    cases = {**{name: html for name, (html, _) in FOUND.items()}, **NEVER}
    body = "".join(f'<div data-case="{name}">{html}</div>\n' for name, html in cases.items())
    page = browser.open(_server.add("/places", document(body)))
    settle(page)
    page.wait_for("CSS.highlights.get('ringout-number')?.size > 0")
    assert not page.errors()
    yield marked_by_case(page)
    page.close()


def test_the_whole_page_was_read(seen: dict[str, list[str]]) -> None:
    assert "sentinel" in seen


@pytest.mark.parametrize("case", FOUND)
def test_is_found(seen: dict[str, list[str]], case: str) -> None:
    assert seen.get(case, []) == FOUND[case][1]


@pytest.mark.parametrize("case", NEVER)
def test_is_never_marked(seen: dict[str, list[str]], case: str) -> None:
    assert seen.get(case, []) == []
