// Earlier calls with this number: the last one in a line, and the others when the person asks for them.

/** So many are listed; one more is asked for, to know whether that is all. */
const CARD_HISTORY_MOST = 5;

/** How a call that is over came out, in a word or two where that says it. @param {Protocol.Call} call */
function pastWords(call) {
  if (call.phase === "ended") return say("popup_ended");
  if (call.phase === "cancelled") return say("popup_cancelled");
  if (call.phase === "unknown") return say("card_unknown_title");
  return outcomeWords(call)?.message ?? phaseWords(call.phase);
}

/** @param {CardState} state */
function historyRow({ history, historyOpen }) {
  const past = history.filter(isOver);
  const [last] = past;
  if (!last) return null;
  const more = past.length > CARD_HISTORY_MOST;
  const count = say("card_history_more", new Intl.NumberFormat(uiLanguage()).format(CARD_HISTORY_MOST));
  return h(
    "div",
    { class: "history", "data-key": "history" },
    h(
      "div",
      { class: "last" },
      icon("history"),
      h("p", {}, h("span", { class: "when" }, say("card_last_call", whenWords(last.startedAt))), " ", pastWords(last)),
      past.length > 1
        ? actButton("history", more ? count : sayCount("card_history_count", past.length), {
            icon: "chevron",
            kind: "ghost",
            extra: { "aria-expanded": String(historyOpen) },
          })
        : null,
    ),
    historyOpen && past.length > 1
      ? h(
          "ol",
          { class: "past", "data-key": "past" },
          ...past.slice(1, CARD_HISTORY_MOST).map((call) =>
            h(
              "li",
              { "data-key": call.id },
              h("time", { class: "when", datetime: call.startedAt }, whenWords(call.startedAt)),
              h("span", {}, pastWords(call)),
            ),
          ),
          more ? h("li", { "data-key": "older" }, say("card_history_older")) : null,
        )
      : null,
  );
}
