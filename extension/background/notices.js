// System notifications about calls, for a person who looks at something else: answer your phone, and how it ended.
// Never shown while a card or a page of ours is in front, and never more than one for each call.

import "../lib/words.js";

/** @type {Partial<Record<Protocol.Phase, (call: Protocol.Call) => {title: string, message: string}>>} */
const NOTICES = {
  "ringing-you": (call) => ({ title: say("notice_answer"), message: say("notice_answer_then", call.to.international) }),
  ended: (call) => ({ title: say("notice_ended"), message: call.to.international }),
  failed: trouble,
  unknown: trouble,
};

/** @param {Protocol.Call} call */
function trouble(call) {
  const words = outcomeWords(call);
  const message = words ? `${words.message} ${words.remedy}`.trim() : phaseWords(call.phase);
  return { title: say("notice_trouble", call.to.international), message };
}

const PREFIX = "call ";

/**
 * Tells about the call, if there is something to tell and nobody sees it otherwise.
 * @param {Protocol.Call} call
 * @param {import('./senders.js').From[]} listeners where our pages and cards are open
 */
export async function notify(call, listeners) {
  const notice = NOTICES[call.phase];
  const id = `${PREFIX}${call.id}`;
  if (!notice || (await inFront(listeners))) {
    await chrome.notifications.clear(id);
    return;
  }
  const iconUrl = chrome.runtime.getURL("icons/icon-128.png");
  await chrome.notifications.create(id, { type: "basic", iconUrl, ...notice(call) });
}

/** Whether a notification is about a call. @param {string} id */
export const isNotice = (id) => id.startsWith(PREFIX);

/**
 * Whether the person sees a card or a page of ours now: the popup, or the tab in front of the window in front.
 * @param {import('./senders.js').From[]} listeners
 */
async function inFront(listeners) {
  if (listeners.some(({ kind, tabId }) => kind !== "content" && tabId === undefined)) return true; // the popup closes when left
  const window = await chrome.windows.getLastFocused({ populate: false }).catch(() => null);
  if (!window?.focused) return false;
  const [tab] = await chrome.tabs.query({ active: true, windowId: window.id });
  return listeners.some(({ tabId }) => tabId !== undefined && tabId === tab?.id);
}
