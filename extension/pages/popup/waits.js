// When waiting is worth a word, and when it is worth a sentence.

const SLOW_AFTER = 150;
const VERY_SLOW_AFTER = 3000;

/**
 * @param {(wait: import('./state.js').Wait) => void} tell
 * @param {number} [after] ms before anything is waited for
 * @returns {() => void} for what has come
 */
export function whileWaiting(tell, after = 0) {
  const timers = [setTimeout(tell, after + SLOW_AFTER, "slow"), setTimeout(tell, after + VERY_SLOW_AFTER, "very-slow")];
  return () => timers.forEach(clearTimeout);
}
