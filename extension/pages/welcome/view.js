// The first-run page from its state: four calm steps, of which one is open at a time. Pure.

import { commandIn, commandLine } from "../shared/command.js";
import { phoneChoice } from "../shared/phones.js";
import { CONNECT_HOST, GET_HOST, GET_PIPX, STEPS, currentStep, doneSteps } from "./steps.js";
import { tryStep } from "./try.js";

/** @typedef {import('./steps.js').State} State */

/** @param {State} state */
export function pageView(state) {
  const now = currentStep(state);
  const done = doneSteps(state);
  const count = STEPS.filter((step) => done[step]).length;
  return h(
    "main",
    { id: "main" },
    state.session?.connection === "ready" && state.session.simulator ? simulatorMark() : null,
    h("div", { class: "progress", "data-key": "progress" },
      h("p", { class: "quiet" }, say("welcome_progress", count, STEPS.length)),
      h("div", { class: "bar", "aria-hidden": "true" }, ...STEPS.map((step) => h("span", { class: done[step] ? "part done" : "part", "data-key": step })))),
    state.session ? h("ol", { class: "steps", "aria-label": say("welcome_steps"), "data-key": "steps" }, ...STEPS.map((step, index) => stepView(state, step, index + 1, now, done[step]))) : null,
    now === null ? ready(state) : null,
  );
}

/** @type {Record<import('./steps.js').Step, (state: State) => (Node | null)[]>} what stands in an open step */
const BODIES = { host: hostStep, account: accountStep, phone: phoneStep, try: tryStep };

/** @type {Record<import('./steps.js').Step, (state: State) => string>} what is said of a done one */
const OUTCOMES = {
  host: ({ session }) => say("welcome_host_done", session?.hostVersion ?? ""),
  account: ({ session }) => (session?.account.name ? say("welcome_account_done", session.account.name) : say("welcome_account_done_nameless")),
  phone: ({ session }) => say("welcome_phone_done", phoneOf(session?.account.from ?? [], session?.settings.from)?.label ?? session?.settings.from ?? ""),
  try: () => say("welcome_try_done"),
};

/**
 * @param {State} state
 * @param {import('./steps.js').Step} step
 * @param {number} number
 * @param {import('./steps.js').Step | null} now
 * @param {boolean} done
 */
function stepView(state, step, number, now, done) {
  const again = (step === "phone" && state.choosing) || (step === "try" && done && state.requestId !== null);
  const open = step === now || again;
  const how = done ? "done" : step === now ? "now" : "later";
  const change = step === "phone" && done && !again ? actButton("change-phone", say("welcome_phone_change"), { kind: "ghost" }) : null;
  return h(
    "li",
    { class: `step ${how}`, "data-key": step, "data-step": step, "data-how": how, "aria-current": step === now ? "step" : null },
    h("span", { class: "sign", "aria-hidden": "true" }, done ? icon("check") : h("span", {}, new Intl.NumberFormat(uiLanguage()).format(number))),
    h("div", { class: "head" },
      h("h2", {}, say(`welcome_${step}`), h("span", { class: "spoken" }, ` (${say(`welcome_step_${how}`)})`)),
      done ? h("p", { class: "outcome" }, h("bdi", {}, OUTCOMES[step](state))) : null,
      change),
    open ? h("div", { class: "body", "data-key": "body" }, ...BODIES[step](state)) : null,
  );
}

/** @param {State} state */
function hostStep(state) {
  const { session, copied } = state;
  const { code = "host-missing", ...error } = session?.connectionError ?? {};
  const spinner = h("p", { class: "aside looking", "data-key": "looking" }, icon("reload"), say("welcome_looking"));
  const lead = h("p", { "data-key": "lead" }, say("welcome_host_lead"));
  if (session?.connection !== "missing" || code !== "host-missing") {
    const { message, remedy } = errorWords({ ...error, code });
    const command = commandIn(remedy);
    return [lead, notice("warn", "plug", message, command ? say("welcome_repair") : remedy), command ? commandLine(command, copied === command) : null, spinner];
  }
  return [lead, systems(state), ...commands(state), spinner];
}

