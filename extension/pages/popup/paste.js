// What somebody pasted may be a whole sentence. Finds the numbers in it, by asking; puts nothing anywhere.

/** Longer pastes are not a number with words around it. */
const LONGEST = 1000;

/** Whether there is more in it than one number. @param {string} text */
export function isMessy(text) {
  return /[^\s()+\-./\u2010-\u2015\d]|\n/.test(text.trim());
}

/**
 * The numbers in a text, each once, as written there.
 * @param {string} text
 * @param {string | null} region
 * @param {typeof import('../shared/page.js').ask} ask
 * @returns {Promise<import('./state.js').Choice[]>}
 */
export async function numbersIn(text, region, ask) {
  const part = text.slice(0, LONGEST);
  const { matches } = await ask("numbers.match", { texts: [{ id: 0, text: part }], region });
  /** @type {Map<string, import('./state.js').Choice>} */
  const found = new Map();
  for (const { start, end, number } of matches) {
    const key = `${number.e164} ${number.extension ?? ""}`;
    if (!found.has(key)) found.set(key, { text: part.slice(start, end), number });
  }
  return [...found.values()];
}
