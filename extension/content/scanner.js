// Reads the page in slices, what is on screen first, and turns places that may be numbers into marks. It knows which parts are still
// to be read; what changed is put in front of them. It must never read on while enough questions wait, nor for marks beyond the bound.

/** Characters of one text looked at before the clock is. */
const READ_AT_ONCE = 32_768;

/** After so many plain figures without a number among them, the page's plain figures are taken for what they are. */
const PLAIN_TRIES = 400;
const PLAIN_YIELD = 0.02;

const ANY_LETTER = /\p{L}/u;

/** Between figures that are of one kind, telephone numbers or not: 212 555 0147 / 212 550 148. */
const ONE_OF_TWO = /^\s?\/\s?$/;

/**
 * A part of a tree to be read: from one node to another, or to its end.
 * @typedef {{root: Node, first: Node, until: Node | null}} Part
 */

/**
 * A run that is being looked through.
 * @typedef {{run: Run, root: Node, places: CandidateScanner, found: Candidate[], next: number, done: boolean}} Reading
 */

class Scanner {
  /** What is still to be read, the next last. @type {RunReader[]} */
  #readers = [];
  /** @type {Reading | null} */
  #reading = null;
  /** Of elements, for this slice. @type {Map<Element, number>} */
  #judged = new Map();
  /** Whether questions may be asked, for this slice. @type {boolean | null} */
  #ready = null;
  /** Where marks were made since somebody was told. @type {Set<Node>} */
  #marked = new Set();
  #plainAsked = 0;
  #plainFound = 0;
  #slices;

  /**
   * @param {object} options
   * @param {Marks} options.marks
   * @param {(trees: Set<Node>) => void} options.marked marks were made in these trees
   * @param {() => boolean} options.ready whether questions may be asked; when not, `wake` says that it has changed
   * @param {(element: Element) => void} options.parked text that cannot be seen now holds a place that may be a number
   * @param {(element: Element) => string[]} options.regions for text in this element
   * @param {(text: string, number: Protocol.Number) => boolean} options.isUnwanted
   * @param {AbortSignal} options.signal
   */
  constructor(options) {
    this.options = options;
    this.asker = new Asker({
      signal: options.signal,
      answered: (question, matches) => this.#answered(question, matches),
      settled: () => this.#settled(),
      stillOpen: ({ run, candidate }) => !options.marks.covers(run.pieces(candidate.start, candidate.end)),
    });
    this.#slices = new Slices((pressed) => this.#work(pressed), options.signal);
  }

  /** Puts a part in front of all others. @param {Part} part */
  read({ root, first, until }) {
    this.#readers.push(new RunReader(root, first, until));
    this.#slices.plan();
  }

  /** Whether everything has been read and answered. */
  get settled() {
    return this.#readers.length === 0 && this.#reading === null && this.asker.idle;
  }

  /** Goes on after a pause that somebody else ended. */
  wake() {
    this.asker.wake();
    this.#slices.plan();
  }

  forget() {
    this.#readers = [];
    this.#reading = null;
    this.asker.forget();
    this.#plainAsked = this.#plainFound = 0;
  }

