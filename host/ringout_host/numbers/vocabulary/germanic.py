"""English, German, Dutch, Swedish, Norwegian, Danish."""

from __future__ import annotations

from typing import Final

from .language import Language

ENGLISH: Final = Language(
    phone="""tel tele telephone telephones phone* ph phoned call calls calling caller callback dial mobile mob
    cell cellphone cellular landline fax* faxes telefax hotline helpline switchboard whatsapp viber sms text
    contact reach ring tollfree freephone freecall reservations voicemail direct office home work ddi""",
    phoned="""service services support reception emergency main local international national daytime evening
    night day weekend new old other another alternative alternate second secondary first primary backup his
    her their this that following above below same right wrong correct uk us usa eu uae hq ceo cfo cto coo hr
    pa md gm dr mr mrs ms s sales bookings enquiries enquiry inquiries information info complaints desk
    helpdesk clinic surgery hospital doctor dentist pharmacy school hotel shop store restaurant bar police
    crisis best good dispatch security freephone hp wa standard personal private business company head branch
    nurse receptionist""",
    number="number numbers no nos nr num n nbr id code #",
    short="no nr nos num n #",
    things="""order orders invoice asin sku tracking ref refs reference serial sn version ver build ids case
    docket contract patent part model item items product article licence license passport batch mac pid hash
    checksum bug issue pr commit po box zip postcode postal arxiv pp vol volume chapter figure fig timestamp
    population lat lon lng latitude longitude coordinates seq sequence transaction txn barcode shipment parcel
    waybill awb meter webinar passcode pin otp token key iso rfc utm cve authorization total amount sum price
    size bytes offset epoch crn npi grid s/n p/n w/o a/c card cards account acct accounts ticket voucher
    coupon doi counts permit requisition req citation summons statute bates accession specimen rx mrn
    encounter vin odometer mileage asset rfid firmware revision isrc supersedes superseded replaces obsolete
    drawing dwg certificate diploma credential container seal consignment pallet locator pnr remittance cheque
    listing mls apn deed uprn matter trace span thread socket isin cusip sedol lei mpan mprn trn brn orn ein
    tin sin rma capa ncr tag roll chip microchip quoting citing deploy badge locker crate affidavit warrant
    indictment subpoena probate easement ordinance resolution cfda payslip paystub timesheet rfq rfp sow
    bulletin isolate assay nct nda icd cpt drg hcpcs ndc squawk imo mmsi callsign berth hawb mawb hts plu
    orcid lccn dewey pmc lien payee keno raffle tally tract dod sprint autopsy biopsy catheter implant
    prosthesis dosage member membership application itinerary confirmation loyalty file folder""",
    doubtful="""booking reservation customer client employee student user room policy claim claims tickets
    flight company charity reg registration page pages port lot row quote meeting payment line carte visa
    subscriber patient guest vendor supplier job estimate prescription record receipt statement applicant
    candidate session request response process index chassis engine plate unit""",
    dotted="art pos cat ser rev lic ex app inv mod",
    fillers="is was are the a our your my at on us me or and under to for with of as by via please",
    of="of",
    bridges="to is my our the",
)

