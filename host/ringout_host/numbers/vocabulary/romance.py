"""French, Spanish, Catalan, Portuguese, Italian, Romanian."""

from __future__ import annotations

from typing import Final

from .language import Language

FRENCH: Final = Language(
    phone="""téléphone* tél appelez appeler appel joindre joignable télécopie télécopieur portable fixe vert
    gratuit contacter contactez rappeler rappelez composez gsm""",
    phoned="""service services urgence clients clientèle notre nos mon votre cabinet bureau standard clinique
    hôpital magasin restaurant hôtel école mairie pharmacie garage atelier jour accueil secrétariat urgences
    permanence ld gardien""",
    number="numéro numéros num n no nos",
    short="n",
    things="""commande facture référence réf suivi colis contrat série produit naf rcs montant dossier devis
    immatriculation matricule allocataire cadastrale bon expédition bordereau autorisation titre arrêt pourvoi
    rg procédure mandat virement quittance compte relevé pièce article châssis parcelle identifiant bp cedex
    recommandé agrément adeli rpps finess uai orias rna ine pdl pce prm remplace ordonnance échantillon
    résolution jugement assignation récépissé ticket reçu amende contravention badge casier tombe concession
    brevet marque formulaire bulletin fiche lettre chèque cotisation inventaire lot toque patente sociétaire
    adhérent cote""",
    doubtful="""police sinistre billet réservation carte client usager permis abonné patient étudiant
    candidature offre livraison retrait dépôt intervention annonce""",
    dotted="art fact cde cmd doss fol tit",
    fillers="est le la les et ou par au pour du",
    of="de du des d la l",
    bridges="pour est mon notre",
    head_first=True,
)

SPANISH: Final = Language(
    phone="""teléfono* telefono* telf tfno tlfno tfn móvil movil celular llame llamar llámenos llámanos
    llamada llámame cel fono fijo contacto contactar contáctanos comunícate comunicarse gratuito pbx""",
    phoned="""atención información emergencia emergencias clientes mi nuestro oficina consultorio servicio
    clínica hospital tienda taller restaurante hotel colegio escuela farmacia casa trabajo centralita
    conmutador turnos citas urgencias recepción""",
    number="número números núm num nro n no cód cod código codigo clave",
    short="nro núm",
    things="""pedido factura referencia seguimiento expediente serie versión artículo importe cuenta tarjeta
    matrícula guía trámite cédula licencia registro albarán presupuesto colegiado localizador inscripción
    orden compra cotización remisión recibo boleta boleto póliza contrato anuncio inmueble catastral finca
    escritura radicado proceso legajo nómina paquete envío rastreo remito lote producto pieza repuesto chasis
    bastidor placa suministro medidor cups reclamo solicitud folio autorización transferencia convenio
    apartado casilla certificado expte ticket acta afiliado carné sustituye libreta cta cuota vacuna propiedad
    multa receta análisis muestra plano patente dominio chapa padrón resolución sentencia carpeta bulto bono
    hoja planilla cheque giro depósito retiro operación soat aportación libro tomo impreso confirmación""",
    doubtful="""socio cliente reserva socia siniestro billete usuario huésped alumno proveedor paciente vuelo
    depósito retiro operación""",
    dotted="exp fact cta pol fol",
    fillers="es su y o e en al el",
    of="de del la los las",
    bridges="para es mi nuestro",
    head_first=True,
)

CATALAN: Final = Language(
    phone="telèfon mòbil truqueu trucar",
    number="número codi",
    things="comanda expedient compte pressupost referència",
    head_first=True,
)

PORTUGUESE: Final = Language(
    phone="telefone* telemóvel telemovel ligue ligar contato contatos zap discar ramal contacte",
    phoned="""atendimento emergência clientes nosso meu loja escola hospital farmácia casa trabalho recepção
    receção plantão urgência""",
    number="número números num nro n cód cod código",
    things="""pedido fatura referência rastreio rastreamento encomenda versão valor artigo orçamento processo
    inscrição contrato cartão conta agência boleto protocolo apólice nota licença autorização alvará matrícula
    cadastro anúncio imóvel creci oab renavam chassi lote produto peça remessa objeto recibo transferência
    comprovante chamado ocorrência solicitação cotação proposta carteirinha prontuário voo edital certidão
    acórdão utente contribuinte substitui ordem folha ficha receita exame multa laudo atestado ofício
    requerimento senha talão cheque depósito saque desenho etiqueta bilhete selo chapa""",
    doubtful="bilhete sinistro sócio usuário hóspede fornecedor exame vaga depósito matriz",
    dotted="fat proc ped",
    fillers="é ou no na ao",
    of="de do da dos das",
    bridges="para é meu nosso",
    head_first=True,
)

ITALIAN: Final = Language(
    phone="""telefono* cellulare chiama chiamare chiamaci chiamate verde fisso recapito recapiti infoline
    contattare contattaci""",
    phoned="""servizio clienti emergenza assistenza nostro mio ufficio studio ospedale negozio ristorante
    scuola farmacia casa centralino segreteria rispondiamo reperibilità""",
    number="numero numeri num n nr codice cod",
    short="nr",
    things="""ordine fattura riferimento rif spedizione pratica versione articolo matricola importo preventivo
    bolla contratto polizza annuncio catastale particella autorizzazione foglio mappale rogito repertorio
    protocollo prot procedimento sentenza cartella verbale targa telaio lotto modello ricambio collo pacco ddt
    passaporto patente contatore fornitura bolletta segnalazione licenza conto bonifico assegno mandato
    scontrino referto ricetta sostituisce cig cup pdr ordinanza decreto delibera denuncia querela fascicolo
    faldone modulo domanda campione disegno etichetta bollettino ricevuta quietanza libretto certificato
    attestato brevetto marchio buono multa conferma""",
    doubtful="biglietto prenotazione socia tessera sinistro carta iscrizione ospite fornitore paziente utenza",
    dotted="fatt ord prat matr",
    fillers="il su e",
    of="di del della dello dei degli delle d",
    bridges="per è il mio",
    head_first=True,
)

ROMANIAN: Final = Language(
    phone="telefon* mobil* sunați suna sunati apelați apelati",
    phoned="clienți nostru meu serviciu centrală dispecerat urgențe",
    number="număr numărul numar numarul nr codul cod",
    things="""comanda factura dosar cont contract serie cui cnp colet polița produs articol anunț
    înmatriculare șasiu hotărâre chitanță aviz rețetă decizie sentință cerere etichetă amendă certificat
    autorizație poliță""",
    doubtful="client rezervare pacient bilet",
    fillers="la sau și si este",
    of="de a al ale",
    bridges="este meu nostru",
    head_first=True,
)

LANGUAGES: Final = (FRENCH, SPANISH, CATALAN, PORTUGUESE, ITALIAN, ROMANIAN)
