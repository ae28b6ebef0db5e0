// Numbers with letters for digits: 1-800-FLOWERS, 0800 REPAIRS. Pure; looks at a few characters behind the digits, never further.

/** The digits before the letters: North America's area codes after a 1 or in brackets, freephone prefixes anywhere. */
const VANITY_PREFIX =
  /^(?:\+?1[^\d+]{0,2}\(?[2-9]\d\d|\([2-9]\d\d|\(?8(?:00|22|33|44|55|66|77|88)|\+?1[38]00|\+?\d{2,3} ?800|08[0-9]{1,2}|0?[59]00)\)?(?:[^\d+]{1,2}\d{1,3})?$/;
const VANITY_PREFIX_LENGTH = 20;

/** Digits and letters together, the plus aside. */
const MIN_VANITY = 9;
const MAX_VANITY = 13;
const MIN_VANITY_LETTERS = 3;
/** Before the letters. */
const MAX_VANITY_DIGITS = 10;

/** @param {number} code */
const isCapital = (code) => code >= 0x41 && code <= 0x5a;

/**
 * Where a vanity number that begins at `start` ends.
 * @param {string} text
 * @param {number} start
 * @param {number} digitsEnd behind the last digit of its first part
 * @param {number} letters where the first letter stands
 * @param {number} digits in the first part
 * @returns {number} -1 when it is none
 */
function vanityEnd(text, start, digitsEnd, letters, digits) {
  if (!isCapital(text.charCodeAt(letters)) || letters - digitsEnd > 2 || digits < 3 || digitsEnd - start > VANITY_PREFIX_LENGTH) return -1;
  const enough = text.charCodeAt(start) === 0x30 ? MIN_VANITY : digits >= 4 ? 11 : 10;
  let count = digits;
  let capitals = 0;
  for (let i = letters; count <= MAX_VANITY; i++) {
    const code = text.charCodeAt(i);
    const capital = isCapital(code);
    if (capital || (code >= 0x30 && code <= 0x39)) {
      count++;
      if (capital) capitals++;
      continue;
    }
    if (kindOf(code) === LETTER) return -1;
    if (count >= enough) return capitals >= MIN_VANITY_LETTERS && VANITY_PREFIX.test(text.slice(start, digitsEnd).trim()) ? i : -1;
    const next = text.charCodeAt(i + 1);
    if ((code !== 0x20 && code !== 0x2d && code !== 0xa0) || !(isCapital(next) || (next >= 0x30 && next <= 0x39))) return -1;
  }
  return -1;
}
