// The marks: where numbers stand on the page. What a mark says is compared with the page before it is used. No node of the page is
// touched, and none is kept from being forgotten for longer than until the next sweep. Nothing is drawn here.

/** More numbers wait until they come into view; the oldest marks are given up for them. */
const MAX_MARKS = 10_000;

/**
 * @typedef {object} Mark
 * @property {Piece[]} pieces the parts of text nodes that it covers, in order
 * @property {string} text what is dialled: the raw text, or the address of the link it stands in
 * @property {Protocol.Number} number
 * @property {string | null} region that it was read in
 * @property {(Element | null)[]} parents of the parts, when it was made
 */

/** What a mark covers of one text. @typedef {{start: number, end: number, mark: Mark}} Place */

/** The last place that begins before an offset, or -1. @param {readonly Place[]} places in order @param {number} offset */
function lastBefore(places, offset) {
  let low = 0;
  let high = places.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((places[middle]?.start ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** The element that a text stands directly in; under a shadow root, its host. @param {Text} node @returns {Element | null} */
function parentOf(node) {
  const parent = node.parentNode;
  if (parent instanceof Element) return parent;
  return parent instanceof ShadowRoot ? parent.host : null;
}

/** Whether the page still says what it said when these parts were read. @param {readonly Piece[]} pieces */
function stillThere(pieces) {
  return pieces.every(({ node, start, end, text }) => node.isConnected && node.data.slice(start, end) === text);
}

class Marks {
  /** In the order they were made. @type {Set<Mark>} */
  #all = new Set();
  /** On each text, in order. @type {Map<Text, Place[]>} */
  #byNode = new Map();
  /** How many marks stand directly in an element. @type {Map<Element, number>} */
  #parents = new Map();
  #removed;

  /** @param {(mark: Mark) => void} removed called for each that is none any more */
  constructor(removed) {
    this.#removed = removed;
  }

  get size() {
    return this.#all.size;
  }

  [Symbol.iterator]() {
    return this.#all.values();
  }

  /** The marks on a text, in order. @param {Text} node @returns {Mark[]} */
  on(node) {
    return this.#byNode.get(node)?.map(({ mark }) => mark) ?? [];
  }

  /** The mark on a character of a text, or right behind it, where a caret may stand. @param {Text} node @param {number} offset @returns {Mark | null} */
  at(node, offset) {
    const places = this.#byNode.get(node) ?? [];
    const place = places[lastBefore(places, offset + 1)];
    return place && place.end >= offset ? place.mark : null;
  }

  /** Whether text directly in this element is marked. @param {Element} element */
  isIn(element) {
    return this.#parents.has(element);
  }

  /** Whether any of these parts is marked already. Marks that no longer hold there are taken away. @param {readonly Piece[]} pieces */
  covers(pieces) {
    let covered = false;
    for (const { node, start, end } of pieces) {
      const places = this.#byNode.get(node) ?? [];
      for (let at = lastBefore(places, end); at >= 0; at--) {
        const place = places[at];
        if (!place || place.end <= start) break; // marks never overlap
        if (this.holds(place.mark)) covered = true;
        else this.remove(place.mark);
      }
    }
    return covered;
  }

  /** Whether a mark may be used: the page says the same, in the same place. @param {Mark} mark */
  holds(mark) {
    return stillThere(mark.pieces) && mark.pieces.every(({ node }, place) => parentOf(node) === mark.parents[place]);
  }

  /**
   * Marks a number. Nothing happens when the page has changed there, or something is marked there already.
   * @param {Pick<Mark, 'pieces' | 'text' | 'number' | 'region'>} found
   * @returns {boolean} whether there is a new mark
   */
  add(found) {
    const { pieces } = found;
    if (pieces.length === 0 || !stillThere(pieces) || this.covers(pieces)) return false;
    const mark = { pieces, text: found.text, number: found.number, region: found.region, parents: pieces.map(({ node }) => parentOf(node)) };
    this.#all.add(mark);
    for (const { node, start, end } of pieces) {
      const places = this.#byNode.get(node);
      if (places) places.splice(lastBefore(places, start) + 1, 0, { start, end, mark });
      else this.#byNode.set(node, [{ start, end, mark }]);
    }
    for (const parent of mark.parents) if (parent) this.#parents.set(parent, (this.#parents.get(parent) ?? 0) + 1);
    return true;
  }

  /** When there are as many marks as may be, gives up the oldest. */
  makeRoom() {
    if (this.#all.size < MAX_MARKS) return;
    for (const oldest of [...this.#all].slice(0, MAX_MARKS / 10)) this.remove(oldest);
  }

  /** @param {Mark} mark */
  remove(mark) {
    if (!this.#all.delete(mark)) return;
    this.#removed(mark);
    for (const { node, start } of mark.pieces) {
      const places = this.#byNode.get(node) ?? [];
      places.splice(lastBefore(places, start + 1), 1);
      if (places.length === 0) this.#byNode.delete(node);
    }
    for (const parent of mark.parents) {
      if (!parent) continue;
      const left = (this.#parents.get(parent) ?? 0) - 1;
      if (left > 0) this.#parents.set(parent, left);
      else this.#parents.delete(parent);
    }
  }

  /** Takes away the marks on a text that is about to be read again. @param {Text} node */
  removeOn(node) {
    for (const mark of this.on(node)) this.remove(mark);
  }

  /** Gives up the marks whose text has left the page, so that it can be forgotten. */
  sweep() {
    for (const mark of this.#all) if (!mark.pieces.every(({ node }) => node.isConnected)) this.remove(mark);
  }

  clear() {
    for (const mark of this.#all) this.remove(mark);
  }
}

/**
 * Where parts of text are drawn now, in CSS pixels of the viewport. The live range exists for this one question.
 * @param {readonly Piece[]} pieces
 * @returns {DOMRect[]}
 */
function rectsOf(pieces) {
  if (!stillThere(pieces)) return [];
  return pieces.flatMap(({ node, start, end }) => {
    const range = new Range();
    range.setStart(node, start);
    range.setEnd(node, end);
    return [...range.getClientRects()];
  });
}
