// The options page: shows what holds, saves every change at once, and keeps up with changes made elsewhere. What a person does is
// answered in tables by name; only trusted events count.

import { HANDLER_KEY } from "../../background/handed-over.js";
import { copyText } from "../shared/clipboard.js";
import { settle } from "../shared/controls.js";
import { ask, begin } from "../shared/page.js";
import { signIn } from "../shared/sign-in.js";
import { findCountries, pickerKey } from "./country-picker.js";
import { download, readAll, toCsv, toJson } from "./export.js";
import { read, refuse, save, saving, undo } from "./saving.js";
import { offered } from "./sections/countries.js";
import { clearedWords } from "./sections/history.js";
import { siteFrom } from "./sites.js";
import { BEFORE } from "./state.js";
import { navView, pageView } from "./view.js";

const main = /** @type {HTMLElement} */ (document.getElementById("main"));
const nav = /** @type {HTMLElement} */ (document.getElementById("nav"));
const spoken = /** @type {HTMLElement} */ (document.getElementById("spoken"));
const leaving = new AbortController();

let state = BEFORE;
let reading = location.hash.slice(1) || "account";

/** @param {Partial<typeof state>} change */
function show(change) {
  state = { ...state, ...change };
  morph(main, pageView(state));
  morph(nav, navView(reading));
  settle(main);
  main.querySelector("[role=option][aria-selected=true]")?.scrollIntoView({ block: "nearest" });
}

/** @param {string} sentence */
function speak(sentence) {
  spoken.textContent = "";
  spoken.textContent = sentence;
}

const page = { state: () => state, show, speak };

/** @param {unknown} error */
const refusal = (error) => /** @type {Refusal} */ (error);

/** The first control of a field that is left, for the keyboard's sake. @param {string} field */
function focusField(field) {
  const row = main.querySelector(`[data-field="${CSS.escape(field)}"]`);
  const control = row?.querySelector("input:checked, input, select, button");
  if (control instanceof HTMLElement) control.focus();
}

/** @param {string} code @param {string} key */
const wrong = (code, key) => ({ code, message: say(key), remedy: say(`${key}_remedy`) });

/** @param {string} id @param {string} region */
async function choose(id, region) {
  show({ pick: null });
  const input = /** @type {HTMLInputElement | null} */ (document.getElementById(id));
  if (input) input.value = id === "region" ? regionName(region) : "";
  const countries = state.session?.policy.countries ?? [];
  await save(page, id, [id === "region" ? { key: "region", value: region } : { key: "countries", value: [...countries, region] }]);
}

function closePicker() {
  const id = state.pick?.id;
  if (!id) return;
  show({ pick: null });
  const input = /** @type {HTMLInputElement | null} */ (document.getElementById(id));
  if (input) input.value = input.getAttribute("value") ?? "";
}

/** @param {(calls: Protocol.Call[]) => string} form @param {string} format @param {string} type */
async function exportCalls(form, format, type) {
  show({ exported: { format, count: 0, over: false } });
  try {
    const calls = await readAll(ask, (count) => show({ exported: { format, count, over: false } }));
    if (calls.length > 0) download(form(calls), type, `ringout-calls-${new Date().toISOString().slice(0, 10)}.${format}`);
    show({ exported: { format, count: calls.length, over: true } });
    speak(calls.length > 0 ? sayCount("options_exported", calls.length) : say("options_export_empty"));
  } catch (error) {
    show({ exported: { format, count: 0, over: true, error: refusal(error) } });
  }
}

