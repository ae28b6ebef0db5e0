// The way to the marks without a mouse: one after the other in reading order, with a strong highlight on the one that Enter opens.
// Highlights take no focus, so the page's own focus stays where it is.

class Steps {
  /** @type {Mark | null} */
  #current = null;
  /** @type {AbortController | null} */
  #keys = null;

  /**
   * @param {Marks} marks
   * @param {(mark: Mark) => void} open
   * @param {AbortSignal} signal
   */
  constructor(marks, open, signal) {
    this.marks = marks;
    this.open = open;
    this.signal = signal;
    signal.addEventListener("abort", () => this.leave());
  }

  /** The marks that can be seen, in reading order. @returns {Mark[]} */
  inOrder() {
    return [...this.marks].filter((mark) => this.marks.holds(mark) && isVisibleMark(mark)).sort(byPosition);
  }

  /** Goes to the next mark, or the one before; from the viewport when there was none. @param {1 | -1} by @returns {boolean} */
  step(by) {
    const order = this.inOrder();
    if (order.length === 0) return false;
    const at = this.#current ? order.indexOf(this.#current) : -1;
    if (at >= 0) {
      this.show(/** @type {Mark} */ (order[(at + by + order.length) % order.length]));
      return true;
    }
    const first = order.findIndex((mark) => (rectsOf(mark.pieces)[0]?.bottom ?? -1) >= 0);
    this.show(/** @type {Mark} */ (order.at(by > 0 ? first : first - 1) ?? order[0]));
    return true;
  }

  /** Brings a mark into view and gives it the strong highlight. @param {Mark} mark */
  show(mark) {
    this.#current = mark;
    this.marks.single(FOCUS_HIGHLIGHT, mark);
    mark.parents[0]?.scrollIntoView({ block: "nearest", inline: "nearest" });
    const [box] = rectsOf(mark.pieces);
    if (box && (box.top < 0 || box.bottom > innerHeight)) scrollBy(0, box.top - innerHeight / 2);
    speak(mark.number.international);
    this.#listen();
  }

  leave() {
    this.#current = null;
    this.#keys?.abort();
    this.#keys = null;
    this.marks.single(FOCUS_HIGHLIGHT, null);
  }

  #listen() {
    if (this.#keys) return;
    this.#keys = new AbortController();
    const { signal } = this.#keys;
    onTrusted("keydown", signal, (event) => {
      const mark = this.#current;
      if (event.isComposing || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || !mark) return;
      if (event.key === "Escape") this.leave();
      if (event.key !== "Enter") return;
      const usable = this.marks.holds(mark) && isVisibleMark(mark);
      this.leave();
      if (!usable) return;
      take(event);
      this.open(mark);
    });
    onTrusted("pointerdown", signal, () => this.leave(), true);
    onTrusted("focusin", signal, () => this.leave(), true);
  }
}

/** @param {Mark} mark */
function isVisibleMark(mark) {
  return mark.parents.every((parent) => parent !== null && isShown(parent)) && rectsOf(mark.pieces).some(({ width, height }) => width > 2 && height > 2);
}

/** @param {Mark} a @param {Mark} b */
function byPosition(a, b) {
  const [first, second] = [a.pieces[0]?.node, b.pieces[0]?.node];
  if (!first || !second || first === second) return (a.pieces[0]?.start ?? 0) - (b.pieces[0]?.start ?? 0);
  const same = first.getRootNode() === second.getRootNode();
  const [left, right] = same ? [first, second] : [inDocument(first), inDocument(second)];
  return left.compareDocumentPosition(right) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1;
}

/** The node itself, or the outermost host of the shadow trees around it. @param {Node} node @returns {Node} */
function inDocument(node) {
  const root = node.getRootNode();
  return root instanceof ShadowRoot ? inDocument(root.host) : node;
}

/** Tells a screen reader, where the browser can do so without an element in the page. @param {string} text */
function speak(text) {
  const speaking = /** @type {Document & {ariaNotify?: (text: string) => void}} */ (document);
  speaking.ariaNotify?.(text);
}
