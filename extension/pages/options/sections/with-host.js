// Settings that the host keeps can be shown only while there is one; else one sentence says so. Pure.

import { plain } from "../parts.js";

/**
 * @param {import('../state.js').State} state
 * @param {(session: Messages.Session) => (HTMLElement | null)[]} rows
 * @param {string} [otherwise] key of the sentence
 */
export function withHost({ session }, rows, otherwise = "options_no_host") {
  if (session?.connection === "ready") return rows(session);
  return [plain("no-host", h("p", { class: "aside" }, icon("plug"), say(session ? otherwise : "options_wait")))];
}
