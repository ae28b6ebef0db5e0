// Walks the text of one tree in document order and joins it into runs: stretches that are read in one go, so that a number split
// over elements is one number. Text without digits is passed over. It judges no element and touches no node.

/** A run of many pieces is closed at this length. One text node is never cut, however long. */
const RUN_LENGTH = 20_000;

/** Characters of a calling code, or of another beginning of a number. */
const SHORT_TEXT = 8;

/** Figures before and behind a seam that are two numbers rather than one. */
const SEAM_DIGITS = COUNTED_DIGITS;

/** The first text at or behind a node. @param {Node} root @param {Node | null} node @returns {Text | null} */
function firstText(root, node) {
  if (node === null || node instanceof Text) return node;
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  walker.currentNode = node;
  return /** @type {Text | null} */ (walker.nextNode());
}

class RunReader {
  #walker;
  #boundaries = new Boundaries();
  /** @type {Text | null} */
  #next;
  /** @type {Text | null} */
  #until;
  /** @type {Run | null} */
  #open = null;
  #over = false;
  /** The last text without digits. @type {Text | null} */
  #before = null;
  /** Behind the end of what is to be read, but not yet of a number that began before it. */
  #beyond = false;
  /** The parents of `#next`, inner first, in case it is taken away while nobody looks. @type {Node[]} */
  #chain = [];
  #recoveries = 0;

