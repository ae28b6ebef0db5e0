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
    const { number, verdict, code, message } = await host.request("numbers.inspect", { text: text.slice(0, 1000) }, { patient: true });
    if (number && verdict !== "refuse") return plain(say("omnibox_call", number.international));
    return plain(sayOr(`error_${(code ?? "not-a-number").replaceAll("-", "_")}`, message ?? say("omnibox_hint")));
  } catch {
    return say("omnibox_hint");
  }
}

/**
 * @param {Pick<import('./host.js').Host, 'request'>} host
 * @param {() => Promise<void>} speakChosen the language that the person chose; a worker that was just started knows none
 */
export function listenToOmnibox(host, speakChosen) {
  chrome.omnibox.onInputChanged.addListener(async (text, suggest) => {
    await speakChosen();
    chrome.omnibox.setDefaultSuggestion({ description: await suggestion(text, host) });
    suggest([]);
  });
  chrome.omnibox.onInputEntered.addListener((text) => void openDialBox(text));
}
