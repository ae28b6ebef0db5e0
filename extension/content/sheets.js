// Style sheets of ours on the trees of a page, and on the card's own. Firefox 140 keeps `adoptedStyleSheets` from content scripts
// ("Accessing from Xray wrapper is not supported"): there a page's tree is reached as the page sees it. Never a closed one, and never
// the card's: a page may have replaced the getter on the way, and would be handed the tree.

/** @typedef {Document | ShadowRoot} Tree */

const CAN_ADOPT = document.adoptedStyleSheets.length !== undefined;

/** @param {Tree} tree @param {CSSStyleSheet} sheet */
function adoptSheet(tree, sheet) {
  const sheets = sheetsOf(tree);
  if (sheetIndex(sheet, sheets) < 0) sheets[sheets.length] = sheet;
}

/** Takes a sheet back; the page's own stay as they are. @param {Tree} tree @param {CSSStyleSheet} sheet */
function releaseSheet(tree, sheet) {
  const sheets = sheetsOf(tree);
  const at = sheetIndex(sheet, sheets);
  if (at < 0) return;
  for (let n = at + 1; n < sheets.length; n++) sheets[n - 1] = /** @type {CSSStyleSheet} */ (sheets[n]);
  sheets.length -= 1;
}

/** Gives a tree that only we can reach its style. @param {ShadowRoot} root @param {string} css */
function dressOwn(root, css) {
  if (!CAN_ADOPT) return root.prepend(h("style", {}, css));
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  root.adoptedStyleSheets = [sheet];
}

/** @param {Tree} tree @returns {CSSStyleSheet[]} */
function sheetsOf(tree) {
  if (CAN_ADOPT) return tree.adoptedStyleSheets;
  if (tree instanceof ShadowRoot && tree.host.shadowRoot !== tree) return [];
  return asPageSees(tree).adoptedStyleSheets;
}

/** @param {CSSStyleSheet} sheet @param {CSSStyleSheet[]} sheets by index: the page may have replaced what arrays can do */
function sheetIndex(sheet, sheets) {
  const ours = CAN_ADOPT ? sheet : asPageSees(sheet);
  for (let n = 0; n < sheets.length; n++) if (sheets[n] === ours) return n;
  return -1;
}

/** @param {Tree | CSSStyleSheet} object @returns {any} */
function asPageSees(object) {
  return /** @type {any} */ (object).wrappedJSObject;
}
