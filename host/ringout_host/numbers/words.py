"""Words beside numbers, in the languages of the product: those that speak for a telephone number, those against.

Tables only; words in lower case. Languages without spaces between words have tables of their own.
"""

from __future__ import annotations

from typing import Final


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


PHONE: Final = _set("""
    tel tele telephone telephones phone phones ph phoned call calls calling caller dial mobile mob cell
    cellphone cellular landline fax faxes telefax hotline helpline switchboard whatsapp viber sms text contact
    reach ring tollfree toll freephone reservations voicemail direct office home work telefon telefonnummer
    telefonnr tlf tlfnr fon handy handynummer mobil mobilnummer mobiltelefon mobilfunk rufnummer rufnr anruf
    anrufen rufen ruf faxnummer zentrale telefoon telefoonnummer mobiel gsm bel bellen belt ringe ringa puhelin
    téléphone tél portable appelez appeler appel joindre télécopie télécopieur teléfono telefono tfno tlfno tfn
    móvil movil celular llame llamar llámenos llámanos llamada fono telefone telemóvel telemovel ligue ligar
    contato contacto cellulare chiama chiamare chiamaci chiamate telefonu komórka kom zadzwoń volejte cep тел
    телефон телефоны моб мобильный факс звоните позвоните هاتف جوال تلفون اتصل فاكس טלפון נייד פקס fixe
    vert verde gratuit gratuito κιν κινητό τηλ τηλέφωνο φαξ טל الهاتف الجوال موبايل واتساب تلفن همراه موبایل تماس
    puh matkapuhelin puhelinnumero hívószám hívjon zvoňte kontakt гаряча телефонуйте дзвоніть τηλεφωνήστε
    फ़ोन फोन मोबाइल दूरभाष संपर्क फ्री
""")
"""Beside a number they say that it is one for a telephone."""

PHONE_STEMS: Final = (
    "telefon",
    "telefoon",
    "téléphon",
    "teléfon",
    "puhelin",
    "matkapuhelin",
    "handy",
    "mobil",
    "phone",
    "fax",
)

PHONE_JOINED: Final = (
    "電話", "电话", "手机", "手機", "携帯", "传真", "傳真", "热线", "熱線", "致电", "致電", "連絡先", "联系",
    "聯絡", "直通", "代表", "전화", "휴대폰", "연락처", "팩스", "โทร", "มือถือ", "แฟกซ์",
)  # fmt: skip

SYMBOLS: Final = "☎☏✆📞📱📲📠🕿🖀"

NUMBER: Final = _set("""
    number numbers no nos nr num n nbr numéro numero número nummer id code номер
    מס מספר رقم شماره संख्या αρ αριθμός nro č čís cod kod kód koodi cód код szám numer №
""")
"""After a word against a telephone number, they leave no doubt: an order *number*, a meeting *id*."""

ABBREVIATED: Final = _set("no nr nro nos num n αρ מס č čís №")
"""Of `NUMBER` those that stand for numbers of other things: what they number need not be known."""

FILLERS: Final = NUMBER - {"id", "code", "cod", "kod", "kód", "koodi", "cód", "код"} | _set("""
    is was are the a our your my at on us me or and under to for with of as by via please ist lautet unter und
    oder bitte est le la et ou il su es y o e en
""")
"""They say nothing: the word before them decides."""

OF: Final = _set("de del du des di da do of la")
"""Between two words they make one thing of them: a *cuenta de ahorros*, an *order of payment*."""

LEADING_ON: Final = FILLERS | OF

LINKING: Final = _set("at on")
"""Of `FILLERS` those before which the word is not a label of the number: “accounts are on 020 …”."""

BRIDGES: Final = _set("to is my our the um ist meine unsere pour est mon notre para es mi nuestro per è il mio")
"""After a number they lead on to the word that says what it is: “to call”, “is my mobile”."""

LABELS: Final = PHONE | _set("t m f p w o h d c")
"""What may stand before a number that is read for dialling."""

HARD: Final = _set("""
    isbn issn ean upc gtin iban bic swift vat tva iva btw ust ustid ssn kvk siret siren cif nif dni cnpj cpf bsn
    iccid imei imsi pmid oclc kartennummer kreditkarte a/c konto kontonummer blz rekening rekeningnummer routing
    steuernummer abn acn uid guid uuid hrb hra mastercard amex карта счет счёт инн огрн
    nhs cvr ico dic ičo dič ičp rut curp clabe cbu cuit cuil nit usrn uprn personnr orgnr bankgiro plusgiro
    krs pps abha aadhaar aadhar आधार पिन شبا ملی الضريبي السجل αφμ αμκα kimlik
    ocr nass
""")
"""Right before a number they veto it, however it is written, unless it begins with a plus sign."""

