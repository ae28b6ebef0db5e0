// The card made small while a call goes on: how it goes, in one line at the edge of the page. A press on it brings the card back.
// Nothing here can start a call.

/** How the line looks in each phase. @type {Record<Protocol.Phase, [string, string]>} tone, icon */
const PILL_LOOKS = {
  placing: ["ringing", "handset"],
  "ringing-you": ["ringing", "ring"],
  "ringing-them": ["ringing", "ring"],
  connected: ["answered", "handset"],
  ended: ["over", "check"],
  cancelled: ["waiting", "hangup"],
  failed: ["failed", "warning"],
  unknown: ["unclear", "question"],
};

/** @param {CardState} state */
function pillView(state) {
  const call = /** @type {Protocol.Call} */ (state.call);
  const over = isOver(call);
  const [tone, name] = PILL_LOOKS[call.phase];
  const sentence = over ? pastSentence(call) : callSentence(call, callFrame(state));
  return h(
    "div",
    { class: "frame small", "data-screen": cardScreen(state) },
    state.session?.simulator ? simulatorMark() : null,
    h(
      "div",
      { class: "pill", "data-key": "pill" },
      h(
        "button",
        { type: "button", class: `pill-open leg ${tone}`, "data-act": "expand", "data-key": "expand", title: say("card_expand") },
        h("span", { class: "dot" }, icon(name)),
        h(
          "span",
          { class: "what" },
          h("span", { id: "number", class: "pill-number" }, digits(call.to.international)),
          h(
            "span",
            { class: `live ${call.phase}`, "data-key": "live" },
            h("span", { class: "sentence" }, sentence),
            over ? null : callClock(call, state.connectedAt),
          ),
        ),
      ),
      actButton("close", say(over ? "common_close" : "confirm_close_goes_on"), { icon: "cross", kind: "round", title: true }),
    ),
  );
}

/** How it came out. @param {Protocol.Call} call */
function pastSentence(call) {
  if (call.phase === "unknown") return say("card_unknown_title");
  return outcomeWords(call)?.message ?? phaseWords(call.phase);
}
