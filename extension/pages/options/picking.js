// The lists of countries: opened by typing or by an arrow, walked by keys, closed when anything else takes the focus.

import { findCountries, pickerKey } from "./country-picker.js";
import { page, show, speak } from "./page.js";
import { save } from "./saving.js";
import { offered } from "./sections/countries.js";

/** @param {string} id @param {string} region */
async function choose(id, region) {
  show({ pick: null });
  const input = /** @type {HTMLInputElement | null} */ (document.getElementById(id));
  if (input) input.value = id === "region" ? regionName(region) : "";
  const countries = page.state().session?.policy.countries ?? [];
  await save(page, id, [id === "region" ? { key: "region", value: region } : { key: "countries", value: [...countries, region] }]);
}

/** @param {string} id @param {string} text */
function open(id, text) {
  const input = document.getElementById(id);
  if (input instanceof HTMLInputElement && !text) input.value = ""; // what is typed now is a search, not an addition to the name
  show({ pick: { id, text, active: 0 } });
  speak(sayCount("options_countries_found", findCountries(offered(id, page.state()), text).length));
}

function close() {
  const id = page.state().pick?.id;
  if (!id) return;
  show({ pick: null });
  const input = /** @type {HTMLInputElement | null} */ (document.getElementById(id));
  if (input) input.value = input.getAttribute("value") ?? "";
}

document.addEventListener("input", ({ target }) => {
  if (target instanceof HTMLInputElement && target.dataset.pick) open(target.dataset.pick, target.value);
});

document.addEventListener("keydown", (event) => {
  const { target, key, isTrusted } = event;
  if (!isTrusted || !(target instanceof HTMLInputElement) || !target.dataset.pick) return;
  const { pick: id } = target.dataset;
  const state = page.state();
  const pick = state.pick?.id === id ? state.pick : null;
  const found = pick ? findCountries(offered(id, state), pick.text) : [];
  const next = pickerKey(key, pick, { id, count: found.length });
  if (next === null) return;
  if (key !== "Tab") event.preventDefault();
  if (next === "close") return close();
  if (next !== "choose") return pick ? show({ pick: next }) : open(id, "");
  const chosen = found[pick?.active ?? 0];
  if (chosen) choose(id, chosen.region);
});

document.addEventListener("click", ({ target, isTrusted }) => {
  const line = target instanceof Element ? target.closest("[data-region]") : null;
  if (isTrusted && line instanceof HTMLElement) choose(line.dataset.pick ?? "", line.dataset.region ?? "");
});

// The list is not to take the focus from the field.
document.addEventListener("mousedown", (event) => {
  const { target } = event;
  if (!(target instanceof Element)) return;
  if (target.closest(".picker .list")) event.preventDefault();
  else if (target instanceof HTMLInputElement && target.dataset.pick && !target.disabled && page.state().pick?.id !== target.dataset.pick) {
    open(target.dataset.pick, "");
  }
});

document.addEventListener("focusout", ({ target }) => {
  if (target instanceof HTMLInputElement && target.dataset.pick) close();
});
