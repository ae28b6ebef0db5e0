// The dial box: a field for a number in any writing, judged while it is typed and written as people do, with the caret left where
// it was; its keypad, and the country whose rules it is read by.

import { ask } from "../shared/page.js";
import { written } from "./caret.js";
import { SLOW_AFTER, VERY_SLOW_AFTER } from "./desk.js";
import { fillKeypad } from "./keypad.js";
import { isMessy, numbersIn } from "./paste.js";
import { dialText } from "./state.js";

/** How long the typing must rest before the host is asked, in ms. */
const TYPING_RESTS = 120;

/** A number that came with the address, perhaps from a page, is called by no press that began before this could be seen; in ms. */
const MEANT_AFTER = 400;

export class DialBox {
  /** @type {ReturnType<typeof setTimeout>[]} */
  #timers = [];
  #composing = false;
  #meantFrom = 0;

  /**
   * @param {import('./desk.js').Desk} desk
   * @param {Document} page
   * @param {AbortSignal} signal
   */
  constructor(desk, page, signal) {
    this.desk = desk;
    this.form = /** @type {HTMLFormElement} */ (page.getElementById("dial"));
    this.field = /** @type {HTMLInputElement} */ (page.getElementById("number"));
    this.keypad = /** @type {HTMLElement} */ (page.getElementById("keypad"));
    this.region = /** @type {HTMLSelectElement} */ (page.getElementById("region"));
    this.shown = /** @type {HTMLElement} */ (page.getElementById("region-shown"));
    this.field.placeholder = say("popup_number_placeholder");
    this.region.append(...regionChoices().map(({ region, name, callingCode }) => h("option", { value: region }, say("card_country_option", name, callingCode))));
    page.getElementById("field-tools")?.append(
      actButton("clear", say("popup_clear"), { icon: "cross", kind: "round", title: true, extra: { hidden: true } }),
      actButton("keypad", say("popup_keypad"), { icon: "keypad", kind: "round", title: true, extra: { "aria-expanded": "false", "aria-controls": "keypad" } }),
    );
    fillKeypad(this.keypad, (key) => this.press(key), signal);
    this.#listen(signal);
  }

