"""Traps: what looks like a telephone number and is none. A wrong mark costs more trust than a missed one."""

from __future__ import annotations

import pytest

from ringout_host.numbers import match, read
from ringout_host.protocol import Span

COUNTRIES = (
    "US", "GB", "DE", "FR", "ES", "IT", "NL", "JP", "AU", "BR", "CH", "AT", "SE", "DK", "NO", "PL", "IN", "CN",
    "MX", "SG", "BE", "CR", "HK", "NZ", "ZA", "FI", "CZ", "PT", "IE", "TR", "AR", "LU",
)  # fmt: skip

EVERYWHERE = """
Order number: 2015550123
Order no. 201-555-0123
Invoice #201-555-0123
Invoice 201-555-0123
Serial: 201-555-0123
S/N 201-555-0123
Ref: 020 7946 0018
Meeting ID: 812 3456 7890
Booking number 020 7946 0018
Customer no. 201-555-0123
Kundennummer: 030 23125 123
Rechnungsnummer 0302 312512
Commande n° 01 99 00 12 34
Facture 01 99 00 12 34
Pedido 912 345 678
Ordine 06 1234 5678
Factuurnummer 020 123 4567
注文番号 090-1234-5678
订单号 13800138000
身份证 110105194912310021
QQ: 13800138000
Tracking: 1Z 999 AA1 01 2345 6784
Tracking number 9400 1000 0000 0000 0000 00
ISBN 978-0-306-40615-7
ISBN-10: 0-306-40615-2
978-3-16-148410-0
ISSN 2049-3630
EAN 4006381333931
4006381333931
IBAN DE89 3704 0044 0532 0130 00
DE89 3704 0044 0532 0130 00
GB29NWBK60161331926819
Kontonummer 0532013000
USt-IdNr. DE123456789
VAT GB 123 4567 89
SIRET 732 829 320 00074
Visa 4111 1111 1111 1111
4111-1111-1111-1111
4111111111111111
3782 822463 10005
SSN 123-45-6789
078-05-1120
2024-05-01 12:33:44.123
01.05.2024 10:30
05/01/2024
2015-2016
1998 - 2004
from 1939-1945 to 2001-2005
192.168.100.200
10.0.0.1:8080
2001:0db8:85a3:0000:0000:8a2e:0370:7334
3.14159265358979
0.2015550123
1,234,567,890
1 234 567 890 €
$2015550123
£ 020 7946 0018
2015550123 EUR
USD 2,015,550,123
123e4567-e89b-12d3-a456-426614174000
550e8400-e29b-41d4-a716-446655440000
sha 2015550123abcdef
commit 2015550123
IMG_2015550123.jpg
IMG-20150501-0123.jpg
file2015550123.pdf
2015550123.pdf
201-555-0123.html
/files/2015550123/edit
https://example.com/2015550123
https://example.com/?phone=+12015550123
www.example.com/201-555-0123
user2015550123@example.com
201-555-0123@example.com
@2015550123
#2015550123
NC_000002015550123
v1.2.3.4567
version 2.0.15.550123
52.520008, 13.404954
52.5200 13.4050
40.7128° N 74.0060° W
201555012
2015550123
1714559624123
1714559624
0123456789
1234567890
0000000000
1 2 3 4 5 6 7 8 9 10 11 12
0 2 0 7 9 4 6 0 0 1 8
10 20 30 40 50 60 70 80
4 8 15 16 23 42
12 34 56 78 90 12 34 56
1001 1002 1003 1004
2015 2016 2017 2018
100 200 300 400 500 600
population 8 336 817
Passcode 201555
07030
P.O. Box 201555
Case 20-15550123
US20150123456A1
DOI 10.1000/182
doi:10.1038/s41586-020-2649-2
PMID 20155501
RFC 2015 5501
UTM 32U 0466 5432
pp. 211-227 (2003)
VLDB J. 12(3): 211-227 (2003)
Chapter 12.3.4.5
score 21-15 21-18 11-9
odds 2/1 3/1 10/1
10:30-12:45 14:00-16:30
9.99 19.99 29.99
GMT+0100 2015
00:1A:2B:3C:4D:5E
0x2015550123
id=2015550123&x=1
tel=2015550123x
x=201-555-0123
x+2015550123+y
(2015) 55, 123
Size 1024 x 768 32
1280x1024 1920x1080
-2015550123
+1.5 +2.25 +3.125
1e2015550123
1-2-3-4-5-6-7
A4 210 297 A3 297 420
1:100,000 2:200,000
Total 201 555 0123
lot 555-0123-45
GTIN 00012345600012
HRB 123456
OVER 800 MEMBERS
13 JUNE 2024
1-800-OOO-OOOO
*67 201 555 0123#
NHS number 201 555 0123
NHS number 943 476 5919
Folio 020 7946 0018
Folio number 201-555-0123
XYZ number 020 7946 0018
Farm no. 021 123 456
Farm no. 020 7946 0018
Kd.-Nr.: 0171 3920013
Sagsnr. 32 12 34 52
CVR-nr. 32 12 34 58
Ordrenr. 21 23 45 69
Fakturanr 0701740636
Sipariş no 05012345679
n° client : 01 99 00 55 13
Dossier 01 99 00 48 62
nr paczki 512 345 670
Póliza 222-123-4562
spisová značka 212 345 670
מס' הזמנה 0502345679
رقم الطلب ٠٥١٢٣٤٥٦٧٨
شماره پرونده ۰۲۱۲۳۴۵۶۷۸۸
ऑर्डर संख्या ०८१२३४५६७८१
Αρ. παραγγελίας 6912345679
Réservation n° 01 99 00 12 34
Contrato 810 12 34 56
Contratto 02 1234 5678
Ärende 08-465 004 12
Umowa 12 345 67 89
Smlouva 212 345 678
Poliçe no 0212 345 67 89
Cuenta de ahorros 601 2345679
Order of delivery 201-555-0123
Cod client 0712 034 569
Tilausnumero 0412345679
Asiakasnro 041 234567
Rendelésszám: 06201234568
замовлення № 0501234560
เลขที่คำสั่งซื้อ 0812345679
統一編號 0912345679
Permit number 020 7946 0018
Requisition # 201-555-0123
Pedido nº 912 345 678
Permis n.º 514-555-0134
Nº de vivienda 912 345 678
ID anunț 0712034573
Kód produktu 212 345 682
Číslo zásilky: 601 123 465
Код товару 0501234577
Mã đơn hàng 0912 345 686
Αρ. πρωτ. 21 2345 6793
رقم العقار ٠١٠٠١٢٣٤٥٧٣
מס׳ נכס 0502345683
Huutokaupan numero 0412345673
Kennziffer 0221-4710-334
Art. 040 66969 203
Kto. 089 99998 101
PQR 08021234574
管理番号 03-1234-5684
고객 번호 010-2000-0063
เลขที่ใบสั่งซื้อ 081 234 5682
030/23125/412
Código de cliente: 912 345 678
Dossier médical 01 99 00 12 34
Cta. ahorros 099 123 4574
Заказ-наряд 771 000 9994
Spendenkonto 030 23125 514
01 99 00 12 34 (réf. bancaire)
020 7946 0018 (order)
Width 030 231 25
2345 6789 sq ft
[2015550123, 3125550188, 4155550162]
hash(2015550123) == 4155550162
"ids": [2015550123,3125550188]
\u202e3210-555-102\u202c
20\u202e1-555\u202c-0123
911
112
+1 911
116 123
""".strip().splitlines()


