// Finds the places in a text that may hold a telephone number. Pure and linear: each character is looked at a bounded number of
// times, `steps` counts them, and a text without digits is left to the browser's own engine. It judges nothing; the host does.

/** Digits of a number, as written. 17: E.164's 15, an international prefix, a trunk zero. */
const MIN_DIGITS = 6;
const MIN_BARE_DIGITS = 7;
const MAX_DIGITS = 17;
/** Two numbers written with nothing but spaces are handed over as one place; the host tells them apart. */
const MAX_PLACE_DIGITS = 34;

/** In one gap. Indented source text is one gap too. */
const MAX_GAP_SPACES = 200;
const MAX_GAP_MARKS = 2;

/** Characters of context for the host's vetoes: "Order no." before, "ext. 12345" behind. */
const CONTEXT_BEFORE = 32;
const CONTEXT_BEHIND = 24;

/** Characters that make figures part of something else: prices, shares, references, addresses. */
const GLUE_BEFORE = 1;
const GLUE_BEHIND = 2;
/** Those that do when a letter or a digit stands on their other side. */
const GLUE_BESIDE = 4;

/** @type {[glue: number, characters: string][]} */
const GLUES = [
  [GLUE_BEFORE, "=&#$@%\\\u00a3\u00a5\u20ac\u20b9\u20bd\u20a9\u20bf"],
  [GLUE_BEHIND, "%@$=*\\\u00a3\u00a5\u20ac\u20b9\u20bd\u20a9\u00b0\u2030"],
  [GLUE_BESIDE, ".,:/-\u2013+*^<>~"],
];
const LAST_GLUE = 0x2030;
const GLUE = new Uint8Array(LAST_GLUE + 1);
/** @param {number} code */
const glueOf = (code) => (code <= LAST_GLUE ? /** @type {number} */ (GLUE[code]) : 0);
for (const [glue, characters] of GLUES) for (const character of characters) GLUE[character.charCodeAt(0)] = glueOf(character.charCodeAt(0)) | glue;

/** Letters that may follow a number's last digit directly. */
const EXTENSION_BEHIND = /(?:x|extn?|int)[\s.:]{0,3}\d/iy;

/**
 * A place in a text where a number may be.
 * @typedef {object} Candidate
 * @property {number} start
 * @property {number} end
 * @property {boolean} cutLeft what stands before does not belong to it and would mislead
 * @property {boolean} cutRight
 * @property {boolean} plain no plus, no bracket, no leading zero: figures look like this too
 * @property {boolean} bare one group of digits
 * @property {boolean} joined goes over the end of a line; only worth asking about when neither line holds a number by itself
 */

/**
 * What the host should see of the text: the candidate with the words around it, none of them cut.
 * @param {string} text
 * @param {Candidate} candidate
 * @param {number} [floor] where the candidate before ends: it is asked about by itself
 * @param {number} [ceiling] where the next one begins
 * @returns {{from: number, to: number}}
 */
function contextOf(text, { start, end, cutLeft, cutRight, bare }, floor = 0, ceiling = text.length) {
  // Bare figures need a word to speak for them, which may stand before the first of several.
  const lowest = bare ? 0 : Math.min(floor, start);
  const highest = bare ? text.length : Math.max(ceiling, end);
  let from = cutLeft ? start : Math.max(lowest, start - CONTEXT_BEFORE);
  while (from > lowest && from < start && insideWord(text, from)) from++;
  let to = cutRight ? end : Math.min(highest, end + CONTEXT_BEHIND);
  while (to > end && to < highest && insideWord(text, to)) to--;
  return { from, to };
}

/** How far to look for the next digit by hand. Among figures that is quicker than to call the engine. */
const NEAR = 12;

/** Where the next digit stands, or the text's length. @param {string} text @param {number} from */
function nextDigit(text, from) {
  const near = Math.min(from + NEAR, text.length);
  for (let i = from; i < near; i++) {
    const code = text.charCodeAt(i);
    if (code > 0x2f && code < 0x3a) return i;
    if (code > 0x65f) break;
  }
  NEXT_DIGIT.lastIndex = from;
  return NEXT_DIGIT.test(text) ? NEXT_DIGIT.lastIndex - 1 : text.length;
}

/** Shared by all scanners: each has read and judged what is in it before another begins. */
const STRETCH = new Stretch();