GERMAN: Final = Language(
    phone="""telefon* fon handy* mobil* rufnummer* rufnr anruf* anrufen anzurufen rufen ruf rückruf* notruf*
    zentrale durchwahl festnetz* natel kontaktnummer servicenummer infonummer erreichbar erreichen""",
    phoned="""service kunden kundenservice praxis büro vermittlung bereitschaft notdienst sprechstunde
    sekretariat rezeption""",
    number="nummer nummern nr nrn",
    short="nr nrn",
    things="""bestellung bestellnummer bestellnr bestell rechnung kundennummer kundennr artikel sendung
    vertrag aktenzeichen seriennummer ausweis plz postfach auftrag vorgang referenz zähler betrag summe
    gutschein lieferschein zeichen mandat angebot offerte konto kto teil ersatzteil bauteil gepäck objekt
    anzeige paket frachtbrief beleg buchungsbeleg verwendungszweck fahrgestell akte urteil beschluss zeichnung
    modell ersetzt baujahr maße gewicht grundbuch flurstück exposé zolltarif losnr wkn valor valoren zählpunkt
    matrikel gz buchungstext befund rezept überweisungsschein bescheid kassenzeichen geschz spielnummer
    passnummer startnummer lizenz genehmigung formular antrag klage verfahren rezeptur muster etikett barcode
    iban spendenkonto zielkonto quittung bon kassenbon mahnung inventar seriennr sachnummer norm din stückzahl
    auflage kapitel gästekarte kundenkarte mitgliedskarte bahncard""",
    doubtful="""charge kunde kunden mitglied buchung police az gast karte typ stelle projekt los blatt linie
    zug flug""",
    dotted="art best kto kd pos seg ser mat auftr bearb gesch akt bl stk kap lief lfd bew inv rech",
    fillers="ist lautet unter und oder bitte",
    bridges="um ist meine unsere mein",
)

DUTCH: Final = Language(
    phone="""telefoon* mobiel* gsm bel bellen belt kom doorkiesnummer noodnummer bereikbaar servicenummer
    contactnummer telefonisch""",
    phoned="klanten algemeen algemene ons onze mijn spoed klantenservice receptie infolijn",
    number="nummer nummers nr nrs",
    short="nrs",
    things="""bestelling bestelnummer ordernummer factuur factuurnummer referentie kenmerk zending klantnummer
    serienummer versie bedrag rekening ondernemingsnummer licentie dossier pakket vacature kenteken artikel
    onderdeel boeking pakbon vrachtbrief perceel rijksregister mededeling postcode zaak melding aanvraag
    vergunning aansluiting order kassabon bon offerte boete dagvaarding vonnis akte recept barcode contract
    aanslag bekeuring sticker serie chassis besluit beroepschrift bezwaarschrift beschikking""",
    doubtful="klant polis kaart lid reservering gast patiënt",
    dotted="fact rek",
    fillers="via op of en voor het een van",
    bridges="om is mijn onze",
)

SWEDISH: Final = Language(
    phone="telefon* tfn mobil* ring ringa direktnummer nås hemtelefon",
    phoned="jour larm växel växeln kundtjänst receptionen",
    number="nummer nr",
    things="""beställning avtal referens ärende försändelse faktura fakturanr kundnr personnr orgnr bankgiro
    plusgiro ocr konto clearing kolli paket sändning fastighet annons diarienr dnr mål postnr kvitto offert
    leverans artikel mätare recept kravnummer diarienummer intyg dom akt serie detalj ritning biljett remiss
    frikort kassa""",
    doubtful="medlem kund kort bokning gäst",
    fillers="är eller och på till för",
    bridges="är mitt vårt",
)

NORWEGIAN: Final = Language(
    phone="tlf tlfnr telefon* mobil* ringe ringer vakttelefon nødnummer",
    phoned="sentralbord kundeservice resepsjon",
    number="nummer nr",
    things="""avtale forsendelse ordre faktura sak kid orgnr konto kontonr gnr bnr annonse pakke sporing
    sending varenr kvittering tilbud polise målepunkt resept vedtak dom tegning billett vare""",
    doubtful="medlem kort gjest skade",
    fillers="er eller",
    bridges="er mitt",
)

DANISH: Final = Language(
    phone="vagttelefon hovednummer træffes opkald",
    phoned="omstilling lægevagt",
    number="nummer nr",
    things="""aftale bestilling sag cvr cpr følgeseddel bilag matrikel stelnr sagsnr kundenr ordrenr recept
    kvittering dom tegning billet""",
    doubtful="gæst betaling",
    dotted="sagsnr",
    bridges="er mit",
)

LANGUAGES: Final = (ENGLISH, GERMAN, DUTCH, SWEDISH, NORWEGIAN, DANISH)
