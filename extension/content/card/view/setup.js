// The card's faces when no call can be offered: refused numbers, nobody signed in, the program missing or too old, no answer.

/** @type {Record<Exclude<Messages.Connection, 'ready'>, [string, string, 'welcome' | 'options']>} error code, button, page */
const SETUP_FACES = {
  missing: ["host-missing", "card_set_up", "welcome"],
  "outdated-host": ["outdated-host", "card_open_options", "options"],
  "outdated-extension": ["outdated-extension", "card_open_options", "options"],
  failed: ["host-broken", "card_open_options", "options"],
};

/** @param {CardState} state */
function setupView(state) {
  const session = /** @type {Messages.Session} */ (state.session);
  if (session.connection === "ready") return [];
  const [code, button, page] = SETUP_FACES[session.connection];
  const words = errorWords(session.connectionError ?? { code });
  return [
    notice("warn", "plug", words.message, words.remedy),
    h(
      "div",
      { class: "row", "data-key": "setup-row" },
      actButton(`open-${page}`, say(button), { icon: "external", kind: "call" }),
      actButton("try", say("card_try_again"), { icon: "reload" }),
    ),
    tools(state),
  ];
}

/** @param {CardState} state */
function signedOutView(state) {
  const words = errorWords({ code: "signed-out" });
  return [
    notice("info", "signin", words.message, say("card_sign_in_remedy")),
    actButton("open-options", say("card_sign_in"), { icon: "signin", kind: "call" }),
    tools(state),
  ];
}

/** @param {CardState} state */
function refuseView(state) {
  const words = errorWords(state.inspection ?? {});
  return [notice("danger", "forbid", words.message, words.remedy), historyRow(state), tools(state)];
}

/** @param {CardState} state */
function troubleView(state) {
  const words = errorWords(state.trouble ?? {});
  return [
    notice("warn", "warning", words.message, words.remedy),
    actButton("try", say("card_try_again"), { icon: "reload", kind: "call" }),
    tools(state),
  ];
}

/** What was asked is done; there is nothing left to decide but to take it back. */
function forgottenView() {
  return [
    notice("info", "check", say("card_forgotten"), say("card_forgotten_remedy")),
    h(
      "div",
      { class: "row", "data-key": "forgotten-row" },
      actButton("remember", say("common_undo"), { icon: "reload" }),
      actButton("close", say("common_close"), { kind: "ghost" }),
    ),
  ];
}
