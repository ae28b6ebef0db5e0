// Which links count as telephone links, and whether the browser hands us those of other programs too. Pure.

import { describedBy, field, plain, section, toggle } from "../parts.js";
import { isLocked } from "../settings.js";

/** Each scheme with an example that nobody can be called by. */
const SCHEMES = /** @type {[Messages.Scheme, string][]} */ ([
  ["tel", "tel:+12015550123"], ["callto", "callto:+12015550123"], ["rcmobile", "rcmobile://call?number=…"], ["rcapp", "rcapp://r/call?number=…"],
]);

/** @param {import('../state.js').State} state */
export function linksSection(state) {
  if (!state.prefs) return section("tel", "external");
  const { links, schemes } = state.prefs.general;
  return section("tel", "external", toggle(state, "links", links), schemesField(state, schemes, links), handlerRow(state));
}

/** @param {import('../state.js').State} state @param {Messages.Scheme[]} chosen @param {boolean} links */
function schemesField(state, chosen, links) {
  const off = isLocked(state, "schemes") || !links;
  const choices = SCHEMES.map(([scheme, example]) =>
    h("label", { class: "choice", "data-key": scheme },
      h("input", { type: "checkbox", "data-set": "schemes", value: scheme, checked: chosen.includes(scheme), disabled: off }),
      h("span", { class: "what" }, h("span", { class: "label" }, h("bdi", { dir: "ltr" }, `${scheme}:`)), h("bdi", { class: "quiet", dir: "ltr" }, example))));
  const group = h("div", { class: "choices two", role: "group", "aria-labelledby": "schemes-name", "aria-describedby": describedBy(state, "schemes", false) }, ...choices);
  return field(state, "schemes", group, { wide: true, group: true });
}

/** Chromium lets a page of an extension ask for it; Firefox knows us from the manifest and asks by itself. */
export function canRegister() {
  return location.protocol === "chrome-extension:" && "registerProtocolHandler" in navigator;
}

/** @param {import('../state.js').State} state */
function handlerRow({ handler }) {
  return plain(
    "handler",
    h("p", { class: "name" }, say("options_handler")),
    h("p", { class: "quiet" }, say(canRegister() ? "options_handler_hint" : "options_handler_firefox")),
    canRegister() ? h("div", { class: "buttons" }, actButton("register", say("options_handler_do"), { icon: "ring" })) : null,
    handler === "asked" ? h("p", { class: "aside" }, icon("info"), say("options_handler_asked")) : null,
    handler === "refused" ? h("p", { class: "wrong" }, icon("warning"), h("span", {}, say("options_handler_refused"))) : null,
  );
}