SOFT: Final = _set("""
    order orders invoice asin sku tracking ref refs reference serial sn version ver build id ids case docket
    contract patent part model item items product article licence license passport batch mac pid hash checksum
    bug issue pr commit po box zip postcode postal arxiv pp vol volume chapter figure fig timestamp population
    lat lon lng latitude longitude coordinates seq sequence transaction txn barcode code shipment parcel waybill
    awb meter webinar passcode pin otp token key total amount sum price size bytes offset epoch crn npi grid rfc
    iso utm cve s/n p/n bestellung bestellnummer bestellnr bestell rechnung rechnungsnummer kundennummer
    kundennr artikel artikelnummer artikelnr sendung sendungsnummer vertrag vertragsnummer aktenzeichen
    seriennummer ausweis ausweisnummer versicherungsnummer plz postfach auftrag auftragsnummer vorgang
    vorgangsnummer ticketnummer referenz referenznummer matrikelnummer zähler zählernummer betrag summe commande
    facture référence réf suivi colis contrat série produit naf rcs montant pedido factura referencia
    seguimiento expediente serie versión artículo importe código codigo fatura referência rastreio rastreamento
    encomenda versão valor ordine fattura riferimento rif spedizione pratica versione articolo matricola codice
    importo bestelling bestelnummer ordernummer factuur factuurnummer referentie kenmerk zending klantnummer
    serienummer versie bedrag zamówienie faktura nip regon pesel заказ заказа артикул договор card cards tarjeta
    cartão account acct accounts compte cuenta conta conto doi
    dossier folio póliza polizza apólice legajo matrícula guía protocolo expte trámite cédula boleto paczki sprawy
    przesyłki zlecenia polisy rachunku konta umowy faktury dowodu klienta značka symbol obj sipariş fatura vergi
    müşteri הזמנה חשבון תיק אסמכתא الطلب الفاتورة فاتورة حساب العضوية الهوية پرونده سفارش حساب کد ऑर्डर
    rendelés ügyfél számla tilaus lasku viite asiakas comanda dosar escritura radicado cod kod kód koodi cód
    ticket voucher coupon gutschein lieferschein annonce annuncio anuncio inserat autorización autorisation
    authorization autorizzazione autorização
    замовлення рахунок накладна іпн єдрпоу ттн pesanan pendaftaran akaun invois paybill
    παραγγελίας τιμολόγιο κωδικός counts
    kennzeichen mandat devis immatriculation matricule allocataire cadastrale contrato contratto
    licencia licenza licença licentie licencja registro albarán presupuesto colegiado localizador processo
    inscrição artigo orçamento preventivo bolla offerte beställning avtal avtale aftale referens ärende
    försändelse bestilling forsendelse umowa referencja sprawa przesyłka artykuł objednávka smlouva případ
    zásilka účet полис дело накладная трек лицензия sözleşme dosya hesap poliçe
""")
"""Right before a number they veto it unless it is written as only telephone numbers are."""

DOUBTFUL: Final = _set("""
    booking reservation customer client member membership employee student user room policy claim claims
    tickets flight kunde kunden cliente klant socio company charity reg registration page pages port lot
    row quote meeting payment az line carte carta kaart karte visa
    mitglied buchung police sinistre sinistro siniestro adhérent billet billete biglietto bilhete réservation
    prenotazione reserva socia tessera medlem bokning vare polis bilet rezerwacja rezervace rezervasyon kargo
    билет бронь клиент klient zákazník kund
""")
"""Like `SOFT` when a word of `NUMBER` follows, or when the digits are not grouped; otherwise they say nothing."""

AGAINST_JOINED: Final = (
    "注文", "受注", "請求", "問い合わせ番号", "追跡", "会員", "口座", "カード", "法人番号", "登録番号", "伝票",
    "郵便", "品番", "型番", "製造番号", "バージョン", "订单", "訂單", "发票", "發票", "快递", "单号", "單號",
    "账号", "帳號", "账户", "帳戶", "卡号", "卡號", "身份证", "编号", "編號", "税号", "型号", "序列号", "版本",
    "邮编", "邮政", "工单", "QQ", "統一編號", "帳號", "劃撥", "주문", "계좌", "송장", "등록번호",
    "เลขที่", "เลขประจำตัว", "รหัส", "บัญชี", "คำสั่งซื้อ",
)  # fmt: skip

AMOUNTS: Final = _set("""
    eur usd gbp chf euro euros dollars dollar pounds yen kg km gb mb kb bytes byte ms px items views rows
    records people units shares downloads followers sq sqft sqm ft m² km² miles mi pcs steps
""")
"""Right after a number they make it an amount."""

CURRENCY: Final = frozenset("$€£¥₹₽₩₪₺฿₫₴₦₱¢￥￡￦")

_COMPOUND: Final = ("nummer", "number", "nr", "numero", "nro", "szám", "száma", "számú", "code", "kennung")
"""Telephone numbers that end so are in `PHONE`, or begin with one of `PHONE_STEMS`."""

AGAINST_HARD, AGAINST, DOUBT, NOTHING, FOR = -3, -2, -1, 0, 1


def weight(word: str) -> int:
    """What one word of a spaced language says: `AGAINST_HARD`, `AGAINST`, `DOUBT`, `NOTHING` or `FOR`."""
    word = word.lower()
    if word in PHONE or word.startswith(PHONE_STEMS):
        return FOR
    if word in HARD:
        return AGAINST_HARD
    if word in SOFT or (word.endswith(_COMPOUND) and word not in NUMBER):
        return AGAINST
    return DOUBT if word in DOUBTFUL else NOTHING
