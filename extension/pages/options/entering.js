// Fields, switches and forms: what a person enters is saved at once, or refused beside its field.

import { settle } from "../shared/controls.js";
import { main, page, show } from "./page.js";
import { read, refuse, save } from "./saving.js";
import { siteFrom } from "./sites.js";

/** @type {Record<string, (form: HTMLFormElement) => {field: string, key: string, value: unknown}>} */
const SUBMISSIONS = {
  "add-site": (form) => ({ field: "sites", key: "marking", value: form.querySelector("select")?.value === "true" }),
  "add-one-click": () => ({ field: "oneClick", key: "oneClick", value: true }),
};

/** A text that could not be saved stays in its field. @param {string} field @param {string} text */
const draft = (field, text) => show({ drafts: { ...page.state().drafts, [field]: text } });

document.addEventListener("change", async ({ target, isTrusted }) => {
  if (!isTrusted || !(target instanceof HTMLInputElement || target instanceof HTMLSelectElement) || !target.dataset.set) return;
  const { set: key, site } = target.dataset;
  const field = site ? "sites" : key;
  const now = read(target, page.state());
  if ("error" in now) {
    draft(key, target.value);
    return refuse(page, field, now.error);
  }
  await save(page, field, [site ? { key, value: now.value, site } : { key, value: now.value }]);
  settle(main);
});

document.addEventListener("submit", async (event) => {
  const form = /** @type {HTMLFormElement} */ (event.target);
  event.preventDefault();
  const input = form.querySelector("input");
  const submission = SUBMISSIONS[form.dataset.submit ?? ""]?.(form);
  if (!event.isTrusted || !input || !submission) return;
  const { field, key, value } = submission;
  const site = siteFrom(input.value);
  if (!site) {
    draft(field, input.value);
    refuse(page, field, { code: "bad-site", message: say("options_site_wrong"), remedy: say("options_site_wrong_remedy") });
    return input.focus();
  }
  input.value = "";
  await save(page, field, [{ key, value, site }]);
});