/** @param {State} state */
function systems({ system }) {
  return h(
    "div",
    { class: "systems", role: "radiogroup", "aria-label": say("welcome_os"), "data-key": "systems" },
    ...["linux", "mac", "win"].map((each) =>
      h("label", { class: "system", "data-key": each }, h("input", { type: "radio", name: "system", value: each, checked: each === system }), h("span", {}, say(`welcome_os_${each}`)))),
  );
}

/** @param {State} state */
function commands({ system, copied }) {
  const line = (/** @type {string} */ command) => commandLine(command, copied === command);
  return [
    h("p", { "data-key": "terminal" }, say(`welcome_open_terminal_${system}`)),
    h("ol", { class: "commands", "data-key": "commands" },
      h("li", { "data-key": "pipx" }, h("p", { class: "quiet" }, say("welcome_get_pipx")), ...GET_PIPX[system].map(line), h("p", { class: "quiet", "data-key": "then" }, say("welcome_get_pipx_then"))),
      h("li", { "data-key": "host" }, h("p", {}, say("welcome_get_host")), line(GET_HOST)),
      h("li", { "data-key": "connect" }, h("p", {}, say("welcome_connect_host")), line(CONNECT_HOST))),
  ];
}

/** @param {State} state */
function accountStep({ signingIn, error, copied, session }) {
  const words = error ? errorWords(error) : null;
  const notes = session?.account.notes ?? [];
  return [
    h("p", { "data-key": "lead" }, say(signingIn === "opened" ? "options_sign_in_opened" : "welcome_account_lead")),
    words ? notice("warn", "warning", words.message, words.remedy) : null,
    ...notes.map((note) => h("p", { class: "aside", "data-key": note }, icon("info"), note)),
    h("div", { class: "buttons", "data-key": "buttons" }, actButton("sign-in", say(signingIn === "opened" ? "options_sign_in_again" : "options_sign_in"), { icon: "signin", kind: "call", off: signingIn === "asking" })),
    h("p", { class: "quiet", "data-key": "or" }, say("options_sign_in_terminal")),
    commandLine("ringout login", copied === "ringout login"),
  ];
}

/** @param {State} state */
function phoneStep({ session, error }) {
  const phones = session?.account.from ?? [];
  const words = error ? errorWords(error) : null;
  return [
    h("p", { id: "phone-lead", "data-key": "lead" }, say("welcome_phone_lead")),
    phones.length > 0
      ? phoneChoice(phones, session?.settings.from, { labelledBy: "phone-lead", off: session?.policy.locked.includes("from") ?? false })
      : h("p", { class: "quiet", "data-key": "none" }, [say("welcome_phone_none"), ...(session?.account.notes ?? [])].join(" ")),
    words ? notice("warn", "warning", words.message, words.remedy) : null,
  ];
}

/** @param {State} state */
function ready({ shortcut }) {
  const tip = (/** @type {string} */ name, /** @type {string} */ text) => h("li", { "data-key": name }, icon(name), h("span", {}, text));
  return h(
    "section",
    { class: "panel ready", "aria-labelledby": "ready", "data-key": "ready" },
    h("h2", { id: "ready" }, icon("check"), say("welcome_ready")),
    h("ul", {},
      tip("handset", say("welcome_ready_page")),
      tip("keypad", shortcut ? say("welcome_ready_popup_key", shortcut) : say("welcome_ready_popup")),
      tip("list", say("welcome_ready_menu"))),
    h("div", { class: "buttons" }, actButton("close", say("welcome_close"), { icon: "check", kind: "call" }), actButton("options", say("welcome_options"), { icon: "gear" })),
  );
}
