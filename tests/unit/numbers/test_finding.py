"""Finding numbers in page text: what is marked, in which countries, and how far each mark goes."""

from __future__ import annotations

import phonenumbers
import pytest
from phonenumbers import PhoneNumberFormat, PhoneNumberType

from ringout_host.numbers import match, matching
from ringout_host.protocol import Span


def found(text: str, region: str | None) -> list[str]:
    """The marked texts."""
    units = text.encode("utf-16-le", "surrogatepass")
    return [
        units[2 * one.start : 2 * one.end].decode("utf-16-le", "surrogatepass")
        for one in match([Span(id=1, text=text)], region)
    ]


FOUND = [
    # (country, text, what is marked)
    ("US", "Call us at (201) 555-0123 today", ["(201) 555-0123"]),
    ("US", "201-555-0123 or 201.555.0145", ["201-555-0123", "201.555.0145"]),
    ("US", "1-201-555-0123", ["1-201-555-0123"]),
    ("US", "201-555-0123/201-555-0145", ["201-555-0123", "201-555-0145"]),
    ("US", "201-555-0123 - 201-555-0145 - 201-555-0156", ["201-555-0123", "201-555-0145", "201-555-0156"]),
    ("US", "(201) 555-0123 (201) 555-0145", ["(201) 555-0123", "(201) 555-0145"]),
    ("US", "Hoboken, NJ 07030 201-555-0123", ["201-555-0123"]),
    ("US", "My number is (201) 555 0123. 07030 is my code.", ["(201) 555 0123"]),
    ("US", "Phone-201-555-0123", ["201-555-0123"]),
    ("US", "201-555-0123.Call now", ["201-555-0123"]),
    ("US", "Open 9:00-17:00 201-555-0123", ["201-555-0123"]),
    ("US", "On 2024-05-01 201-555-0123 rang", ["201-555-0123"]),
    ("US", "Phone: 2015550123", ["2015550123"]),
    ("US", "2015550123 (fax)", ["2015550123"]),
    ("US", "Call John at 2015550123", ["2015550123"]),
    ("US", "To order call 201-555-0123", ["201-555-0123"]),
    ("US", "Customer service: 201-555-0123", ["201-555-0123"]),
    ("US", "Order 4711, 201-555-0123", ["201-555-0123"]),
    ("US", "tel:+1-201-555-0123", ["+1-201-555-0123"]),
    ("US", "Fax:201-555-0123", ["201-555-0123"]),
    ("US", "Boise, ID 208-555-0123", ["208-555-0123"]),
    ("US", "The Widget Company 201-555-0123", ["201-555-0123"]),
    ("US", "For a free quote: 201-555-0123", ["201-555-0123"]),
    ("US", "Order now 1-800-555-0199", ["1-800-555-0199"]),
    ("CA", "Toronto: 604-555-0123", ["604-555-0123"]),
    ("GB", "London 020 7946 0018.", ["020 7946 0018"]),
    ("GB", "London (020) 7946 0018 or 0161 496 0018", ["(020) 7946 0018", "0161 496 0018"]),
    ("GB", "+44 (0)20 7946 0018", ["+44 (0)20 7946 0018"]),
    ("GB", "020 7946 0018/9", ["020 7946 0018"]),
    ("GB", "EC1A 1BB 020 7946 0018", ["020 7946 0018"]),
    ("DE", "Tel. 030 / 23125 - 123", ["030 / 23125 - 123"]),
    ("DE", "030/23125123 und 030 23125 124", ["030/23125123", "030 23125 124"]),
    ("DE", "Telefon 03023125123", ["03023125123"]),
    ("DE", "0049 30 23125 123", ["0049 30 23125 123"]),
    ("DE", "030 23125-123 / -124", ["030 23125-123"]),
    ("FR", "Tél : 01 99 00 12 34 / 01.99.00.12.35", ["01 99 00 12 34", "01.99.00.12.35"]),
    ("FR", "01 99 00 12 34 01 99 00 12 35", ["01 99 00 12 34", "01 99 00 12 35"]),
    ("FR", "Appelez le 0199001234", ["0199001234"]),
    ("SE", "Ring 08-465 004 12", ["08-465 004 12"]),
    ("AU", "Sydney (02) 5550 1234, mobile 0491 570 006", ["(02) 5550 1234", "0491 570 006"]),
    ("AU", "0491570006", ["0491570006"]),  # a trunk prefix before a mobile number
    ("JP", "電話：03-1234-5678まで", ["03-1234-5678"]),
    ("CN", "电话010-12345678转45", ["010-12345678转45"]),
    (
        "US",
        "+44 20 7946 0018, +33 1 99 00 12 34; +49 30 23125 123",
        ["+44 20 7946 0018", "+33 1 99 00 12 34", "+49 30 23125 123"],
    ),
    (None, "From abroad: +44 20 7946 0018", ["+44 20 7946 0018"]),
    # extensions
    ("US", "201-555-0123 x45", ["201-555-0123 x45"]),
    ("US", "(201) 555-0123, ext. 45, please", ["(201) 555-0123, ext. 45"]),
    ("US", "(201) 555-0123 (ext. 45)", ["(201) 555-0123 (ext. 45)"]),
    ("US", "201-555-0123 x45/x46", ["201-555-0123 x45"]),
    ("US", "+1 201 555 0123;ext=45", ["+1 201 555 0123;ext=45"]),
    ("DE", "030 23125 123 Durchwahl 45", ["030 23125 123 Durchwahl 45"]),
    ("US", "2015550123 ext. 45", ["2015550123 ext. 45"]),  # an extension is a reason
    ("US", "2015550123;x 7246433", ["2015550123;x 7246433"]),
    ("US", "2015550123 x 20", []),  # a quantity
    ("NZ", "Call 033316005/x12", ["033316005"]),
    ("JP", "０３－１２３４－５６７８ 内線45", ["０３－１２３４－５６７８ 内線45"]),
    # what stands behind
    ("US", "2015550123 to call me", ["2015550123"]),
    ("US", "2015550123 is my mobile", ["2015550123"]),
    ("US", "2015550123 is my order number", []),
    ("US", "2015550123 and call us", []),
    # strange, and plainly meant
    ("US", "Call ++1 201 555 0123", ["+1 201 555 0123"]),
    ("US", "C++1 201 555 0123", []),
    ("PL", "Zadzwoń 0~0 1 201 555 0123", ["0~0 1 201 555 0123"]),
    ("GB", "Call 0 2 0 7 9 4 6 0 0 1 8 now", ["0 2 0 7 9 4 6 0 0 1 8"]),
    ("US", "Call on 1 2 3 4 5 6 7 8 9 10", []),
    # lists and ranges
    ("GB", "0121 496 0123/124/125", ["0121 496 0123"]),
    ("GB", "Fax 020 7946 0200 - 0209", ["020 7946 0200"]),
    ("GB", "0161 496 0140 or -0141", ["0161 496 0140"]),
    ("KR", "02-212-3456~7", ["02-212-3456"]),
    ("US", "Ann Bell,(201) 555-0123,07030,40.7453", ["(201) 555-0123"]),
    ("US", "Dee Fox,415.555.0162,94103,37.7726", ["415.555.0162"]),
    ("US", "Call [2015550123]", ["2015550123"]),
    # words that are no labels of the number
    ("GB", "Lost your card? 0161 496 0333", ["0161 496 0333"]),
    ("GB", "Accounts are on 0161 496 0148", ["0161 496 0148"]),
    ("FR", "N° vert : 0801234567", ["0801234567"]),
    ("US", "Tel. no. 2015550123", ["2015550123"]),
    ("US", "Telephone: ask for Farm no. 201-555-0123", ["201-555-0123"]),
    ("IN", "मोबाइल: ०८१२३४५६७८९", ["०८१२३४५६७८९"]),
    ("IR", "تلفن: ۰۲۱ ۲۳۴۵ ۶۷۸۹", ["۰۲۱ ۲۳۴۵ ۶۷۸۹"]),
    ("HU", "Telefonszám: 06201234567", ["06201234567"]),
    ("FI", "Puhelinnumero 0412345678", ["0412345678"]),
    ("TH", "โทร.0812345678", ["0812345678"]),
    ("RU", "Телефон № 89123456781", ["89123456781"]),
    ("US", "Ministry of Health 201-555-0123", ["201-555-0123"]),
    ("IL", "טל' 021234567", ["021234567"]),
    ("US", "Museum of Modern Art 201-555-0123", ["201-555-0123"]),
    ("US", "Person in charge: 201-555-0123", ["201-555-0123"]),
    ("FR", "Centre fiscal 01 99 00 12 34", ["01 99 00 12 34"]),
    ("FR", "Réservation : 01 99 00 12 34", ["01 99 00 12 34"]),
    ("IT", "Prenotazioni 02 1234 5678", ["02 1234 5678"]),
    ("SE", "Polis 08-465 004 12", ["08-465 004 12"]),
    ("US", "Tickets: 201-555-0123", ["201-555-0123"]),
    ("US", "Order desk 201-555-0123", ["201-555-0123"]),
    ("US", "123 Main St. 201-555-0123", ["201-555-0123"]),
    # what people call has a number, too
    ("GB", "Reception number: 020 7946 0018", ["020 7946 0018"]),
    ("GB", "Ann’s number 020 7946 0018", ["020 7946 0018"]),
    ("GB", "Use the number 020 7946 0018", ["020 7946 0018"]),
    ("GB", "The number of the clinic is 020 7946 0018", ["020 7946 0018"]),
    ("ES", "Número de atención al cliente 810 12 34 61", ["810 12 34 61"]),
    ("ID", "No Telp 0812-345-681", ["0812-345-681"]),
    ("VN", "Số điện thoại 0912345687", ["0912345687"]),
    ("CN", "长安街12号 010-12345681", ["010-12345681"]),
    ("NL", "Mevr. Smit, 06-12 34 56 72.", ["06-12 34 56 72"]),
    ("GB", "020 7946 0018 (orders)", ["020 7946 0018"]),
    ("GB", "020 7946 0018 (order line)", ["020 7946 0018"]),
    ("US", "Toll-free: 8005550199", ["8005550199"]),
    ("US", "Toll pass 8005550199", []),
    ("US", "Call or text. Deploy 2015550123", []),
    # a zero that a spreadsheet has taken away
    ("GB", "Phone 1214960146", ["1214960146"]),
    ("GB", "Phone 2015550123", []),  # may be North American
    ("GB", "Account 1214960146", []),
    # figures beside other figures
    ("US", "Flow 212 555 0147 / 212 550 148", []),
    ("US", "212 555 0147 / 212 555 0148", ["212 555 0147", "212 555 0148"]),
    # letters
    ("US", "Call 1-800-FLOWERS now", ["1-800-FLOWERS"]),
    ("US", "1-800-GOT-JUNK?", ["1-800-GOT-JUNK"]),
    ("US", "1-800 GO FEDEX NOW", ["1-800 GO FEDEX"]),
    ("US", "CALL 1-800-FLOWERS NOW", ["1-800-FLOWERS"]),
    ("GB", "Ring 0800 REPAIRS today", ["0800 REPAIRS"]),
    ("AU", "Ring 1300 FLOWER today", ["1300 FLOWER"]),
    # other characters
    ("US", "tel\u00a0(201)\u00a0555\u20110123", ["(201)\u00a0555\u20110123"]),
    ("GB", "020\u20097946\u20090018", ["020\u20097946\u20090018"]),
    ("GB", "020\u00ad7946\u00ad0018\u00ad.", ["020\u00ad7946\u00ad0018"]),
    ("US", "２０１－５５５－０１２３", ["２０１－５５５－０１２３"]),
    ("GB", "٠٢٠ ٧٩٤٦ ٠٠١٨", ["٠٢٠ ٧٩٤٦ ٠٠١٨"]),
    ("US", "😀 201-555-0123 😀😀 201-555-0145", ["201-555-0123", "201-555-0145"]),
    ("US", "\ud800 201-555-0123", ["201-555-0123"]),
    # wrapped lines, indented source
    ("GB", "Tel 020 7946\n0018 or write", ["020 7946\n0018"]),
    ("US", "call (201)\n      555-0123 now", ["(201)\n      555-0123"]),
    ("GB", "020 7946 0018\n020 7946 0019\n", ["020 7946 0018", "020 7946 0019"]),
    ("GB", "020       7946      0018", ["020       7946      0018"]),
    ("US", "07030\n201-555-0123", ["201-555-0123"]),
    ("DE", "Tel. 030 23125123\n10 Stück", ["030 23125123"]),
]


