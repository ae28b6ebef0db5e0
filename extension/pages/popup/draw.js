// Draws each part of the popup when something that it shows has changed, and leaves the others alone. Speaks what changed.

import { accountView } from "./view/account.js";
import { callSpoken, callsView } from "./view/calls.js";
import { listsView } from "./view/lists.js";
import { phonesView } from "./view/phones.js";
import { repairView } from "./view/repair.js";
import { siteView } from "./view/site.js";
import { choicesView, goView, verdictSpoken, verdictView } from "./view/verdict.js";

/** @typedef {import('./state.js').PopupState} PopupState */

/**
 * Each part by its id: what draws it, and what of the state it shows.
 * @type {Record<string, [view: (state: PopupState) => HTMLElement, shows: (keyof PopupState)[]]>}
 */
const PARTS = {
  account: [accountView, ["session"]],
  repair: [repairView, ["session", "wait", "signIn", "signInRefused", "copied", "checking"]],
  calls: [callsView, ["calls", "session", "attempt"]],
  choices: [choicesView, ["choices"]],
  verdict: [verdictView, ["text", "inspection", "stale", "judging", "trouble", "refused", "refusedUntil", "attempt", "session", "numberCopied"]],
  go: [goView, ["inspection", "attempt", "refusedUntil", "session", "text"]],
  phones: [phonesView, ["session", "unsaved"]],
  lists: [listsView, ["session", "list", "page", "pageTrouble", "site", "recents", "recentsEnd", "recentsTrouble", "query", "rows", "attempt"]],
  site: [siteView, ["site", "siteStuck"]],
};

/** How long the typing must rest before what is thought of the number is spoken, in ms. */
const SPOKEN_AFTER = 700;

/**
 * @param {Document} page
 * @returns {(before: PopupState | null, now: PopupState) => void} `before` is null the first time
 */
export function drawer(page) {
  const spoken = /** @type {HTMLElement} */ (page.getElementById("spoken"));
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let later;
  const say = (/** @type {string} */ sentence) => {
    if (sentence && spoken.textContent !== sentence) spoken.textContent = sentence;
  };
  return (before, now) => {
    const focus = /** @type {HTMLElement | null} */ (page.activeElement);
    for (const [id, [view, shows]] of Object.entries(PARTS)) {
      const part = page.getElementById(id);
      if (part && (!before || shows.some((key) => before[key] !== now[key]))) morph(part, view(now));
    }
    if (focus && !focus.isConnected) keepFocus(page);
    tickClocks(page, Date.now());
    if (before && before.calls !== now.calls && now.calls[0]) {
      clearTimeout(later);
      say(callSpoken(now.calls[0], now));
      return;
    }
    clearTimeout(later);
    later = setTimeout(() => say(verdictSpoken(now)), SPOKEN_AFTER);
  };
}

/** What had the focus is gone: it goes to the newest call, else to the dial box. @param {Document} page */
function keepFocus(page) {
  const next = page.querySelector("#calls h2") ?? page.getElementById("number");
  /** @type {HTMLElement | null} */ (next)?.focus();
}
