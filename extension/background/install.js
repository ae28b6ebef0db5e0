// The first run: shows how to get from an extension to a call, unless everything for a call is there already (the
// administrator prepared it, or another browser was set up before). An update of the extension shows nothing.

import { currentSession } from "./session.js";

/**
 * @param {Pick<chrome.runtime.InstalledDetails, 'reason'>} details
 * @param {Parameters<typeof currentSession>[0]} host
 */
export async function onInstalled({ reason }, host) {
  if (reason !== "install") return;
  const { connection, account } = await currentSession(host);
  if (connection === "ready" && account.signedIn) return;
  await chrome.tabs.create({ url: "/pages/welcome/welcome.html" });
}
