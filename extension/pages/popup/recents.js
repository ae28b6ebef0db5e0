// Fetches the history piece by piece: a screenful first, the rest as it is scrolled to or searched. Keeps nothing itself.

/** Asked for at a time; a screenful at first, so that the popup is there at once. */
const FIRST = 40;
const THEN = 200;

/**
 * @param {typeof import('../shared/page.js').ask} ask
 * @param {Protocol.Call[]} known newest first
 * @returns {Promise<{calls: Protocol.Call[], end: boolean}>}
 */
export async function older(ask, known) {
  const limit = known.length ? THEN : FIRST;
  const before = known.at(-1)?.id;
  const { calls } = await ask("calls.list", before === undefined ? { limit } : { limit, before });
  return { calls, end: calls.length < limit };
}

/**
 * Whether calls that are known are no longer there.
 * @param {Protocol.Call[]} known
 * @param {{calls: Protocol.Call[], end: boolean}} newest what is there now, from the newest on; `end` when that is all
 */
export function wasCleared(known, { calls, end }) {
  const there = new Set(calls.map(({ id }) => id));
  const since = end ? "" : (calls.at(-1)?.startedAt ?? "");
  return known.some((call) => isOver(call) && call.startedAt > since && !there.has(call.id));
}

/**
 * The calls that somebody who types this means: by digits, in any writing, or by country or site.
 * @param {Protocol.Call[]} calls
 * @param {string} query
 */
export function matching(calls, query) {
  const words = query.trim().toLocaleLowerCase();
  if (!words) return calls;
  const digitsWanted = words.replace(/\D/g, "");
  const byDigits = digitsWanted && /^[\s()+\-./\d]*$/.test(words);
  return calls.filter(({ to, origin }) => {
    if (byDigits) return [to.e164, to.national].some((form) => form.replace(/\D/g, "").includes(digitsWanted));
    return [to.international, regionName(to.region), origin ?? ""].some((form) => form.toLocaleLowerCase().includes(words));
  });
}
