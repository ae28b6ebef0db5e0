// Every sentence that a person reads is looked up here, in the browser's language or in the one they chose.
// A classic script; the worker, which is a module, imports it for its effect. It must never let text in from a page as markup.

/**
 * One entry of `_locales/<lang>/messages.json`.
 * @typedef {{message: string, placeholders?: Record<string, {content: string}>}} LocaleEntry
 * @typedef {Record<string, LocaleEntry>} LocaleTable
 */

/** @type {{tag: string, table: LocaleTable, fallback: LocaleTable} | null} */
let chosenWords = null;

const RIGHT_TO_LEFT = new Set(["ar", "dv", "fa", "he", "ks", "ps", "sd", "ug", "ur", "yi"]);

/**
 * Speaks another language than the browser's from now on; `null` goes back.
 * @param {{tag: string, table: LocaleTable, fallback?: LocaleTable} | null} words tag is a BCP 47 language or a folder name of _locales
 */
function useWords(words) {
  chosenWords = words && { tag: words.tag.replace("_", "-"), table: words.table, fallback: words.fallback ?? {} };
}

/** The BCP 47 tag of the language in use, for `lang` attributes and Intl. @returns {string} */
function uiLanguage() {
  return chosenWords?.tag ?? (chrome.i18n.getMessage("@@ui_locale").replace("_", "-") || "en");
}

/** @returns {'ltr' | 'rtl'} */
function uiDirection() {
  return RIGHT_TO_LEFT.has(uiLanguage().split("-")[0] ?? "") ? "rtl" : "ltr";
}

/**
 * Fills `$NAME$` and `$1` … `$9` as the browsers do, for tables that they did not choose themselves.
 * @param {LocaleEntry} entry
 * @param {string[]} values
 */
function fillIn(entry, values) {
  const numbered = (/** @type {string} */ text) => text.replace(/\$(\d)/g, (_, digit) => values[Number(digit) - 1] ?? "");
  const named = entry.message.replace(/\$([A-Za-z0-9_@]+)\$|\$\$/g, (whole, name) => {
    if (whole === "$$") return "$";
    const content = entry.placeholders?.[name.toLowerCase()]?.content;
    return content === undefined ? whole : numbered(content);
  });
  return named;
}

/**
 * The sentence for this key, or `fallback` when there is none.
 * @param {string} key
 * @param {string} fallback
 * @param {...(string | number)} values
 * @returns {string}
 */
function sayOr(key, fallback, ...values) {
  const texts = values.map(String);
  if (chosenWords) {
    const entry = chosenWords.table[key] ?? chosenWords.fallback[key];
    if (entry) return fillIn(entry, texts);
  }
  return chrome.i18n.getMessage(key, texts) || fallback;
}

/**
 * The sentence for this key. A missing key shows itself, so that nobody overlooks it.
 * @param {string} key
 * @param {...(string | number)} values
 * @returns {string}
 */
function say(key, ...values) {
  return sayOr(key, key, ...values);
}

/**
 * The sentence for a counted thing: `key_one`, `key_few`, … `key_other`, by the language's own plural rules. `$1` is the number.
 * @param {string} key
 * @param {number} count
 * @param {...(string | number)} values
 * @returns {string}
 */
function sayCount(key, count, ...values) {
  const number = new Intl.NumberFormat(uiLanguage()).format(count);
  const form = new Intl.PluralRules(uiLanguage()).select(count);
  return sayOr(`${key}_${form}`, "", number, ...values) || say(`${key}_other`, number, ...values);
}

// A module that imports this file gets its names from the global object; in classic scripts they are there already.
Object.assign(globalThis, { useWords, uiLanguage, uiDirection, sayOr, say, sayCount });
