// What the buttons of the page do, by the word in `data-act`. Only trusted events count.

import { HANDLER_KEY } from "../../background/handed-over.js";
import { copyText } from "../shared/clipboard.js";
import { ask, asRefusal } from "../shared/page.js";
import { askToSignOut, beginSignIn, signOut, stay } from "./account.js";
import { askToClear, clearCalls, keepCalls, saveCalls } from "./history.js";
import { focusField, main, page, show, speak } from "./page.js";
import { save, undo } from "./saving.js";

/** @type {Record<string, (control: HTMLElement) => unknown>} */
const ACTIONS = {
  async undo() {
    const field = page.state().saved?.field ?? "";
    await undo(page);
    focusField(field);
  },
  async copy({ dataset: { command = "" } }) {
    const copied = await copyText(command);
    if (copied) show({ copied: command });
    speak(say(copied ? "card_copied" : "card_copy_failed"));
  },
  "set-up": () => ask("page.open", { page: "welcome" }),
  "sign-in": beginSignIn,
  "ask-sign-out": askToSignOut,
  stay,
  "sign-out": signOut,
  "remove-country": ({ dataset: { item } }) =>
    removed("countries", [{ key: "countries", value: (page.state().session?.policy.countries ?? []).filter((region) => region !== item) }]),
  "remove-one-click": ({ dataset: { item = "" } }) => removed("oneClick", [{ key: "oneClick", value: null, site: item }]),
  "forget-site"({ dataset: { item = "" } }) {
    const kept = Object.keys(page.state().prefs?.sites[item] ?? {}).filter((key) => key !== "oneClick");
    return removed("sites", kept.map((key) => ({ key, value: null, site: item })));
  },
  forget: ({ dataset: { item = "", setting = "" } }) => removed("sites", [{ key: setting, value: null, site: item }]),
  register() {
    try {
      navigator.registerProtocolHandler("tel", `${chrome.runtime.getURL("pages/popup/popup.html")}?dial=%s`);
      void chrome.storage.local.set({ [HANDLER_KEY]: true });
      show({ handler: "asked" });
    } catch {
      show({ handler: "refused" });
    }
  },
  "export-csv": () => saveCalls("csv"),
  "export-json": () => saveCalls("json"),
  "ask-clear": askToClear,
  keep: keepCalls,
  clear: clearCalls,
  async "self-test"() {
    show({ diagnosing: true, diagnosisError: null });
    speak(say("options_self_test_busy"));
    try {
      const diagnosis = await ask("diagnostics.run", {});
      show({ diagnosing: false, diagnosis });
      speak(main.querySelector("[data-key=summary] .message")?.textContent ?? "");
    } catch (error) {
      show({ diagnosing: false, diagnosis: null, diagnosisError: asRefusal(error) });
    }
  },
};

/** What had the focus goes with what it removes. @param {string} field @param {import('./settings.js').Change[]} changes */
async function removed(field, changes) {
  await save(page, field, changes);
  focusField(field);
}

document.addEventListener("click", (event) => {
  const control = event.target instanceof Element ? event.target.closest("[data-act]") : null;
  if (!event.isTrusted || !(control instanceof HTMLElement) || control.getAttribute("aria-disabled")) return;
  if (event.detail > 1 && control.dataset.once) return; // the second half of a double click answers no question
  ACTIONS[control.dataset.act ?? ""]?.(control);
});

// Who backs out of a question by the keyboard has answered it: leave everything as it is.
document.addEventListener("keydown", ({ key, target, isTrusted }) => {
  const question = target instanceof Element && key === "Escape" && isTrusted ? target.closest(".question") : null;
  const no = question?.querySelector("[data-act=stay], [data-act=keep]");
  if (no instanceof HTMLElement) ACTIONS[no.dataset.act ?? ""]?.(no);
});