/** @type {Record<string, (control: HTMLElement) => unknown>} */
const ACTIONS = {
  async undo() {
    const field = state.saved?.field ?? "";
    await undo(page);
    focusField(field);
  },
  async copy({ dataset: { command = "" } }) {
    const copied = await copyText(command);
    if (copied) show({ copied: command });
    speak(say(copied ? "card_copied" : "card_copy_failed"));
  },
  "set-up": () => ask("page.open", { page: "welcome" }),
  async "sign-in"() {
    show({ signingIn: "asking", accountError: null });
    try {
      await signIn();
      show({ signingIn: "opened" });
    } catch (error) {
      show({ signingIn: "", accountError: refusal(error) });
    }
  },
  "ask-sign-out"() {
    show({ leaving: true });
    /** @type {HTMLElement | null} */ (main.querySelector("[data-act=stay]"))?.focus();
  },
  stay() {
    show({ leaving: false });
    /** @type {HTMLElement | null} */ (main.querySelector("[data-act=ask-sign-out]"))?.focus();
  },
  async "sign-out"() {
    show({ leaving: false, accountError: null, signingIn: "" });
    try {
      await ask("account.signOut", {});
      show({ session: await ask("session.get", {}) });
      speak(say("options_signed_out"));
    } catch (error) {
      show({ accountError: refusal(error) });
    }
    /** @type {HTMLElement | null} */ (main.querySelector("[data-act=sign-in]"))?.focus();
  },
  async "remove-country"({ dataset: { item } }) {
    await save(page, "countries", [{ key: "countries", value: (state.session?.policy.countries ?? []).filter((region) => region !== item) }]);
    focusField("countries");
  },
  async "remove-one-click"({ dataset: { item = "" } }) {
    await save(page, "oneClick", [{ key: "oneClick", value: null, site: item }]);
    focusField("oneClick");
  },
  async "forget-site"({ dataset: { item = "" } }) {
    const kept = Object.keys(state.prefs?.sites[item] ?? {}).filter((key) => key !== "oneClick");
    await save(page, "sites", kept.map((key) => ({ key, value: null, site: item })));
    focusField("sites");
  },
  async forget({ dataset: { item = "", setting = "" } }) {
    await save(page, "sites", [{ key: setting, value: null, site: item }]);
    focusField("sites");
  },
  register() {
    try {
      navigator.registerProtocolHandler("tel", `${chrome.runtime.getURL("pages/popup/popup.html")}?dial=%s`);
      void chrome.storage.local.set({ [HANDLER_KEY]: true });
      show({ handler: "asked" });
    } catch {
      show({ handler: "refused" });
    }
  },
  "export-csv": () => exportCalls(toCsv, "csv", "text/csv;charset=utf-8"),
  "export-json": () => exportCalls(toJson, "json", "application/json"),
  "ask-clear"() {
    show({ clearing: "asked", cleared: null, exported: null });
    /** @type {HTMLElement | null} */ (main.querySelector("[data-act=keep]"))?.focus();
  },
  keep() {
    show({ clearing: "" });
    /** @type {HTMLElement | null} */ (main.querySelector("[data-act=ask-clear]"))?.focus();
  },
  async clear() {
    show({ clearing: "busy" });
    try {
      const { removed } = await ask("calls.clear", {});
      show({ clearing: "", cleared: { count: removed } });
      speak(clearedWords(removed));
    } catch (error) {
      show({ clearing: "", cleared: { error: refusal(error) } });
    }
    /** @type {HTMLElement | null} */ (main.querySelector("[data-act=ask-clear]"))?.focus();
  },
  async "self-test"() {
    show({ diagnosing: true, diagnosisError: null });
    speak(say("options_self_test_busy"));
    try {
      const diagnosis = await ask("diagnostics.run", {});
      show({ diagnosing: false, diagnosis });
      speak(main.querySelector("[data-key=summary] .message")?.textContent ?? "");
    } catch (error) {
      show({ diagnosing: false, diagnosis: null, diagnosisError: refusal(error) });
    }
  },
};

/** @type {Record<string, (site: string, form: HTMLFormElement) => {field: string, key: string, value: unknown}>} */
const SUBMISSIONS = {
  "add-site": (_, form) => ({ field: "sites", key: "marking", value: form.querySelector("select")?.value === "true" }),
  "add-one-click": () => ({ field: "oneClick", key: "oneClick", value: true }),
};

document.addEventListener("click", (event) => {
  const control = event.target instanceof Element ? event.target.closest("[data-act], [data-region]") : null;
  if (!event.isTrusted || !(control instanceof HTMLElement) || control.getAttribute("aria-disabled")) return;
  if (event.detail > 1 && control.dataset.once) return; // the second half of a double click answers no question
  if (control.dataset.region) choose(control.dataset.pick ?? "", control.dataset.region);
  else ACTIONS[control.dataset.act ?? ""]?.(control);
});

// Who backs out of a question by the keyboard has answered it: leave everything as it is.
document.addEventListener("keydown", ({ key, target, isTrusted }) => {
  const question = target instanceof Element && key === "Escape" && isTrusted ? target.closest(".question") : null;
  const no = question?.querySelector("[data-act=stay], [data-act=keep]");
  if (no instanceof HTMLElement) ACTIONS[no.dataset.act ?? ""]?.(no);
});

