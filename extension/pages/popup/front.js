// Which tab the person means by "this page": the one under the popup; where the popup stands in a tab or window of its own, the
// one that was looked at last.

/** @returns {Promise<number | undefined>} */
export async function front() {
  const own = (await chrome.tabs.getCurrent().catch(() => undefined))?.id;
  if (own === undefined) return (await chrome.tabs.query({ active: true, currentWindow: true }))[0]?.id;
  const others = (await chrome.tabs.query({ windowType: "normal" })).filter(({ id }) => id !== own);
  const seen = (/** @type {chrome.tabs.Tab} */ tab) => tab.lastAccessed ?? (tab.active ? 1 : 0);
  return others.sort((a, b) => seen(b) - seen(a))[0]?.id;
}
