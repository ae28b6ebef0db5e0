// Shortcut keys. None of them dials.

import { callSelection } from "./pages.js";
import { walk } from "./walk.js";

/**
 * @param {string} command as the manifest names it
 * @param {chrome.tabs.Tab | undefined} tab
 * @param {Pick<import('./frames.js').Frames, 'of'>} frames
 */
export async function onCommand(command, tab, frames) {
  const tabId = tab?.id ?? (await chrome.tabs.query({ active: true, lastFocusedWindow: true }))[0]?.id;
  if (tabId === undefined) return;
  if (command === "call-selection") await callSelection(tabId);
  else if (command === "next-number") await walk(tabId, await frames.of(tabId), 1);
  else if (command === "previous-number") await walk(tabId, await frames.of(tabId), -1);
}
