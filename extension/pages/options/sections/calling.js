// How a call is made: which phone rings first, what number the other side sees, and whether to press 1. Pure.

import { describedBy, field, section, select, toggle } from "../parts.js";
import { isLocked } from "../settings.js";
import { phoneChoice } from "../../shared/phones.js";
import { withHost } from "./with-host.js";

/** @param {import('../state.js').State} state */
export function callingSection(state) {
  return section("calling", "ring", ...withHost(state, ({ account, settings }) => [
    fromField(state, account, settings),
    callerIdField(state, account, settings),
    toggle(state, "playPrompt", settings.playPrompt),
  ]));
}

/** @param {import('../state.js').State} state @param {Protocol.Account} account @param {Protocol.SessionSettings} settings */
function fromField(state, { from }, settings) {
  const [first] = from;
  if (!first) return ownNumber(state, settings.from);
  const unlisted = settings.from && !phoneOf(from, settings.from) ? [{ phoneNumber: settings.from, label: say("options_from_unlisted"), type: "" }] : [];
  const phones = [...from, ...unlisted];
  const off = isLocked(state, "from");
  const choice = phoneChoice(phones, settings.from, { off, labelledBy: "from-name", describedBy: describedBy(state, "from") ?? undefined });
  const hint = settings.from ? say("options_from_hint") : say("options_from_hint_first", first.label);
  return field(state, "from", choice, { hint, wide: true, group: true });
}

/**
 * RingCentral names no phone, perhaps because this person may not read them: then they type the number themselves.
 * @param {import('../state.js').State} state
 * @param {string | undefined} chosen
 */
function ownNumber(state, chosen) {
  const wrong = state.saved?.field === "from" && Boolean(state.saved.error);
  const control = h("input", {
    type: "tel", id: "from", dir: "ltr", autocomplete: "tel", maxlength: 64, "data-set": "from", value: state.drafts["from"] ?? chosen ?? "",
    disabled: isLocked(state, "from"), "aria-invalid": wrong ? "true" : null, "aria-describedby": describedBy(state, "from"),
  });
  return field(state, "from", control, { hint: say("options_from_none"), wide: true });
}

/** @param {import('../state.js').State} state @param {Protocol.Account} account @param {Protocol.SessionSettings} settings */
function callerIdField(state, { callerIds }, { callerId = "" }) {
  const known = callerIds.some(({ phoneNumber }) => phoneNumber === callerId);
  const options = [
    { value: "", label: say("options_caller_id_default") },
    ...callerIds.map(({ phoneNumber, label }) => ({ value: phoneNumber, label: label ? say("card_phone_choice", label, phoneNumber) : phoneNumber })),
    ...(callerId && !known ? [{ value: callerId, label: callerId }] : []),
  ];
  return select(state, "callerId", options, callerId, say("options_callerid_hint"));
}
