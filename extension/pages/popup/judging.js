// What the host thinks of the text in the dial box: asked once the typing rests, and again where the answer may have changed.

import { ask, asRefusal } from "../shared/page.js";
import { whileWaiting } from "./waits.js";

/** How long the typing must rest before the host is asked, in ms. */
const TYPING_RESTS = 120;

export class Judging {
  #forget = () => {};

  /** @param {import('./store.js').Store} store */
  constructor(store) {
    this.store = store;
  }

  /** @param {string} text */
  typed(text) {
    if (text !== this.store.state.text) this.store.dispatch({ type: "typed", text });
    this.whenTypingRests();
  }

  /** Another country's rules. @param {string} region */
  readAs(region) {
    this.store.set({ region, stale: true });
    this.whenTypingRests();
  }

  whenTypingRests() {
    this.#forget();
    const { text } = this.store.state;
    if (!text.trim()) return;
    const asking = setTimeout(() => void this.now(), TYPING_RESTS);
    const arrived = whileWaiting((judging) => {
      const { state } = this.store;
      if (state.text === text && (!state.inspection || state.stale)) this.store.set({ judging });
    }, TYPING_RESTS);
    this.#forget = () => {
      clearTimeout(asking);
      arrived();
    };
  }

  async now() {
    const { text, region } = this.store.state;
    if (!text.trim()) return;
    const same = () => this.store.state.text === text && this.store.state.region === region;
    try {
      const inspection = await ask("numbers.inspect", { text, region });
      if (same()) this.store.dispatch({ type: "inspected", text, region, inspection });
    } catch (error) {
      if (same()) this.store.set({ trouble: asRefusal(error), judging: "none", inspection: null });
    }
  }
}
