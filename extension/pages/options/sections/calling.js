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
  const unlisted = settings.from && !phoneOf(from, settings.from) ? [{ phoneNumber: settings.from, label: say("options_from_unlisted"), type: "" }] : [];
  const phones = [...from, ...unlisted];
  const off = isLocked(state, "from");
  const choice = phones.length > 0
    ? phoneChoice(phones, settings.from, { off, labelledBy: "from-name", describedBy: describedBy(state, "from") ?? undefined })
    : h("p", { class: "quiet" }, say("options_from_none"));
  const hint = !settings.from && first ? say("options_from_hint_first", first.label) : say("options_from_hint");
  return field(state, "from", choice, { hint, wide: true, group: true });
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
