// Places calls, and cancels them. A call starts only when `place` is called, which trusted events alone do.

import { ask, asRefusal } from "../shared/page.js";
import { dialText } from "./state.js";

/** Refusals of a start that a confirmation may lift. */
const ASKS = new Set(["confirmation-required", "duplicate-call", "country-not-allowed"]);

export class Placing {
  /** @param {import('./store.js').Store} store */
  constructor(store) {
    this.store = store;
  }

  /** @param {string} text @param {string | undefined} callId of the call that is to be made again */
  redial(text, callId) {
    const call = this.store.state.calls.find((shown) => shown.call.id === callId)?.call;
    if (call) this.dismiss(call.id);
    return this.place(call ? dialText(call.to) : text, null);
  }

  /**
   * Judges a text afresh and calls it, or asks for confirmation, as the host says.
   * @param {string} text
   * @param {string | null} region
   */
  async place(text, region) {
    const { attempt, requestId, session } = this.store.state;
    if (attempt !== "none" || !session?.account.signedIn) return;
    this.store.set({ attempt: "starting", refused: null, refusedUntil: null });
    try {
      const { verdict, ...why } = await ask("numbers.inspect", { text, region });
      if (verdict === "refuse") this.#refused(why);
      else if (verdict === "confirm") await this.#confirm(requestId, text, region);
      else await this.#start(requestId, text, region);
    } catch (error) {
      this.#refused(asRefusal(error));
    }
  }

  /** @param {string} requestId @param {string} text @param {string | null} region */
  async #start(requestId, text, region) {
    try {
      this.store.called((await ask("calls.start", { requestId, text, region })).call);
    } catch (error) {
      if (!ASKS.has(asRefusal(error).code ?? "")) throw error;
      // The policy has changed its mind since it was asked: somebody else has called this number, for example.
      const { verdict, ...why } = await ask("numbers.inspect", { text, region });
      if (verdict !== "confirm") throw why;
      await this.#confirm(requestId, text, region);
    }
  }

  /** @param {Refusal} error */
  #refused(error) {
    this.store.dispatch({ type: "refused", error, now: Date.now() });
  }

  /** The confirmation window takes over. @param {string} requestId @param {string} text @param {string | null} region */
  async #confirm(requestId, text, region) {
    this.store.set({ attempt: "parked" });
    await ask("confirm.open", { requestId, text, region });
  }

  /** The confirmation window has gone. @param {string} requestId @param {string} outcome */
  confirmed(requestId, outcome) {
    if (requestId === this.store.state.requestId && outcome !== "confirmed") this.store.set({ attempt: "none" });
  }

  /** @param {string} id */
  async cancel(id) {
    this.#ofCall(id, { cancelling: true, cancelRefused: null });
    try {
      this.store.called((await ask("calls.cancel", { id })).call);
    } catch (error) {
      this.#ofCall(id, { cancelling: false, cancelRefused: asRefusal(error) });
    }
  }

  /** @param {string} id */
  looked(id) {
    this.#ofCall(id, { looked: true });
  }

  /** @param {string} id @param {Partial<import('./state.js').ShownCall>} change */
  #ofCall(id, change) {
    this.store.dispatch({ type: "of-call", id, change });
  }

  /** @param {string} id */
  dismiss(id) {
    this.store.dispatch({ type: "dismiss", id });
  }

  /** A countdown has ended. */
  due() {
    const { refusedUntil } = this.store.state;
    if (refusedUntil !== null && refusedUntil <= Date.now()) this.store.set({ refused: null, refusedUntil: null });
  }
}
