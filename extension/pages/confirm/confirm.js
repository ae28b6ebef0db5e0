// The confirmation window: asks the person once more, in a window that no page can reach or cover, before a call that the policy
// wants confirmed. The key Enter does not confirm, and a click confirms only once the window has been in front for a moment.

import { ask, begin } from "../shared/page.js";
import { confirmSpoken, confirmView } from "./view.js";

/** A window that opens under the pointer must not take a click meant for what was there before; in ms. */
const MEANT_AFTER = 500;

const id = new URLSearchParams(location.search).get("id") ?? "";
const main = /** @type {HTMLElement} */ (document.getElementById("main"));
const spoken = /** @type {HTMLElement} */ (document.getElementById("spoken"));
const leaving = new AbortController();

/** @type {import('./view.js').ConfirmState} */
let state = { parked: null, session: null, error: null, starting: false, armed: false, call: null };

/** @param {Partial<typeof state>} change */
function show(change) {
  state = { ...state, ...change };
  const frame = h(
    "main",
    { id: "main", "aria-labelledby": state.parked || state.call ? "question" : null },
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

/** @param {unknown} error */
const failed = (error) => show({ error: /** @type {Refusal} */ (error), starting: false });

/** Armed while the window is in front, and from `MEANT_AFTER` after it came there. */
function watchFront() {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const look = () => {
    clearTimeout(timer);
    const inFront = document.hasFocus() && document.visibilityState === "visible";
    if (!inFront && state.armed) show({ armed: false });
    if (inFront && !state.armed) timer = setTimeout(() => show({ armed: true }), MEANT_AFTER);
  };
  for (const type of ["focus", "blur", "resize"]) addEventListener(type, look, { signal: leaving.signal });
  document.addEventListener("visibilitychange", look, { signal: leaving.signal });
  look();
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

/** @type {Record<string, () => unknown>} */
const ACTIONS = {
  call,
  dont: leave,
  close: leave,
  cancel: () => state.call && ask("calls.cancel", { id: state.call.id }).then(({ call }) => show({ call }), failed),
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
ask("confirm.get", { id }).then((parked) => {
  main.removeAttribute("aria-busy");
  show({ parked });
}, failed);