document.addEventListener("change", async ({ target, isTrusted }) => {
  if (!isTrusted || !(target instanceof HTMLInputElement || target instanceof HTMLSelectElement) || !target.dataset.set) return;
  const { set: key, site } = target.dataset;
  const field = site ? "sites" : key;
  const now = read(target, state);
  if ("error" in now) {
    show({ drafts: { ...state.drafts, [key]: target.value } });
    return refuse(page, field, now.error);
  }
  await save(page, field, [site ? { key, value: now.value, site } : { key, value: now.value }]);
  settle(main);
});

document.addEventListener("submit", async (event) => {
  const form = /** @type {HTMLFormElement} */ (event.target);
  event.preventDefault();
  const input = form.querySelector("input");
  if (!event.isTrusted || !input) return;
  const site = siteFrom(input.value);
  const { field, key, value } = SUBMISSIONS[form.dataset.submit ?? ""]?.(site ?? "", form) ?? {};
  if (!field || !key) return;
  if (!site) {
    show({ drafts: { ...state.drafts, [field]: input.value } });
    refuse(page, field, wrong("bad-site", "options_site_wrong"));
    return input.focus();
  }
  input.value = "";
  await save(page, field, [{ key, value, site }]);
});

// ---- the lists of countries

document.addEventListener("input", ({ target }) => {
  if (target instanceof HTMLInputElement && target.dataset.pick) open(target.dataset.pick, target.value);
});

/** @param {string} id @param {string} text */
function open(id, text) {
  const input = document.getElementById(id);
  if (input instanceof HTMLInputElement && !text) input.value = ""; // what is typed now is a search, not an addition to the name
  show({ pick: { id, text, active: 0 } });
  speak(sayCount("options_countries_found", findCountries(offered(id, state), text).length));
}

document.addEventListener("keydown", (event) => {
  const { target, key, isTrusted } = event;
  if (!isTrusted || !(target instanceof HTMLInputElement) || !target.dataset.pick) return;
  const { pick: id } = target.dataset;
  const pick = state.pick?.id === id ? state.pick : null;
  const found = pick ? findCountries(offered(id, state), pick.text) : [];
  const next = pickerKey(key, pick, { id, count: found.length });
  if (next === null) return;
  if (key !== "Tab") event.preventDefault();
  if (next === "close") return closePicker();
  if (next !== "choose") return pick ? show({ pick: next }) : open(id, "");
  const chosen = found[pick?.active ?? 0];
  if (chosen) choose(id, chosen.region);
});

// The list is not to take the focus from the field, and closes when anything else does.
document.addEventListener("mousedown", (event) => {
  const { target } = event;
  if (!(target instanceof Element)) return;
  if (target.closest(".picker .list")) event.preventDefault();
  else if (target instanceof HTMLInputElement && target.dataset.pick && !target.disabled && state.pick?.id !== target.dataset.pick) {
    open(target.dataset.pick, "");
  }
});
document.addEventListener("focusout", ({ target }) => {
  if (target instanceof HTMLInputElement && target.dataset.pick) closePicker();
});

// ---- news

async function wearAgain() {
  await begin();
  const prefs = await ask("prefs.list", {});
  show(saving() ? {} : { prefs });
}

/** @param {Messages.Update} update */
function heard(update) {
  if (update.name === "prefs.changed") return void wearAgain();
  if (update.name === "session") show({ session: update.session });
  if (update.name === "calls.cleared") show({ exported: null });
  const { session } = state;
  if (!session) return;
  if (update.name === "settings.changed" && !saving()) show({ session: { ...session, settings: update.settings, policy: update.policy } });
  // What an account means for the rest (home country, simulator) is the host's to say.
  if (update.name === "account.changed" || update.name === "connection") {
    ask("session.get", {}).then((fresh) => show({ session: fresh, signingIn: fresh.account.signedIn ? "" : state.signingIn }), () => {});
  }
}

/** Lights the section that is being read: the last one that has come up to the upper third. */
function followReading() {
  const sections = [...main.querySelectorAll("section")];
  const atEnd = scrollY > 0 && innerHeight + scrollY >= document.documentElement.scrollHeight - 2;
  const now = atEnd ? sections.at(-1) : sections.findLast((each) => each.getBoundingClientRect().top <= innerHeight / 3);
  if (!now || now.id === reading) return;
  reading = now.id;
  morph(nav, navView(reading));
}

addEventListener("scroll", followReading, { passive: true, signal: leaving.signal });

await begin();
show({ session: await ask("session.get", {}).catch(() => null), prefs: await ask("prefs.list", {}).catch(() => null) });
main.removeAttribute("aria-busy");
followUpdates(heard, leaving.signal);
if (location.hash) document.getElementById(location.hash.slice(1))?.scrollIntoView();
