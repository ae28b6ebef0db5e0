// Passes over what surely holds no telephone number: text without digits, figures that are too few, decimals, and figures that are
// glued to something else. It decides little so that it is quick, and must leave every doubt to whoever reads the whole stretch.

/** Digits of a number, as written. */
const MIN_DIGITS = 6;
/** With capitals behind them fewer may do: 800 FLOWERS. */
const MIN_DIGITS_BEFORE_CAPITALS = 3;

/** Characters behind figures in which more are looked for by hand. Among figures that is quicker than to call the engine. */
const NEAR = 64;

/** More digits than this may be a table of figures. */
const SURE_DIGITS = 32;

/** What tells at one character whether figures stand there: a digit, what else a number holds, or a capital. */
const PART_DIGIT = 1;
const PART_GAP = 2;
const PART_CAPITAL = 4;
const PART_FIGURE = PART_DIGIT | PART_GAP;

/** @param {number} kind */
const partOfKind = (kind) => (kind === DIGIT ? PART_DIGIT : kind === OTHER || kind === LETTER || kind === PLUS ? 0 : PART_GAP);

/** Of the first 256 characters. */
const PARTS = new Uint8Array(256);
for (let code = 0; code < 256; code++) PARTS[code] = isCapital(code) ? PART_CAPITAL : partOfKind(kindOf(code));

/** @param {number} code */
const partOf = (code) => (code < 256 ? /** @type {number} */ (PARTS[code]) : partOfKind(kindOf(code)));

/**
 * The first digit of the next figures that may be a number, as far as one character in six can tell: a number holds six digits or more,
 * so that none stands between. Three digits with capitals behind them are as long with the capitals.
 * @param {string} text
 * @param {number} from no figures that began before go on here
 * @param {number} stop
 * @returns {number} its place; or one from `stop` on, before which no number begins
 */
function nextFigures(text, from, stop) {
  const near = Math.min(from + NEAR, text.length);
  let low = from;
  let at = from + MIN_DIGITS - 1;
  while (at < near) {
    const part = partOf(text.charCodeAt(at));
    if (part === 0) {
      at += MIN_DIGITS;
      continue;
    }
    const open = Math.max(low, at - MIN_DIGITS + 1);
    if (open >= stop) return open;
    let before = part;
    let begin = at;
    if (part !== PART_CAPITAL) {
      before = 0;
      while (begin > open && ((before = partOf(text.charCodeAt(begin - 1))) & PART_FIGURE) !== 0) begin--;
    }
    if (before === PART_CAPITAL) {
      const last = at - MIN_DIGITS + MIN_DIGITS_BEFORE_CAPITALS;
      if (last >= open && (partOf(text.charCodeAt(last)) & PART_FIGURE) !== 0) begin = open;
    }
    let gap = part;
    while (begin < text.length && (gap = partOf(text.charCodeAt(begin))) === PART_GAP) begin++;
    if (gap === PART_DIGIT) return begin;
    low = begin + 1;
    at = begin + MIN_DIGITS;
  }
  return nextDigit(text, Math.max(low, at - MIN_DIGITS + 1));
}

/** What ends a table of figures, or is of another script; and what ends a row when lines and columns are shown as they are written. */
const TABLE_END = /[^0-9 \t\n\r\f\v\u00a0\-./~)\]\u00ad]/g;
const ROW_END = /[^0-9 \t\f\v\u00a0\-./~)\]\u00ad]|[ \t\f\v\u00a0](?=\s)/g;

/** At one character that is passed over: whether figures stand there, where they begin, and how many. */
const MOST_LOOKS = 3;

class Skimmer {
  /** Characters looked at so far, at the most. */
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
      begin = nextFigures(text, at, stop);
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
          kind = code < 256 ? /** @type {number} */ (KINDS[code]) : kindOf(code);
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
      if (gaps === 1 && isFraction(text, begin, gap, end, digits)) continue;
      const capital = kind === LETTER && isCapital(code);
      if (digits < MIN_DIGITS ? !capital || digits < MIN_DIGITS_BEFORE_CAPITALS : !capital && isGlued(text, begin, end, gaps > 0)) continue;
      again = at - begin;
      break;
    }
    this.steps += MOST_LOOKS * (begin - from) + again;
    return begin;
  }

  /**
   * Goes on to the end of a table of figures. A plus or a bracket may begin a number again.
   * @param {string} text @param {number} from @param {boolean} preformatted
   */
  pastTable(text, from, preformatted) {
    const end = preformatted ? ROW_END : TABLE_END;
    let at = from;
    for (;;) {
      end.lastIndex = at;
      at = end.test(text) ? end.lastIndex - 1 : text.length;
      if (!isFarFigure(text, at, preformatted)) break;
      do at++;
      while (isFarFigure(text, at, preformatted));
    }
    this.steps += at - from;
    return at;
  }
}

/** Whether a table goes on with a character of another script. @param {string} text @param {number} at @param {boolean} preformatted */
function isFarFigure(text, at, preformatted) {
  const code = text.charCodeAt(at);
  const kind = kindOf(code);
  if (kind === SPACE) return code > 0xff && !(preformatted && kindOf(text.charCodeAt(at + 1)) === SPACE);
  return code > 0xff && (kind === DIGIT || kind === MARK || kind === CLOSE || kind === SILENT);
}

/**
 * Whether two groups are 3.14159265, not 030.23125000.
 * @param {string} text @param {number} begin @param {number} gap between them @param {number} end @param {number} digits
 */
function isFraction(text, begin, gap, end, digits) {
  if (text.charCodeAt(gap) !== 0x2e || end - begin !== digits + 1) return false;
  return text.charCodeAt(begin) !== 0x30 && kindOf(text.charCodeAt(begin - 1)) !== PLUS;
}

/** @param {string} text @param {number} begin @param {number} end of figures without a space @param {boolean} grouped */
function isGlued(text, begin, end, grouped) {
  return (kindOf(text.charCodeAt(begin - 1)) !== PLUS && gluedBefore(text, begin, grouped)) || gluedBehind(text, end, grouped);
}
