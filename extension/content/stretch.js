// A stretch: groups of digits with gaps between them, as one telephone number is written, or several, or a table of figures. Reading
// one looks at each character once and allocates nothing. It must judge nothing.

/** How strongly the gap behind a group separates. */
const TIGHT = 0; // 555-0123
const SPACED = 1; // 555 0123
const LOOSE = 2; // 555 - 0123, 555 / 0123, 555  (0123

/** Sign of a gap that holds more than one mark. */
const MIXED = 1;

/** Limits of one stretch; longer ones are tables of figures. */
const MAX_GROUPS = 48;
const MAX_STRETCH_DIGITS = 160;

/** In one gap. Indented source text is one gap too. */
const MAX_GAP_SPACES = 200;
const MAX_GAP_MARKS = 2;

/** As many digits before a bracket are a number by themselves: 5550123 (201) 5550124. */
const WHOLE_DIGITS = 7;

class Stretch {
  constructor() {
    this.starts = new Int32Array(MAX_GROUPS);
    this.ends = new Int32Array(MAX_GROUPS);
    this.lengths = new Int32Array(MAX_GROUPS);
    /** Of the gap behind each group. */
    this.strengths = new Uint8Array(MAX_GROUPS);
    /** The only mark in the gap behind each group as a character code, 0 for none, or MIXED. */
    this.signs = new Uint16Array(MAX_GROUPS);
    /** Groups; 0 when they are too many, as in a table of figures. */
    this.count = 0;
    /** In all groups. */
    this.total = 0;
    /** Behind the last digit. */
    this.end = 0;
    /** Kind of the character that ended the reading, and where that stands. */
    this.stop = OTHER;
    this.position = 0;
  }

  /**
   * Reads the groups from the digit at `begin` on.
   * @param {string} text
   * @param {number} begin
   * @param {boolean} preformatted
   */
  read(text, begin, preformatted) {
    const { starts, ends, lengths, strengths, signs } = this;
    const end = text.length;
    const maxSpaces = preformatted ? 1 : MAX_GAP_SPACES;
    let g = 0;
    let digits = 0;
    let before = 0;
    let i = begin;
    let kind = OTHER;
    starts[0] = begin;
    for (;;) {
      // Digits that follow each other.
      const from = i;
      let code = 0;
      do code = ++i < end ? text.charCodeAt(i) : 0;
      while (code > 0x2f && code < 0x3a);
      digits += i - from;
      ends[g] = i;
      // What stands between them and the next.
      let spaces = 0;
      let marks = 0;
      let sign = 0;
      let open = false;
      let trailing = 0;
      for (;;) {
        kind = code < 256 ? /** @type {number} */ (KINDS[code]) : kindOf(code);
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
      strengths[g] = spaces === 0 ? TIGHT : (open && digits >= WHOLE_DIGITS) || (trailing > 0 && spaces > trailing) ? LOOSE : SPACED;
      signs[g] = marks > 1 ? MIXED : sign;
      lengths[g] = digits - before;
      if (++g === MAX_GROUPS || digits > MAX_STRETCH_DIGITS) {
        this.position = i;
        this.count = 0;
        return;
      }
      starts[g] = i;
      before = digits;
    }
    lengths[g] = digits - before;
    this.count = g + 1;
    this.total = digits;
    this.end = /** @type {number} */ (ends[g]);
    this.stop = kind;
    this.position = i;
  }

  /** @param {number} first @param {number} last @returns {number} digits in these groups */
  digits(first, last) {
    let sum = 0;
    for (let g = first; g <= last; g++) sum += this.lengths[g] ?? 0;
    return sum;
  }

  /** The strongest gap between two groups. @param {number} first @param {number} last */
  strongest(first, last) {
    let strength = TIGHT;
    for (let g = first; g < last; g++) strength = Math.max(strength, this.strengths[g] ?? 0);
    return strength;
  }

  /**
   * Whether figures are no decimals although a comma touches them: 201-555-0123,201.555.0124,07030.
   * @param {number} g the group with its gap nearest to the comma @param {number} first @param {number} last
   */
  isField(g, first, last) {
    const { signs, lengths } = this;
    if (g < first || g >= last) return false;
    return signs[g] === 0x2d || (last - first === 2 && signs[first] === 0x2e && signs[first + 1] === 0x2e && lengths[last] === 4);
  }

  /** The first group behind the next space. @param {number} first @param {number} last */
  nextToken(first, last) {
    let g = first;
    while (g < last && this.strengths[g] === TIGHT) g++;
    return g + 1;
  }

  /** The last group before the previous space. @param {number} first @param {number} last */
  previousToken(first, last) {
    let g = last - 1;
    while (g >= first && this.strengths[g] === TIGHT) g--;
    return g;
  }
}
