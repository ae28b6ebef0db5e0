// Whose RingCentral account calls go through, where the sign-in is kept, and what to repair where there is none. Pure.

import { commandIn, commandLine } from "../../shared/command.js";
import { plain, section } from "../parts.js";

/** @param {import('../state.js').State} state */
export function accountSection(state) {
  const { session } = state;
  if (!session) return section("account", "person", plain("account-wait", h("p", { class: "quiet" }, say("options_wait"))));
  if (session.connection !== "ready") return section("account", "person", ...hostTrouble(state, session));
  return section("account", "person", session.account.signedIn ? signedIn(state, session.account) : signedOut(state), ...notes(session.account));
}

/** @param {import('../state.js').State} state @param {Messages.Session} session */
function hostTrouble(state, { connectionError }) {
  const { message, remedy } = errorWords(connectionError ?? { code: "host-missing" });
  const command = commandIn(remedy);
  return [
    plain("host-trouble", notice("warn", "plug", message, remedy), command ? commandLine(command, state.copied === command) : null),
    plain("set-up", h("p", { class: "quiet" }, say("options_set_up_hint")), h("div", { class: "buttons" }, actButton("set-up", say("options_set_up"), { icon: "arrow", kind: "call" }))),
  ];
}

/** @param {import('../state.js').State} state @param {Protocol.Account} account */
function signedIn(state, { name, extensionNumber, tokenStore }) {
  return plain(
    "who",
    h("div", { class: "who" },
      h("span", { class: "face", "aria-hidden": "true" }, icon("person")),
      h("div", { class: "what" },
        h("p", { class: "name" }, h("bdi", {}, name ?? say("options_account_unnamed"))),
        h("p", { class: "quiet" }, extensionNumber ? say("options_account_extension", extensionNumber) : say("options_account_signed_in"))),
      state.leaving ? null : actButton("ask-sign-out", say("options_sign_out"))),
    tokenStore ? h("p", { class: "aside" }, icon("lock"), say(`options_kept_${tokenStore}`)) : null,
    state.leaving ? leaving() : null,
    trouble(state),
  );
}

function leaving() {
  return h(
    "div",
    { class: "question", role: "group", "aria-labelledby": "leaving", "data-key": "leaving" },
    h("p", { id: "leaving" }, say("options_sign_out_question")),
    h("div", { class: "buttons" }, actButton("sign-out", say("options_sign_out"), { kind: "danger", extra: { "data-once": true } }), actButton("stay", say("options_stay"))),
  );
}

/** @param {import('../state.js').State} state */
function signedOut(state) {
  return plain(
    "signed-out",
    h("p", { class: "name" }, say("options_signed_out")),
    h("p", { class: "quiet" }, say(state.signingIn === "opened" ? "options_sign_in_opened" : "options_sign_in_hint")),
    h("div", { class: "buttons" }, actButton("sign-in", say(state.signingIn === "opened" ? "options_sign_in_again" : "options_sign_in"), { icon: "signin", kind: "call", off: state.signingIn === "asking" })),
    trouble(state),
    h("p", { class: "quiet" }, say("options_sign_in_terminal")),
    commandLine("ringout login", state.copied === "ringout login"),
  );
}

/** @param {import('../state.js').State} state */
function trouble({ accountError }) {
  if (!accountError) return null;
  const { message, remedy } = errorWords(accountError);
  return notice("warn", "warning", message, remedy);
}

/** What the host has to say about the account. @param {Protocol.Account} account */
function notes({ notes }) {
  return notes.map((note, index) => plain(`note-${index}`, h("p", { class: "aside" }, icon("info"), note)));
}
