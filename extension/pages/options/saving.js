// Saves a change at once, remembers the way back, and says beside the field how it came out. What was changed shows at once; several
// changes in a row are saved in their order, and only after the last does what is kept replace what is shown.

import { ask } from "../shared/page.js";
import { CAPS, apply, inverse, withValue } from "./settings.js";

/**
 * @typedef {import('./settings.js').Change} Change
 * @typedef {object} Page what saving needs of the page
 * @property {() => import('./state.js').State} state
 * @property {(change: Partial<import('./state.js').State>) => void} show
 * @property {(sentence: string) => void} speak
 */

let waiting = 0;
/** @type {Promise<unknown>} */
let before = Promise.resolve();

/** Whether changes are still on their way; what is heard meanwhile may be older than what is shown. */
export function saving() {
  return waiting > 0;
}

/**
 * @param {Page} page
 * @param {string} field beside which the outcome is said
 * @param {Change[]} changes
 */
export async function save(page, field, changes) {
  const undo = changes.map((change) => inverse(page.state(), change)).reverse();
  await attempt(page, field, changes, { field, undo });
}

/** Takes the last change back. @param {Page} page */
export async function undo(page) {
  const { saved } = page.state();
  if (!saved?.undo) return;
  await attempt(page, saved.field, saved.undo, { field: saved.field, undo: null, undone: true });
}

/**
 * @param {Page} page
 * @param {string} field
 * @param {Change[]} changes
 * @param {import('./state.js').Saved} saved when it went well
 */
async function attempt(page, field, changes, saved) {
  const { session, prefs, drafts } = page.state();
  const { [field]: _, ...otherDrafts } = drafts;
  page.show({ ...changes.reduce(withValue, { session, prefs }), drafts: otherDrafts, saved: null });
  waiting += 1;
  const turn = before.then(() => apply(changes, ask));
  before = turn.catch(() => {});
  /** @type {Refusal | null} */
  const error = await turn.then(() => null, (reason) => reason);
  waiting -= 1;
  if (error) {
    if (!saving()) page.show({ session, prefs });
    return refuse(page, field, error);
  }
  page.show({ saved });
  page.speak(say(saved.undone ? "options_undone" : "options_saved"));
  if (saving()) return;
  const [fresh, all] = await Promise.all([ask("session.get", {}), ask("prefs.list", {})]).catch(() => [null, null]);
  if (fresh && all && !saving()) page.show({ session: fresh, prefs: all });
}

/** Says why a field was not saved. @param {Page} page @param {string} field @param {Refusal} error */
export function refuse(page, field, error) {
  page.show({ saved: { field, undo: null, error } });
  const { message, remedy } = errorWords(error);
  page.speak(`${message} ${remedy}`);
}

/**
 * What a control now says, as the value of its setting.
 * @param {HTMLInputElement | HTMLSelectElement} control
 * @param {import('./state.js').State} state
 * @returns {{value: unknown} | {error: Refusal}}
 */
export function read(control, state) {
  const key = control.dataset.set ?? "";
  if (control instanceof HTMLSelectElement) {
    if (control.dataset.site) return { value: control.value === "" ? null : control.value === "true" };
    return { value: control.value || null };
  }
  if (key === "schemes") return { value: withOrWithout(state.prefs?.general.schemes ?? [], control.value, control.checked) };
  if (control.type === "checkbox") return { value: control.checked };
  const range = CAPS[key];
  if (!range) return { value: control.value.trim() || null };
  const number = Number(control.value);
  if (control.value !== "" && Number.isInteger(number) && number >= range[0] && number <= range[1]) return { value: number };
  return { error: { code: "bad-value", message: say("options_cap_wrong", ...range), remedy: say("options_cap_wrong_remedy") } };
}

/** @template T @param {T[]} list @param {T} item @param {boolean} there */
function withOrWithout(list, item, there) {
  const others = list.filter((each) => each !== item);
  return there ? [...others, item] : others;
}
