// The language of the person's choice, where it is not the browser's own: the sentences of it, for cards and pages, and for
// what the worker says itself in menus, notifications and the badge.

import "../lib/i18n.js";

let spoken = "auto";

/**
 * The worker itself speaks this language from now on.
 * @param {string} language `auto` or a BCP 47 tag
 */
export async function speak(language) {
  if (language === spoken) return;
  spoken = language;
  useWords(await wordsOf(language));
}

/**
 * @param {string} language `auto` or a BCP 47 tag
 * @returns {Promise<Messages.Words | null>} null for the browser's own, or where there is no such folder in `_locales`
 */
export async function wordsOf(language) {
  if (language === "auto") return null;
  const folder = language.replace("-", "_");
  const table = (await locale(folder)) ?? (await locale(folder.split("_")[0] ?? ""));
  return table && { tag: language, table, fallback: (await locale("en")) ?? {} };
}

/** @param {string} folder @returns {Promise<Messages.Words['table'] | null>} */
async function locale(folder) {
  try {
    return await (await fetch(chrome.runtime.getURL(`_locales/${folder}/messages.json`))).json();
  } catch {
    return null;
  }
}