@pytest.mark.parametrize("text", EVERYWHERE)
def test_not_found_in_any_country(text: str) -> None:
    for region in COUNTRIES:
        for whole in (text, f"See {text} there"):
            assert match([Span(id=1, text=whole)], region) == []


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Order number: 2015550123", "2015550123"),
        ("Reference 020 7946 0018", "+44 20 7946 0018"),
        ("id=2015550123&x=1", "2015550123"),
        ("[2015550123, 3125550188]", "[2015550123"),
        ("NHS number 201 555 0123", "201 555 0123"),
        ("20 15 55 01 23", "20 15 55 01 23"),
    ],
)
def test_what_is_not_marked_is_dialled_when_a_person_asks_for_it(text: str, number: str) -> None:
    """The second tier: a selection is read without any look at the words around it."""
    assert match([Span(id=1, text=text)], "US") == []
    assert read(number, "US").e164 in ("+12015550123", "+442079460018")


@pytest.mark.parametrize(
    ("text", "region"),
    [
        ("02-36618 300forme", "IT"),  # not the first half of a longer number
        ("+44 20 7946 0018 x45forme", "GB"),
        ("1 22 333 4444 55555 030 23125 123 1 22 333 4444 55555 66666 777777 88888888", "DE"),
        ("Call the function for item value 2015550123", "US"),
        ("abc2015550123", "US"),
        ("Legajo 011 2345-6782", "AR"),
        ("201-555-0123abc", "US"),
        ("e\u0301201-555-0123", "US"),
        ("201-555-0123\u0301", "US"),
        ("20 15 55 01 23", "US"),
        ("2015 550123", "US"),
        ("07123 456789", "US"),  # British, and no number of the US
    ],
)
def test_not_found_here(text: str, region: str) -> None:
    assert match([Span(id=1, text=text)], region) == []
