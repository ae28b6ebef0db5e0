// The confirmation window: asks the person once more, in a window that no page can reach or cover, before a call that the policy
// wants confirmed. The key Enter does not confirm, and a click confirms only once the window has been in front for a moment.

import { ask, begin } from "../shared/page.js";
import { meant } from "./meant.js";
import { confirmSpoken, confirmView } from "./view.js";

const id = new URLSearchParams(location.search).get("id") ?? "";
const main = /** @type {HTMLElement} */ (document.getElementById("main"));
const spoken = /** @type {HTMLElement} */ (document.getElementById("spoken"));
const leaving = new AbortController();

/** @type {import('./view.js').ConfirmState} */
let state = { parked: null, session: null, error: null, starting: false, armed: false, call: null, cancelling: false };

/** @param {Partial<typeof state>} change */
function show(change) {
  state = { ...state, ...change };
  const frame = h(
    "main",
    { id: "main", "aria-labelledby": "question" },
    ...confirmView(state),
  );
  const focusedBefore = document.activeElement;
  morph(main, frame);
  if (focusedBefore === document.body || !focusedBefore?.isConnected)
    /** @type {HTMLElement | null} */ (main.querySelector("[autofocus]"))?.focus();
  const sentence = confirmSpoken(state);
  if (spoken.textContent !== sentence) spoken.textContent = sentence;
  tickClocks(main, Date.now());
}

/** What is over can only be closed; whatever else went wrong can be tried again. @param {unknown} thrown */
function failed(thrown) {
  const error = /** @type {Refusal} */ (thrown);
  const over = error.code === "confirmation-over" && !state.call;
  show({ error, starting: false, cancelling: false, ...(over && { parked: null }) });
}

/** Which call waits here, if it still does. */
async function look() {
  try {
    const parked = await ask("confirm.get", { id });
    show({ parked, error: null });
  } catch (error) {
    failed(error);
  }
  main.removeAttribute("aria-busy");
}

/** A window that is found again after a long time says at once that it is too late, not only when it is used. */
async function stillWaits() {
  if (!state.parked || state.starting || state.call) return;
  await ask("confirm.get", { id }).catch((error) => error.code === "confirmation-over" && failed(error));
}

/**
 * Armed while the window is in front, from a moment after it came there or was pressed too early. It looks by the clock too: a
 * browser may say that the window has the focus a moment before it has.
 */
function watchFront() {
  /** @type {number | null} */
  let since = null;
  const watch = (/** @type {boolean} */ pressed) => {
    const inFront = document.hasFocus() && document.visibilityState === "visible";
    const next = meant(since, { inFront, pressed }, performance.now());
    since = next.since;
    if (next.armed !== state.armed) show({ armed: next.armed });
  };
  const moved = () => watch(false);
  for (const type of ["focus", "blur", "resize"]) addEventListener(type, moved, { signal: leaving.signal });
  for (const type of ["pointerdown", "keydown"])
    addEventListener(type, (event) => event.isTrusted && watch(true), { capture: true, signal: leaving.signal });
  document.addEventListener("visibilitychange", moved, { signal: leaving.signal });
  addEventListener("focus", () => void stillWaits(), { signal: leaving.signal });
  setInterval(moved, 100);
}

/** Closing is the answer "no" where none was given; the worker sees the window go. */
async function leave() {
  const tab = await chrome.tabs.getCurrent();
  if (tab?.id !== undefined) await chrome.tabs.remove(tab.id);
}

async function call() {
  const { parked } = state;
  if (!parked || state.starting || !state.armed) return;
  show({ starting: true, error: null });
  const { requestId, text, region = null } = parked.request;
  try {
    const { confirmation } = await ask("numbers.confirm", { text, region });
    const { call } = await ask("calls.start", { requestId, text, region, confirmation });
    show({ call, starting: false });
  } catch (error) {
    failed(error);
  }
}

async function cancel() {
  if (!state.call || state.cancelling) return;
  show({ cancelling: true, error: null });
  try {
    const { call } = await ask("calls.cancel", { id: state.call.id });
    show({ call });
  } catch (error) {
    failed(error);
  }
}

/** @type {Record<string, () => unknown>} */
const ACTIONS = {
  call,
  dont: leave,
  close: leave,
  cancel,
  try: look,
};

document.addEventListener("click", (event) => {
  const control = event.target instanceof Element ? event.target.closest("[data-act]") : null;
  if (!event.isTrusted || !control || control.getAttribute("aria-disabled")) return;
  ACTIONS[control.getAttribute("data-act") ?? ""]?.();
});

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && event.isTrusted) leave();
  // A key that is held down from before must not press anything here.
  if (event.repeat && (event.key === "Enter" || event.key === " ")) event.preventDefault();
});

/** The page's card shows the rest; a window that has nothing more to say goes by itself. @param {Messages.Update} update */
function heard(update) {
  if (update.name === "session") show({ session: update.session });
  if (update.name !== "call.updated" || update.call.requestId !== state.parked?.request.requestId) return;
  show({ call: update.call });
  if (update.call.phase === "ringing-them" || update.call.phase === "connected") leave();
}

await begin();
followUpdates(heard, leaving.signal);
watchFront();
setInterval(() => tickClocks(main, Date.now()), 250);
ask("session.get", {}).then(
  (session) => show({ session }),
  () => {},
);
void look();
