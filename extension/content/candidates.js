// Finds the places in a text that may hold a telephone number. Pure and linear: each character is looked at a bounded number of
// times, `steps` counts them, and a text without digits is left to the browser's own engine. It judges nothing; the host does.

/** A number that goes over the end of a line: what may stand between its parts, and its digits. */
const MAX_INDENT = 16;
const MAX_JOINED_DIGITS = 15;

/** Shared by all scanners: each has read and judged what is in it before another begins. */
const STRETCH = new Stretch();

class CandidateScanner {
  #stretch = STRETCH;
  #skimmer = new Skimmer();
  #cutter;
  #read = 0;
  /** Inside a table of figures, until something ends it. */
  #inTable = false;
  /** The stretch that the line before ended with; `#tailBreak` is where that line ends, or -1. */
  #tailStart = 0;
  #tailDigits = 0;
  #tailBreak = -1;

  /**
   * @param {string} text
   * @param {boolean} [preformatted] new lines and double spaces are shown as they are
   */
  constructor(text, preformatted = false) {
    this.text = text;
    this.preformatted = preformatted;
    this.position = 0;
    this.#cutter = new Cutter(text, this.#stretch);
  }

  /** Characters looked at so far, those looked at twice counted twice. */
  get steps() {
    return this.#skimmer.steps + this.#read + this.#cutter.steps;
  }

  /**
   * Reads on to `limit`, or a little further when a number straddles it.
   * @param {number} limit
   * @param {Candidate[]} found gets what is found, in order
   * @returns {boolean} whether the whole text has been read
   */
  run(limit, found) {
    const { text, preformatted } = this;
    const skimmer = this.#skimmer;
    const stretch = this.#stretch;
    let at = this.position;
    let known = found.length;
    while (at < limit && at < text.length) {
      if (this.#inTable) {
        at = skimmer.pastTable(text, at, preformatted);
        this.#inTable = false;
        continue;
      }
      // Behind the end of a line that figures stood at, even a few more may be the rest of a number. Behind a number come words, and
      // the engine is the quickest to pass over those.
      const leap = this.#tailBreak >= 0 || found.length > known;
      known = found.length;
      const begin = leap ? nextDigit(text, at) : skimmer.next(text, at, limit, preformatted);
      if (leap) this.#read += begin - at;
      at = begin;
      if (begin >= limit || begin >= text.length) break;
      stretch.read(text, begin, preformatted);
      at = stretch.position;
      this.#read += at - begin;
      this.#inTable = stretch.count === 0;
      if (this.#inTable) this.#tailBreak = -1;
      else at = this.#judge(begin, found);
    }
    this.position = at;
    return at >= text.length;
  }

  /**
   * Hands over what of the stretch can be a number, alone or with what stands at the end of the line before.
   * @param {number} begin its first digit
   * @param {Candidate[]} found
   * @returns {number} where to go on
   */
  #judge(begin, found) {
    const { text } = this;
    const { count, ends, end, total, stop, position } = this.#stretch;
    if (count === 2 && this.#tailBreak < 0 && stop !== BREAK && isFraction(text, begin, ends[0] ?? 0, end, total)) return position;
    const plus = plusBefore(text, begin);
    const start = plus >= 0 ? plus : bracketBefore(text, begin);
    if (this.#tailBreak >= 0 || stop === BREAK) {
      if (this.#tailBreak >= 0 && plus < 0) this.#join(start, found);
      this.#tailBreak = stop === BREAK && total <= MAX_DIGITS ? position : -1;
      this.#tailStart = start;
      this.#tailDigits = total;
    }
    if (stop === LETTER && total <= MAX_VANITY_DIGITS) {
      const letters = vanityEnd(text, start, end, position, total);
      if (letters > 0) {
        found.push({ start, end: letters, cutLeft: false, cutRight: false, plain: false, bare: false, joined: false });
        return letters;
      }
    }
    this.#cutter.cut(start, plus >= 0, found);
    return position;
  }

  /** A number that may go on behind the end of a line. @param {number} start @param {Candidate[]} found */
  #join(start, found) {
    const { text } = this;
    const stretch = this.#stretch;
    const { end, total } = stretch;
    const last = stretch.count - 1;
    const digits = this.#tailDigits + total;
    if (digits < MIN_BARE_DIGITS || digits > MAX_JOINED_DIGITS || start - this.#tailBreak > MAX_INDENT) return;
    for (let i = this.#tailBreak + 1; i < start; i++) if (kindOf(text.charCodeAt(i)) !== SPACE) return;
    if (isDateAt(text, stretch, 0, last) || gluedBehind(text, end, stretch.isField(last - 1, 0, last)) || gluedBefore(text, this.#tailStart, false)) return;
    found.push({ start: this.#tailStart, end, cutLeft: false, cutRight: false, plain: true, bare: false, joined: true });
  }
}
