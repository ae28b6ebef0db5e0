// Which mark is under the pointer. Constant work however many marks there are: only those on the text under the point are looked at,
// and a live range is made for one of them at a time.

/** Marks compared by rectangle when the browser cannot say which character is under the point. */
const MAX_COMPARED = 24;

/**
 * The mark that a person sees at a point, or null: hidden, covered and changed text is none.
 * @param {Marks} marks
 * @param {Element} element the innermost element at the point, as an event or `innermost` says
 * @param {number} x CSS pixels of the viewport
 * @param {number} y
 * @param {ShadowRoot[]} shadowRoots
 * @returns {Mark | null}
 */
function markAt(marks, element, x, y, shadowRoots) {
  if (!marks.isIn(element) || !isShown(element)) return null;
  const caret = document.caretPositionFromPoint(x, y, { shadowRoots });
  const node = caret?.offsetNode;
  const there = node instanceof Text && parentOf(node) === element ? marks.at(node, caret?.offset ?? 0) : null;
  for (const mark of there ? [there] : marksIn(marks, element)) if (marks.holds(mark) && isUnder(mark, x, y)) return mark;
  return null;
}

/** @param {Marks} marks @param {Element} element */
function marksIn(marks, element) {
  /** @type {Mark[]} */
  const found = [];
  const parent = element.shadowRoot ?? element;
  for (let node = parent.firstChild; node && found.length < MAX_COMPARED; node = node.nextSibling) {
    if (node instanceof Text) found.push(...marks.on(node));
  }
  return found;
}

/** @param {Mark} mark @param {number} x @param {number} y */
function isUnder(mark, x, y) {
  return rectsOf(mark.pieces).some(({ left, right, top, bottom }) => x >= left && x <= right && y >= top && y <= bottom);
}
