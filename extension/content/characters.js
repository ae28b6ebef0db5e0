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

/** All decimal digits, as a class of a regular expression has them. */
const DIGITS = `0-9${ZEROS.map((zero) => String.fromCharCode(zero, 0x2d, zero + 9)).join("")}`;

/** The characters of other kinds in the same way. @param {number[]} kinds */
const classOf = (...kinds) =>
  CHARACTER_KINDS.flatMap(([kind, characters]) => (kinds.includes(kind) ? characters : [])).join("").replace(/[\\\]^-]/g, "\\$&");

/** Any decimal digit; the browser's own engine leaps from one to the next. */
const ANY_DIGIT = new RegExp(`[${DIGITS}]`);
const NEXT_DIGIT = new RegExp(ANY_DIGIT, "g");

/** Kinds of the first 256 characters. */
const LATIN_KINDS = new Uint8Array(256);

/** Kinds of the others that have one, letters and digits aside. @type {Map<number, number>} */
const FAR_KINDS = new Map();

for (const [kind, characters] of CHARACTER_KINDS) {
  for (const character of characters) {
    const code = character.charCodeAt(0);
    if (code < 256) LATIN_KINDS[code] = kind;
    else FAR_KINDS.set(code, kind);
  }
}
for (let code = 0xc0; code < 0x100; code++) if (code !== 0xd7 && code !== 0xf7) LATIN_KINDS[code] = LETTER;

/**
 * What the character with this UTF-16 code means.
 * @param {number} code NaN, as past the end of a text, is OTHER
 * @returns {number}
 */
function kindOf(code) {
  if (code < 256) return /** @type {number} */ (LATIN_KINDS[code]);
  const kind = FAR_KINDS.get(code);
  if (kind !== undefined) return kind;
  if (code < 0x250 || (code >= 0x1e00 && code < 0x1f00) || (code >= 0xff21 && code <= 0xff5a && (code & 0x1f) <= 26)) return LETTER;
  for (const zero of ZEROS) if (code >= zero && code < zero + 10) return DIGIT;
  return OTHER;
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
