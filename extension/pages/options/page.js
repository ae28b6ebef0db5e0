// The page: what it shows, in one record that is drawn anew whenever it changes, and where the keyboard goes when a control leaves.

import { settle } from "../shared/controls.js";
import { BEFORE } from "./state.js";
import { navView, pageView } from "./view.js";

export const main = /** @type {HTMLElement} */ (document.getElementById("main"));
const nav = /** @type {HTMLElement} */ (document.getElementById("nav"));
const spoken = /** @type {HTMLElement} */ (document.getElementById("spoken"));

let state = BEFORE;
let reading = location.hash.slice(1) || "account";

/** @param {Partial<typeof state>} change */
export function show(change) {
  state = { ...state, ...change };
  morph(main, pageView(state));
  morph(nav, navView(reading));
  settle(main);
  main.querySelector("[role=option][aria-selected=true]")?.scrollIntoView({ block: "nearest" });
}

/** @param {string} sentence */
export function speak(sentence) {
  spoken.textContent = "";
  spoken.textContent = sentence;
}

export const page = { state: () => state, show, speak };

/** The control that does this, once it is there. @param {string} act */
export function focusAct(act) {
  /** @type {HTMLElement | null} */ (main.querySelector(`[data-act="${act}"]`))?.focus();
}

/** The first control of a field that is left. @param {string} field */
export function focusField(field) {
  const row = main.querySelector(`[data-field="${CSS.escape(field)}"]`);
  const control = row?.querySelector("input:checked, input, select, button");
  if (control instanceof HTMLElement) control.focus();
}

/** Lights the section that is being read: the last one that has come up to the upper third. */
export function followReading() {
  const sections = [...main.querySelectorAll("section")];
  const atEnd = scrollY > 0 && innerHeight + scrollY >= document.documentElement.scrollHeight - 2;
  const now = atEnd ? sections.at(-1) : sections.findLast((each) => each.getBoundingClientRect().top <= innerHeight / 3);
  if (!now || now.id === reading) return;
  reading = now.id;
  morph(nav, navView(reading));
}