  /** Whether answers or room for marks must come first. */
  get #held() {
    return this.asker.full || this.options.marks.size >= MAX_MARKS;
  }

  /** @param {() => boolean} pressed */
  #work(pressed) {
    this.#judged.clear();
    this.#ready = null;
    let waiting = false;
    while (!waiting && !this.#held && !pressed()) {
      if (this.#reading) waiting = !this.#readOn(this.#reading);
      else if (!this.#nextRun(pressed)) break;
    }
    this.asker.pump();
    return !waiting && !this.#held && (this.#reading !== null || this.#readers.length > 0);
  }

  /** @param {() => boolean} pressed @returns {boolean} whether there may be more to read now */
  #nextRun(pressed) {
    const reader = this.#readers.at(-1);
    if (!reader) return false;
    reader.resume();
    const run = reader.next(pressed);
    if (run) this.#reading = { run, root: reader.root, places: new CandidateScanner(run.text), found: [], next: 0, done: false };
    else if (reader.over) this.#readers.splice(this.#readers.indexOf(reader), 1);
    return true;
  }

  /** @param {Reading} reading @returns {boolean} false when it must wait */
  #readOn(reading) {
    const candidate = reading.found[reading.next];
    if (candidate) {
      reading.next++;
      const outcome = this.#consider(reading, candidate);
      if (outcome === "wait") reading.next--;
      if (outcome === "preformatted") this.#readAsWritten(reading, candidate);
      return outcome !== "wait";
    }
    if (reading.done) {
      this.#reading = null;
      return true;
    }
    reading.found.length = reading.next = 0;
    reading.done = reading.places.run(reading.places.position + READ_AT_ONCE, reading.found);
    return true;
  }

  /** The lines of this text are shown as they are written: reads it again as such, from this line on. @param {Reading} reading @param {Candidate} candidate */
  #readAsWritten(reading, { start }) {
    reading.places = new CandidateScanner(reading.run.text, true);
    reading.places.position = Math.max(reading.run.text.lastIndexOf("\n", start - 1), start - RUN_MARGIN, 0);
    reading.found.length = reading.next = 0;
    reading.done = false;
  }

  /**
   * @param {Reading} reading @param {Candidate} candidate
   * @returns {'done' | 'preformatted' | 'wait'}
   */
  #consider({ run, root, found, next, places: { preformatted } }, candidate) {
    const { marks, parked, regions, ready } = this.options;
    if (candidate.plain && this.#plainAsked >= PLAIN_TRIES && this.#plainFound < this.#plainAsked * PLAIN_YIELD) return "done";
    const pieces = run.pieces(candidate.start, candidate.end);
    const [first] = pieces;
    const element = first && parentOf(first.node);
    if (!first || !element) return "done";
    let reading = this.#judged.get(element);
    if (reading === undefined) this.#judged.set(element, (reading = readingOf(first.node, element)));
    if (reading === NEVER_READ) return "done";
    const shown = run.text.slice(candidate.start, candidate.end);
    if (!preformatted && UNEVEN_SPACE.test(shown) && isPreformatted(element)) return "preformatted";
    if (reading === HIDDEN) {
      parked(element);
      return "done";
    }
    this.#ready ??= ready();
    if (!this.#ready) return "wait";
    if (marks.covers(pieces)) return "done";
    if (candidate.plain) this.#plainAsked++;
    const link = hrefAround(element);
    const href = link !== null && sameNumber(shown, link) ? link : null;
    const hasPlus = kindOf(run.text.charCodeAt(candidate.start)) === PLUS;
    const alone = candidate.start <= CONTEXT_BEFORE && !hasPlus && !ANY_LETTER.test(run.text.slice(0, candidate.start));
    const label = alone ? labelBefore(/** @type {Text} */ (run.nodes[0]), root) : "";
    const all = regions(element);
    const after = neighbour(found[next]);
    const beside = after && candidate.plain && after.plain && ONE_OF_TWO.test(run.text.slice(candidate.end, after.start));
    const neighbours = { floor: neighbour(found[next - 2])?.end, ceiling: beside ? after.end : after?.start };
    const asked = beside ? { ...candidate, cutRight: false } : candidate;
    this.asker.add(newQuestion(run, asked, { preformatted, label, regions: hasPlus || href ? all.slice(0, 1) : all, href, ...neighbours }));
    return "done";
  }

  /** @param {Question} question @param {Protocol.Match[]} matches @returns {boolean} */
  #answered(question, matches) {
    const { marks, isUnwanted } = this.options;
    let found = false;
    for (const match of matches) {
      const place = placeOf(question, match);
      if (!place || isUnwanted(place.text, match.number)) continue;
      found = true;
      const [region = null] = question.regions;
      if (!marks.add({ ...place, number: match.number, region })) continue;
      const [first] = place.pieces;
      if (first) this.#marked.add(first.node.getRootNode());
    }
    if (found && question.candidate.plain) this.#plainFound++;
    return found;
  }

  /** After each lot of answers. */
  #settled() {
    if (this.#marked.size > 0) this.options.marked(this.#marked);
    this.#marked.clear();
    this.#slices.plan();
  }
}

/** @param {Candidate | undefined} candidate */
const neighbour = (candidate) => (candidate?.joined ? undefined : candidate);
