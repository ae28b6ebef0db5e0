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
  const head = cell ? columnHead(cell) : null;
  const labels = [head ? shortLabel(head.textContent) : "", textBefore(node, root, cell?.parentElement ?? null)];
  // Where columns have heads, the cell beside it is no label. Elsewhere it is: <td>Phone<td>201 555 0123.
  if (head?.localName === "th") labels.reverse();
  return labels.map((label) => (label ? `${label}\n` : "")).join("");
}

/** A text that may be a label, or nothing. @param {string | null} text */
function shortLabel(text) {
  const label = text?.trim() ?? "";
  return label.length <= LONGEST_LABEL && !hasDigit(label) ? label : "";
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

/**
 * The words right before, when they are few.
 * @param {Text} node
 * @param {Node} root
 * @param {Element | null} row of a table, which they must be in
 */
function textBefore(node, root, row) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  walker.currentNode = node;
  for (let looked = 0; looked < LABEL_LOOKS; looked++) {
    const before = /** @type {Text | null} */ (walker.previousNode());
    if (!before) return "";
    if (!before.data.trim()) continue;
    const among = row === null || row.contains(before);
    return among && before.parentElement?.closest(UNREAD) === null ? shortLabel(before.data) : "";
  }
  return "";
}

/** What stands above in the first row of its table. @param {Element} cell @returns {Element | null} */
function columnHead(cell) {
  if (!(cell instanceof HTMLTableCellElement)) return null;
  const row = cell.closest("table")?.rows[0];
  return row === cell.parentElement ? null : (row?.cells[cell.cellIndex] ?? null);
}
