// What the page's own international telephone links say of its country: on a page with tel:+44… a number without a plus is read as in
// Britain. One query of the browser's own engine when a number first needs it, and again some time after changes; it must never walk.

/** Links that are looked at. */
const MOST_LINKS = 50;
/** ms between two looks at a page that goes on changing. */
const LOOK_AGAIN = 2000;

/** Of calling codes that several countries share, the country whose way of writing them all follow. @type {Record<string, string>} */
const MAIN_REGIONS = { 1: "US", 7: "RU", 39: "IT", 44: "GB", 47: "NO", 61: "AU", 212: "MA", 262: "RE", 290: "SH", 358: "FI", 590: "GP", 599: "CW" };

/** @type {Map<string, string> | null} */
let regionsByCode = null;

/** The country whose calling code an international number begins with. @param {string} digits without the plus @returns {string | null} */
function regionOfNumber(digits) {
  regionsByCode ??= new Map([
    ...Object.entries(CALLING_CODES).map(([region, code]) => /** @type {const} */ ([String(code), region])),
    ...Object.entries(MAIN_REGIONS),
  ]);
  // No calling code is the beginning of another.
  for (const length of [1, 2, 3]) {
    const region = regionsByCode.get(digits.slice(0, length));
    if (region) return region;
  }
  return null;
}

/**
 * The one country that all international telephone links are in.
 * @param {Iterable<string>} hrefs
 * @returns {string | null} null when there is none, or they do not agree
 */
function regionOfLinks(hrefs) {
  let all = null;
  for (const href of hrefs) {
    const region = regionOfNumber(digitsOf(WHOLE_LINK.exec(href)?.[1]?.replaceAll("%20", " ") ?? ""));
    if (region && all && region !== all) return null;
    all = region ?? all;
  }
  return all;
}

class LinkEvidence {
  /** @type {string | null} */
  #region = null;
  #changed = true;
  #lookedAt = -LOOK_AGAIN;

  /** The page has changed. */
  changed() {
    this.#changed = true;
  }

  /** The country that the page's links agree on, as last seen. */
  get region() {
    const now = performance.now();
    if (this.#changed && now - this.#lookedAt >= LOOK_AGAIN) {
      this.#changed = false;
      this.#lookedAt = now;
      const links = [...document.querySelectorAll("a[href^='tel:' i]")].slice(0, MOST_LINKS);
      this.#region = regionOfLinks(links.map((link) => link.getAttribute("href")?.slice(0, LINK_TEXT) ?? ""));
    }
    return this.#region;
  }
}
