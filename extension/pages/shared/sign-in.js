// Begins the sign-in: asks the host for RingCentral's address and opens it in a tab. No password and no token comes near us.

import { ask } from "./page.js";

/**
 * Whether this is an address to send a person to: RingCentral's by https, or a simulator on this computer.
 * @param {string} address
 */
export function isSignInAddress(address) {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname } = new URL(address);
  return protocol === "https:" || (protocol === "http:" && ["localhost", "127.0.0.1", "[::1]"].includes(hostname));
}

/** @returns {Promise<void>} rejected with the host's refusal */
export async function signIn() {
  const { authorizeUrl } = await ask("account.signIn", {});
  if (!isSignInAddress(authorizeUrl)) throw { code: "internal", message: "", remedy: "" };
  await chrome.tabs.create({ url: authorizeUrl });
}
