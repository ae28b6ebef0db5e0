// What the popup's controls do, by the word in `data-act` or `data-change`. Only trusted events count.

/** @typedef {{desk: import('./desk.js').Desk, dial: import('./dial-box.js').DialBox, control: HTMLElement}} Acting */

/** @type {Record<string, (acting: Acting) => unknown>} */
const ACTIONS = {
  options: ({ desk }) => desk.openOptions(),
  "check-host": ({ desk }) => desk.checkHost(),
  copy: ({ desk }) => desk.copyCommand(),
  "sign-in": ({ desk }) => desk.signIn(),
  clear: ({ dial }) => dial.fill(""),
  keypad: ({ dial }) => dial.toggleKeypad(),
  choose: ({ dial, control }) => dial.choose(Number(control.dataset.index)),
  take: ({ dial, control }) => {
    dial.fill(control.dataset.text ?? "");
    dial.form.scrollIntoView({ block: "nearest" });
  },
  show: ({ desk, control }) => desk.show(Number(control.dataset.index)),
  cancel: ({ desk, control }) => desk.cancel(control.dataset.call ?? ""),
  looked: ({ desk, control }) => desk.looked(control.dataset.call ?? ""),
  dismiss: ({ desk, control }) => desk.dismiss(control.dataset.call ?? ""),
  redial: ({ desk, control }) => desk.redial(control.dataset.text ?? "", control.dataset.call),
  prompt: ({ desk }) => desk.save({ playPrompt: !desk.state.session?.settings.playPrompt }),
  site: ({ desk }) => desk.markSite(),
  tab: ({ desk, control }) => desk.choose(control.dataset.tab === "marks" ? "marks" : "recents"),
  older: ({ desk }) => desk.more(),
  "recents-again": ({ desk }) => desk.recentsAgain(),
};

/** @type {Record<string, (desk: import('./desk.js').Desk, value: string) => unknown>} */
const CHANGES = {
  from: (desk, value) => desk.save({ from: value }),
  callerId: (desk, value) => desk.save({ callerId: value || null }),
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
    if (field instanceof HTMLInputElement && field.id === "query") desk.search(field.value);
  }, { signal });

  page.addEventListener("keydown", (event) => {
    const tab = event.target instanceof Element ? event.target.closest("[role=tab]") : null;
    if (!tab || !["ArrowLeft", "ArrowRight", "Home", "End"].includes(event.key)) return;
    event.preventDefault();
    desk.choose(desk.state.list === "marks" ? "recents" : "marks");
    /** @type {HTMLElement | null} */ (page.querySelector("[role=tab][aria-selected=true]"))?.focus();
  }, { signal });

  // Older calls come before the person has scrolled to the end.
  page.addEventListener("scroll", () => {
    const more = page.querySelector(".more .button");
    if (more && more.getBoundingClientRect().top < innerHeight + 200) void desk.more();
  }, { signal, passive: true, capture: true });
}
