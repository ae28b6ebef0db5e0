// The whole options page from the state: the sections in their order, and the list of them beside. Pure.

import { aboutSection } from "./sections/about.js";
import { accountSection } from "./sections/account.js";
import { callingSection } from "./sections/calling.js";
import { capsSection } from "./sections/caps.js";
import { countriesSection } from "./sections/countries.js";
import { diagnosticsSection } from "./sections/diagnostics.js";
import { historySection } from "./sections/history.js";
import { linksSection } from "./sections/links.js";
import { lookSection } from "./sections/look.js";
import { oneClickSection } from "./sections/one-click.js";
import { pagesSection } from "./sections/pages.js";

/** @type {[string, (state: import('./state.js').State) => HTMLElement][]} */
const SECTIONS = [
  ["account", accountSection],
  ["calling", callingSection],
  ["places", countriesSection],
  ["caps", capsSection],
  ["pages", pagesSection],
  ["one_click", oneClickSection],
  ["tel", linksSection],
  ["look", lookSection],
  ["history", historySection],
  ["diagnostics", diagnosticsSection],
  ["about", aboutSection],
];

/** @param {import('./state.js').State} state */
export function pageView(state) {
  const pretend = state.session?.connection === "ready" && state.session.simulator;
  return h("main", { id: "main" }, pretend ? simulatorMark() : null, ...SECTIONS.map(([, view]) => view(state)));
}

/** @param {string} current the section that is being read */
export function navView(current) {
  return h(
    "nav",
    { id: "nav", "aria-label": say("options_nav") },
    h("ul", {}, ...SECTIONS.map(([id]) => h("li", { "data-key": id }, h("a", { href: `#${id}`, "aria-current": id === current ? "true" : null }, say(`options_${id}`))))),
  );
}
