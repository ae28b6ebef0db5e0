// Where the person is, and which other countries may be called without a question. Pure.

import { countryPicker } from "../country-picker.js";
import { describedBy, field, sectionLed } from "../parts.js";
import { isLocked } from "../settings.js";
import { withHost } from "./with-host.js";

/** @param {import('../state.js').State} state */
export function countriesSection(state) {
  const lead = say(isLocked(state, "countries") ? "options_places_lead_locked" : "options_places_lead");
  return sectionLed("places", "globe", lead, ...withHost(state, ({ settings, policy }) => [homeField(state, settings.region), allowedField(state, policy.countries, settings.region)]));
}

/**
 * The countries that a picker offers.
 * @param {string} id
 * @param {import('../state.js').State} state
 */
export function offered(id, { session }) {
  const choices = regionChoices();
  if (id === "region") return choices;
  const taken = new Set([session?.settings.region, ...(session?.policy.countries ?? [])]);
  return choices.filter(({ region }) => !taken.has(region));
}

/** @param {import('../state.js').State} state @param {string} home */
function homeField(state, home) {
  const picker = countryPicker(offered("region", state), {
    id: "region", shown: regionName(home), placeholder: say("options_countries_find"), pick: state.pick,
    off: isLocked(state, "region"), describedBy: describedBy(state, "region"),
  });
  return field(state, "region", picker, { hint: say("options_region_hint") });
}

/** @param {import('../state.js').State} state @param {string[]} countries @param {string} home */
function allowedField(state, countries, home) {
  const off = isLocked(state, "countries");
  const { compare } = new Intl.Collator(uiLanguage());
  const named = countries.filter((region) => region !== home).map((region) => ({ region, name: regionName(region) })).sort((a, b) => compare(a.name, b.name));
  const picker = countryPicker(offered("countries", state), {
    id: "countries", shown: "", placeholder: say("options_countries_add"), pick: state.pick, off, describedBy: describedBy(state, "countries", !off),
  });
  const list = named.length > 0
    ? h("ul", { class: "chips", "aria-label": say("options_countries_allowed"), "data-key": "chips" }, ...named.map(({ region, name }) => chip(name, off ? null : { act: "remove-country", item: region })))
    : h("p", { class: "quiet", "data-key": "none" }, say("options_countries_only_home", regionName(home)));
  return field(state, "countries", h("div", { class: "stack" }, list, off ? null : picker), { hint: off ? undefined : say("options_countries_hint"), wide: true, group: off });
}

/**
 * One thing in a list, with a button that takes it out.
 * @param {string} text
 * @param {{act: string, item: string} | null} remove null where it stays
 */
export function chip(text, remove) {
  return h(
    "li",
    { class: "chip", "data-key": text },
    h("bdi", {}, text),
    remove
      ? h("button", { type: "button", class: "button round", "data-act": remove.act, "data-item": remove.item, "aria-label": say("options_remove", text), title: say("options_remove", text) }, icon("cross"))
      : null,
  );
}
