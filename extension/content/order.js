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

/** The place of the first frame in a shadow tree, which `window` does not list; that of the next is one less, and so on. */
const UNLISTED = -1;

/**
 * The way from the page to this document: the place of each frame among those of the document around it.
 * @returns {number[] | null} ends with `UNLISTED` in a frame in a shadow tree, which cannot know its number; null in frames within such a one
 */
function framePath() {
  /** @type {number[]} */
  const path = [];
  for (let view = /** @type {Window} */ (window); view !== view.parent; view = view.parent) {
    const place = Array.from({ length: view.parent.length }, (_, n) => n).find((n) => view.parent[n] === view);
    if (place === undefined && view !== window) return null;
    path.unshift(place ?? UNLISTED);
  }
  return path;
}

/**
 * The frames in this document and in its shadow trees, in reading order.
 * @param {ShadowRoot[]} roots
 * @returns {{place: number, element: Element}[]}
 */
function framesHere(roots) {
  const inTree = (/** @type {Document | ShadowRoot} */ tree) => [.../** @type {NodeListOf<HTMLIFrameElement>} */ (tree.querySelectorAll("iframe, frame"))];
  const elements = inTree(document);
  const listed = Array.from({ length: window.length }, (_, place) => {
    const element = elements.find(({ contentWindow }) => contentWindow === window[place]);
    return element ? [{ place, element }] : [];
  }).flat();
  const inRoots = roots.flatMap(inTree).sort(compareNodes).map((element, nth) => ({ place: UNLISTED - nth, element }));
  return [...listed, ...inRoots].sort((a, b) => compareNodes(a.element, b.element));
}
