// The arrow keys: from tab to tab, from the dial box down into the list below it, from row to row, and back up.

/** What stands above the rows, from which an arrow leads down to the first. */
const ABOVE = "#number, #query, [role=tab]";

/** @param {import('./desk.js').Desk} desk @param {Document} page @param {AbortSignal} signal */
export function listenToArrows(desk, page, signal) {
  page.addEventListener("keydown", (event) => {
    const { key, target } = event;
    if (!(target instanceof HTMLElement) || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey || event.isComposing) return;
    const next = target.matches("[role=tab]") && !key.endsWith("Down") ? otherTab(desk, page, key) : rowTo(page, target, key);
    if (!next) return;
    event.preventDefault();
    next.focus();
  }, { signal });
}

/** @param {import('./desk.js').Desk} desk @param {Document} page @param {string} key @returns {HTMLElement | null} */
function otherTab(desk, page, key) {
  if (!["ArrowLeft", "ArrowRight", "Home", "End"].includes(key)) return null;
  desk.store.set({ list: desk.store.state.list === "marks" ? "recents" : "marks" });
  return page.querySelector("[role=tab][aria-selected=true]");
}

/** @param {Document} page @param {HTMLElement} from @param {string} key @returns {HTMLElement | null | undefined} null where the key means something else */
function rowTo(page, from, key) {
  const kind = from.matches(".row-item .round") ? ".round" : ".take";
  const rows = /** @type {HTMLElement[]} */ ([...page.querySelectorAll(`.row-item ${kind}`)]);
  if (from.matches(ABOVE)) return key === "ArrowDown" ? rows[0] : null;
  const at = rows.indexOf(from);
  if (at < 0) return null;
  if (key === "ArrowUp" && at === 0) return page.querySelector("#query") ?? page.getElementById("number");
  return { ArrowDown: rows[at + 1], ArrowUp: rows[at - 1], Home: rows[0], End: rows.at(-1) }[key];
}
