// Where numbers are marked: everywhere, nowhere or on chosen sites, and what is remembered of each site. Pure.

import { plain, radios, savedLine, section, sectionLed } from "../parts.js";
import { isLocked } from "../settings.js";

/** @typedef {import('../state.js').State} State */

/** @param {State} state */
export function pagesSection(state) {
  if (!state.prefs) return section("pages", "list");
  const { general, sites, fixedSites } = state.prefs;
  const known = new Set([...Object.keys(sites), ...Object.keys(fixedSites)]);
  const rows = [...known].map((site) => /** @type {const} */ ([site, { ...sites[site], ...fixedSites[site] }]));
  return sectionLed("pages", "list", say("options_pages_lead"), radios(state, "marking", ["everywhere", "chosen", "nowhere"], general.marking), siteList(state, rows));
}

/** @param {State} state @param {(readonly [string, Messages.SitePreferences])[]} rows */
function siteList(state, rows) {
  const known = rows
    .filter(([, { marking, region, notNumbers }]) => marking !== undefined || region !== undefined || notNumbers !== undefined)
    .sort(([a], [b]) => a.localeCompare(b));
  return plain(
    "sites",
    h("p", { class: "name", id: "sites-name" }, say("options_sites")),
    h("p", { class: "quiet" }, say("options_sites_hint")),
    known.length > 0 ? h("ul", { class: "sites", "aria-labelledby": "sites-name", "data-key": "list" }, ...known.map(([site, own]) => siteRow(state, site, own))) : null,
    isLocked(state, "marking") ? null : addSite(state, "sites", "add-site"),
    savedLine(state, "sites"),
  );
}

/** @param {State} state @param {string} site @param {Messages.SitePreferences} own */
function siteRow(state, site, { marking, region, notNumbers }) {
  const chosen = marking === undefined ? "" : String(marking);
  const fixed = state.prefs?.fixedSites[site]?.marking !== undefined;
  const lockId = `fixed-${site}`;
  const choice = h(
    "select",
    { "data-set": "marking", "data-site": site, "aria-label": say("options_site_marking", site), disabled: fixed || isLocked(state, "marking"), "aria-describedby": fixed ? lockId : null },
    ...["", "true", "false"].map((value) => h("option", { value, selected: value === chosen, "data-key": value }, say(`options_site_marking_${value || "follow"}`))),
  );
  return h(
    "li",
    { class: "site", "data-key": site },
    h("bdi", { class: "address", dir: "ltr" }, site === "file:" ? say("options_site_files") : site),
    h("span", { class: "select" }, choice, icon("chevron")),
    fixed ? null : h("button", { type: "button", class: "button round", "data-act": "forget-site", "data-item": site, "aria-label": say("options_site_forget", site), title: say("options_site_forget", site) }, icon("trash")),
    fixed ? h("p", { class: "locked more", id: lockId, "data-key": "fixed" }, icon("lock"), say("options_locked")) : null,
    region || notNumbers
      ? h("p", { class: "quiet more" },
          region ? h("span", { "data-key": "region" }, say("options_site_region", regionName(region)), " ", forget("region", site)) : null,
          notNumbers ? h("span", { "data-key": "not" }, sayCount("options_site_not_numbers", notNumbers.length), " ", forget("notNumbers", site)) : null)
      : null,
  );
}

/** @param {string} key @param {string} site */
function forget(key, site) {
  return h("button", { type: "button", class: "link", "data-act": "forget", "data-item": site, "data-setting": key, "aria-label": say(`options_forget_${keyPart(key)}`, site) }, say("options_forget"));
}

/**
 * A field for the address of a site.
 * @param {State} state
 * @param {string} id
 * @param {string} act
 */
export function addSite(state, id, act) {
  const wrong = state.saved?.field === id && Boolean(state.saved.error);
  const input = h("input", {
    type: "text", id: `${id}-add`, autocomplete: "off", spellcheck: "false", autocapitalize: "off", dir: "ltr", inputmode: "url",
    placeholder: say("options_site_example"), value: state.drafts[id] ?? "", "aria-label": say(`options_${keyPart(id)}_add`),
    "aria-invalid": wrong ? "true" : null, "aria-describedby": wrong ? `${id}-saved` : null,
  });
  const what = id === "sites"
    ? h("span", { class: "select" },
        h("select", { id: "sites-what", "aria-label": say("options_sites_what") },
          ...["true", "false"].map((value) => h("option", { value, "data-key": value }, say(`options_site_marking_${value}`)))),
        icon("chevron"))
    : null;
  return h("form", { class: "add", "data-submit": act, "data-key": `${id}-add`, novalidate: true }, input, what, h("button", { type: "submit", class: "button plain" }, icon("plus"), h("span", { class: "label" }, say("options_add"))));
}
