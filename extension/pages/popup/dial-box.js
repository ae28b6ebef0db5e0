// The dial box: a field for a number in any writing, judged while it is typed and written as people do, with the caret left where
// it was; its keypad, and the country whose rules it is read by.

import { copyText } from "../shared/clipboard.js";
import { ask } from "../shared/page.js";
import { written } from "./caret.js";
import { fillKeypad } from "./keypad.js";
import { isMessy, numbersIn } from "./paste.js";
import { dialText } from "./state.js";

/** A number that nobody has typed just now, perhaps from a page, is called by no press that began before it could be seen; in ms. */
const MEANT_AFTER = 400;

/** More than this is no number in any writing. */
const LONGEST = 1000;

export class DialBox {
  #composing = false;
  #meantFrom = 0;

  /**
   * @param {import('./desk.js').Desk} desk
   * @param {Document} page
   * @param {AbortSignal} signal
   */
  constructor(desk, page, signal) {
    this.desk = desk;
    this.store = desk.store;
    this.signal = signal;
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
    this.region.addEventListener("change", () => this.desk.judging.readAs(this.region.value), { signal });
  }

  /** What came with the address, from a `tel:` link or the address bar. @param {string} text */
  take(text) {
    this.#notTyped();
    void this.sort(text.trim());
  }

  /** What stood here when the popup was closed. @param {import('./draft.js').Draft} draft */
  restore({ text, region }) {
    if (this.field.value) return; // the person was quicker
    this.#notTyped();
    this.store.set({ region });
    this.fill(text);
  }

  /** A page may uncover the tab of the dial box, too, under a press that was meant for what lay over it. */
  #notTyped() {
    this.#seenFromNow();
    document.addEventListener("visibilitychange", () => this.#seenFromNow(), { signal: this.signal });
    addEventListener("focus", () => this.#seenFromNow(), { signal: this.signal });
  }

  #seenFromNow() {
    this.#meantFrom = performance.now() + MEANT_AFTER;
  }

  /** Every press that comes too early begins the wait again. */
  #meant() {
    const now = performance.now();
    if (now >= this.#meantFrom) return true;
    this.#seenFromNow();
    return false;
  }

  /** Finds the number in a text of any kind and fills it in; lets the person choose where there are several. @param {string} text */
  async sort(text) {
    const { region } = this.store.state;
    const asText = text.replace(/\s+/g, " ").slice(0, LONGEST);
    try {
      const { number } = await ask("numbers.inspect", { text: text.slice(0, LONGEST), region });
      if (number) return this.fill(dialText(number));
      const choices = await numbersIn(text, region, ask);
      if (choices.length === 1 && choices[0]) return this.fill(choices[0].text);
      this.fill(choices.length ? "" : asText);
      if (choices.length) this.store.set({ choices });
    } catch {
      this.fill(asText);
    }
  }

  /** @param {number} index */
  choose(index) {
    const choice = this.store.state.choices[index];
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
    const start = key === "Backspace" && from === to ? Math.max(0, from - 1) : from;
    const typed = key === "Backspace" ? "" : key;
    this.field.setRangeText(typed, start, to);
    this.field.setSelectionRange(start + typed.length, start + typed.length); // setRangeText forgets it where the field has no focus
    this.typed();
  }

  typed() {
    this.desk.judging.typed(this.field.value);
  }

  /** The number as it will be dialled, to the clipboard. */
  async copy() {
    const number = this.store.state.inspection?.number;
    if (number) this.store.set({ numberCopied: (await copyText(number.e164)) ? "done" : "failed" });
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
    this.store.set({ text: better.text });
  }

  /** Also before the host has said what it thinks: it is asked first in any case. */
  call() {
    const { text, region, refusedUntil } = this.store.state;
    if (text.trim() && refusedUntil === null) void this.desk.placing.place(text, region);
  }

  toggleKeypad() {
    const keypad = !this.store.state.keypad;
    this.store.set({ keypad });
    if (keypad) /** @type {HTMLElement | null} */ (this.keypad.querySelector("button"))?.focus();
    else this.field.focus();
  }
}