  /**
   * @param {Node} root the tree: a document or a shadow root
   * @param {Node} first where to begin
   * @param {Node | null} until where to stop, or null for the tree's end
   */
  constructor(root, first, until) {
    this.#walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    this.#until = firstText(root, until);
    this.#next = firstText(root, first);
    if (this.#next) this.#leadIn(this.#next);
  }

  /** Takes up what stands right before, because a number may have begun there. @param {Text} first */
  #leadIn(first) {
    this.#walker.currentNode = first;
    let length = 0;
    let node = first;
    let begin = first;
    while (length < RUN_MARGIN) {
      const before = /** @type {Text | null} */ (this.#walker.previousNode());
      if (!before || this.#boundaries.between(before, node) === APART) break;
      length += before.length;
      begin = node = before;
    }
    this.#walker.currentNode = begin;
    this.#next = begin;
    if (begin !== first && begin.length > RUN_MARGIN) {
      let offset = begin.length - RUN_MARGIN;
      while (offset < begin.length && kindOf(begin.data.charCodeAt(offset)) !== LETTER) offset++;
      if (offset < begin.length) {
        this.#open = new Run(begin, offset);
        this.#next = /** @type {Text | null} */ (this.#walker.nextNode());
      }
    }
  }

  /** The tree that is read. */
  get root() {
    return this.#walker.root;
  }

  /** Whether everything has been read. */
  get over() {
    return this.#over;
  }

  #remember() {
    this.#chain = [];
    for (let node = this.#next?.parentNode; node && this.#chain.length < 40; node = node.parentNode) this.#chain.push(node);
  }

  /** To be called before going on after a pause. Where the page has taken the next node away, the nearest parent left is read again. */
  resume() {
    if (!this.#next || this.#next.isConnected) return;
    const parent = this.#chain.find((node) => node.isConnected);
    this.#open = null;
    this.#next = parent && ++this.#recoveries < 8 ? firstText(this.#walker.root, parent.firstChild ?? parent) : null;
  }

  /**
   * The next run that holds digits.
   * @param {() => boolean} pressed asked now and then: whether to stop for now
   * @returns {Run | null} null when stopped, or when all is `over`
   */
  next(pressed) {
    for (let count = 1; ; count++) {
      if (count % 32 === 0 && pressed()) {
        this.#remember();
        return null;
      }
      const node = this.#next;
      const open = this.#open;
      if (node === this.#until) this.#beyond = true;
      if (!node || (this.#beyond && !(open && this.#joins(open, node)))) {
        this.#over = true;
        return this.#close();
      }
      const { data } = node;
      const digits = hasDigit(data);
      if (digits && !open && !hasEnough(node, data, this.#walker)) {
        this.#before = node;
        this.#advance(node);
        continue;
      }
      if (open && this.#beganUnseen(open, node)) {
        const run = this.#close();
        if (run) return run;
        continue;
      }
      if (open && this.#isUnseen(open, node)) {
        this.#advance(node);
        continue;
      }
      if (open) {
        const boundary = this.#seam(open, node, data, digits);
        if (boundary === APART) {
          const run = this.#close();
          if (run) return run;
          continue;
        }
        open.append(node, digits ? data : data.slice(0, RUN_MARGIN), boundary === LINE_ENDED);
        if (digits) open.digitEnd = open.text.length;
        else if (open.text.length - open.digitEnd > RUN_MARGIN) {
          this.#advance(node);
          const run = this.#close();
          if (run) return run;
          continue;
        }
      } else if (digits) {
        this.#open = this.#begin(node);
      } else {
        this.#before = node;
      }
      this.#advance(node);
    }
  }

  /** A run that begins with this text, or with the words right before it. @param {Text} node */
  #begin(node) {
    const before = this.#before;
    this.#before = null;
    let run = new Run(node);
    const boundary = before?.isConnected ? this.#boundaries.between(before, node) : APART;
    if (before && boundary !== APART && !this.#boundaries.isUnseen(before.parentElement ?? document.documentElement)) {
      run = new Run(before, Math.max(0, before.length - RUN_MARGIN));
      if (this.#seam(run, node, node.data, true) === APART) run = new Run(node);
      else run.append(node, node.data, boundary === LINE_ENDED);
    }
    run.digitEnd = run.text.length;
    return run;
  }

  /** @param {Text} from */
  #advance(from) {
    this.#walker.currentNode = from;
    this.#next = /** @type {Text | null} */ (this.#walker.nextNode());
  }

  /** Whether text behind the end of what is to be read still belongs to the run. @param {Run} open @param {Text} node */
  #joins(open, node) {
    return open.text.length - open.digitEnd <= RUN_MARGIN && node.length <= RUN_MARGIN && this.#boundaries.between(open.last, node) !== APART;
  }

  /** Text that nobody sees does not come between the parts of a number: 201<i hidden>x</i>555. @param {Run} open @param {Text} node */
  #isUnseen(open, node) {
    const parent = node.parentElement;
    return parent !== null && parent !== open.last.parentElement && this.#boundaries.isUnseen(parent);
  }

  /** Whether the run is so far a short text that nobody sees: <i hidden>+1</i><b>(201)</b>. @param {Run} open @param {Text} node */
  #beganUnseen(open, node) {
    const parent = open.last.parentElement;
    return open.text.length <= SHORT_TEXT && parent !== null && parent !== node.parentElement && this.#boundaries.isUnseen(parent);
  }

  /** @param {Run} open @param {Text} text @param {string} data @param {boolean} digits */
  #seam(open, text, data, digits) {
    if (open.text.length > RUN_LENGTH) return APART;
    const boundary = this.#boundaries.between(open.last, text);
    if (boundary === APART || !data) return boundary;
    // A letter in one element beside a digit in another is not one word: <b>Tel</b><i>201…</i>, <b>Tel</b><i>(201)…</i>
    const left = kindOf(open.text.charCodeAt(open.text.length - 1));
    const right = kindOf(data.charCodeAt(0));
    const adjoining = open.last.parentNode !== text.parentNode;
    if (adjoining && ((left === LETTER && (right === DIGIT || right === OPEN)) || (left === DIGIT && right === LETTER))) return APART;
    // Two chips side by side, each with a whole number.
    if (digits && adjoining && countDigits(data) >= SEAM_DIGITS && countDigits(open.last.data) >= SEAM_DIGITS) return APART;
    return boundary;
  }

  /** @returns {Run | null} */
  #close() {
    const run = this.#open;
    this.#open = null;
    if (!run || run.digitEnd === 0) return null;
    const short = run.text.length <= 2 * RUN_MARGIN;
    return short && countDigits(run.text) < ENOUGH_DIGITS && !CAPITALS.test(run.text) ? null : run;
  }
}
