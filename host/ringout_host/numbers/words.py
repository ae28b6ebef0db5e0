"""What a word beside a number says: for a telephone number, or against it. The words are in `vocabulary`."""

from __future__ import annotations

from typing import Final

from . import vocabulary
from .vocabulary import joined

AGAINST_HARD, AGAINST, DOUBT, NOTHING, FOR = -3, -2, -1, 0, 1


def _all(kind: str, *, head_first: bool | None = None) -> frozenset[str]:
    """The words of one kind in all languages, or in those that are `head_first` or not."""
    languages = [one for one in vocabulary.LANGUAGES if head_first in (None, one.head_first)]
    return frozenset(" ".join(getattr(one, kind) for one in languages).split())


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_SAYING_PHONE: Final = _all("phone")
PHONE_STEMS: Final = tuple(sorted(word[:-1] for word in _SAYING_PHONE if word.endswith("*")))
PHONE: Final = frozenset(word.rstrip("*") for word in _SAYING_PHONE)
"""Beside a number they say that it is one for a telephone."""

PHONE_JOINED: Final = joined.PHONE
AGAINST_JOINED: Final = joined.AGAINST
NUMBER_JOINED: Final = joined.NUMBER

SYMBOLS: Final = "☎☏✆📞📱📲📠🕿🖀"

NUMBER: Final = _all("number")
"""After a word against a telephone number, they leave no doubt: an order *number*, a meeting *id*."""

ABBREVIATED: Final = _all("short")
"""Of `NUMBER` those that stand for numbers of other things: what they number need not be known."""

ENGLISH_NUMBER: Final = _set("number numbers")
"""They do not stand before what they number: *the number of the clinic*."""

PHONED: Final = _all("phoned")
"""Whom one calls, and what tells one telephone number from another: a *reception number*."""

CODES: Final = _set("""
    id code cod cód kod kód koodi kode código codigo codul codice clave šifra code код шифр шифра κωδικός کد كود
    رمز קוד mã
""")
"""Of `NUMBER` those that are not said of telephones, whatever stands beside them."""

FILLERS: Final = (NUMBER | _all("fillers")) - CODES
"""They say nothing: the word before them decides."""

OF: Final = _all("of")
"""Between two words they make one thing of them: a *cuenta de ahorros*, an *order of payment*."""

LEADING_ON: Final = FILLERS | OF

LINKING: Final = _set("at on")
"""Of `FILLERS` those before which the word is not a label of the number: “accounts are on 020 …”."""

BRIDGES: Final = _all("bridges")
"""After a number they lead on to the word that says what it is: “to call”, “is my mobile”."""

LABELS: Final = PHONE | _set("t m f p w o h d c")
"""What may stand before a number that is read for dialling."""

HARD: Final = _set("""
    isbn issn ean upc gtin iban bic swift vat tva iva btw ust ustid ssn kvk siret siren cif nif dni cnpj cpf
    bsn iccid imei meid imsi pmid oclc kartennummer kreditkarte konto kontonummer blz rekeningnummer routing
    steuernummer abn acn bsb uid a/c plusgiro rekening guid uuid hrb hra mastercard amex карта счет счёт инн
    огрн кпп снилс nhs cvr ico dic ičo dič ičp rut curp clabe cbu cuit cuil nit usrn uprn personnr orgnr
    bankgiro krs pps ppsn abha aadhaar aadhar आधार पिन شبا ملی الضريبي السجل αφμ αμκα γεμη kimlik tckn ocr nass
    gst hst neq ein itin bvn nin nik npwp pesel regon nip cnp jmbg oib duns cusip sedol isin eori utr uen gstin
    cnic snils inn ogrn mst cccd cin vin nsn egn еик єдрпоу іпн mersis ifsc rcs
""")
"""Right before a number they veto it, however it is written, unless it begins with a plus sign."""

SOFT: Final = (_all("things") | CODES) - HARD
"""Right before a number they veto it unless it is written as only telephone numbers are."""

DOUBTFUL: Final = _all("doubtful") - SOFT - HARD
"""Like `SOFT` when a word of `NUMBER` follows, or when the digits are not grouped; otherwise they say nothing."""

DOTTED: Final = _all("dotted")
"""Like `SOFT` when a full stop follows."""

HEADS: Final = _all("things", head_first=True) - _set(vocabulary.ENGLISH.things)
"""Of `SOFT` those of languages in which a thing stands before what kind of thing it is: *dossier médical*."""

AMOUNTS: Final = _set("""
    eur usd gbp chf euro euros dollars dollar pounds yen kg km gb mb kb bytes byte ms px items views rows
    records people units shares downloads followers sq sqft sqm ft m² km² miles mi pcs steps
""")
"""Right after a number they make it an amount."""

CURRENCY: Final = frozenset("$€£¥₹₽₩₪₺฿₫₴₦₱¢￥￡￦")

_COMPOUND: Final = (
    "nummer", "number", "nr", "numero", "numeroa", "nro", "szám", "száma", "számú", "code", "kode", "kennung",
    "zeichen", "ziffer", "schlüssel", "tunnus", "konto", "rechnung", "vertrag", "auftrag", "schein", "ausweis",
    "bestellung", "sendung", "artikel", "bescheid", "faktura", "factuur", "rekening", "avtal", "avtale", "aftale",
)  # fmt: skip
"""What compounds end in that are no telephone numbers. Those that are begin with one of `PHONE_STEMS`."""


def weight(word: str) -> int:
    """What one word of a spaced language says: `AGAINST_HARD`, `AGAINST`, `DOUBT`, `NOTHING` or `FOR`."""
    word = word.lower()
    known = _WEIGHTS.get(word)
    if known is not None:
        return known
    if word.startswith(PHONE_STEMS):
        return FOR
    return AGAINST if word.endswith(_COMPOUND) and word not in NUMBER else NOTHING


_WEIGHTS: Final = {
    **dict.fromkeys(DOUBTFUL, DOUBT),
    **dict.fromkeys(SOFT, AGAINST),
    **dict.fromkeys(HARD, AGAINST_HARD),
    **dict.fromkeys(PHONE, FOR),
}
