// A popup closes when anything else is clicked. What stood in its dial box is there again when it opens: in the browser's memory alone,
// for as long as somebody may have gone to look up the rest of a number.

/** In ms. */
const KEPT = 10 * 60 * 1000;

/** @typedef {{text: string, region: string | null}} Draft */

/** @param {Draft} draft */
export function keep({ text, region }) {
  const kept = text.trim() ? chrome.storage.session.set({ draft: { text, region, at: Date.now() } }) : chrome.storage.session.remove("draft");
  kept.catch(() => {}); // a number that is not kept is typed again
}

/** @returns {Promise<Draft | null>} what is still worth showing */
export async function kept() {
  const { draft } = /** @type {{draft?: Draft & {at: number}}} */ (await chrome.storage.session.get("draft").catch(() => ({})));
  return draft && Date.now() - draft.at < KEPT ? draft : null;
}
