// The card's faces during and after a call: how it goes, what can be done, and how it came out.

/** @param {CardState} state @returns {CallFrame} */
function callFrame({ session, cancelling }) {
  return { phones: session?.account.from ?? [], playPrompt: session?.settings.playPrompt ?? false, cancelling };
}

/** @param {CardState} state */
function callingView(state) {
  const call = /** @type {Protocol.Call} */ (state.call);
  const frame = callFrame(state);
  const cancelling = state.cancelling || isCancelling(call);
  return [
    liveLine(call, frame, state.connectedAt),
    waitsForRate(call) ? h("p", { class: "quiet", "data-key": "by-itself" }, errorWords(call.reason ?? {}).remedy) : null,
    state.cancelRefused ? refusedCancel(state.cancelRefused) : troubleNotice(call),
    legSteps(call, frame),
    call.to.extension && call.phase === "connected"
      ? notice("info", "keypad", say("card_extension_now", call.to.extension))
      : null,
    call.cancellable || isCancelling(call)
      ? actButton("cancel", say(cancelling ? "card_cancelling" : "card_cancel"), {
          icon: "hangup",
          kind: "danger",
          off: cancelling,
        })
      : h("p", { class: "quiet", "data-key": "hang-up" }, say("card_hang_up")),
  ];
}

/** @param {Refusal} error */
function refusedCancel(error) {
  const words = errorWords(error);
  return notice("warn", "warning", words.message, words.remedy);
}

/** @param {CardState} state */
function overView(state) {
  const call = /** @type {Protocol.Call} */ (state.call);
  const unknown = call.phase === "unknown";
  return [
    outcomeNotice(call, state.connectedAt),
    call.phase === "failed" ? legSteps(call, callFrame(state)) : null,
    unknown && !state.looked
      ? h(
          "div",
          { class: "row", "data-key": "looked-row" },
          actButton("looked", say("card_looked"), { icon: "check" }),
        )
      : h(
          "div",
          { class: "row", "data-key": "again-row" },
          state.arm === "doubtful"
            ? actButton("check-again", say("card_check"), { icon: "shield", kind: "call" })
            : actButton("redial", unknown ? say("card_call_again") : say("card_redial"), {
                icon: "reload",
                kind: "call",
                off: state.arm !== "armed",
                extra: { "data-arm": state.arm },
              }),
          actButton("close", say("common_close"), { kind: "plain" }),
        ),
  ];
}
