// `call` in the address bar: says while typing whether the text is a number, and puts it into the dial box. It does not dial.

import { openDialBox } from "./pages.js";

/** Chromium reads suggestions as XML. @param {string} text */
const plain = (text) => text.replace(/[<>&"']/g, " ");

/**
 * What to suggest for this text.
 * @param {string} text
 * @param {Pick<import('./host.js').Host, 'request'>} host
 * @returns {Promise<string>}
 */
export async function suggestion(text, host) {
  if (!text.trim()) return say("omnibox_hint");
  try {
    const { number, message } = await host.request("numbers.inspect", { text: text.slice(0, 1000) }, { patient: true });
    return plain(number ? say("omnibox_call", number.international) : (message ?? say("omnibox_hint")));
  } catch {
    return say("omnibox_hint");
  }
}

/** @param {Pick<import('./host.js').Host, 'request'>} host */
export function listenToOmnibox(host) {
  chrome.omnibox.onInputChanged.addListener((text, suggest) => {
    void suggestion(text, host).then((description) => {
      chrome.omnibox.setDefaultSuggestion({ description });
      suggest([]);
    });
  });
  chrome.omnibox.onInputEntered.addListener((text) => void openDialBox(text));
}
