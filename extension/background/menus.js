// The entries in the browser's context menu. None of them dials: they open the card, or the dial box where no card can be.

import { askFrame, openDialBox } from "./pages.js";
import { siteOf } from "./senders.js";

/** Selections longer than this are no telephone numbers. */
const LONGEST = 200;

/** @returns {chrome.contextMenus.CreateProperties[]} */
const entries = () => [
  { id: "call-selection", contexts: ["selection"], title: say("menu_call_selection", "%s") },
  {
    id: "call-link",
    contexts: ["link"],
    title: say("menu_call_link"),
    targetUrlPatterns: ["tel:*", "callto:*", "rcmobile:*", "rcapp:*"],
  },
  {
    id: "unmark-site",
    contexts: ["page"],
    title: say("menu_unmark_site"),
    documentUrlPatterns: ["http://*/*", "https://*/*", "file:///*"],
  },
];

/** Puts the entries there, in the language that is spoken now. */
export async function createMenus() {
  await chrome.contextMenus.removeAll();
  for (const entry of entries()) chrome.contextMenus.create(entry, () => void chrome.runtime.lastError);
}

/**
 * @param {chrome.contextMenus.OnClickData} info
 * @param {chrome.tabs.Tab | undefined} tab
 * @param {(site: string) => Promise<void>} unmarkSite
 */
export async function onMenu(info, tab, unmarkSite) {
  if (info.menuItemId === "unmark-site") {
    const site = siteOf(info.pageUrl ?? tab?.url);
    if (site) await unmarkSite(site);
    return;
  }
  const text = (info.menuItemId === "call-link" ? info.linkUrl : info.selectionText) ?? "";
  const params = { text: text.slice(0, LONGEST), source: /** @type {const} */ ("menu") };
  const answer = tab?.id === undefined ? undefined : await askFrame(tab.id, info.frameId ?? 0, "card.open", params);
  if (!answer?.opened) await openDialBox(params.text);
}
