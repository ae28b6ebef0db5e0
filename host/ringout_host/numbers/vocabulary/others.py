"""Languages of other families that put spaces between words: from Finnish to Vietnamese."""

from __future__ import annotations

from typing import Final

from .language import Language

FINNISH_AND_ESTONIAN: Final = Language(
    phone="puh puhelin* matkapuhelin* soita soittakaa telefon* helista mobiil* valvetelefon lühinumber",
    phoned="vaihde päivystys asiakaspalvelu",
    number="numero numerot nro nr koodi number tunnus",
    short="nro",
    things="""tilaus lasku viite asiakas sopimus kuitti tarjous kohde lähetys paketti vakuutus tellimus arve
    leping saadetis viitenumber isikukood registrikood pakk""",
    doubtful="varaus jäsen potilas klient broneering",
    fillers="on tai ja",
)

HUNGARIAN: Final = Language(
    phone="hívószám hívjon hívja telefon* mobil*",
    phoned="ügyelet központ vezetékes segélyvonal diszpécser recepció",
    number="szám száma számú kód",
    things="rendelés számla ügyfél szerződés csomag ajánlat hirdetés iktatószám azonosító adószám cikkszám",
    doubtful="foglalás tag vendég páciens",
    fillers="a és vagy",
)

GREEK: Final = Language(
    phone="κιν κινητό τηλ τηλέφωνο τηλέφωνα φαξ τηλεφωνήστε καλέστε σταθερό επικοινωνία",
    phoned="γραμματεία",
    number="αρ αριθμός αριθμ κωδικός κωδ",
    short="αρ αριθμ",
    things="""παραγγελίας τιμολόγιο παραγγελία αποστολή λογαριασμός συμβόλαιο ασφαλιστήριο αγγελία πρωτοκόλλου
    πρωτ απόδειξη αφμ αμκα γεμη συνταγή απόφαση έντυπο πιστοποιητικό κάρτα δέμα""",
    doubtful="κράτηση πελάτης μέλος ασθενής",
)

TURKISH_AND_AZERI: Final = Language(
    phone="cep telefon* arayın arayınız santral dahili çağrı gsm ulaşın mobil*",
    phoned="hizmetleri acil danışma bizim hattı sabit",
    number="no numara numarası nosu kodu kod nömrə nömrəsi",
    things="""sipariş fatura vergi müşteri sözleşme dosya hesap poliçe ilan takip gönderi abone tesisat evrak
    barkod ürün parti seri plaka şasi başvuru mersis sicil sifariş reçete karar makbuz fiş belge ruhsat etiket
    ceza kupon""",
    doubtful="rezervasyon kargo bilet üye hasta",
    fillers="ve veya",
)

ARABIC: Final = Language(
    phone="""هاتف جوال تلفون اتصل فاكس الهاتف الجوال موبايل واتساب للاتصال اتصال للحجز محمول المحمول خلوي الفاكس
    تليفون التليفون للتواصل نقال النقال ارضي أرضي""",
    phoned="الطوارئ خدمة مكتب",
    number="رقم الرقم كود رمز",
    things="الضريبي السجل الطلب الفاتورة فاتورة حساب العضوية الهوية الحساب الشحنة العقد الملف التذكرة",
    doubtful="العميل الحجز المريض",
    head_first=True,
)

HEBREW: Final = Language(
    phone="טלפון נייד פקס טל וואטסאפ חייגו התקשרו להתקשר מוקד סלולרי מזכירות",
    phoned="חירום שירות",
    number="מס מספר קוד",
    things="הזמנה חשבון תיק אסמכתא חשבונית משלוח קבלה חוזה מודעה פוליסה",
    doubtful="לקוח חבר",
    head_first=True,
)

PERSIAN_AND_URDU: Final = Language(
    phone="تلفن همراه موبایل تماس فکس تلفکس فون رابطہ موبائل نمبر",
    phoned="اضطراری",
    number="شماره کد",
    things="پرونده سفارش شبا ملی فاکتور قرارداد بیمه مرسوله آرڈر",
    doubtful="مشتری عضویت",
    head_first=True,
)

HINDI: Final = Language(
    phone="फ़ोन फोन मोबाइल दूरभाष संपर्क फ्री कॉल व्हाट्सएप",
    number="संख्या नंबर क्रमांक",
    things="ऑर्डर आधार पिन खाता बिल रसीद चालान",
)

INDIAN_ENGLISH: Final = Language(
    phone="mobile mobiles contact",
    number="no nos",
    things="gstin aadhaar udyam iec utr neft imps challan consignment docket folio ration uan epic",
)

MALAY_AND_INDONESIAN: Final = Language(
    phone="telepon telp tlp hubungi ponsel bimbit hubungan",
    phoned="pejabat talian",
    number="no nomor nombor kod kode",
    things="""pesanan pendaftaran akaun invois resi rekening faktur kontrak akun tagihan kartu npwp nik produk
    permohonan rujukan surat nota resep kwitansi sijil permit plat rangka mesin geran""",
    doubtful="pelanggan anggota pasien tempahan",
    fillers="atau dan di ke",
    head_first=True,
)

VIETNAMESE: Final = Language(
    phone="thoại đt đtdđ sđt gọi hotline zalo liên",
    number="số mã",
    things="mst cccd cmnd",
    fillers="hoặc và là",
    head_first=True,
)

FILIPINO_AND_SWAHILI: Final = Language(
    phone="tawagan piga nambari",
    number="no numero namba",
    things="paybill lr kra sss philhealth",
    fillers="au na ya o",
    head_first=True,
)

BALTIC: Final = Language(
    phone="telefon* tālr tālrunis tālrunim mob zvaniet skambinkite skambinti",
    phoned="fakss faks",
    number="numuris numeris nr kods kodas",
    things="""pasūtījums rēķins līgums sūtījums užsakymas užsakymo sąskaita sąskaitos sutartis sutarties
    siunta siuntos reģ įmonės prekė prekės kvitas prece kvīts""",
)

ICELANDIC: Final = Language(
    phone="sími farsími hringið hringdu símanúmer",
    phoned="skiptiborð neyðarsími",
    number="númer nr",
    things="kennitala pöntun reikningur sending málsnúmer",
)

GEORGIAN_AND_ARMENIAN: Final = Language(
    phone="ტელ ტელეფონი მობ მობილური დარეკეთ հեռ հեռախոս բջջ զանգահարեք",
    number="ნომერი № համար",
    things="შეკვეთა ჯავშანი ანგარიში კოდი պատվեր հաշիվ պայմանագիր",
)

BENGALI_TAMIL_AND_SINHALA: Final = Language(
    phone="ফোন মোবাইল টেলিফোন যোগাযোগ தொலைபேசி கைபேசி தொடர்பு දුරකථන ඇමතුම්",
    number="নম্বর নং எண் අංකය",
    things="অর্ডার বিল হিসাব பில் கணக்கு ගිණුම්",
)

ALBANIAN: Final = Language(
    phone="telefoni celular celulari",
    number="numri nr kodi",
    things="porosia fatura kontrata llogaria dosja",
)

LANGUAGES: Final = (
    GEORGIAN_AND_ARMENIAN, BENGALI_TAMIL_AND_SINHALA, ALBANIAN,
    FINNISH_AND_ESTONIAN, HUNGARIAN, GREEK, TURKISH_AND_AZERI, ARABIC, HEBREW, PERSIAN_AND_URDU, HINDI,
    INDIAN_ENGLISH, MALAY_AND_INDONESIAN, VIETNAMESE, FILIPINO_AND_SWAHILI, BALTIC, ICELANDIC,
)  # fmt: skip