  /** @param {AbortSignal} signal */
  #listen(signal) {
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (event.isTrusted && this.#meant()) this.call();
    }, { signal });
    this.field.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && event.repeat) event.preventDefault(); // held down since before we were here
    }, { signal });
    this.field.addEventListener("input", () => this.typed(), { signal });
    this.field.addEventListener("compositionstart", () => (this.#composing = true), { signal });
    this.field.addEventListener("compositionend", () => (this.#composing = false), { signal });
    this.field.addEventListener("paste", (event) => {
      const text = event.clipboardData?.getData("text/plain") ?? "";
      if (!isMessy(text)) return;
      event.preventDefault();
      void this.sort(text);
    }, { signal });
    this.region.addEventListener("change", () => {
      this.desk.set({ region: this.region.value, stale: true });
      this.judge();
    }, { signal });
  }

  /** What came with the address, from a `tel:` link or the address bar. @param {string | null} text */
  begin(text) {
    this.field.focus();
    if (!text?.trim()) return;
    this.#meantFrom = performance.now() + MEANT_AFTER;
    void this.sort(text.trim());
  }

  /** Every press that comes too early begins the wait again. */
  #meant() {
    const now = performance.now();
    if (now >= this.#meantFrom) return true;
    this.#meantFrom = now + MEANT_AFTER;
    return false;
  }

  /** Finds the number in a text of any kind and fills it in; lets the person choose where there are several. @param {string} text */
  async sort(text) {
    const { region } = this.desk.state;
    try {
      const { number } = await ask("numbers.inspect", { text: text.slice(0, 1000), region });
      if (number) return this.fill(dialText(number));
      const choices = await numbersIn(text, region, ask);
      if (choices.length === 1 && choices[0]) return this.fill(choices[0].text);
      this.fill(choices.length ? "" : text.replace(/\s+/g, " ").slice(0, 1000));
      if (choices.length) this.desk.set({ choices });
    } catch {
      this.fill(text.replace(/\s+/g, " ").slice(0, 1000));
    }
  }

  /** @param {number} index */
  choose(index) {
    const choice = this.desk.state.choices[index];
    if (choice) this.fill(dialText(choice.number));
  }

  /** @param {string} text */
  fill(text) {
    this.field.value = text;
    this.field.focus();
    this.field.setSelectionRange(text.length, text.length);
    this.typed();
  }

  /** A key of the keypad, where the caret is. @param {string} key */
  press(key) {
    const { selectionStart, selectionEnd, value } = this.field;
    const [from, to] = [selectionStart ?? value.length, selectionEnd ?? value.length];
    if (key === "Backspace") this.field.setRangeText("", from === to ? Math.max(0, from - 1) : from, to, "end");
    else this.field.setRangeText(key, from, to, "end");
    this.typed();
  }

  typed() {
    if (this.field.value !== this.desk.state.text) this.desk.typed(this.field.value);
    this.judge();
  }

  /** Asks the host what it thinks of the text, once the typing rests. */
  judge() {
    for (const timer of this.#timers) clearTimeout(timer);
    const { text } = this.desk.state;
    if (!text.trim()) return;
    const wait = (/** @type {import('./state.js').Wait} */ judging) => () => this.desk.state.text === text && (!this.desk.state.inspection || this.desk.state.stale) && this.desk.set({ judging });
    this.#timers = [
      setTimeout(() => void this.desk.inspect(), TYPING_RESTS),
      setTimeout(wait("slow"), TYPING_RESTS + SLOW_AFTER),
      setTimeout(wait("very-slow"), TYPING_RESTS + VERY_SLOW_AFTER),
    ];
  }

  /** Keeps the field as the state says. @param {import('./state.js').PopupState | null} before @param {import('./state.js').PopupState} now */
  follow(before, now) {
    if (now.text !== this.field.value && now.text !== before?.text) this.field.value = now.text;
    this.field.dataset.length = now.text.length > 17 ? "longer" : now.text.length > 14 ? "long" : "";
    this.form.querySelector("[data-act=clear]")?.toggleAttribute("hidden", !now.text);
    this.keypad.hidden = !now.keypad;
    this.form.querySelector("[data-act=keypad]")?.setAttribute("aria-expanded", String(now.keypad));
    this.form.hidden = now.session !== null && now.session.connection !== "ready";
    const region = now.region ?? now.session?.settings.region ?? "US";
    if (this.region.value !== region) this.region.value = region;
    const shown = `${region} +${CALLING_CODES[region] ?? ""}`;
    if (this.shown.textContent !== shown) this.shown.textContent = shown;
    if (now.inspection && now.inspection !== before?.inspection) this.#write(now.inspection);
  }

  /** As-you-type formatting. @param {Protocol.Inspection} inspection */
  #write({ number }) {
    const { value, selectionStart, selectionEnd } = this.field;
    if (!number || this.#composing || selectionStart !== selectionEnd) return;
    const better = written(value, selectionStart ?? value.length, number);
    if (!better) return;
    this.field.value = better.text;
    this.field.setSelectionRange(better.caret, better.caret);
    this.desk.rewritten(better.text);
  }

  /** Also before the host has said what it thinks: it is asked first in any case. */
  call() {
    const { text, region, refusedUntil } = this.desk.state;
    if (text.trim() && refusedUntil === null) void this.desk.place(text, region);
  }

  toggleKeypad() {
    const keypad = !this.desk.state.keypad;
    this.desk.set({ keypad });
    if (keypad) /** @type {HTMLElement | null} */ (this.keypad.querySelector("button"))?.focus();
    else this.field.focus();
  }
}
