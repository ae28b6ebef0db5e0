// How many calls may be started in a minute, an hour and a day: a brake on accidents and on runaway pages. Pure.

import { describedBy, field, sectionLed } from "../parts.js";
import { CAPS, isLocked } from "../settings.js";
import { withHost } from "./with-host.js";

/** @param {import('../state.js').State} state */
export function capsSection(state) {
  return sectionLed("caps", "clock", say("options_caps_lead"), ...withHost(state, ({ policy }) => Object.entries(CAPS).map(([key, range]) => cap(state, key, range, policy[/** @type {'perMinute'} */ (key)]))));
}

/** @param {import('../state.js').State} state @param {string} key @param {[number, number]} range @param {number} now */
function cap(state, key, [min, max], now) {
  const wrong = state.saved?.field === key && Boolean(state.saved.error);
  const number = new Intl.NumberFormat(uiLanguage());
  const control = h("input", {
    type: "number", inputmode: "numeric", class: "number", id: key, "data-set": key, min, max, step: 1, value: state.drafts[key] ?? now,
    disabled: isLocked(state, key), "aria-invalid": wrong ? "true" : null, "aria-describedby": describedBy(state, key),
  });
  return field(state, key, control, { hint: say("options_cap_hint", number.format(min), number.format(max)) });
}
