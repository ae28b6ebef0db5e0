// A field in which a person finds one country among all: by the beginning of a word of its name in their own language, by its
// ISO code or its calling code. A combobox with a list, as the ARIA Authoring Practices describe it.

/**
 * @typedef {ReturnType<typeof regionChoices>[number]} Country
 * @typedef {{id: string, text: string, active: number}} Pick which picker is open, what was typed there, and which line is lit
 */

/** Without accents and case, so that `cote` finds Côte d’Ivoire. @param {string} text */
function plainText(text) {
  return text.normalize("NFD").replace(/\p{Mn}/gu, "").toLowerCase();
}

/**
 * What fits the text: names that begin with it first, then names with a word that does; `49`, `+49` and `de` fit Germany.
 * @param {Country[]} countries
 * @param {string} text
 * @returns {Country[]}
 */
export function findCountries(countries, text) {
  const wanted = plainText(text.trim());
  if (!wanted) return countries;
  if (/^\+?\d+$/.test(wanted)) return countries.filter(({ callingCode }) => String(callingCode).startsWith(wanted.replace("+", "")));
  const rank = (/** @type {Country} */ { name, region }) => {
    const known = plainText(name);
    if (known.startsWith(wanted)) return 0;
    if (region.toLowerCase() === wanted) return 1;
    return known.includes(` ${wanted}`) || known.includes(`-${wanted}`) || known.includes(`(${wanted}`) ? 2 : 3;
  };
  // Languages without spaces between words have no beginnings of words to go by.
  const anywhere = /[^\p{Script=Latin}\s\p{P}]/u.test(wanted);
  return countries
    .map((country) => ({ country, rank: anywhere && country.name.includes(text.trim()) ? 0 : rank(country) }))
    .filter((each) => each.rank < 3)
    .sort((a, b) => a.rank - b.rank)
    .map(({ country }) => country);
}

/**
 * @param {Country[]} countries to choose from
 * @param {object} look
 * @param {string} look.id
 * @param {string} look.shown what stands in the field while nobody types
 * @param {string} look.placeholder
 * @param {Pick | null} look.pick
 * @param {boolean} look.off
 * @param {string | null} look.describedBy
 */
export function countryPicker(countries, { id, shown, placeholder, pick, off, describedBy }) {
  const open = pick?.id === id ? pick : null;
  const found = open ? findCountries(countries, open.text) : [];
  const option = (/** @type {Country} */ { region, name, callingCode }, /** @type {number} */ index) =>
    h(
      "li",
      { role: "option", id: `${id}-${region}`, "data-key": region, "data-region": region, "data-pick": id, "aria-selected": index === open?.active ? "true" : "false" },
      h("span", {}, name), digits(`+${callingCode}`, "quiet"),
    );
  return h(
    "div",
    { class: "picker", "data-key": `${id}-picker` },
    icon("search"),
    h("input", {
      type: "text", id, role: "combobox", autocomplete: "off", spellcheck: "false", value: open ? open.text : shown, placeholder,
      "data-pick": id, disabled: off, "aria-autocomplete": "list", "aria-expanded": open ? "true" : "false",
      "aria-controls": open ? `${id}-list` : null, "aria-activedescendant": open && found[open.active] ? `${id}-${found[open.active]?.region}` : null,
      "aria-describedby": describedBy,
    }),
    open && found.length > 0 ? h("ul", { role: "listbox", id: `${id}-list`, "aria-label": say("options_countries_list"), class: "list", tabindex: "-1" }, ...found.map(option)) : null,
    open && found.length === 0 ? h("p", { class: "list none", id: `${id}-list` }, say("options_countries_none")) : null,
  );
}

/**
 * What a key does in an open or closed picker.
 * @param {string} key
 * @param {Pick | null} pick null while the list is closed
 * @param {{id: string, count: number}} list
 * @returns {Pick | 'choose' | 'close' | null} null where the key is none of ours
 */
export function pickerKey(key, pick, { id, count }) {
  if (!pick) return key === "ArrowDown" || key === "ArrowUp" ? { id, text: "", active: 0 } : null;
  if (key === "Escape" || key === "Tab") return "close";
  if (key === "Enter") return count > 0 ? "choose" : "close";
  if (count === 0) return null;
  if (key === "ArrowDown") return { ...pick, active: (pick.active + 1) % count };
  if (key === "ArrowUp") return { ...pick, active: (pick.active + count - 1) % count };
  if (key === "PageDown") return { ...pick, active: Math.min(count - 1, pick.active + 8) };
  if (key === "PageUp") return { ...pick, active: Math.max(0, pick.active - 8) };
  return null;
}
