// A run: a stretch of text that is read in one go, and the text nodes that it is made of. It knows where in which node each of its
// characters stands, as it was when it was read; it touches no node.

/** Text before the first and behind the last digit of a run that may still belong to it. */
const RUN_MARGIN = 64;

/**
 * A stretch of text and the nodes it is made of.
 */
class Run {
  /** @param {Text} node @param {number} [offset] where in the node the run begins */
  constructor(node, offset = 0) {
    this.text = offset === 0 ? node.data : node.data.slice(offset);
    /** @type {Text[]} */
    this.nodes = [node];
    /** Where each node's text begins in the run. */
    this.starts = [0];
    /** Where in each node that is. */
    this.offsets = [offset];
    this.lengths = [this.text.length];
    /** Where the last digit stands, as far as is known. */
    this.digitEnd = 0;
  }

  /** @param {Text} node @param {string} data the node's text, from its beginning @param {boolean} lineEnded */
  append(node, data, lineEnded) {
    if (lineEnded) this.text += LINE_BREAK;
    this.nodes.push(node);
    this.starts.push(this.text.length);
    this.offsets.push(0);
    this.lengths.push(data.length);
    this.text += data;
  }

  get last() {
    return /** @type {Text} */ (this.nodes[this.nodes.length - 1]);
  }

  /** The piece that holds the character at this place of the run. @param {number} at @returns {number} */
  pieceAt(at) {
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.starts[middle] ?? 0) <= at) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /**
   * The parts of nodes between two places of the run.
   * @param {number} start
   * @param {number} end
   * @returns {Piece[]}
   */
  pieces(start, end) {
    /** @type {Piece[]} */
    const pieces = [];
    for (let p = this.pieceAt(start); p < this.nodes.length && (this.starts[p] ?? 0) < end; p++) {
      const origin = this.starts[p] ?? 0;
      const shift = (this.offsets[p] ?? 0) - origin;
      const from = Math.max(start, origin);
      const to = Math.min(end, origin + (this.lengths[p] ?? 0));
      if (from < to) pieces.push({ node: /** @type {Text} */ (this.nodes[p]), start: from + shift, end: to + shift, text: this.text.slice(from, to) });
    }
    return pieces;
  }
}

/**
 * Part of a text node, with the text that was there when it was read.
 * @typedef {{node: Text, start: number, end: number, text: string}} Piece
 */
