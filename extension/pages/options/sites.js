// What a person means by a site: they may paste a whole address, or type `example.com`. Pure.

import { siteOf } from "../../background/senders.js";

/**
 * @param {string} text
 * @returns {string | null} the name by which preferences know the site; null where it is none
 */
export function siteFrom(text) {
  const typed = text.trim();
  if (!typed || /\s/.test(typed)) return null;
  if (/^(https?|file):/i.test(typed)) return siteOf(typed) || null;
  if (/^[a-z][a-z0-9+.-]*:(?!\d)/i.test(typed)) return null; // another kind of address
  const site = siteOf(`https://${typed}`);
  return site && /^(localhost(:\d+)?|\[.*\](:\d+)?|.*\..+)$/.test(site) ? site : null;
}
