// The toolbar button while there are calls: a sign for the phase, a colour, and a title that says it in words.
// It never blinks and never hides a trouble before the person has looked.

import { isOver } from "./live-calls.js";

const RINGING = "#b26a00";
const TALKING = "#1b7f3b";
const TROUBLE = "#b3261e";

/** @type {Record<Protocol.Phase, {text: string, colour: string}>} */
export const SIGNS = {
  placing: { text: "…", colour: RINGING },
  "ringing-you": { text: "1", colour: RINGING },
  "ringing-them": { text: "2", colour: RINGING },
  connected: { text: "●", colour: TALKING },
  ended: { text: "", colour: TALKING },
  cancelled: { text: "", colour: TALKING },
  failed: { text: "!", colour: TROUBLE },
  unknown: { text: "?", colour: TROUBLE },
};

/**
 * Which call the button tells about: the newest that goes on, else the one that changed last.
 * @param {Protocol.Call} changed
 * @param {Protocol.Call[]} active newest first
 */
export function shown(changed, active) {
  return active[0] ?? changed;
}

/** @param {Protocol.Call} call */
export async function showBadge(call) {
  const { text, colour } = SIGNS[call.phase];
  const title = text ? say("badge_title", say(`phase_${call.phase.replace("-", "_")}`), call.to.international) : say("action_title");
  await Promise.all([
    chrome.action.setBadgeText({ text }),
    chrome.action.setBadgeBackgroundColor({ color: colour }),
    chrome.action.setBadgeTextColor({ color: "#ffffff" }),
    chrome.action.setTitle({ title }),
  ]);
}

/** The person has opened a page of ours and sees for themselves: a trouble that is over need not be shown any more. */
export async function acknowledge() {
  const text = await chrome.action.getBadgeText({});
  const over = Object.entries(SIGNS).some(([phase, sign]) => isOver(/** @type {any} */ ({ phase })) && sign.text === text);
  if (!text || !over) return;
  await Promise.all([chrome.action.setBadgeText({ text: "" }), chrome.action.setTitle({ title: say("action_title") })]);
}

/** Pretend calls wear another colour everywhere. @param {boolean} simulator */
export async function showIcon(simulator) {
  const name = simulator ? "simulator" : "icon";
  const path = Object.fromEntries([16, 32, 48].map((size) => [size, `/icons/${name}-${size}.png`]));
  await chrome.action.setIcon({ path });
}
