// What stands in the way of calling, if anything, with the one action that repairs it.

import { commandLine } from "../../shared/command.js";

/**
 * What to run or do for each way in which the host cannot be reached. Commands are the same in every language.
 * @type {Record<string, string>}
 */
const COMMANDS = {
  "host-missing": "pipx install ringout-host && ringout install",
  "outdated-host": "pipx upgrade ringout-host",
  "host-broken": "ringout self-test",
  "host-exited": "ringout self-test",
  "host-garbled": "ringout self-test",
  "host-silent": "ringout self-test",
};

/** @type {Partial<Record<Messages.Connection, string>>} */
const CODE_OF_CONNECTION = { missing: "host-missing", "outdated-host": "outdated-host", "outdated-extension": "outdated-extension" };

/** @param {import('../state.js').PopupState} state */
export function commandFor({ session }) {
  if (!session || session.connection === "ready") return "";
  const code = session.connectionError?.code ?? CODE_OF_CONNECTION[session.connection] ?? "host-broken";
  // A store, or a company that signs its own package, gives the extension an id that install cannot know.
  if (code === "host-forbidden") return `ringout install --extension-id ${chrome.runtime.id}`;
  return COMMANDS[code] ?? "";
}

/** @param {import('../state.js').PopupState} state */
export function repairView(state) {
  return h("section", { id: "repair", "aria-label": say("popup_repair_label") }, ...whatToDo(state));
}

/** @param {import('../state.js').PopupState} state @returns {(HTMLElement | null)[]} */
function whatToDo(state) {
  const { session, wait } = state;
  if (!session) return waiting(wait);
  if (session.connection !== "ready") return unconnected(state, session);
  return session.account.signedIn ? [] : signedOut(state);
}

/** @param {import('../state.js').Wait} wait */
function waiting(wait) {
  if (wait === "none") return [];
  if (wait === "very-slow") return [notice("info", "clock", say("card_slow"), say("card_slow_remedy"))];
  return [h("p", { class: "loading quiet" }, say("popup_connecting"))];
}

/** @param {import('../state.js').PopupState} state @param {Messages.Session} session */
function unconnected(state, session) {
  const words = errorWords(session.connectionError ?? { code: CODE_OF_CONNECTION[session.connection] ?? "host-broken" });
  const command = commandFor(state);
  return [
    notice("warn", "plug", words.message, command ? say("popup_run_this") : words.remedy),
    command ? commandLine(command, state.copied) : null,
    actButton("check-host", say(state.checking ? "popup_checking_again" : "popup_check_again"), {
      icon: state.checking ? undefined : "reload", kind: "call", off: state.checking, extra: { "data-busy": state.checking },
    }),
  ];
}

/** @param {import('../state.js').PopupState} state */
function signedOut({ signIn, signInRefused }) {
  const words = errorWords(signInRefused ?? { code: "signed-out" });
  const busy = signIn === "asking";
  return [
    signIn === "open"
      ? notice("info", "external", say("popup_sign_in_open"), say("popup_sign_in_open_remedy"))
      : notice(signInRefused ? "warn" : "info", "signin", words.message, signInRefused ? words.remedy : say("popup_sign_in_remedy")),
    actButton("sign-in", say(signIn === "open" ? "popup_sign_in_again" : "popup_sign_in"), { icon: busy ? undefined : "signin", kind: "call", off: busy, extra: { "data-busy": busy } }),
  ];
}
