// What stands before a number without being in its line: "Phone" in the cell beside it, the head of its column, a class that says
// "tel". Figures without any grouping are telephone numbers only where something says so. Reads attributes and text, no style.

/** Longer texts are prose, not labels. */
const LONGEST_LABEL = 40;
const LABEL_LOOKS = 4;

/** Names by which pages say that something is a telephone number, in attributes meant for machines. */
const TELEPHONE_NAME = /(?:^|[^a-z])(?:tel|telephone|phone|phonenumber|mobile|fax)(?:$|[^a-z])/i;

/** Words that the host takes for it, whatever the page's language. */
const TELEPHONE_LABEL = "tel: ";

/**
 * A few words that speak for or against the text being a telephone number, to be put before it; empty when there are none.
 * @param {Text} node the first text of its line
 * @param {Node} root of the tree
 * @returns {string}
 */
function labelBefore(node, root) {
  const parent = node.parentElement;
  if (parent && isNamedTelephone(parent)) return TELEPHONE_LABEL;
  const cell = parent?.closest("td");
  return [cell ? columnHead(cell) : "", textBefore(node, root)].map((label) => (label ? `${label}\n` : "")).join("");
}

/** @param {Element} element */
function isNamedTelephone(element) {
  for (let node = /** @type {Element | null} */ (element), up = 0; node && up < 3; node = node.parentElement, up++) {
    for (const name of ["itemprop", "property", "data-label", "class"]) {
      const value = node.getAttribute(name);
      if (value && value.length < 200 && TELEPHONE_NAME.test(value)) return true;
    }
  }
  return false;
}

/** The words right before, when they are few. @param {Text} node @param {Node} root */
function textBefore(node, root) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  walker.currentNode = node;
  for (let looked = 0; looked < LABEL_LOOKS; looked++) {
    const before = /** @type {Text | null} */ (walker.previousNode());
    if (!before) return "";
    const text = before.data.trim();
    if (!text) continue;
    return text.length <= LONGEST_LABEL && !hasDigit(text) && before.parentElement?.closest(UNREAD) === null ? text : "";
  }
  return "";
}

/** @param {Element} cell */
function columnHead(cell) {
  const row = cell instanceof HTMLTableCellElement ? cell.closest("table")?.rows[0] : null;
  const text = row?.cells[/** @type {HTMLTableCellElement} */ (cell).cellIndex]?.textContent?.trim() ?? "";
  return text.length <= LONGEST_LABEL && !hasDigit(text) ? text : "";
}
