// A candidate, and what the host should see of the text around it: the words that its vetoes and its reasons are made of. Pure.

/** Characters of context for the host's vetoes: "Order no." before, "ext. 12345" behind. */
const CONTEXT_BEFORE = 32;
const CONTEXT_BEHIND = 24;

/**
 * A place in a text where a number may be.
 * @typedef {object} Candidate
 * @property {number} start
 * @property {number} end
 * @property {boolean} cutLeft what stands before does not belong to it and would mislead
 * @property {boolean} cutRight
 * @property {boolean} plain no plus, no bracket, no leading zero: figures look like this too
 * @property {boolean} bare one group of digits
 * @property {boolean} joined goes over the end of a line; only worth asking about when neither line holds a number by itself
 */

/**
 * What the host should see of the text: the candidate with the words around it, none of them cut.
 * @param {string} text
 * @param {Candidate} candidate
 * @param {number} [floor] where the candidate before ends: it is asked about by itself
 * @param {number} [ceiling] where the next one begins
 * @returns {{from: number, to: number}}
 */
function contextOf(text, { start, end, cutLeft, cutRight, bare }, floor = 0, ceiling = text.length) {
  // Bare figures need a word to speak for them, which may stand before the first of several.
  const lowest = bare ? 0 : Math.min(floor, start);
  const highest = bare ? text.length : Math.max(ceiling, end);
  let from = cutLeft ? start : Math.max(lowest, start - CONTEXT_BEFORE);
  while (from > lowest && from < start && insideWord(text, from)) from++;
  let to = cutRight ? end : Math.min(highest, end + CONTEXT_BEHIND);
  while (to > end && to < highest && insideWord(text, to)) to--;
  return { from, to };
}
