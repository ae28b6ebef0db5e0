// Shortcut keys. None of them dials.

import { askFrame, callSelection } from "./pages.js";

/**
 * @param {string} command as the manifest names it
 * @param {chrome.tabs.Tab | undefined} tab
 */
export async function onCommand(command, tab) {
  const tabId = tab?.id ?? (await chrome.tabs.query({ active: true, lastFocusedWindow: true }))[0]?.id;
  if (tabId === undefined) return;
  if (command === "call-selection") await callSelection(tabId);
  else if (command === "next-number") await askFrame(tabId, 0, "marks.step", { by: 1 });
  else if (command === "previous-number") await askFrame(tabId, 0, "marks.step", { by: -1 });
}
