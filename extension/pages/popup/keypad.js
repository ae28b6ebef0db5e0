// The keypad: a phone's keys for pointer and keyboard. Arrow keys go from key to key, digits may be typed meanwhile. The keys * and #
// are missing on purpose: no call through RingOut can dial them.

/** @type {[key: string, letters: string][]} */
const KEYS = [
  ["1", ""], ["2", "ABC"], ["3", "DEF"], ["4", "GHI"], ["5", "JKL"], ["6", "MNO"],
  ["7", "PQRS"], ["8", "TUV"], ["9", "WXYZ"], ["+", ""], ["0", ""], ["Backspace", ""],
];

/** Keys in a row. */
const ACROSS = 3;

/** @type {Record<string, number>} how far each arrow goes */
const STEPS = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -ACROSS, ArrowDown: ACROSS };

/**
 * @param {HTMLElement} pad
 * @param {(key: string) => void} press
 * @param {AbortSignal} signal
 */
export function fillKeypad(pad, press, signal) {
  pad.append(...KEYS.map(([key, letters], index) => keyButton(key, letters, index === 0)));
  const buttons = [...pad.querySelectorAll("button")];

  /** @param {HTMLButtonElement | undefined} button */
  const go = (button) => {
    if (!button) return;
    for (const each of buttons) each.tabIndex = each === button ? 0 : -1;
    button.focus();
  };

  // The field keeps the focus, and so the caret, while the mouse presses keys.
  pad.addEventListener("pointerdown", (event) => event.preventDefault(), { signal });
  pad.addEventListener("mousedown", (event) => event.preventDefault(), { signal });
  pad.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("button") : null;
    if (event.isTrusted && button) press(button.dataset.key ?? "");
  }, { signal });
  pad.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const at = buttons.findIndex((button) => button === event.target);
    if (event.key in STEPS && at >= 0) go(buttons[at + towards(event.key)]);
    else if (/^[\d+]$/.test(event.key) || event.key === "Backspace") press(event.key);
    else return;
    event.preventDefault();
  }, { signal });
}

/** Digits run from left to right in every language, and so do the arrows. @param {string} key */
function towards(key) {
  return STEPS[key] ?? 0;
}

/** @param {string} key @param {string} letters @param {boolean} first */
function keyButton(key, letters, first) {
  const erase = key === "Backspace";
  return h(
    "button",
    { type: "button", class: "key", "data-key": key, tabindex: first ? "0" : "-1", "aria-label": erase ? say("popup_erase") : key === "+" ? say("popup_plus") : null },
    erase ? icon("backspace") : h("span", { class: "digit" }, key),
    letters ? h("span", { class: "letters", "aria-hidden": "true" }, letters) : null,
  );
}
