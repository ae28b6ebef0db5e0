// Every setting by name: where it is kept, what it is now, and the message that changes it. Pure; sends nothing.

/** Kept by the host, one truth for every browser; all others are this browser's own. */
const OF_HOST = new Set(["region", "from", "callerId", "playPrompt", "countries", "perMinute", "perHour", "perDay"]);

/** The caps, with their smallest and largest value. @type {Record<string, [number, number]>} */
export const CAPS = { perMinute: [1, 60], perHour: [1, 1000], perDay: [1, 10_000] };

/**
 * One change of one setting; `site` where it is about one site alone; a value of `null` forgets the choice.
 * @typedef {{key: string, value: unknown, site?: string}} Change
 * @typedef {{session: Messages.Session | null, prefs: Messages.AllPreferences | null}} Known
 */

/** @param {Known} known @param {string} key @param {string} [site] @returns {unknown} */
export function valueOf({ session, prefs }, key, site) {
  if (site !== undefined) return prefs?.sites[site]?.[/** @type {keyof Messages.SitePreferences} */ (key)] ?? null;
  const all = { ...session?.settings, ...session?.policy, ...prefs?.general };
  return all[/** @type {keyof typeof all} */ (key)] ?? null;
}

/** What puts a setting back as it is now. @param {Known} known @param {Change} change @returns {Change} */
export function inverse(known, { key, site }) {
  const value = valueOf(known, key, site);
  return site === undefined ? { key, value } : { key, value, site };
}

/**
 * What is known once this change is made; shown at once, before the answer.
 * @param {Known} known
 * @param {Change} change
 * @returns {Known}
 */
export function withValue({ session, prefs }, { key, value, site }) {
  if (site === undefined && OF_HOST.has(key)) {
    if (!session) return { session, prefs };
    const part = key in CAPS || key === "countries" ? "policy" : "settings";
    const now = { ...session[part], [key]: value ?? undefined };
    return { session: { ...session, [part]: now }, prefs };
  }
  if (!prefs) return { session, prefs };
  if (site === undefined) return { session, prefs: { ...prefs, general: { ...prefs.general, [key]: value } } };
  const { [/** @type {'marking'} */ (key)]: _, ...others } = prefs.sites[site] ?? {};
  const own = value === null ? others : { ...others, [key]: value };
  return { session, prefs: { ...prefs, sites: { ...prefs.sites, [site]: own } } };
}

/** @param {Known} known @param {string} key */
export function isLocked({ session, prefs }, key) {
  return Boolean(session?.policy.locked.includes(key) || prefs?.locked.includes(key));
}

/**
 * Does it: one message for each change, in order.
 * @param {Change[]} changes
 * @param {typeof import('../shared/page.js').ask} ask
 */
export async function apply(changes, ask) {
  for (const { key, value, site } of changes) {
    if (site === undefined && OF_HOST.has(key)) await ask("settings.update", { [key]: value });
    else await ask("prefs.set", site === undefined ? { key, value } : { key, value, site });
  }
}
