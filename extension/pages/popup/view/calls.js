// The calls that are going on, and those that ended before the person's eyes: both legs as steps, what can be done, how it came out.

import { firstPhone } from "../state.js";

/** @param {import('../state.js').PopupState} state */
export function callsView(state) {
  return h("section", { id: "calls", "aria-label": say("popup_calls_label") }, ...state.calls.map((shown) => callView(shown, state)));
}

/** @param {import('../state.js').PopupState} state @param {boolean} [cancelling] @returns {CallFrame} */
function frameOf({ session }, cancelling = false) {
  return { phones: firstPhone(session).phones, playPrompt: session?.settings.playPrompt ?? false, cancelling };
}

/** @param {import('../state.js').ShownCall} shown @param {import('../state.js').PopupState} state */
function callView(shown, state) {
  const { call } = shown;
  const over = isOver(call);
  return h(
    "article",
    { class: "call-now", "data-key": call.id, "data-phase": call.phase, "aria-labelledby": `to-${call.id}` },
    h("div", { class: "to", "data-key": "to" },
      h("h2", { id: `to-${call.id}`, class: "number", tabindex: "-1" }, digits(call.to.international)),
      over ? actButton("dismiss", say("popup_dismiss"), { icon: "cross", kind: "round", title: true, extra: { "data-call": call.id } }) : null),
    ...(over ? outcome(shown, state) : progress(shown, state)),
  );
}

/** @param {import('../state.js').ShownCall} shown @param {import('../state.js').PopupState} state */
function progress({ call, cancelling, cancelRefused, connectedAt }, state) {
  const frame = frameOf(state, cancelling);
  const refused = cancelRefused && errorWords(cancelRefused);
  const stopping = cancelling || isCancelling(call);
  return [
    liveLine(call, frame, connectedAt),
    legSteps(call, frame),
    refused ? notice("warn", "warning", refused.message, refused.remedy) : troubleNotice(call),
    call.to.extension && call.phase === "connected" ? notice("info", "keypad", say("card_extension_now", call.to.extension)) : null,
    call.cancellable || isCancelling(call)
      ? actButton("cancel", say(stopping ? "card_cancelling" : "card_cancel"), { icon: "hangup", kind: "danger", off: stopping, extra: { "data-call": call.id } })
      : h("p", { class: "quiet", "data-key": "hang-up" }, say("card_hang_up")),
  ];
}

/** @param {import('../state.js').ShownCall} shown @param {import('../state.js').PopupState} state */
function outcome({ call, connectedAt, looked }, state) {
  const unknown = call.phase === "unknown";
  return [
    outcomeNotice(call, connectedAt),
    call.phase === "failed" ? legSteps(call, frameOf(state)) : null,
    unknown && !looked
      ? actButton("looked", say("card_looked"), { icon: "check", extra: { "data-call": call.id } })
      : redial(call, state, unknown ? "card_call_again" : "card_redial"),
  ];
}

/** @param {Protocol.Call} call @param {import('../state.js').PopupState} state @param {string} label key */
function redial(call, { attempt }, label) {
  return actButton("redial", say(label), { icon: "reload", off: attempt !== "none", extra: { "data-call": call.id } });
}

/** What is spoken of a call when it changes. @param {import('../state.js').ShownCall} shown @param {import('../state.js').PopupState} state */
export function callSpoken({ call, cancelling }, state) {
  return spokenOfCall(call, frameOf(state, cancelling));
}
