// The first-run page: looks every two seconds, while it is seen, how far this computer has come, and opens the next step by
// itself. The test call starts only from a trusted click or key of the person's.

import { copyText } from "../shared/clipboard.js";
import { settle } from "../shared/controls.js";
import { ask, begin } from "../shared/page.js";
import { signIn } from "../shared/sign-in.js";
import { currentStep, systemOf } from "./steps.js";
import { pageView } from "./view.js";

/** How often it looks, in ms. */
const LOOK_EVERY = 2_000;

const main = /** @type {HTMLElement} */ (document.getElementById("main"));
const spoken = /** @type {HTMLElement} */ (document.getElementById("spoken"));
const leaving = new AbortController();

/** @type {import('./steps.js').State} */
let state = {
  session: null, system: "linux", copied: "", signingIn: "", error: null, choosing: false, dial: "", starting: false,
  requestId: null, call: null, connectedAt: null, asked: false, called: false, shortcut: "",
};

/** @param {Partial<typeof state>} change */
function show(change) {
  const before = currentStep(state);
  const had = main.contains(document.activeElement);
  state = { ...state, ...change };
  morph(main, pageView(state));
  settle(main);
  const now = currentStep(state);
  if (before === now) return;
  // What had the focus may be gone with its step: go on where the next one begins.
  if (had && !main.contains(document.activeElement)) /** @type {HTMLElement | null} */ (main.querySelector(".step.now :is(input, button), .ready button"))?.focus();
  if (state.session && before) speak(now ? `${say("welcome_step_now")}: ${say(`welcome_${now}`)}` : say("welcome_ready"));
}

/** @param {string} sentence */
function speak(sentence) {
  if (spoken.textContent !== sentence) spoken.textContent = sentence;
}

/** @param {unknown} error */
function failed(error) {
  const { message, remedy } = errorWords(/** @type {Refusal} */ (error));
  show({ error: /** @type {Refusal} */ (error), starting: false });
  speak(`${message} ${remedy}`);
}

// ---- looking

let looking = false;

async function look() {
  if (looking || document.visibilityState !== "visible") return;
  looking = true;
  try {
    know(await ask("session.get", {}));
  } catch {
    // The worker is being restarted; it is asked again in two seconds.
  } finally {
    looking = false;
  }
}

/** @param {Messages.Session} session */
function know(session) {
  const moved = session.account.signedIn !== state.session?.account.signedIn;
  show(moved ? { session, error: null, signingIn: session.account.signedIn ? "" : state.signingIn } : { session });
  main.removeAttribute("aria-busy");
  if (moved && session.account.signedIn) ask("calls.list", { limit: 20 }).then(({ calls }) => show({ called: calls.some(reached) }), () => {});
}

/** @param {Protocol.Call} call */
const reached = (call) => call.phase === "connected" || call.phase === "ended";

/** @param {Protocol.Call} call */
function follow(call) {
  const connectedAt = call.phase === "connected" ? (state.connectedAt ?? call.updatedAt) : state.connectedAt;
  const before = state.call?.phase;
  show({ call, connectedAt, starting: false, asked: false, called: state.called || reached(call) });
  if (before === call.phase) return;
  const frame = { phones: state.session?.account.from ?? [], playPrompt: state.session?.settings.playPrompt ?? false };
  speak(spokenOfCall(call, frame));
}

/** @param {Messages.Update} update */
function heard(update) {
  if (update.name === "session") know(update.session);
  else if (update.name === "call.updated") {
    if (update.call.requestId === state.requestId) follow(update.call);
  } else if (update.name === "confirm.closed") {
    if (update.requestId === state.requestId && update.outcome !== "confirmed") show({ asked: false, requestId: null });
  } else if (update.name === "prefs.changed") void begin().then(() => show({}));
  else void look();
}

// ---- doing

