// The way to the marks without a mouse: one after the other in reading order, with a strong highlight on the one that Enter opens.
// Highlights take no focus, so the page's own focus stays where it is; only a step into another frame takes the keyboard there.

class Steps {
  /** @type {Mark | null} */
  #current = null;
  /** @type {AbortController | null} */
  #keys = null;
  /** What has the focus while a mark is shown: a document that gets the keyboard back says that it was focused once more. @type {Element | null} */
  #focused = null;

  /**
   * @param {Marks} marks
   * @param {Drawing} drawing
   * @param {ShadowRoots} roots
   * @param {(mark: Mark) => void} open
   * @param {AbortSignal} signal
   */
  constructor(marks, drawing, roots, open, signal) {
    this.marks = marks;
    this.drawing = drawing;
    this.roots = roots;
    this.open = open;
    this.signal = signal;
    signal.addEventListener("abort", () => this.leave());
  }

  /** The marks that can be seen, in reading order. @returns {Mark[]} */
  inOrder() {
    return [...this.marks].filter((mark) => this.marks.holds(mark) && isVisibleMark(mark)).sort(byPosition);
  }

  /**
   * What the worker must know of this document to find the next mark of the whole page.
   * @param {Mark[]} order
   * @returns {Messages.StepsHere}
   */
  here(order) {
    const inView = order.findIndex((mark) => (rectsOf(mark.pieces)[0]?.bottom ?? -1) >= 0);
    const current = this.#current ? order.indexOf(this.#current) : -1;
    return {
      count: order.length,
      current: current < 0 ? null : current,
      inView: inView < 0 ? order.length : inView,
      inFront: document.hasFocus() && !focusInFrame(),
      path: framePath(),
      frames: framesHere(this.roots.list()).map(({ place, element }) => ({
        place,
        before: marksBefore(order, element),
        above: element.getBoundingClientRect().bottom < 0,
      })),
    };
  }

  /** Shows a mark, and lets the keyboard be in this document, so that Enter is heard here. @param {Mark} mark */
  goTo(mark) {
    if (!document.hasFocus() || focusInFrame()) {
      if (focusInFrame()) /** @type {HTMLElement} */ (innermostFocus()).blur();
      window.focus();
    }
    this.show(mark);
  }

  /** Brings a mark into view and gives it the strong highlight. @param {Mark} mark */
  show(mark) {
    this.#current = mark;
    this.#focused = document.activeElement;
    this.drawing.single(FOCUS_HIGHLIGHT, mark);
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
    this.drawing.single(FOCUS_HIGHLIGHT, null);
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
    onTrusted("focusin", signal, (event) => {
      if (event.target !== this.#focused) this.leave();
    }, true);
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
  return compareNodes(first, second);
}

/** How many marks are read before an element. @param {Mark[]} order @param {Element} element */
function marksBefore(order, element) {
  return order.filter(({ pieces: [first] }) => first && compareNodes(first.node, element) < 0).length;
}

/** Tells a screen reader, where the browser can do so without an element in the page. @param {string} text */
function speak(text) {
  const speaking = /** @type {Document & {ariaNotify?: (text: string) => void}} */ (document);
  speaking.ariaNotify?.(text);
}
