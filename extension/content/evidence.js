// What the page's own international telephone links say of its country: on a page with tel:+44… a number without a plus is read as in
// Britain. One query of the browser's own engine for each tree when a number first needs it, and again some time after changes; it must
// never walk.

/** Links that are looked at, and trees: the document and its shadow trees. */
const MOST_LINKS = 50;
const MOST_TREES = 100;
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

/** The telephone links in a tree. @param {ParentNode} tree @returns {string[]} */
function linksIn(tree) {
  const links = [...tree.querySelectorAll("a[href^='tel:' i]")].slice(0, MOST_LINKS);
  return links.map((link) => link.getAttribute("href")?.slice(0, LINK_TEXT) ?? "");
}

class LinkEvidence {
  /** @type {string[]} */
  #hrefs = [];
  /** @type {string | null} */
  #region = null;
  #changed = true;
  #lookedAt = -LOOK_AGAIN;
  #shadows;

  /** @param {() => ShadowRoot[]} shadows the shadow trees in the page now */
  constructor(shadows) {
    this.#shadows = shadows;
  }

  /** A shadow tree has been found: what it says counts at once, for its own numbers may be next. @param {ShadowRoot} root */
  found(root) {
    if (!this.#changed) this.#add(root);
  }

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
      this.#hrefs = [];
      this.#region = null;
      for (const tree of [document, ...this.#shadows().slice(0, MOST_TREES - 1)]) this.#add(tree);
    }
    return this.#region;
  }

  /** @param {ParentNode} tree */
  #add(tree) {
    if (this.#hrefs.length >= MOST_LINKS) return;
    const found = linksIn(tree);
    if (found.length === 0) return;
    this.#hrefs.push(...found);
    this.#region = regionOfLinks(this.#hrefs);
  }
}
