// Who sent a message, by what the browser says of the sender alone: nothing in a message is believed about where it comes from.

/** The confirmation page, the only one that may confirm a call. */
export const CONFIRM_PAGE = "pages/confirm/confirm.html";

/**
 * @typedef {object} From
 * @property {'content' | 'page' | 'confirm'} kind a content script, a page of ours, or the confirmation page
 * @property {string | undefined} origin of the web page, where it has one
 * @property {string} site of the page that the person sees, also for a frame in it; empty where there is none
 * @property {number | undefined} tabId
 * @property {number | undefined} frameId
 * @property {boolean} inFront whether the document is live and its tab is the one shown in its window
 * @property {string | undefined} confirmId which confirmation the page was opened for
 */

/**
 * @param {chrome.runtime.MessageSender} sender
 * @param {{id: string, base: string}} self our id, and the address that all our pages begin with
 * @returns {From | null} null for anyone else
 */
export function whoSent(sender, { id, base }) {
  if (sender.id !== id) return null;
  const url = sender.url ?? "";
  const common = { tabId: sender.tab?.id, frameId: sender.frameId };
  if (url.startsWith(base)) {
    const { pathname, searchParams } = new URL(url);
    const confirming = pathname === `/${CONFIRM_PAGE}`;
    const confirmId = confirming ? (searchParams.get("id") ?? undefined) : undefined;
    const kind = confirming ? /** @type {const} */ ("confirm") : /** @type {const} */ ("page");
    return { ...common, kind, origin: undefined, site: "", inFront: true, confirmId };
  }
  if (!sender.tab) return null; // a content script always has a tab
  const origin = originOf(sender);
  const live = (sender.documentLifecycle ?? "active") === "active";
  return {
    ...common,
    kind: "content",
    origin,
    site: siteOf(sender.tab.url) || siteOf(origin),
    inFront: live && sender.tab.active,
    confirmId: undefined,
  };
}

/**
 * Whether a message that is meant for `wanted` may come from `kind`.
 * @param {'any' | 'page' | 'confirm'} wanted
 * @param {From['kind']} kind
 */
export function mayCome(wanted, kind) {
  if (wanted === "any") return true;
  return kind === "confirm" || (wanted === "page" && kind === "page");
}

/** @param {chrome.runtime.MessageSender} sender @returns {string | undefined} */
function originOf(sender) {
  const stated = sender.origin;
  if (stated && stated !== "null") return stated;
  if (!URL.canParse(sender.url ?? "")) return undefined;
  const { protocol, origin } = new URL(sender.url ?? "");
  if (protocol === "file:") return "file://";
  return origin === "null" ? undefined : origin;
}

/**
 * The name by which preferences know a site: its host, with the port where there is one; `file:` for files.
 * @param {string | undefined} address a URL or an origin
 * @returns {string} empty where there is none
 */
export function siteOf(address) {
  if (!address || !URL.canParse(address)) return "";
  const { protocol, host } = new URL(address);
  if (protocol === "file:") return "file:";
  return protocol === "http:" || protocol === "https:" ? host : "";
}
