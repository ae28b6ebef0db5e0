"""Words beside numbers, in the languages of the product: those that speak for a telephone number, and those against.

Tables only. A word is compared in lower case, without its full stop.
"""

from __future__ import annotations

import re
from typing import Final


def _set(*lines: str) -> frozenset[str]:
    return frozenset(word for line in lines for word in line.split())


PHONE: Final = _set(
    # English
    "tel tele telephone telephones phone phones ph phoned call calls calling caller dial mobile mob cell cellphone",
    "cellular landline fax faxes telefax hotline helpline switchboard whatsapp signal viber sms text contact reach",
    "ring tollfree toll freephone reservations voicemail direct office home work",
    # German, Dutch, Scandinavian
    "telefon telefonnummer telefonnr tlf fon handy handynummer mobil mobilnummer mobiltelefon mobilfunk rufnummer",
    "rufnr anruf anrufen rufen ruf faxnummer telefoon telefoonnummer mobiel gsm bel bellen belt ringe ringa puhelin",
    # French
    "téléphone telephone tél portable mobile appelez appeler appel joindre télécopie télécopieur standard",
    # Spanish, Portuguese, Italian
    "teléfono telefono tfno tlfno tfn móvil movil celular llame llamar llámenos llámanos llamada fono telefone",
    "telemóvel telemovel ligue ligar contato contacto cellulare chiama chiamare chiamaci chiamate",
    # Polish, Czech, Turkish, Russian, Arabic, Hebrew
    "telefonu komórka kom zadzwoń volejte cep тел телефон телефоны моб мобильный факс звоните позвоните",
    "هاتف جوال تلفون اتصل فاكس טלפון נייד פקס",
)  # fmt: skip

PHONE_CJK: Final = (
    "電話", "电话", "手机", "手機", "携帯", "传真", "傳真", "热线", "熱線", "致电", "致電", "连絡先", "連絡先", "联系", "聯絡",
    "直通", "代表", "ＴＥＬ", "ＦＡＸ", "전화", "휴대폰", "연락처", "팩스",
)  # fmt: skip
"""Found anywhere right before a number: these languages do not put spaces between words."""

SYMBOLS: Final = "☎☏✆📞📱📲📠🕿🖀"

NUMBER: Final = _set(
    "number numbers no nos nr num n nbr numéro numero número nummer is was are the a our your my at on us me now or",
    "ist lautet unter est le la il su es is de",
)  # fmt: skip
"""Words that say nothing by themselves: the word before them decides."""

LABELS: Final = PHONE | _set("t m f p w o h d c")
"""What may stand before a number that is read for dialling, with a colon or a full stop."""

HARD: Final = _set(
    "isbn issn ean upc gtin iban bic swift vat tva iva btw ust ustid ssn ein tin kvk siret siren cif nif dni cnpj cpf",
    "bsn iccid imei imsi doi pmid oclc card cards carte tarjeta cartão carta kaart karte kartennummer kreditkarte",
    "account acct accounts konto kontonummer blz compte cuenta conta conto rekening rekeningnummer routing",
    "steuernummer abn acn uid guid uuid hrb hra visa mastercard amex карта счет счёт инн",
)  # fmt: skip
"""Directly before a number they veto it even in brackets-and-hyphens form."""

SOFT: Final = _set(
    # English
    "order orders invoice asin sku tracking ref refs reference serial sn version ver build id ids case ticket",
    "customer client policy contract claim patent part model item items product article docket licence license",
    "passport registration reg company charity batch lot mac port pid hash checksum bug issue pr commit po box zip",
    "postcode postal arxiv page pages pp vol volume chapter figure fig row line timestamp population lat lon lng",
    "latitude longitude coordinates seq sequence transaction txn payment barcode code booking reservation flight",
    "shipment parcel waybill awb meter member membership employee student user room meeting webinar passcode pin otp",
    "token key quote total amount sum price balance size bytes offset epoch crn npi",
    # German
    "bestellung bestellnummer bestellnr bestell rechnung rechnungsnummer kunde kunden kundennummer kundennr artikel",
    "artikelnummer artikelnr sendung sendungsnummer vertrag vertragsnummer aktenzeichen az seriennummer version",
    "ausweis ausweisnummer versicherungsnummer plz postfach auftrag auftragsnummer vorgang vorgangsnummer",
    "ticketnummer referenz referenznummer matrikelnummer zähler zählernummer betrag summe",
    # French
    "commande facture référence réf suivi colis client dossier contrat version série article produit naf rcs montant",
    # Spanish, Portuguese, Italian
    "pedido factura referencia seguimiento cliente expediente serie versión artículo importe fatura referência",
    "rastreio rastreamento encomenda série versão valor ordine fattura riferimento rif spedizione pratica versione",
    "articolo matricola codice importo código codigo",
    # Dutch
    "bestelling bestelnummer ordernummer factuur factuurnummer referentie kenmerk zending klant klantnummer",
    "serienummer versie artikelnummer bedrag",
    # Polish, Russian
    "zamówienie faktura nip regon pesel заказ счет-фактура номер_заказа артикул договор",
)  # fmt: skip
"""Directly before a number they veto it unless its form leaves no doubt."""

AGAINST_CJK: Final = (
    "注文", "受注", "請求", "お問い合わせ番号", "追跡", "会員", "口座", "カード", "法人番号", "登録番号", "伝票", "郵便", "品番",
    "型番", "製造番号", "バージョン", "订单", "訂單", "发票", "發票", "快递", "单号", "單號", "账号", "帳號", "账户", "帳戶",
    "卡号", "卡號", "身份证", "编号", "編號", "税号", "型号", "序列号", "版本", "邮编", "邮政", "工单", "QQ", "주문", "계좌",
    "송장", "등록번호",
)  # fmt: skip

AFTER_AGAINST: Final = _set(
    "eur usd gbp chf euro euros dollars dollar pounds yen kg km gb mb kb bytes byte ms px items views rows records",
    "people units shares downloads followers",
)  # fmt: skip
"""Directly after a number they make it an amount."""

CURRENCY: Final = frozenset("$€£¥₹₽₩₪₺฿₫₴₦₱¢￥￡￦")

_WORD: Final = re.compile(r"[^\W\d_]+")
_COMPOUND: Final = ("nummer", "nr", "number")


def weight(word: str) -> int:
    """1 if `word` speaks for a telephone number, -1 softly against it, -2 hard, 0 if it says nothing."""
    word = word.lower()
    if word in PHONE:
        return 1
    if word in HARD:
        return -2
    if word in SOFT:
        return -1
    if word.startswith(("telefon", "telefoon", "handy", "mobil", "fax", "phone", "téléphon", "teléfon")):
        return 1
    if word.endswith(_COMPOUND) and word not in NUMBER:
        return -1
    return 0
