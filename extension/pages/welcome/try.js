// The last step: a call to another phone of one's own, and how it goes. Pure.

/** @param {import('./steps.js').State} state @returns {(HTMLElement | null)[]} */
export function tryStep(state) {
  return state.call ? callFace(state, state.call) : dialFace(state);
}

/** @param {import('./steps.js').State} state */
function dialFace({ session, dial, starting, asked, error }) {
  const first = session?.settings.from;
  const others = (session?.account.from ?? []).filter(({ phoneNumber }) => phoneNumber !== first && /^\+\d+$/.test(phoneNumber));
  const words = error ? errorWords(error) : null;
  return [
    h("p", { "data-key": "lead" }, say("welcome_try_lead")),
    others.length > 0
      ? h("div", { class: "own", role: "group", "aria-label": say("welcome_try_own"), "data-key": "own" },
          ...others.map(({ phoneNumber, label, type }) =>
            h("button", { type: "button", class: "button plain", "data-act": "fill", "data-number": phoneNumber, "data-key": phoneNumber, "aria-pressed": dial === phoneNumber ? "true" : "false" }, icon(phoneIcon(type)), h("bdi", {}, label))))
      : null,
    h("form", { class: "dial", novalidate: true, "data-key": "dial" },
      h("label", { for: "dial", class: "name" }, say("welcome_try_number")),
      h("div", { class: "line" },
        h("input", { type: "tel", id: "dial", autocomplete: "tel", dir: "ltr", value: dial, "aria-invalid": words ? "true" : null, "aria-describedby": words ? "dial-wrong" : null }),
        h("button", { type: "submit", class: "button call", "aria-disabled": starting || !dial.trim() ? "true" : null, "data-busy": starting }, icon("handset"), h("span", { class: "label" }, say(starting ? "card_starting" : "card_call"))))),
    asked ? h("p", { class: "aside", "data-key": "asked" }, icon("shield"), say("welcome_try_confirm")) : null,
    words ? h("p", { class: "wrong", id: "dial-wrong", "data-key": "wrong" }, icon("warning"), h("span", {}, `${words.message} ${words.remedy}`)) : null,
  ];
}

/** @param {import('./steps.js').State} state @param {Protocol.Call} call */
function callFace({ session, connectedAt }, call) {
  const frame = { phones: session?.account.from ?? [], playPrompt: session?.settings.playPrompt ?? false };
  return [
    isOver(call) ? outcomeNotice(call, connectedAt) : liveLine(call, frame, connectedAt),
    legSteps(call, frame),
    troubleNotice(call),
    h("div", { class: "buttons", "data-key": "buttons", "data-phase": call.phase },
      call.cancellable ? actButton("cancel", say("card_cancel"), { icon: "hangup", kind: "danger" }) : null,
      isOver(call) ? actButton("again", say("welcome_again"), { icon: "reload" }) : null),
    call.phase === "connected" ? h("p", { class: "quiet", "data-key": "hang-up" }, say("card_hang_up")) : null,
  ];
}
