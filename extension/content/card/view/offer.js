// The card's face before a call: from which phone, the Call button, and what else can be done with the number.

/** @param {CardState} state */
function offerView(state) {
  const screen = cardScreen(state);
  const from = screen === "parked" ? null : fromRow(state); // the window has taken it along
  return [from, offerNotice(state, screen), ...callRow(state, screen), historyRow(state), tools(state)];
}

/** @param {CardState} state */
function fromRow(state) {
  const { phones, wanted, phone } = firstPhone(state);
  if (!wanted) return null;
  const known = phone ? phones : [{ phoneNumber: wanted, label: wanted, type: "" }, ...phones];
  // The number only where the label alone would not tell which.
  const name = (/** @type {Protocol.FromPhone} */ { label, phoneNumber }) =>
    known.filter((each) => each.label === label).length > 1 ? say("card_phone_choice", label, phoneNumber) : label;
  return h(
    "div",
    { class: "from", "data-key": "from" },
    icon(phoneIcon(phone?.type ?? "")),
    known.length > 1
      ? h(
          "label",
          {},
          h("span", { class: "caption" }, say("card_from")),
          h(
            "span",
            { class: "select" },
            h(
              "select",
              { "data-change": "from", "data-key": "from-list" },
              ...known.map((each) =>
                h("option", { value: each.phoneNumber, selected: each.phoneNumber === wanted }, name(each)),
              ),
            ),
            icon("chevron"),
          ),
        )
      : h(
          "p",
          {},
          h("span", { class: "caption" }, say("card_from")),
          h("span", { class: "only" }, phone?.label ?? digits(wanted)),
        ),
  );
}

/** @param {CardState} state @param {CardScreen} screen */
function offerNotice(state, screen) {
  if (state.refused) {
    const words = errorWords(state.refused);
    return notice("warn", state.refusedUntil === null ? "warning" : "clock", words.message, words.remedy);
  }
  if (screen === "confirm") {
    const words = errorWords(state.inspection ?? {});
    return notice("warn", "shield", words.message);
  }
  if (state.wait === "very-slow") return notice("info", "clock", say("card_slow"), say("card_slow_remedy"));
  return null;
}

/** @param {CardState} state @param {CardScreen} screen */
function callRow(state, screen) {
  if (state.refusedUntil !== null)
    return [
      h(
        "p",
        { class: "until", "data-key": "until" },
        say("card_wait"),
        " ",
        h("time", { class: "timer", "data-until": state.refusedUntil }),
      ),
    ];
  if (screen === "parked")
    return [
      notice("info", "shield", say("card_parked"), say("card_parked_remedy")),
      actButton("check", say("card_show_window"), { icon: "external" }),
    ];
  if (screen === "confirm") return [actButton("check", say("card_check"), { icon: "shield", kind: "call" })];
  if (state.attempt === "starting")
    return [actButton("call", say("card_starting"), { kind: "call", off: true, extra: { "data-busy": true } })];
  if (screen === "loading") {
    const busy = state.wait !== "none";
    return [
      actButton("call", busy ? say("card_checking") : say("card_call"), {
        icon: busy ? undefined : "handset",
        kind: "call",
        off: true,
        extra: { "data-busy": busy },
      }),
    ];
  }
  if (state.arm === "doubtful") {
    return [
      h("p", { class: "quiet", "data-key": "doubt" }, say("card_doubt")),
      actButton("check", say("card_check"), { icon: "shield", kind: "call" }),
    ];
  }
  if (state.countdown) {
    return [
      h("p", { class: "quiet", "data-key": "countdown" }, say("card_countdown_stop")),
      actButton("stop", say("card_countdown"), { icon: "ring", kind: "call", extra: { "data-countdown": true } }),
    ];
  }
  return [
    actButton("call", say("card_call"), {
      icon: "handset",
      kind: "call",
      off: state.arm !== "armed",
      extra: { "data-arm": state.arm },
    }),
  ];
}

/** Only a number written without its country can be read in another way. @param {string} text */
function countryMatters(text) {
  return !/^\s*(?:\w+:)?[\s(]*(?:\+|＋|00)/.test(text);
}

/** @param {CardState} state */
function tools(state) {
  const copy = { none: ["copy", "card_copy"], done: ["check", "card_copied"], failed: ["warning", "card_copy_failed"] }[
    state.copied
  ];
  if (state.choosingCountry) return countryRow(state);
  return h(
    "div",
    { class: "tools", "data-key": "tools" },
    actButton("copy", say(copy[1] ?? ""), { icon: copy[0], kind: "ghost" }),
    countryMatters(state.text)
      ? actButton("country", say("card_country"), { icon: "globe", kind: "ghost", extra: { "aria-expanded": "false" } })
      : null,
    actButton("forget", say("card_not_number"), { icon: "forbid", kind: "ghost" }),
  );
}

/** @param {CardState} state */
function countryRow(state) {
  const chosen = state.region ?? state.number?.region ?? state.session?.settings.region;
  return h(
    "div",
    { class: "tools country", "data-key": "country-row" },
    h(
      "label",
      {},
      h("span", { class: "caption" }, say("card_country_choose")),
      h(
        "span",
        { class: "select" },
        h(
          "select",
          { "data-change": "region", "data-key": "region-list" },
          ...regionChoices().map(({ region, name, callingCode }) =>
            h("option", { value: region, selected: region === chosen }, say("card_country_option", name, callingCode)),
          ),
        ),
        icon("chevron"),
      ),
    ),
    actButton("country-close", say("common_done"), { icon: "check", kind: "round", title: true }),
  );
}
