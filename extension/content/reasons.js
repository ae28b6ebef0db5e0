// Why figures without any grouping are worth asking about: a word nearby that speaks of telephones. Pure, and wider than the host's
// own lists (a test compares), because the host decides; this only keeps the ids of logs and data away from it.

/** Parts of words in the languages that the host knows, written in Latin, Greek or Cyrillic letters. */
const TELEPHONE_WORDS = new RegExp(
  "tel|tél|tfn|tlf|tfno|fon|phon|ph\\b|mob|móv|mov|cel|call|dial|land|fax|hot|help|line|board|what|signal|viber|sms|text|cont|reach|ring|toll|free|" +
    "reserv|voice|direct|office|home|work|hand|zentr|fix|ruf|appe|join|cop|porta|standard|ver[dt]|grat|llam|llá|ligu|ligar|chiam|kom|kont|zadz|zvo|hív|vol[ea]|cep|" +
    "gsm|bel|puh|durchw|erreich|festn|bereik|direktn|mòb|doork|noodn|nødn|hovedn|lühin|servicen|nås|opkald|træf|compo|joig|comun|fij|fis|recap|ramal|disca|zap|truc|truq|" +
    "pbx|ddi|apel|sun[aă]|dzwo|poz[io]v|zov|pokli|helis|soit|aray|ula|santr|dahili|çağ|hubun|ponsel|bimb|tlp|liên|zalo|đt|tawag|piga|nambari|zvan|tālr|skamb|sím|" +
    "тел|моб|гаряч|факс|звон|дзв|вай|тсап|цап|обад|назов|позов|τηλ|κιν|φαξ|καλ|σταθ|επικ",
  "i",
);

/** Characters before and behind in which such a word is looked for; the host looks no further. */
const REASON_BEFORE = 48;
const REASON_BEHIND = 24;

/** From here on, scripts whose words are not in the list, and signs like \u260e. */
const OTHER_SCRIPTS = /[\u0530-\u1fff\u2600-\u27ff\u2e80-\ud7ff\ud83c-\ud83e\uf900-\ufeff]/;

/** Extensions, right behind. */
const EXTENSION_NAMES = /^[\s,;]{0,3}[([]?(?:x|e?xt|durchw|neben|app|poste|intern|anexo|ramal|toestel|anknyt|dahili|wew|доб)/i;

/**
 * Whether something near a place in a text may speak for a telephone number.
 * @param {string} text
 * @param {number} start
 * @param {number} end
 */
function hasReason(text, start, end) {
  const before = text.slice(Math.max(0, start - REASON_BEFORE), start);
  if (TELEPHONE_WORDS.test(before) || OTHER_SCRIPTS.test(before)) return true;
  const behind = text.slice(end, end + REASON_BEHIND);
  return TELEPHONE_WORDS.test(behind) || EXTENSION_NAMES.test(behind);
}
