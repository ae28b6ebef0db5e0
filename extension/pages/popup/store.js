// What the popup knows, in one place: takes what happens, and tells who follows it what became of that. Asks nobody, shows nothing.

import { popupReducer } from "./state.js";

/** @typedef {import('./state.js').PopupState} PopupState */

export class Store {
  #state;
  #changed;

  /**
   * @param {PopupState} state to begin with
   * @param {(before: PopupState, now: PopupState) => void} changed
   */
  constructor(state, changed) {
    this.#state = state;
    this.#changed = changed;
  }

  get state() {
    return this.#state;
  }

  /** @param {import('./state.js').PopupEvent} event */
  dispatch(event) {
    const before = this.#state;
    this.#state = popupReducer(before, event);
    if (this.#state !== before) this.#changed(before, this.#state);
  }

  /** @param {Partial<PopupState>} change */
  set(change) {
    this.dispatch({ type: "set", change });
  }

  /** News of a call, whoever brings it. @param {Protocol.Call} call */
  called(call) {
    this.dispatch({ type: "call", call, nextRequestId: crypto.randomUUID() });
  }
}
