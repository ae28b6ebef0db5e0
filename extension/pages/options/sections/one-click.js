// Sites on which one click on a number begins a call after two seconds. Says plainly what that means before anybody lists one. Pure.

import { lockedLine, plain, savedLine, sectionLed } from "../parts.js";
import { isLocked } from "../settings.js";
import { chip } from "./countries.js";
import { addSite } from "./pages.js";

/** @param {import('../state.js').State} state */
export function oneClickSection(state) {
  const off = isLocked(state, "oneClick");
  const listed = (off ? state.prefs?.fixedSites : state.prefs?.sites) ?? {};
  const sites = Object.entries(listed).filter(([, { oneClick }]) => oneClick).map(([site]) => site).sort();
  return sectionLed(
    "one_click",
    "handset",
    say("options_one_click_lead"),
    plain("how",
      h("ol", { class: "how" }, ...["click", "count", "stop"].map((step) => h("li", { "data-key": step }, say(`options_one_click_${step}`)))),
      lockedLine(state, "oneClick")),
    plain("oneClick",
      h("p", { class: "name", id: "oneClick-name" }, say("options_one_click_sites")),
      sites.length > 0
        ? h("ul", { class: "chips", "aria-labelledby": "oneClick-name", "data-key": "chips" }, ...sites.map((site) => chip(site, off ? null : { act: "remove-one-click", item: site })))
        : h("p", { class: "quiet", "data-key": "none" }, say("options_one_click_none")),
      off ? null : addSite(state, "oneClick", "add-one-click"),
      savedLine(state, "oneClick")),
  );
}