/** The host's own question is put in the window that no page can reach. */
const WANTS_CONFIRMATION = new Set(["country-not-allowed", "confirmation-required", "duplicate-call"]);

async function call() {
  const text = state.dial.trim();
  if (!text || state.starting) return;
  const requestId = crypto.randomUUID();
  show({ starting: true, error: null, requestId, asked: false });
  try {
    const { verdict, code, message, remedy } = await ask("numbers.inspect", { text, region: null });
    if (verdict === "refuse") throw { code, message, remedy };
    if (verdict === "confirm") return await confirm(requestId, text);
    follow((await ask("calls.start", { requestId, text })).call);
  } catch (error) {
    if (WANTS_CONFIRMATION.has(/** @type {Refusal} */ (error).code ?? "")) return confirm(requestId, text).catch(failed);
    failed(error);
  }
}

/** @param {string} requestId @param {string} text */
async function confirm(requestId, text) {
  await ask("confirm.open", { requestId, text });
  show({ starting: false, asked: true });
}

/** @type {Record<string, (control: HTMLElement) => unknown>} */
const ACTIONS = {
  async copy({ dataset: { command = "" } }) {
    const copied = await copyText(command);
    if (copied) show({ copied: command });
    speak(say(copied ? "card_copied" : "card_copy_failed"));
  },
  async "sign-in"() {
    show({ signingIn: "asking", error: null });
    try {
      await signIn();
      show({ signingIn: "opened" });
    } catch (error) {
      show({ signingIn: "" });
      failed(error);
    }
  },
  "change-phone"() {
    show({ choosing: true });
    /** @type {HTMLElement | null} */ (main.querySelector(".phone input:checked"))?.focus();
  },
  fill({ dataset: { number = "" } }) {
    const input = /** @type {HTMLInputElement | null} */ (document.getElementById("dial"));
    if (input) input.value = number;
    show({ dial: number, error: null });
  },
  cancel: () => state.call && ask("calls.cancel", { id: state.call.id }).then(({ call }) => follow(call), failed),
  again() {
    show({ call: null, connectedAt: null, requestId: "", error: null });
    document.getElementById("dial")?.focus();
  },
  options: () => ask("page.open", { page: "options" }),
  async close() {
    const tab = await chrome.tabs.getCurrent();
    if (tab?.id !== undefined) await chrome.tabs.remove(tab.id);
  },
};

document.addEventListener("click", (event) => {
  const control = event.target instanceof Element ? event.target.closest("[data-act]") : null;
  if (!event.isTrusted || !(control instanceof HTMLElement) || control.getAttribute("aria-disabled")) return;
  ACTIONS[control.dataset.act ?? ""]?.(control);
});

document.addEventListener("submit", (event) => {
  event.preventDefault();
  if (event.isTrusted) void call();
});

document.addEventListener("input", ({ target }) => {
  if (target instanceof HTMLInputElement && target.id === "dial") show({ dial: target.value, error: null });
});

document.addEventListener("change", async ({ target, isTrusted }) => {
  if (!isTrusted || !(target instanceof HTMLInputElement)) return;
  if (target.name === "system") show({ system: systemOf(target.value) });
  if (target.name !== "from") return;
  try {
    const { settings, policy } = await ask("settings.update", { from: target.value });
    if (state.session) show({ session: { ...state.session, settings, policy }, choosing: false, error: null });
  } catch (error) {
    failed(error);
    settle(main);
  }
});

document.addEventListener("visibilitychange", () => void look());

await begin();
const [platform, keys] = await Promise.all([chrome.runtime.getPlatformInfo(), chrome.commands.getAll().catch(() => [])]);
show({ system: systemOf(platform.os), shortcut: keys.find(({ name }) => name === "_execute_action")?.shortcut ?? "" });
followUpdates(heard, leaving.signal);
setInterval(() => tickClocks(main, Date.now()), 250);
setInterval(() => void look(), LOOK_EVERY);
void look();
