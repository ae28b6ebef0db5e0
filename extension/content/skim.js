// Passes over what surely holds no telephone number: text without digits, figures that are too few, decimals, and figures that are
// glued to something else. It decides little so that it is quick, and must leave every doubt to whoever reads the whole stretch.

/** Digits of a number, as written. */
const MIN_DIGITS = 6;
/** With capitals behind them fewer may do: 800 FLOWERS. */
const MIN_DIGITS_BEFORE_CAPITALS = 3;

/** How far to look for the next digit by hand. Among figures that is quicker than to call the engine. */
const NEAR = 8;

/** More digits than this may be a table of figures. */
const SURE_DIGITS = 32;

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

/** Where a table of figures ends, and where one of its rows does when lines and columns are shown as they are written. */
const TABLE_END = new RegExp(`[^${DIGITS}${classOf(SPACE, MARK, CLOSE, SILENT)}]`, "g");
const ROW_END = new RegExp(`${TABLE_END.source}|[\\n\\r]|[${classOf(SPACE)}](?=[${classOf(SPACE)}])`, "g");

class Skimmer {
  /** Characters looked at so far. */
  steps = 0;

  /**
   * Goes on to the next digit that may begin a number.
   * @param {string} text
   * @param {number} from no number that began before goes on here
   * @param {number} limit from here on any digit will do
   * @param {boolean} preformatted
   * @returns {number} its place, or one from `limit` on
   */
  next(text, from, limit, preformatted) {
    const size = text.length;
    const stop = Math.min(limit, size);
    const maxSpaces = preformatted ? 1 : MAX_GAP_SPACES;
    let at = from;
    let begin = from;
    let again = 0;
    for (;;) {
      begin = nextDigit(text, at);
      if (begin >= stop) break;
      // The same as in `Stretch.read`, for as long as it may be passed over, and keeping nothing.
      let kind = DIGIT;
      let code = 0;
      let digits = 0;
      let gaps = 0;
      let gap = -1;
      let end = begin;
      let spaced = false;
      at = begin;
      for (;;) {
        const group = at;
        do code = ++at < size ? text.charCodeAt(at) : 0;
        while (code > 0x2f && code < 0x3a);
        digits += at - group;
        end = at;
        if (digits >= MIN_DIGITS && (spaced || digits > SURE_DIGITS)) break;
        let spaces = 0;
        let marks = 0;
        for (;;) {
          kind = code < 256 ? /** @type {number} */ (LATIN_KINDS[code]) : kindOf(code);
          if (kind === SPACE) {
            if (preformatted && (code === 0x0a || code === 0x0d)) kind = BREAK;
            if (kind === BREAK || ++spaces > maxSpaces) break;
            spaced = true;
          } else if (kind >= MARK && kind <= CLOSE) {
            if (++marks > MAX_GAP_MARKS) break;
          } else if (kind !== SILENT) break;
          code = ++at < size ? text.charCodeAt(at) : 0;
        }
        if (kind !== DIGIT || code > 0x39) break;
        gap = end;
        gaps++;
      }
      again = at - begin;
      if (kind === DIGIT || kind === BREAK) break;
      again = 0;
      if (gaps === 1 && end - begin === digits + 1 && text.charCodeAt(gap) === 0x2e && isDecimal(text, begin)) continue;
      const capital = kind === LETTER && isCapital(code);
      if (digits < MIN_DIGITS ? !capital || digits < MIN_DIGITS_BEFORE_CAPITALS : !capital && isGlued(text, begin, end, gaps > 0)) continue;
      again = at - begin;
      break;
    }
    this.steps += begin - from + again;
    return begin;
  }

  /**
   * Goes on to the end of a table of figures. A plus or a bracket may begin a number again.
   * @param {string} text @param {number} from @param {boolean} preformatted
   */
  pastTable(text, from, preformatted) {
    const end = preformatted ? ROW_END : TABLE_END;
    end.lastIndex = from;
    const at = end.test(text) ? end.lastIndex - 1 : text.length;
    this.steps += at - from;
    return at;
  }
}

/** Whether figures with one point are 3.14159265, not 030.23125000. @param {string} text @param {number} begin */
function isDecimal(text, begin) {
  return text.charCodeAt(begin) !== 0x30 && kindOf(text.charCodeAt(begin - 1)) !== PLUS;
}

/** @param {string} text @param {number} begin @param {number} end of figures without a space @param {boolean} grouped */
function isGlued(text, begin, end, grouped) {
  return (kindOf(text.charCodeAt(begin - 1)) !== PLUS && gluedBefore(text, begin, grouped)) || gluedBehind(text, end, grouped);
}
