// Whether a text holds as many digits as a number has, as a quick look tells. It reads a few texts ahead at most, and judges nothing.

/** Fewer digits than this, with all that may still belong to them, are passed over without a look at what stands around them. */
const ENOUGH_DIGITS = 6;
/** Texts looked at for more digits. */
const MAX_PEEKS = 8;
/** Three digits may be enough with letters: 0800 REPAIRS. */
const CAPITALS = /\d\d\d[^a-z]*[A-Z]{3}/;
/** Digits and characters that are counted in one text. */
const COUNTED_DIGITS = 7;
const COUNTED_LENGTH = 200;

/**
 * Whether this text, with what follows in its block, has the digits of a number.
 * @param {Text} node
 * @param {string} data its text
 * @param {TreeWalker} walker of texts; it is left somewhere behind
 */
function hasEnough(node, data, walker) {
  let digits = countDigits(data);
  if (digits >= ENOUGH_DIGITS || data.length > RUN_MARGIN || CAPITALS.test(data)) return true;
  walker.currentNode = node;
  let last = node;
  for (let peeks = 0, length = 0; peeks < MAX_PEEKS && length < RUN_MARGIN && digits < ENOUGH_DIGITS; peeks++) {
    const next = endsBlock(last) ? null : /** @type {Text | null} */ (walker.nextNode());
    if (!next) break;
    length += next.length;
    digits += countDigits(next.data);
    last = next;
  }
  return digits >= ENOUGH_DIGITS;
}

/** Digits in a text, as far as it matters here. @param {string} text */
function countDigits(text) {
  let digits = 0;
  for (let i = 0; i < text.length && i < COUNTED_LENGTH && digits < COUNTED_DIGITS; i++) if (kindOf(text.charCodeAt(i)) === DIGIT) digits++;
  return digits;
}
