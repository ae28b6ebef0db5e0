// Speaking to the documents that run our content scripts, and opening pages of ours where there are none.

import { Failed } from "./failures.js";

/**
 * Asks one document.
 * @template {keyof Messages.PageTable} N
 * @param {number} tabId
 * @param {number} frameId
 * @param {N} name
 * @param {Messages.PageTable[N]['params']} params
 * @returns {Promise<Messages.PageTable[N]['result'] | undefined>} undefined when there is no content script
 */
export async function askFrame(tabId, frameId, name, params) {
  try {
    return await chrome.tabs.sendMessage(tabId, { name, params }, { frameId });
  } catch {
    return undefined;
  }
}

/**
 * Every number marked in a tab, frame by frame.
 * @param {import('./frames.js').Frames} frames
 * @param {number} tabId
 * @returns {Promise<Messages.Table['page.list']['result']>} rejected with `page-unreachable`
 */
export async function listMarks(frames, tabId) {
  const tab = await frames.tab(tabId);
  const answers = await Promise.all(tab.frames.map((frameId) => askFrame(tabId, frameId, "marks.list", {})));
  if (answers.every((answer) => answer === undefined)) throw new Failed("page-unreachable");
  const marks = answers.flatMap((answer, place) =>
    (answer?.marks ?? []).map((mark, index) => ({ ...mark, index, frameId: tab.frames[place] ?? 0 })),
  );
  return { site: tab.site, marks };
}

/**
 * Opens the card for the selection, in whichever frame holds one.
 * @param {import('./frames.js').Frames} frames
 * @param {number} tabId
 */
export async function callSelection(frames, tabId) {
  for (const frameId of (await frames.tab(tabId)).frames) {
    const answer = await askFrame(tabId, frameId, "card.open", { text: "", source: "shortcut" });
    if (answer?.opened) return;
  }
  await openDialBox("");
}

/** Tells every document of every tab that preferences changed. */
export async function tellPreferencesChanged() {
  for (const { id } of await chrome.tabs.query({})) {
    if (id !== undefined) chrome.tabs.sendMessage(id, { name: "prefs.changed", params: {} }).catch(() => {});
  }
}

/** The dial box in a window of its own, filled in but not dialled. @param {string} text */
export async function openDialBox(text) {
  const url = `/pages/popup/popup.html?dial=${encodeURIComponent(text.slice(0, 1000))}`;
  try {
    await chrome.windows.create({ url, type: "popup", width: 420, height: 680 });
  } catch {
    await chrome.tabs.create({ url });
  }
}

/** Shows one of our pages: in the tab that already has it, else in a new one. @param {'options' | 'welcome'} page */
export async function openPage(page) {
  if (page === "options") return chrome.runtime.openOptionsPage();
  const url = chrome.runtime.getURL("pages/welcome/welcome.html");
  const [tab] = await chrome.tabs.query({ url });
  if (tab?.id === undefined) await chrome.tabs.create({ url });
  else await chrome.tabs.update(tab.id, { active: true });
}

/** The text of the card's style sheets, which a page's own rules would keep a content script from loading. */
export async function cardStyles() {
  const texts = await Promise.all(["lib/tokens.css", "lib/controls.css", "lib/call.css", "content/card/card.css"].map(fileText));
  return { css: texts.join("\n") };
}

/** @param {string} path */
async function fileText(path) {
  return (await fetch(chrome.runtime.getURL(path))).text();
}
