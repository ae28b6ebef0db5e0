// What each character means inside a telephone number. Pure tables: they must never allocate while a text is read.

const OTHER = 0;
const DIGIT = 1;
const SPACE = 2;
const MARK = 3; // - . / ~ and their relatives
const OPEN = 4;
const CLOSE = 5;
const PLUS = 6;
const LETTER = 7; // Latin only: other scripts are written right up against digits
const SILENT = 8; // shown as nothing: soft hyphen, joiners, direction marks
const BREAK = 9; // a line that really ends: <br>, or a new line in preformatted text

/** How a `<br>` stands in a run of text (U+2028, LINE SEPARATOR). */
const LINE_BREAK = "\u2028";

/** The zero of every decimal script in the Basic Multilingual Plane (Unicode category Nd). */
const ZEROS = [
  0x0660, 0x06f0, 0x07c0, 0x0966, 0x09e6, 0x0a66, 0x0ae6, 0x0b66, 0x0be6, 0x0c66, 0x0ce6, 0x0d66, 0x0de6, 0x0e50, 0x0ed0,
  0x0f20, 0x1040, 0x1090, 0x17e0, 0x1810, 0x1946, 0x19d0, 0x1a80, 0x1a90, 0x1b50, 0x1bb0, 0x1c40, 0x1c50, 0xa620, 0xa8d0,
  0xa900, 0xa9d0, 0xa9f0, 0xaa50, 0xabf0, 0xff10,
];

/** @type {[kind: number, characters: string][]} */
const CHARACTER_KINDS = [
  [DIGIT, "0123456789"],
  [SPACE, " \t\n\r\f\v\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"],
  [MARK, "-./~\u2010\u2011\u2012\u2013\u2014\u2015\u2053\u2212\u223c\u30fc\uff0d\uff0e\uff0f\uff5e"],
  [OPEN, "([\uff08\uff3b"],
  [CLOSE, ")]\uff09\uff3d"],
  [PLUS, "+\uff0b"],
  [SILENT, "\u00ad\u061c\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"],
  [BREAK, LINE_BREAK],
  [LETTER, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_"],
];

/** More letters, from the first to the last of each range. @type {[first: number, last: number][]} */
const LETTER_RANGES = [[0xc0, 0xd6], [0xd8, 0xf6], [0xf8, 0x24f], [0x1e00, 0x1eff], [0xff21, 0xff3a], [0xff40, 0xff5a]];

/**
 * Kinds of all characters, in blocks of 256: first Latin-1, then one for all that hold nothing, then the few others. Where a character's
 * block begins is in `BLOCKS`.
 */
const KINDS = new Uint8Array(40 * 256);
const NO_BLOCK = 256;
const BLOCKS = new Uint16Array(256).fill(NO_BLOCK, 1);
let blocksEnd = 2 * 256;

/** @param {number} code @param {number} kind */
function setKind(code, kind) {
  const high = code >> 8;
  if (BLOCKS[high] === NO_BLOCK) {
    BLOCKS[high] = blocksEnd;
    blocksEnd += 256;
  }
  KINDS[/** @type {number} */ (BLOCKS[high]) | (code & 0xff)] = kind;
}

for (const [first, last] of LETTER_RANGES) for (let code = first; code <= last; code++) setKind(code, LETTER);
for (const [kind, characters] of CHARACTER_KINDS) for (const character of characters) setKind(character.charCodeAt(0), kind);
for (const zero of ZEROS) for (let value = 0; value < 10; value++) setKind(zero + value, DIGIT);

/**
 * What the character with this UTF-16 code means.
 * @param {number} code NaN, as past the end of a text, is OTHER
 * @returns {number}
 */
function kindOf(code) {
  return /** @type {number} */ (KINDS[/** @type {number} */ (BLOCKS[code >> 8]) | (code & 0xff)]);
}

/**
 * The value of a decimal digit of any script, or -1.
 * @param {number} code
 * @returns {number}
 */
function digitValue(code) {
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  for (const zero of ZEROS) if (code >= zero && code < zero + 10) return code - zero;
  return -1;
}

/** Whether cutting between two characters would cut a word or a number. @param {string} text @param {number} at */
function insideWord(text, at) {
  const left = kindOf(text.charCodeAt(at - 1));
  const right = kindOf(text.charCodeAt(at));
  return (left === DIGIT || left === LETTER) && (right === DIGIT || right === LETTER);
}
