// Speaking to the documents that run our content scripts, and opening pages of ours where there are none.

import { Failed } from "./failures.js";
import { siteOf } from "./senders.js";

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
 * Every number marked in these frames of a tab.
 * @param {number} tabId
 * @param {number[]} frames
 * @returns {Promise<Messages.Mark[]>} rejected with `page-unreachable`
 */
export async function listMarks(tabId, frames) {
  const answers = await Promise.all(frames.map((frameId) => askFrame(tabId, frameId, "marks.list", {})));
  if (answers.every((answer) => answer === undefined)) throw new Failed("page-unreachable");
  return answers.flatMap((answer, place) =>
    (answer?.marks ?? []).map((mark, index) => ({ ...mark, index, frameId: frames[place] ?? 0 })),
  );
}

/**
 * The site that a tab shows; empty where we may not see it.
 * @param {number} tabId
 */
export async function siteOfTab(tabId) {
  return siteOf((await chrome.tabs.get(tabId).catch(() => null))?.url);
}

/** Opens the card for the selection, in the frame that the person is in; without a selection, the dial box. @param {number} tabId */
export async function callSelection(tabId) {
  const params = { text: "", source: /** @type {const} */ ("shortcut") };
  /** @type {{opened: boolean} | undefined} */
  const inFocus = await chrome.tabs.sendMessage(tabId, { name: "card.open", params }).catch(() => undefined);
  if (inFocus?.opened) return;
  const onPage = await askFrame(tabId, 0, "card.open", { text: "", source: "menu" });
  if (!onPage?.opened) await openDialBox("");
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

/** What the card wears, in order. */
const CARD_SHEETS = ["lib/tokens.css", "lib/buttons.css", "lib/controls.css", "lib/call.css", "content/card/card.css", "content/card/offer.css", "content/card/pill.css"];

/** The text of the card's style sheets, which a page's own rules would keep a content script from loading. */
export async function cardStyles() {
  const texts = await Promise.all(CARD_SHEETS.map(fileText));
  return { css: texts.join("\n") };
}

/** @param {string} path */
async function fileText(path) {
  return (await fetch(chrome.runtime.getURL(path))).text();
}
