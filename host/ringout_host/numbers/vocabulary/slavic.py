"""Polish, Czech, Slovak, Slovene, Croatian, Serbian, Bulgarian, Russian, Ukrainian."""

from __future__ import annotations

from typing import Final

from .language import Language

POLISH: Final = Language(
    phone="telefon* tel kom komórka komórkowy zadzwoń dzwonić dzwoń kontaktowy",
    phoned="""alarmowy obsługi biura nasz mój sklepu szkoły przychodni kontaktowy infolinia infolinii recepcja
    stacjonarny sekretariat rejestracja dyżur""",
    number="numer numery nr kod",
    short="nr",
    things="""zamówienie faktura bedrag nip regon pesel krs paczki sprawy przesyłki zlecenia polisy rachunku
    konta umowy faktury dowodu klienta umowa referencja sprawa przesyłka paczka zlecenie polisa rachunek konto
    dowód oferta ogłoszenie działka księga zgłoszenie reklamacja artykuł produkt partia serii seria indeks
    sygnatura wniosek akt przelew przystanek licencja symbol recepta wyrok postanowienie decyzja formularz
    rysunek etykieta mandat paragon zaświadczenie legitymacja skierowanie karta potwierdzenie""",
    doubtful="klient bilet rezerwacja pacjent członek",
    fillers="pod lub albo do oraz",
    head_first=True,
)

CZECH_AND_SLOVAK: Final = Language(
    phone="telefon* telefón* mobil* volejte zavolejte volajte zavolajte zvoňte kontakt",
    phoned="""zákaznické zákaznická nouzové naše moje ordinace ordinácie školy prodejny predajne linka linku
    pevná recepce recepcia pohotovost ústředna infolinka dispečink""",
    number="číslo cislo čís č kód kod",
    short="č čís",
    things="""objednávka smlouva případ zásilka účet značka obj faktura doklad symbol pojistka polica zmluva
    zásielka reklamace reklamácia výrobek produkt šarže vložka nabídka ponuka inzerát rozhodnutí spis jednací
    ičo dič úctu letenka jízdenka parcela recept rozsudek usnesení formulář výkres štítek pokuta účtenka
    potvrzení průkaz paragon zákazka zakázka variabilní""",
    doubtful="zákazník rezervace rezervácia člen pacient host",
    dotted="obj fakt",
    fillers="nebo alebo na je či",
)

SOUTH_SLAVIC: Final = Language(
    phone="""telefon* mobitel* mobilni gsm pozovite nazovite zovite pokličite kontakt телефон* мобилен мобилни
    обадете позовите тел""",
    phoned="hitni naš moj фиксни централа",
    number="broj br številka št broja номер број šifra шифра",
    short="br št",
    things="""narudžba narudžbe narudžbina račun računa ugovor predmet pošiljka pošiljke paket naročilo
    naročila pogodba pogodbe ponudba oib jib pib mbs matični davčna поръчка фактура договор пратка поруџбина
    рачун уговор еик poziv uplatnica rješenje čestica recept presuda obrazac potvrda булстат имот обява
    решение рецепта заповед партида sklic potrdilo""",
    doubtful="rezervacija član резервация",
)

RUSSIAN: Final = Language(
    phone="тел телефон* моб мобильный мобильн факс звоните позвоните звонить звонок вотсап ватсап вайбер вацап",
    phoned="""горячей справочной экстренный наш мой магазина офиса клиники больницы школы приёмная приемная
    диспетчер диспетчерская справочная регистратура горячая городской связь ресепшн""",
    number="номер номера № код шифр",
    short="№",
    things="""заказ заказа артикул договор карта счет счёт инн огрн полис дело накладная трек лицензия
    объявление квитанция отправление посылка заявка обращение серия партия деталь модель рейс платёж платеж
    чек кпп бик снилс окпо лот заявление протокол решение приказ паспорт свидетельство сертификат наряд
    перевод рецепт справка анализ постановление бланк чертёж чертеж этикетка штраф вин птс лицевой госномер
    бин накладной контракт""",
    doubtful="бронь билет клиент пациент абонент",
    dotted="арт дог зак",
    fillers="по или на это наш",
)

UKRAINIAN: Final = Language(
    phone="гаряча телефонуйте дзвоніть дзвінок мобільний",
    phoned="приймальня диспетчер реєстратура міський",
    number="номер № код",
    things="""замовлення рахунок накладна іпн єдрпоу ттн посилка відправлення договір артикул поліс справа
    заявка квитанція оголошення товару картка свідоцтво рецепт постанова бланк довідка штраф""",
    doubtful="бронювання клієнт пацієнт",
    fillers="за або",
)

LANGUAGES: Final = (POLISH, CZECH_AND_SLOVAK, SOUTH_SLAVIC, RUSSIAN, UKRAINIAN)
