// What the popup's controls do, by the word in `data-act` or `data-change`. Only trusted events count.

import { ask } from "../shared/page.js";

/** @typedef {{desk: import('./desk.js').Desk, dial: import('./dial-box.js').DialBox, control: HTMLElement}} Acting */

/** @type {Record<string, (acting: Acting) => unknown>} */
const ACTIONS = {
  options: () => ask("page.open", { page: "options" }).catch(() => {}),
  "check-host": ({ desk }) => desk.link.check(),
  copy: ({ desk }) => desk.link.copyCommand(),
  "sign-in": ({ desk }) => desk.link.signIn(),
  clear: ({ dial }) => dial.fill(""),
  keypad: ({ dial }) => dial.toggleKeypad(),
  choose: ({ dial, control }) => dial.choose(Number(control.dataset.index)),
  "copy-number": ({ dial }) => dial.copy(),
  take: ({ dial, control }) => {
    dial.fill(control.dataset.text ?? "");
    dial.form.scrollIntoView({ block: "nearest" });
  },
  show: ({ desk, control }) => desk.page.show(Number(control.dataset.index)),
  cancel: ({ desk, control }) => desk.placing.cancel(control.dataset.call ?? ""),
  looked: ({ desk, control }) => desk.placing.looked(control.dataset.call ?? ""),
  dismiss: ({ desk, control }) => desk.placing.dismiss(control.dataset.call ?? ""),
  redial: ({ desk, control }) => desk.placing.redial(control.dataset.text ?? "", control.dataset.call),
  prompt: ({ desk }) => desk.link.save({ playPrompt: !desk.store.state.session?.settings.playPrompt }),
  site: ({ desk }) => desk.page.markSite(),
  tab: ({ desk, control }) => desk.store.set({ list: control.dataset.tab === "marks" ? "marks" : "recents" }),
  older: ({ desk }) => desk.history.more(),
  "recents-again": ({ desk }) => desk.history.again(),
};

/** @type {Record<string, (desk: import('./desk.js').Desk, value: string) => unknown>} */
const CHANGES = {
  from: (desk, value) => desk.link.save({ from: value }),
  callerId: (desk, value) => desk.link.save({ callerId: value || null }),
};

/**
 * @param {import('./desk.js').Desk} desk
 * @param {import('./dial-box.js').DialBox} dial
 * @param {Document} page
 * @param {AbortSignal} signal
 */
export function listenToControls(desk, dial, page, signal) {
  page.addEventListener("click", (event) => {
    const control = event.target instanceof Element ? /** @type {HTMLElement | null} */ (event.target.closest("[data-act]")) : null;
    if (!event.isTrusted || !control || control.getAttribute("aria-disabled")) return;
    ACTIONS[control.dataset.act ?? ""]?.({ desk, dial, control });
  }, { signal });

  page.addEventListener("change", (event) => {
    const list = event.target;
    if (event.isTrusted && list instanceof HTMLSelectElement) CHANGES[list.dataset.change ?? ""]?.(desk, list.value);
  }, { signal });

  page.addEventListener("input", (event) => {
    const field = event.target;
    if (field instanceof HTMLInputElement && field.id === "query") desk.history.search(field.value);
  }, { signal });

  // Older calls come before the person has scrolled to the end.
  page.addEventListener("scroll", () => {
    const more = page.querySelector(".more .button");
    if (more && more.getBoundingClientRect().top < innerHeight + 200) void desk.history.more();
  }, { signal, passive: true, capture: true });
}
