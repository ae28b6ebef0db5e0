// Telephone links that Chromium hands to us (`registerProtocolHandler`) lead to the dial box, but Chromium lets no web page lead
// into an extension: the tab then stands at our address with an error instead. Here the worker opens it, as it may.
// Firefox opens it by itself. The dial box only fills the number in; nothing is dialled by coming there.
//
// Any page can open a tab with that address. So it is opened only for people who have had us registered for telephone links.

/** In `storage.local`: the browser was asked to hand telephone links to us. */
export const HANDLER_KEY = "handler";

const DIAL_BOX = "pages/popup/popup.html?dial=";

/** Called with the listeners of the worker, at once. */
export function openWhatIsHandedOver() {
  const address = chrome.runtime.getURL(DIAL_BOX);
  if (!address.startsWith("chrome-extension:")) return;
  chrome.tabs.onUpdated.addListener((tabId, { status }, { url }) => {
    if (status === "complete" && url?.startsWith(address)) void openIfBlocked(tabId, url);
  });
}

/** Where a page of ours has opened there is a context of ours in the tab. @param {number} tabId @param {string} url */
async function openIfBlocked(tabId, url) {
  if (!(await chrome.storage.local.get(HANDLER_KEY))[HANDLER_KEY]) return;
  const ours = await chrome.runtime.getContexts({ tabIds: [tabId] });
  if (ours.length === 0) await chrome.tabs.update(tabId, { url });
}
