// Finds the shadow trees of a document, closed ones too, and remembers them. It asks only elements that can have one, in idle time.

/** Besides custom elements (HTML Standard, attachShadow). */
const MAY_HOST = new Set("article aside blockquote body div footer h1 h2 h3 h4 h5 h6 header main nav p section span".split(" "));

/** Chromium's way into closed shadow trees. By name, because Mozilla's linter warns of what Firefox lacks. */
const chromiumDom = /** @type {typeof chrome.dom | undefined} */ (chrome["dom"]);

/** An element's shadow root, whether the page lets its own scripts reach it or not. @type {(element: Element) => ShadowRoot | null} */
const openShadow =
  chromiumDom
    ? (element) => (element instanceof HTMLElement ? chromiumDom.openOrClosedShadowRoot(element) : null)
    : (element) => /** @type {Element & {openOrClosedShadowRoot?: ShadowRoot | null}} */ (element).openOrClosedShadowRoot ?? null;

/** Where a browser does not let highlights into shadow trees by itself (Firefox). */
const NEEDS_SHEETS = !chromiumDom;

class ShadowRoots {
  /** @type {Set<WeakRef<ShadowRoot>>} */
  #refs = new Set();
  /** @type {WeakSet<ShadowRoot>} */
  #known = new WeakSet();
  #found;

  /** @param {(root: ShadowRoot) => void} found called once for each */
  constructor(found) {
    this.#found = found;
  }

  /**
   * The shadow root of an element, now remembered.
   * @param {Element} element
   * @returns {ShadowRoot | null}
   */
  of(element) {
    if (!mayHost(element)) return null;
    const root = openShadow(element);
    if (root && !this.#known.has(root)) {
      this.#known.add(root);
      this.#refs.add(new WeakRef(root));
      this.#found(root);
    }
    return root;
  }

  /** Those in the page now. @returns {ShadowRoot[]} */
  list() {
    /** @type {ShadowRoot[]} */
    const roots = [];
    for (const ref of this.#refs) {
      const root = ref.deref();
      if (!root) this.#refs.delete(ref);
      else if (root.isConnected) roots.push(root);
    }
    return roots;
  }

  /**
   * Looks for hosts in a tree, from one node to another.
   * @param {Node} root
   * @param {Node} first
   * @param {Node | null} until
   * @returns {Generator<void, void, void>} to be advanced as time allows
   */
  *search(root, first, until) {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT);
    walker.currentNode = first;
    let node = first instanceof Element ? first : walker.nextNode();
    for (let count = 1; node && node !== until; node = walker.nextNode()) {
      this.of(/** @type {Element} */ (node));
      if (count++ % 32 === 0) yield;
    }
  }
}

/** Can it have a shadow root? @param {Element} element */
function canHost({ localName }) {
  return MAY_HOST.has(localName) || localName.includes("-");
}

/** Can numbers be in its shadow tree? @param {Element} element */
function mayHost(element) {
  return element.localName !== "ringout-card" && canHost(element);
}

/**
 * The innermost element at a trusted event, into shadow trees that the event itself does not name.
 * @param {Event} event
 * @param {ShadowRoots} roots
 * @returns {Element | null}
 */
function innermost(event, roots) {
  const [target] = event.composedPath();
  let element = target instanceof Element ? target : target instanceof Text ? target.parentElement : null;
  for (let depth = 0; element && depth < 32; depth++) {
    const root = roots.of(element);
    if (!root) break;
    const inner = event instanceof MouseEvent && event.detail + event.screenX + event.screenY !== 0
      ? root.elementFromPoint(event.clientX, event.clientY)
      : root.activeElement;
    if (!inner || inner === element) break;
    element = inner;
  }
  return element;
}
