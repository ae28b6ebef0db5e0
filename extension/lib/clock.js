// What time it is where a number lives, and how long a call has lasted. Countries with several time zones are left out: a
// wrong hour is worse than none.

/**
 * Countries whose zones (IANA tz database, zone.tab) all show the same time, by area: `REGION Place`. A test compares.
 * @type {Record<string, string>}
 */
const ONE_ZONE_REGIONS = {
  Africa: `AO Luanda, BF Ouagadougou, BI Bujumbura, BJ Porto-Novo, BW Gaborone, CF Bangui, CG Brazzaville, CI Abidjan,
    CM Douala, DJ Djibouti, DZ Algiers, EG Cairo, EH El_Aaiun, ER Asmara, ET Addis_Ababa, GA Libreville,
    GH Accra, GM Banjul, GN Conakry, GQ Malabo, GW Bissau, KE Nairobi, LR Monrovia, LS Maseru, LY Tripoli,
    MA Casablanca, ML Bamako, MR Nouakchott, MW Blantyre, MZ Maputo, NA Windhoek, NE Niamey, NG Lagos,
    RW Kigali, SD Khartoum, SL Freetown, SN Dakar, SO Mogadishu, SS Juba, ST Sao_Tome, SZ Mbabane, TD Ndjamena,
    TG Lome, TN Tunis, TZ Dar_es_Salaam, UG Kampala, ZA Johannesburg, ZM Lusaka, ZW Harare`,
  America: `AG Antigua, AI Anguilla, AR Argentina/Buenos_Aires, AW Aruba, BB Barbados, BL St_Barthelemy, BO La_Paz,
    BQ Kralendijk, BS Nassau, BZ Belize, CO Bogota, CR Costa_Rica, CU Havana, CW Curacao, DM Dominica,
    DO Santo_Domingo, GD Grenada, GF Cayenne, GP Guadeloupe, GT Guatemala, GY Guyana, HN Tegucigalpa,
    HT Port-au-Prince, JM Jamaica, KN St_Kitts, KY Cayman, LC St_Lucia, MF Marigot, MQ Martinique,
    MS Montserrat, NI Managua, PA Panama, PE Lima, PM Miquelon, PR Puerto_Rico, PY Asuncion, SR Paramaribo,
    SV El_Salvador, SX Lower_Princes, TC Grand_Turk, TT Port_of_Spain, UY Montevideo, VC St_Vincent,
    VE Caracas, VG Tortola, VI St_Thomas`,
  Arctic: `SJ Longyearbyen`,
  Asia: `AE Dubai, AF Kabul, AM Yerevan, AZ Baku, BD Dhaka, BH Bahrain, BN Brunei, BT Thimphu, CY Nicosia,
    GE Tbilisi, HK Hong_Kong, IL Jerusalem, IN Kolkata, IQ Baghdad, IR Tehran, JO Amman, JP Tokyo, KG Bishkek,
    KH Phnom_Penh, KP Pyongyang, KR Seoul, KW Kuwait, KZ Almaty, LA Vientiane, LB Beirut, LK Colombo,
    MM Yangon, MO Macau, MY Kuala_Lumpur, NP Kathmandu, OM Muscat, PH Manila, PK Karachi, PS Gaza, QA Qatar,
    SA Riyadh, SG Singapore, SY Damascus, TH Bangkok, TJ Dushanbe, TL Dili, TM Ashgabat, TW Taipei,
    UZ Samarkand, VN Ho_Chi_Minh, YE Aden`,
  Atlantic: `BM Bermuda, CV Cape_Verde, FK Stanley, FO Faroe, IS Reykjavik, SH St_Helena`,
  Europe: `AD Andorra, AL Tirane, AT Vienna, AX Mariehamn, BA Sarajevo, BE Brussels, BG Sofia, BY Minsk, CH Zurich,
    CZ Prague, DE Berlin, DK Copenhagen, EE Tallinn, FI Helsinki, FR Paris, GB London, GG Guernsey,
    GI Gibraltar, GR Athens, HR Zagreb, HU Budapest, IE Dublin, IM Isle_of_Man, IT Rome, JE Jersey, LI Vaduz,
    LT Vilnius, LU Luxembourg, LV Riga, MC Monaco, MD Chisinau, ME Podgorica, MK Skopje, MT Malta,
    NL Amsterdam, NO Oslo, PL Warsaw, RO Bucharest, RS Belgrade, SE Stockholm, SI Ljubljana, SK Bratislava,
    SM San_Marino, TR Istanbul, VA Vatican`,
  Indian: `CC Cocos, CX Christmas, IO Chagos, KM Comoro, MG Antananarivo, MU Mauritius, MV Maldives, RE Reunion,
    SC Mahe, YT Mayotte`,
  Pacific: `AS Pago_Pago, CK Rarotonga, FJ Fiji, GU Guam, MH Majuro, MP Saipan, NC Noumea, NF Norfolk, NR Nauru,
    NU Niue, PW Palau, SB Guadalcanal, TK Fakaofo, TO Tongatapu, TV Funafuti, VU Efate, WF Wallis, WS Apia`,
};

/** @type {Map<string, string> | null} region → IANA zone; made when first asked for */
let zoneOfRegion = null;

/** @param {string} region */
function zoneOf(region) {
  zoneOfRegion ??= new Map(
    Object.entries(ONE_ZONE_REGIONS).flatMap(([area, list]) =>
      list.split(",").map((item) => {
        const [code = "", place = ""] = item.trim().split(" ");
        return [code, `${area}/${place}`];
      }),
    ),
  );
  return zoneOfRegion.get(region);
}

/**
 * The time of day there, when it can be known and differs from here.
 * @param {string} region
 * @param {Date} [now]
 * @returns {{time: string, night: boolean} | null} night is before 8 and after 21 o'clock
 */
function timeThere(region, now = new Date()) {
  const timeZone = zoneOf(region);
  if (!timeZone) return null;
  try {
    const clock = (/** @type {string | undefined} */ zone) =>
      new Intl.DateTimeFormat(uiLanguage(), { hour: "numeric", minute: "2-digit", ...(zone && { timeZone: zone }) }).format(
        now,
      );
    const time = clock(timeZone);
    if (time === clock(undefined)) return null;
    const hour = Number(new Intl.DateTimeFormat("en", { hour: "numeric", hourCycle: "h23", timeZone }).format(now));
    return { time, night: hour < 8 || hour >= 21 };
  } catch {
    return null; // a browser whose tz database is older than ours
  }
}

/**
 * A length of time as a stopwatch shows it: `0:42`, `12:05`, `1:02:03`.
 * @param {number} ms
 * @returns {string}
 */
function stopwatch(ms) {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const two = (/** @type {number} */ value) => String(value).padStart(2, "0");
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return hours ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

/**
 * When something happened, as people say it: the time today, `yesterday` with the time, else the date.
 * @param {string | number | Date} moment
 * @param {Date} [now]
 * @returns {string}
 */
function whenWords(moment, now = new Date()) {
  const then = new Date(moment);
  const midnight = (/** @type {Date} */ date) => new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
  const days = Math.round((midnight(now) - midnight(then)) / 86_400_000);
  const time = new Intl.DateTimeFormat(uiLanguage(), { timeStyle: "short" }).format(then);
  if (days === 0 || days === 1) {
    const day = new Intl.RelativeTimeFormat(uiLanguage(), { numeric: "auto" }).format(-days, "day");
    return say("when_day_time", day, time);
  }
  return new Intl.DateTimeFormat(uiLanguage(), { dateStyle: "medium", timeStyle: "short" }).format(then);
}