class CandidateScanner {
  #stretch = STRETCH;
  /** Inside a table of figures, until something ends it. */
  #skipping = false;
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
    /** Characters looked at so far. */
    this.steps = 0;
  }

  /**
   * Reads on to `limit`, or a little further when a number straddles it.
   * @param {number} limit
   * @param {Candidate[]} found gets what is found, in order
   * @returns {boolean} whether the whole text has been read
   */
  run(limit, found) {
    const { text } = this;
    while (this.position < limit && this.position < text.length) {
      const before = this.position;
      if (this.#skipping) {
        this.#skip(limit);
      } else {
        const next = nextDigit(text, before);
        if (next >= limit) this.position = next;
        else if (!this.#passOver(next)) this.#read(next, found);
      }
      this.steps += this.position - before;
    }
    return this.position >= text.length;
  }

  /** Most figures are few and end at once: 10:33:21. @param {number} begin @returns {boolean} whether that is all */
  #passOver(begin) {
    const { text } = this;
    let i = begin;
    let code = 0;
    do code = ++i < text.length ? text.charCodeAt(i) : 0;
    while (code > 0x2f && code < 0x3a && i < begin + MIN_DIGITS);
    if (i >= begin + MIN_DIGITS || code > 0x7f || LATIN_KINDS[code] !== OTHER || this.#tailBreak >= 0) return false;
    this.position = i;
    return true;
  }

  /** Reads one stretch of digit groups that begins at `begin`. @param {number} begin @param {Candidate[]} found */
  #read(begin, found) {
    const { text, preformatted } = this;
    const { starts, ends, lengths, strengths, signs } = this.#stretch;
    const end = text.length;
    const maxSpaces = preformatted ? 1 : MAX_GAP_SPACES;
    let g = 0;
    let digits = 0;
    let length = 0;
    let i = begin;
    let kind = OTHER;
    starts[0] = begin;
    for (;;) {
      // Digits that follow each other.
      const from = i;
      let code = 0;
      do code = ++i < end ? text.charCodeAt(i) : 0;
      while (code > 0x2f && code < 0x3a);
      length += i - from;
      digits += i - from;
      ends[g] = i;
      // What stands between them and the next.
      let spaces = 0;
      let marks = 0;
      let sign = 0;
      let open = false;
      let trailing = 0;
      for (;;) {
        kind = code < 256 ? /** @type {number} */ (LATIN_KINDS[code]) : kindOf(code);
        if (kind === SPACE) {
          if (preformatted && (code === 0x0a || code === 0x0d)) kind = BREAK;
          if (kind === BREAK || ++spaces > maxSpaces) break;
          if (marks > 0) trailing++;
        } else if (kind === MARK || kind === CLOSE || kind === OPEN) {
          if (kind === OPEN) open = true;
          sign = code;
          if (++marks > MAX_GAP_MARKS) break;
        } else if (kind !== SILENT) break;
        code = ++i < end ? text.charCodeAt(i) : 0;
      }
      if (kind !== DIGIT) break;
      if (spaces + marks === 0) continue; // digits of another script, or something silent between
      strengths[g] = spaces === 0 ? TIGHT : (open && digits >= MIN_BARE_DIGITS) || (trailing > 0 && spaces > trailing) ? LOOSE : SPACED;
      signs[g] = marks > 1 ? MIXED : sign;
      lengths[g] = length;
      if (++g === MAX_GROUPS || digits > MAX_STRETCH_DIGITS) {
        this.position = i;
        this.#skipping = true;
        this.#tailBreak = -1;
        return;
      }
      starts[g] = i;
      length = 0;
    }
    this.position = i;
    lengths[g] = length;
    if (kind !== BREAK && this.#tailBreak < 0) {
      // What most figures are: too few, or a decimal. Letters may still make a number of the few.
      const decimal = g === 1 && signs[0] === 0x2e && strengths[0] === TIGHT && text.charCodeAt(begin) !== 0x30 && kindOf(text.charCodeAt(begin - 1)) !== PLUS;
      const few = digits < MIN_DIGITS && !(digits >= 3 && kind === LETTER && isCapital(text.charCodeAt(i)));
      if (few || decimal) return;
    }
    this.#stretch.count = g + 1;
    this.#judge(digits, kind, found);
  }

  /** Goes on over a table of figures. A plus or a bracket may begin a number again. @param {number} limit */
  #skip(limit) {
    const { text, preformatted } = this;
    const end = Math.min(limit, text.length);
    let i = this.position;
    let spaces = 0;
    for (; i < end; i++) {
      const code = text.charCodeAt(i);
      if (code > 0x2f && code < 0x3a) {
        spaces = 0;
        continue;
      }
      const kind = code < 256 ? /** @type {number} */ (LATIN_KINDS[code]) : kindOf(code);
      if (kind === SPACE) {
        if (preformatted && (++spaces > 1 || code === 0x0a || code === 0x0d)) break;
      } else if (kind === DIGIT || kind === MARK || kind === CLOSE || kind === SILENT) spaces = 0;
      else break;
    }
    this.#skipping = i >= limit && i < text.length;
    this.position = i;
  }

  /**
   * Cuts the stretch to what can be a number and hands it over.
   * @param {number} digits
   * @param {number} stop kind of the character at `position`, which ended it
   * @param {Candidate[]} found
   */
  #judge(digits, stop, found) {
    const stretch = this.#stretch;
    const begin = stretch.starts[0] ?? 0;
    const end = stretch.ends[stretch.count - 1] ?? 0;
    const plus = this.#plusBefore(begin);
    const start = plus >= 0 ? plus : this.#bracketBefore(begin);

    if (this.#tailBreak >= 0 && plus < 0) this.#join(start, digits, found);
    this.#tailBreak = stop === BREAK && digits <= MAX_DIGITS ? this.position : -1;
    this.#tailStart = start;
    this.#tailDigits = digits;

    if (stop === LETTER && digits < 11) {
      const letters = vanityEnd(this.text, start, end, this.position, digits);
      if (letters > 0) {
        this.position = letters;
        found.push({ start, end: letters, cutLeft: false, cutRight: false, plain: false, bare: false, joined: false });
        return;
      }
    }
    if (digits < MIN_DIGITS || (plus < 0 && stretch.count === 2 && NEVER.decimal(this.text, stretch, 0, 1))) return;

    let first = 0;
    let last = stretch.count - 1;
    let cutLeft = false;
    let cutRight = false;
    if (plus < 0 && this.#gluedBefore(start, first, last)) {
      first = this.#nextToken(first, last);
      cutLeft = true;
    }
    if (this.#gluedBehind(end, last)) {
      last = this.#previousToken(first, last);
      cutRight = true;
    }
    for (; isDateAt(this.text, stretch, first, last) && last - first > 2; first += 3, cutLeft = true);
    for (; last - first > 2 && isDateAt(this.text, stretch, last - 2, last); last -= 3, cutRight = true);
    if (last < first || ((cutLeft || cutRight) && allLong(stretch, first, last, 3))) return; // the rest of 1 234 567 €
    this.#split(first, last, cutLeft ? -1 : start, plus >= 0 && !cutLeft, cutRight, found);
  }

  /**
   * Hands groups over as one place, or, when they are too many, as the parts between the strongest gaps.
   * @param {number} first @param {number} last
   * @param {number} start where the number begins when that is before the first group, or -1
   * @param {boolean} plus
   * @param {boolean} cutRight something behind does not belong to it
   * @param {Candidate[]} found
   * @returns {boolean} whether it was something, a number or not: then it needs no other look
   */
  #split(first, last, start, plus, cutRight, found) {
    const { text } = this;
    const stretch = this.#stretch;
    const digits = stretch.digits(first, last);
    if (digits < (first === last && !plus ? MIN_BARE_DIGITS : MIN_DIGITS)) return false;
    if (digits > MAX_DIGITS) {
      const parted = this.#part(first, last, start, plus, cutRight, found);
      if (parted || digits > MAX_PLACE_DIGITS) return true;
    }
    const groupStart = stretch.starts[first] ?? 0;
    const end = stretch.ends[last] ?? 0;
    if (plus ? digitValue(text.charCodeAt(groupStart)) === 0 : isNever(text, stretch, first, last)) {
      if (plus || !isSpelled(stretch, first, last) || !hasReason(text, groupStart, end)) return true;
    }
    const open = start < 0 ? this.#bracketBefore(groupStart) : start;
    const plain = !plus && open === groupStart && text.charCodeAt(groupStart) !== 0x30;
    // At the beginning of a text the word may stand elsewhere on the page, in a label.
    if (plain && first === last && groupStart > CONTEXT_BEFORE && !hasReason(text, groupStart, end)) return true;
    found.push({ start: open, end, cutLeft: start < 0, cutRight, plain, bare: first === last, joined: false });
    return true;
  }

  /**
   * Hands over the parts of a long stretch: those that repeat, else those between its strongest gaps.
   * @param {number} first @param {number} last @param {number} start @param {boolean} plus @param {boolean} cutRight @param {Candidate[]} found
   * @returns {boolean} whether any part was something
   */
  #part(first, last, start, plus, cutRight, found) {
    const stretch = this.#stretch;
    const strength = stretch.strongest(first, last);
    if (strength === TIGHT) return true;
    const period = repeatingGroups(this.text, stretch, first, last);
    const regular = period > 0 && stretch.digits(first, first + period - 1) <= MAX_DIGITS;
    let something = false;
    let part = first;
    for (let g = first; g <= last; g++) {
      const cut = g === last || (regular ? (g + 1 - first) % period === 0 : (stretch.strengths[g] ?? 0) >= strength);
      if (!cut) continue;
      const leading = part === first;
      // A bare group among figures is a figure.
      if (g > part || (plus && leading) || strength === LOOSE) {
        something = this.#split(part, g, leading ? start : -1, plus && leading, g < last || cutRight, found) || something;
      }
      part = g + 1;
    }
    return something;
  }

  /** A number that may go on behind the end of a line. @param {number} start @param {number} digits @param {Candidate[]} found */
  #join(start, digits, found) {
    const stretch = this.#stretch;
    const total = this.#tailDigits + digits;
    const last = stretch.count - 1;
    const end = stretch.ends[last] ?? 0;
    if (total < MIN_BARE_DIGITS || total > 15 || start - this.#tailBreak > 16) return;
    for (let i = this.#tailBreak + 1; i < start; i++) if (kindOf(this.text.charCodeAt(i)) !== SPACE) return;
    if (isDateAt(this.text, stretch, 0, last) || this.#gluedBehind(end, last) || this.#gluedBefore(this.#tailStart, 0, 0)) return;
    found.push({ start: this.#tailStart, end, cutLeft: false, cutRight: false, plain: true, bare: false, joined: true });
  }

  /** Where the number begins when a plus stands before its first digit: "+44", "+ 44", "+(44)"; or -1. @param {number} begin */
  #plusBefore(begin) {
    for (let i = begin - 1; i >= begin - 3; i--) {
      const kind = kindOf(this.text.charCodeAt(i));
      if (kind === PLUS) return i;
      if (kind !== SPACE && kind !== OPEN && kind !== SILENT) return -1;
    }
    return -1;
  }

  /** @param {number} begin the first digit @returns {number} where it or its bracket stands */
  #bracketBefore(begin) {
    return kindOf(this.text.charCodeAt(begin - 1)) === OPEN ? begin - 1 : begin;
  }

  /**
   * Whether what stands before makes the first figures part of something else: A12, 10:33, 1,234, a/12, a=5, $7.
   * @param {number} start @param {number} first @param {number} last
   */
  #gluedBefore(start, first, last) {
    const code = this.text.charCodeAt(start - 1);
    if (code === 0x20) return false;
    const glue = glueOf(code);
    if (glue & GLUE_BEFORE || kindOf(code) === LETTER) return true;
    if (!(glue & GLUE_BESIDE)) return false;
    const before = this.text.charCodeAt(start - 2);
    const kind = kindOf(before);
    if (code === 0x3a && before === 0x22) return true; // "id":2015550123
    if (code === 0x2c && kind === DIGIT && (this.#isHyphened(first, last) || this.text.charCodeAt(start) === 0x28)) return false;
    return kind === DIGIT || (kind === LETTER && code !== 0x3a && code !== 0x2e) || (code === 0x2f && kind === MARK);
  }

  /**
   * The same behind: 4th, 10:33, 5%, 123@example, 123,abc.
   * @param {number} end @param {number} last
   */
  #gluedBehind(end, last) {
    const code = this.text.charCodeAt(end);
    if (code === 0x20) return false;
    if (kindOf(code) === LETTER) {
      EXTENSION_BEHIND.lastIndex = end;
      return !EXTENSION_BEHIND.test(this.text);
    }
    const glue = glueOf(code);
    if (glue & GLUE_BEHIND) return true;
    if (!(glue & GLUE_BESIDE)) return false;
    const kind = kindOf(this.text.charCodeAt(end + 1));
    if (code === 0x2c && kind === DIGIT && this.#isHyphened(last - 1, last)) return false;
    return kind === DIGIT || kind === LETTER;
  }

  /** A list without spaces, 201-555-0123,201-555-0124, is no decimal. @param {number} g @param {number} last */
  #isHyphened(g, last) {
    return g >= 0 && g < last && this.#stretch.signs[g] === 0x2d;
  }

  /** The first group behind the next space. @param {number} first @param {number} last */
  #nextToken(first, last) {
    let g = first;
    while (g < last && this.#stretch.strengths[g] === TIGHT) g++;
    return g + 1;
  }

  /** The last group before the previous space. @param {number} first @param {number} last */
  #previousToken(first, last) {
    let g = last - 1;
    while (g >= first && this.#stretch.strengths[g] === TIGHT) g--;
    return g;
  }
}
