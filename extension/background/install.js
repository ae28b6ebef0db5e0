// The first run: shows how to get from an extension to a call. An update of the extension shows nothing.

/** @param {Pick<chrome.runtime.InstalledDetails, 'reason'>} details */
export async function onInstalled({ reason }) {
  if (reason === "install") await chrome.tabs.create({ url: "/pages/welcome/welcome.html" });
}
