// Draws marks with the browser's own highlights. Whenever anything on the page changes the browser goes over all that is highlighted,
// and each new highlight costs it a look at the page: so only marks near the screen are drawn where there are very many, and new ones
// many at once. No live range is kept, because those make every change to the page slower. No node of the page is touched.

const MARK_HIGHLIGHT = "ringout-number";
const HOVER_HIGHLIGHT = "ringout-number-hover";
const FOCUS_HIGHLIGHT = "ringout-number-focus";

/** More marks than this, and only those nearest to the screen are drawn. */
const MAX_DRAWN = 1000;
/** Texts looked at on either side of the screen for such marks. */
const MAX_WALKED = 10_000;

/** So few marks are drawn at once. Later ones wait this long in ms, and a ms more for each that is drawn already. */
const DRAWN_AT_ONCE = 100;
const DRAW_EVERY = 200;

/** How often, in ms, highlights that the page took away are put back. */
const RESTORE_EVERY = 2000;

class Drawing {
  #highlight = new Highlight();
  /** @type {Map<Mark, StaticRange>} */
  #drawn = new Map();
  #shown = false;
  #restoreFrom = 0;
  #timer = 0;
  /** Whether some that were drawn have gone since. */
  #lost = false;
  /** @type {{node: Node, offset: number} | null} */
  #place = null;
  #marks;
  #placeInView;

  /**
   * @param {Marks} marks
   * @param {() => {node: Node, offset: number} | null} placeInView some place that is on the screen now, or null at the beginning
   * @param {AbortSignal} signal
   */
  constructor(marks, placeInView, signal) {
    this.#marks = marks;
    this.#placeInView = placeInView;
    signal.addEventListener("abort", () => this.#undo());
  }

  /** To be called when there are new marks. */
  plan() {
    if (this.#drawn.size < DRAWN_AT_ONCE) this.#draw();
    else if (this.#timer === 0) this.#timer = setTimeout(() => this.#draw(), DRAW_EVERY + this.#drawn.size);
  }

  /** To be called when other parts of the page have come into view. */
  follow() {
    this.#place = null;
    if (this.#marks.size > MAX_DRAWN) this.#draw();
  }

  /** @param {Mark} mark that is none any more */
  forget(mark) {
    const range = this.#drawn.get(mark);
    if (!range) return;
    this.#highlight.delete(range);
    this.#drawn.delete(mark);
    this.#lost = true;
  }

  /**
   * Puts the highlight back when the page has taken it away, but not in a race with the page; and draws marks in place of those that
   * have gone.
   * @param {number} now ms
   */
  restore(now) {
    if (this.#lost && this.#marks.size > this.#drawn.size) this.plan();
    this.#show(now);
  }

  /** @param {number} now ms */
  #show(now) {
    if (this.#drawn.size === 0) return;
    const shown = CSS.highlights.get(MARK_HIGHLIGHT) === this.#highlight;
    const whole = this.#highlight.size === this.#drawn.size;
    if ((shown && whole) || now < this.#restoreFrom) return;
    if (!whole) for (const range of this.#drawn.values()) this.#highlight.add(range);
    CSS.highlights.set(MARK_HIGHLIGHT, this.#highlight);
    this.#restoreFrom = now + (this.#shown ? RESTORE_EVERY : 0);
    this.#shown = true;
  }

  /** Draws one mark in another way, or none. @param {typeof HOVER_HIGHLIGHT | typeof FOCUS_HIGHLIGHT} name @param {Mark | null} mark */
  single(name, mark) {
    const range = mark && rangeOf(mark);
    if (!range) return void CSS.highlights.delete(name);
    const highlight = new Highlight(range);
    highlight.priority = 1;
    CSS.highlights.set(name, highlight);
  }

  #draw() {
    clearTimeout(this.#timer);
    this.#timer = 0;
    const marks = this.#marks;
    const near = marks.size > MAX_DRAWN ? this.#nearest() : null;
    if (near) for (const mark of this.#drawn.keys()) if (!near.has(mark)) this.forget(mark);
    for (const mark of near ?? marks) {
      const range = this.#drawn.has(mark) ? null : rangeOf(mark);
      if (!range) continue;
      this.#drawn.set(mark, range);
      this.#highlight.add(range);
    }
    this.#lost = false;
    this.#show(performance.now());
  }

  /** As many as may be drawn around what is on the screen; those in shadow trees, which nobody can walk by, count as near. */
  #nearest() {
    const marks = this.#marks;
    /** @type {Set<Mark>} */
    const near = new Set();
    /** @param {Iterable<Mark>} some @param {number} most */
    const take = (some, most) => {
      for (const mark of some) if (near.size < most) near.add(mark);
    };
    take([...marks].filter(({ pieces: [first] }) => first?.node.getRootNode() !== document), MAX_DRAWN / 2);
    const walker = document.createTreeWalker(document, NodeFilter.SHOW_TEXT);
    if (!this.#place?.node.isConnected) this.#place = this.#placeInView();
    const { node, offset } = this.#place ?? { node: walker.nextNode(), offset: 0 };
    if (!(node instanceof Text)) return near;
    const here = marks.on(node);
    const behind = here.findIndex(({ pieces }) => (pieces.find((piece) => piece.node === node)?.end ?? 0) > offset);
    const split = behind < 0 ? here.length : behind;
    take(here.slice(0, split).reverse(), MAX_DRAWN / 2);
    walker.currentNode = node;
    for (let walked = 0; walked < MAX_WALKED && near.size < MAX_DRAWN / 2 && walker.previousNode(); walked++) {
      take(marks.on(/** @type {Text} */ (walker.currentNode)).reverse(), MAX_DRAWN / 2);
    }
    take(here.slice(split), MAX_DRAWN);
    walker.currentNode = node;
    for (let walked = 0; walked < MAX_WALKED && near.size < MAX_DRAWN && walker.nextNode(); walked++) {
      take(marks.on(/** @type {Text} */ (walker.currentNode)), MAX_DRAWN);
    }
    return near;
  }

  /** Leaves the page as if nothing had been here. */
  #undo() {
    clearTimeout(this.#timer);
    this.#drawn.clear();
    this.#highlight.clear();
    if (CSS.highlights.get(MARK_HIGHLIGHT) === this.#highlight) CSS.highlights.delete(MARK_HIGHLIGHT);
    CSS.highlights.delete(HOVER_HIGHLIGHT);
    CSS.highlights.delete(FOCUS_HIGHLIGHT);
  }
}

/** @param {Mark} mark @returns {StaticRange | null} */
function rangeOf({ pieces }) {
  const [first] = pieces;
  const last = pieces.at(-1);
  if (!first || !last) return null;
  return new StaticRange({ startContainer: first.node, startOffset: first.start, endContainer: last.node, endOffset: last.end });
}
