// In which country's way a number is to be read. Pure. The order of evidence, strongest first:
//
//   1. an explicit plus: the number says it itself, whatever is below
//   2. the telephone link that the number stands in, when it has a plus and the same digits
//   3. what the person chose for the site
//   4. a language with a country: lang="en-GB" (but en-US is what templates come with: see 7)
//   5. the country of the site's address: .co.uk, .fr
//   6. the one country that all international telephone links of the page are in
//   7. lang="en-US"; a language that is at home in one country: ja, pl, it
//   8. the country of the person's account
//
// The first is asked first and the account's last, so that a person finds numbers of their own country everywhere.

/** Languages that are at home in (nearly) one country, which comes first, and where else many people write in them. */
const HOME_OF_LANGUAGE = {
  bg: "BG", cs: "CZ", da: "DK", el: "GR CY", et: "EE", fa: "IR AF", fi: "FI", he: "IL", hi: "IN", hu: "HU", hy: "AM", id: "ID", is: "IS",
  it: "IT CH", ja: "JP", ka: "GE", ko: "KR", lt: "LT", lv: "LV", ms: "MY BN SG", mt: "MT", nb: "NO", nl: "NL BE SR", nn: "NO", no: "NO", pl: "PL",
  ro: "RO MD", ru: "RU KZ BY KG UA", sk: "SK", sl: "SI", sv: "SE FI", th: "TH", tr: "TR CY", uk: "UA", vi: "VN",
};

/** Top-level domains that are countries' in name only, and those that are not ISO codes. */
const WORLDLY_DOMAINS = new Set("ac ag ai am as bz cc cd cx dj fm gg gl im io is la li ly me ms mu nu pn pw sc sh so st su tk to tv vc vg ws eu".split(" "));
/** @type {Record<string, string>} */
const RENAMED_DOMAINS = { uk: "GB", su: "RU" };

/** @param {string | null | undefined} code @returns {string | null} */
function knownRegion(code) {
  const region = code?.toUpperCase() ?? "";
  return Object.hasOwn(CALLING_CODES, region) ? region : null;
}

/** The country in a BCP 47 tag: the two-letter part behind the language and a script. @param {string} tag */
function regionOfTag(tag) {
  return knownRegion(/^[a-z]{2,3}(?:[-_][a-z]{4})?[-_]([a-z]{2})\b/i.exec(tag)?.[1]);
}

/** @param {string} host */
function regionOfHost(host) {
  const domain = /\.([a-z]{2})\.?$/i.exec(host)?.[1]?.toLowerCase() ?? "";
  return WORLDLY_DOMAINS.has(domain) ? null : knownRegion(RENAMED_DOMAINS[domain] ?? domain);
}

/**
 * Where a language is at home; for a person from another country that speaks it, theirs.
 * @param {string} tag
 * @param {string | null} account
 */
function homeOfLanguage(tag, account) {
  const language = tag.split(/[-_]/, 1)[0]?.toLowerCase() ?? "";
  const regions = /** @type {Record<string, string>} */ (HOME_OF_LANGUAGE)[language]?.split(" ") ?? [];
  return account && regions.includes(account) ? account : (regions[0] ?? null);
}

/**
 * The countries to try for a number without a plus, in order, each once, at most three.
 * @param {object} evidence
 * @param {string} [evidence.chosen] the person's choice for the site
 * @param {string} [evidence.lang] of the text
 * @param {string} [evidence.host] of the page's address
 * @param {string | null} [evidence.links] the country that the page's links agree on
 * @param {string | null} [evidence.account]
 * @returns {string[]}
 */
function regionsToTry({ chosen, lang = "", host = "", links, account }) {
  const tagged = regionOfTag(lang);
  const home = knownRegion(account);
  const ofPage = [tagged === "US" ? null : tagged, regionOfHost(host), knownRegion(links), tagged, homeOfLanguage(lang, home)];
  const tried = new Set([knownRegion(chosen), ofPage.find(Boolean), home]);
  return /** @type {string[]} */ ([...tried].filter(Boolean));
}
