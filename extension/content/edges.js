// What stands right beside figures: the plus or bracket that belongs to them, or what makes them part of something else, such as a
// price, a share, a reference, an address. Pure; it must look at a few characters only, never at the whole word.

/** Characters that glue figures to what they are part of. */
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
/** What such letters begin with, as capitals. */
const EXTENSION_INITIALS = "XEI";

/** Where the number begins when a plus stands before its first digit: "+44", "+ 44", "+(44)"; or -1. @param {string} text @param {number} begin */
function plusBefore(text, begin) {
  for (let i = begin - 1; i >= begin - 3; i--) {
    const kind = kindOf(text.charCodeAt(i));
    if (kind === PLUS) return i;
    if (kind !== SPACE && kind !== OPEN && kind !== SILENT) return -1;
  }
  return -1;
}

/** @param {string} text @param {number} begin the first digit @returns {number} where it or its bracket stands */
function bracketBefore(text, begin) {
  return kindOf(text.charCodeAt(begin - 1)) === OPEN ? begin - 1 : begin;
}

/**
 * Whether what stands before makes the first figures part of something else: A12, 10:33, 1,234, a/12, a=5, $7.
 * @param {string} text
 * @param {number} start of the first figures, or their bracket
 * @param {boolean} listed they are written as a field is, so that a comma before is one of a list: Ann,201-555-0123,201.555.0124
 */
function gluedBefore(text, start, listed) {
  const code = text.charCodeAt(start - 1);
  if (code === 0x20) return false;
  const glue = glueOf(code);
  if (glue & GLUE_BEFORE || kindOf(code) === LETTER) return true;
  if (!(glue & GLUE_BESIDE)) return false;
  const before = text.charCodeAt(start - 2);
  const kind = kindOf(before);
  if (code === 0x3a && before === 0x22) return true; // "id":2015550123
  if (code === 0x2c && (listed || text.charCodeAt(start) === 0x28)) return false;
  return kind === DIGIT || (kind === LETTER && code !== 0x3a && code !== 0x2e) || (code === 0x2f && kind === MARK);
}

/**
 * The same behind: 4th, 10:33, 5%, 123@example, 123,abc.
 * @param {string} text
 * @param {number} end behind the last figures
 * @param {boolean} listed as above
 */
function gluedBehind(text, end, listed) {
  const code = text.charCodeAt(end);
  if (code === 0x20) return false;
  if (kindOf(code) === LETTER) {
    if (code < 256 && !EXTENSION_INITIALS.includes(String.fromCharCode(code & ~0x20))) return true;
    EXTENSION_BEHIND.lastIndex = end;
    return !EXTENSION_BEHIND.test(text);
  }
  const glue = glueOf(code);
  if (glue & GLUE_BEHIND) return true;
  if (!(glue & GLUE_BESIDE)) return false;
  const kind = kindOf(text.charCodeAt(end + 1));
  if (code === 0x2c && kind === DIGIT && listed) return false;
  return kind === DIGIT || kind === LETTER;
}
