// The order in which a person reads things that stand in different trees: shadow trees where their hosts stand, slotted things in
// their slots. And where a document stands among the frames of a page. Reads the page, changes nothing.

/** The node around this one as it is drawn: its slot, its parent, or the host of its tree. @param {Node} node @returns {Node | null} */
function drawnIn(node) {
  const slot = node instanceof Element || node instanceof Text ? node.assignedSlot : null;
  return slot ?? node.parentNode ?? (node instanceof ShadowRoot ? node.host : null);
}

/** @param {Node} node @returns {Node[]} from the outermost to the node itself */
function chainOf(node) {
  /** @type {Node[]} */
  const chain = [];
  for (let next = /** @type {Node | null} */ (node); next; next = drawnIn(next)) chain.push(next);
  return chain.reverse();
}

/**
 * Which of two nodes is read first: below 0 the first, above 0 the second.
 * @param {Node} a
 * @param {Node} b
 */
function compareNodes(a, b) {
  if (a === b) return 0;
  if (a.getRootNode() === b.getRootNode() && !isSlotted(a) && !isSlotted(b)) return treeOrder(a, b);
  const [first, second] = [chainOf(a), chainOf(b)];
  const parts = first.findIndex((node, depth) => node !== second[depth]);
  const [left, right] = [first[parts], second[parts]];
  if (!left) return -1; // one is around the other
  if (!right) return 1;
  // A shadow tree is drawn in place of what its host holds.
  if (left instanceof ShadowRoot || right instanceof ShadowRoot) return left instanceof ShadowRoot ? -1 : 1;
  return treeOrder(left, right);
}

/** @param {Node} a @param {Node} b both in one tree */
function treeOrder(a, b) {
  return a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1;
}

/** Whether a shadow tree draws this node elsewhere than where it stands. @param {Node} node */
function isSlotted(node) {
  for (let next = /** @type {Node | null} */ (node); next; next = next.parentNode) {
    if ((next instanceof Element || next instanceof Text) && next.assignedSlot) return true;
  }
  return false;
}

/**
 * The way from the page to this document: the place of each frame among those of the document around it.
 * @returns {number[] | null} null in frames that the document around them does not list, such as those in shadow trees
 */
function framePath() {
  /** @type {number[]} */
  const path = [];
  for (let view = /** @type {Window} */ (window); view !== view.parent; view = view.parent) {
    const place = Array.from({ length: view.parent.length }, (_, n) => n).find((n) => view.parent[n] === view);
    if (place === undefined) return null;
    path.unshift(place);
  }
  return path;
}

/** The frames in this document, each by its place in `window`. @returns {Map<number, Element>} */
function framesHere() {
  const elements = [.../** @type {NodeListOf<HTMLIFrameElement>} */ (document.querySelectorAll("iframe, frame"))];
  const places = Array.from({ length: window.length }, (_, n) => n);
  return new Map(
    places.flatMap((n) => {
      const element = elements.find(({ contentWindow }) => contentWindow === window[n]);
      return element ? [[n, element]] : [];
    }),
  );
}
