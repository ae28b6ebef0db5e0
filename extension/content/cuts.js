// Cuts a stretch of digit groups to what can be one telephone number, or several: without what is glued to something else, without
// dates, parted where it repeats or at its widest gaps. It judges shapes only, each group a bounded number of times; the host does the rest.

const MIN_BARE_DIGITS = 7;
/** 17: E.164's 15, an international prefix, a trunk zero. */
const MAX_DIGITS = 17;
/** Two numbers written with nothing but spaces are handed over as one place; the host tells them apart. */
const MAX_PLACE_DIGITS = 34;

class Cutter {
  /** Characters looked at so far. */
  steps = 0;
  #text;
  #stretch;

  /** @param {string} text @param {Stretch} stretch that will be read from it */
  constructor(text, stretch) {
    this.#text = text;
    this.#stretch = stretch;
  }

  /**
   * Hands over what of the stretch can be a number.
   * @param {number} start where it begins, with its plus or bracket
   * @param {boolean} plus
   * @param {Candidate[]} found
   */
  cut(start, plus, found) {
    const text = this.#text;
    const stretch = this.#stretch;
    const end = stretch.end;
    if (stretch.total < MIN_DIGITS || (!plus && stretch.count === 2 && isDecimal(text, stretch, 0))) return;
    let first = 0;
    let last = stretch.count - 1;
    let cutLeft = false;
    let cutRight = false;
    if (!plus && gluedBefore(text, start, stretch.isField(first, first, last))) {
      first = stretch.nextToken(first, last);
      cutLeft = true;
    }
    if (gluedBehind(text, end, stretch.isField(last - 1, first, last))) {
      last = stretch.previousToken(first, last);
      cutRight = true;
    }
    for (; last - first > 2 && isDateAt(text, stretch, first, last); first += 3, cutLeft = true);
    for (; last - first > 2 && isDateAt(text, stretch, last - 2, last); last -= 3, cutRight = true);
    if (last < first || ((cutLeft || cutRight) && allLong(stretch, first, last, 3))) return; // the rest of 1 234 567 €
    this.#split(first, last, cutLeft ? -1 : start, plus && !cutLeft, cutRight, found);
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
    const text = this.#text;
    const stretch = this.#stretch;
    const digits = stretch.digits(first, last);
    this.steps += digits;
    if (digits < (first === last && !plus ? MIN_BARE_DIGITS : MIN_DIGITS)) return false;
    if (digits > MAX_DIGITS) {
      const parted = this.#part(first, last, start, plus, cutRight, found);
      if (parted || digits > MAX_PLACE_DIGITS) return true;
    }
    const groupStart = stretch.starts[first] ?? 0;
    const end = stretch.ends[last] ?? 0;
    if (plus ? digitValue(text.charCodeAt(groupStart)) === 0 : isNever(text, stretch, first, last)) {
      if (plus || !isSpelled(stretch, first, last) || !this.#hasReason(groupStart, end)) return true;
    }
    const open = start < 0 ? bracketBefore(text, groupStart) : start;
    const plain = !plus && open === groupStart && text.charCodeAt(groupStart) !== 0x30;
    // At the beginning of a text the word may stand elsewhere on the page, in a label.
    if (plain && first === last && groupStart > CONTEXT_BEFORE && !this.#hasReason(groupStart, end)) return true;
    found.push({ start: open, end, cutLeft: start < 0, cutRight, plain, bare: first === last, joined: false });
    return true;
  }

  /** @param {number} start @param {number} end */
  #hasReason(start, end) {
    this.steps += REASON_BEFORE + REASON_BEHIND;
    return hasReason(this.#text, start, end);
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
    const period = repeatingGroups(this.#text, stretch, first, last);
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
}