@pytest.mark.parametrize(("region", "text", "marked"), FOUND)
def test_found(region: str | None, text: str, marked: list[str]) -> None:
    assert found(text, region) == marked


@pytest.mark.parametrize("region", sorted(phonenumbers.SUPPORTED_REGIONS - {"NC"}))  # 20.12.34 is a date elsewhere
def test_found_in_every_country(region: str) -> None:
    """libphonenumber's own examples in a plain sentence; those of five or six digits only behind a word."""
    for kind in (PhoneNumberType.FIXED_LINE, PhoneNumberType.MOBILE):
        example = phonenumbers.example_number_for_type(region, kind)
        if example is None:
            continue
        for form in (PhoneNumberFormat.NATIONAL, PhoneNumberFormat.INTERNATIONAL):
            shown = phonenumbers.format_number(example, form)
            bare = shown.isdecimal()
            if sum(map(str.isdecimal, shown)) >= 7 and not bare:
                assert found(f"Visit us, {shown}, on Monday", region) == [shown]
            if sum(map(str.isdecimal, shown)) >= 5:
                assert found(f"Phone: {shown}", region) == [shown]


def test_ids_and_order_are_kept() -> None:
    spans = [
        Span(id="b", text="no number"),
        Span(id=2, text="201-555-0123 and 201-555-0145"),
        Span(id="a", text="+442079460018"),
    ]
    assert [(one.id, one.number.e164) for one in match(spans, "us")] == [
        (2, "+12015550123"),
        (2, "+12015550145"),
        ("a", "+442079460018"),
    ]


def test_a_long_text_is_read_whole() -> None:
    line = "nothing here but words, " * 40 + "call 201-555-0123. "
    assert len(line) > matching.LONGEST_WINDOW
    assert found(line * 5, "US") == ["201-555-0123"] * 5


def test_answers_are_remembered() -> None:
    text = "Call 201-555-0123 once more"
    matching._remembered.cache_clear()
    first = matching.find(text, "US")
    assert matching.find(text, "US") is first
    assert matching.find(text, "GB") is not first
    assert matching._remembered.cache_info().maxsize == 2048


@pytest.mark.parametrize("region", ["US", "GB", "DE"])
def test_a_country_may_be_given_in_any_way(region: str) -> None:
    for form in (region, region.lower()):
        assert found("+44 20 7946 0018", form) == ["+44 20 7946 0018"]
    for unknown in ("", "ZZ", "001", "x"):
        assert found("020 7946 0018", unknown) == []
