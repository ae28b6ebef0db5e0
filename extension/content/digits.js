// Where the digits of a text stand: pages are mostly text without any. Pure. It must cost next to nothing in every script, so the engine
// is never asked about the digits of all of them, which takes it ten times as long as to read the text by hand.

/** ASCII digits, and whatever is from a stretch of Unicode that holds other digits, mostly letters. */
const NEAR_DIGITS = /[0-9\u0660-\u1fff\ua620-\uabf9\uff10-\uff19]/g;
/** Characters looked at by hand where the engine stopped at one that is no digit. */
const BY_HAND = 64;

/** Where the next digit stands, or the text's length. @param {string} text @param {number} from */
function nextDigit(text, from) {
  for (let at = from; ; ) {
    NEAR_DIGITS.lastIndex = at;
    if (!NEAR_DIGITS.test(text)) return text.length;
    at = NEAR_DIGITS.lastIndex - 1;
    for (const end = Math.min(at + BY_HAND, text.length); at < end; at++) if (kindOf(text.charCodeAt(at)) === DIGIT) return at;
  }
}

/** @param {string} text */
const hasDigit = (text) => nextDigit(text, 0) < text.length;
