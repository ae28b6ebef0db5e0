"""Call links: RFC 3966 and the three other schemes, as written by people who never read it."""

from __future__ import annotations

import pytest

from ringout_host.errors import NumberError
from ringout_host.numbers import read

LINKS = [
    ("tel:+12015550123", "GB", "+12015550123", None),
    ("TEL:+1-201-555-0123", "GB", "+12015550123", None),
    ("tel:+1.201.555.0123", "GB", "+12015550123", None),
    ("tel:+1(201)555-0123", "GB", "+12015550123", None),
    ("tel:+1 201 555 0123", "GB", "+12015550123", None),
    ("tel:+1%20201%20555%200123", "GB", "+12015550123", None),
    ("tel:%2B1-201-555-0123", "GB", "+12015550123", None),
    ("tel://+12015550123", "GB", "+12015550123", None),
    (" tel:+12015550123 ", "GB", "+12015550123", None),
    ("tel:020-7946-0018", "GB", "+442079460018", None),
    ("tel:+12015550123;ext=45", "GB", "+12015550123", "45"),
    ("tel:+12015550123;EXT=4-5", "GB", "+12015550123", "45"),
    ("tel:+12015550123;isub=12;ext=45", "GB", "+12015550123", "45"),
    ("tel:+12015550123;foo=bar;ext=45;x", "GB", "+12015550123", "45"),
    ("tel:020-7946-0018;phone-context=+44", "US", "+442079460018", None),
    ("tel:79460018;phone-context=+44-20", "US", "+442079460018", None),
    ("tel:020-7946-0018;ext=5;Phone-Context=%2B44", "US", "+442079460018", "5"),
    ("tel:7946-0018;isub=1;phone-context=+4420;ext=5", "US", "+442079460018", "5"),
    ("tel:+442079460018;phone-context=example.com", "US", "+442079460018", None),
    ("tel:1-800-FLOWERS", "US", "+18003569377", None),
    ("tel:+12015550123?source=page", "US", "+12015550123", None),
    ("callto:+442079460018", "US", "+442079460018", None),
    ("callto://+44%2020%207946%200018", "US", "+442079460018", None),
    ("callto:020 7946 0018?call", "GB", "+442079460018", None),
    ("rcmobile://call?number=%2B442079460018", "US", "+442079460018", None),
    ("rcmobile://call/?number=+44%2020%207946%200018", "US", "+442079460018", None),
    ("RCMobile://Call?Number=%28201%29%20555-0123", "US", "+12015550123", None),
    ("rcmobile://call?x=1&number=2015550123&ext=45", "US", "+12015550123", "45"),
    ("rcapp://r/call?number=+442079460018", "US", "+442079460018", None),
    ("rcapp://r/call?number=%2B442079460018", "US", "+442079460018", None),
    ("callto:tel:+12015550123", "GB", "+12015550123", None),
    ("Tel: 020 7946 0018 ext. 5", "GB", "+442079460018", "5"),
]


@pytest.mark.parametrize(("text", "region", "e164", "extension"), LINKS)
def test_links(text: str, region: str, e164: str, extension: str | None) -> None:
    number = read(text, region)
    assert (number.e164, number.extension) == (e164, extension)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("tel:", "not-a-number"),
        ("tel:;ext=45", "not-a-number"),
        ("tel:+1201555%", "not-a-number"),
        ("tel:+1201555%zz0123", "not-a-number"),
        ("tel:%C3%28", "not-a-number"),
        ("tel:%00911", "not-a-number"),
        ("tel:+12015550123;ext=45;ext=46", "not-a-number"),
        ("tel:+12015550123;ext=a", "not-a-number"),
        ("tel:+12015550123;ext=", "not-a-number"),
        ("tel:+12015550123;ext=٤", "not-a-number"),
        ("tel:+12015550123 x45;ext=46", "not-a-number"),
        ("tel:2015550123;phone-context=example.com", "invalid-number"),
        ("tel:2015550123;phone-context=", "invalid-number"),
        ("tel:2015550123;phone-context=+", "invalid-number"),
        ("tel:2015550123;phone-context=" + "a-" * 90 + "!", "invalid-number"),
        ("tel:+12015550123;phone-context=+1;phone-context=+44", "not-a-number"),
        ("tel:+12015550123;postd=pp22", "feature-code"),
        ("tel:+12015550123;POSTD=1", "feature-code"),
        ("tel:+12015550123;45", "feature-code"),
        ("tel:+12015550123,45", "feature-code"),
        ("tel:+12015550123p45", "feature-code"),
        ("tel:*67+12015550123", "feature-code"),
        ("tel:%2A67", "feature-code"),
        ("tel:+12015550123%23", "feature-code"),
        ("tel:112;phone-context=+44", "emergency-number"),
        ("callto:some.person", "not-a-number"),
        ("rcmobile://sms?number=%2B12015550123", "not-a-number"),
        ("rcmobile://call?text=%2B12015550123", "not-a-number"),
        ("rcmobile://call?number=1&number=2", "not-a-number"),
        ("rcapp://call?number=+12015550123", "not-a-number"),
        ("rcmobile:", "not-a-number"),
        ("rcmobile://call?number=911", "emergency-number"),
        ("telx:+12015550123", "not-a-number"),
        ("javascript:tel:+12015550123", "not-a-number"),
    ],
)
def test_refused_links(text: str, code: str) -> None:
    with pytest.raises(NumberError) as refused:
        read(text, "US")
    assert refused.value.code == code
