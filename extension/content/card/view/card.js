// From what the card knows to what it shows: picks the face, and puts it into the frame that all faces share.

/** @param {CardState} state @returns {(HTMLElement | null)[]} */
function cardFace(state) {
  const screen = cardScreen(state);
  switch (screen) {
    case "calling":
      return callingView(state);
    case "over":
      return overView(state);
    case "setup":
      return setupView(state);
    case "signed-out":
      return signedOutView(state);
    case "refuse":
      return refuseView(state);
    case "trouble":
      return troubleView(state);
    case "forgotten":
      return forgottenView();
    default:
      return offerView(state);
  }
}

/**
 * The whole inside of the card.
 * @param {CardState} state
 * @returns {HTMLElement}
 */
function cardView(state) {
  if (state.small && state.call) return pillView(state);
  const screen = cardScreen(state);
  const goesOn = screen === "calling";
  return h(
    "div",
    { class: "frame", "data-screen": screen },
    state.session?.simulator ? simulatorMark() : null,
    h(
      "div",
      { class: "top", "data-key": "top" },
      numberHead(state),
      actButton(goesOn ? "minimise" : "close", say(goesOn ? "card_minimise" : "common_close"), {
        icon: goesOn ? "minimise" : "cross",
        kind: "round",
        title: true,
      }),
    ),
    h("div", { class: "face", "data-key": "face" }, ...cardFace(state)),
  );
}

/** What is spoken when it changes: the outcome, the phase, or what stands in the way. @param {CardState} state @returns {string} */
function spokenSentence(state) {
  const screen = cardScreen(state);
  const both = (/** @type {Sentences} */ { message, remedy }) => `${message} ${remedy}`.trim();
  if ((screen === "calling" || screen === "over") && state.call) return spokenOfCall(state.call, callFrame(state));
  if (state.refused) return both(errorWords(state.refused));
  if (screen === "trouble") return both(errorWords(state.trouble ?? {}));
  if (screen === "confirm") return errorWords(state.inspection ?? {}).message;
  if (screen === "refuse") return both(errorWords(state.inspection ?? {}));
  if (screen === "parked") return say("card_parked");
  if (screen === "forgotten") return say("card_forgotten");
  if (state.copied !== "none") return say(state.copied === "done" ? "card_copied" : "card_copy_failed");
  if (state.wait === "very-slow") return say("card_slow");
  return state.countdown ? `${say("card_countdown")} ${say("card_countdown_stop")}` : "";
}
