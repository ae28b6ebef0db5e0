// Starting a call, at most once. A request is written to session storage before it leaves; when its answer is lost, because
// the host or this worker died, it is never sent again: the host's ledger is asked what became of it.

import { Failed } from "./failures.js";
import { refused } from "./host.js";
import { without } from "./store.js";

/** When the ledger is looked at after a lost answer, in milliseconds: a host that lost its browser ends within 6 s. */
const LOOKS = [0, 1_000, 2_000, 4_000];

/** How far back in the ledger a start can be. */
const LIMIT = 50;

/** A lost start older than this is not looked for any more; in milliseconds. */
const GIVEN_UP_AFTER = 15 * 60_000;

/** @typedef {Record<string, {at: number}>} Sent requests that left and were not answered, by requestId */

export class Starts {
  /** @type {Map<string, Promise<Protocol.CallResult>>} */
  #running = new Map();
  #sent;
  #host;
  #calls;
  #wait;
  #now;

  /**
   * @param {object} means
   * @param {import('./store.js').Stored<Sent>} means.sent
   * @param {Pick<import('./host.js').Host, 'open' | 'hold' | 'release'>} means.host
   * @param {Pick<import('./live-calls.js').LiveCalls, 'byRequest' | 'update'>} means.calls
   * @param {(ms: number) => Promise<void>} means.wait
   * @param {() => number} [means.now]
   */
  constructor({ sent, host, calls, wait, now = Date.now }) {
    this.#sent = sent;
    this.#host = host;
    this.#calls = calls;
    this.#wait = wait;
    this.#now = now;
  }

  /**
   * Starts the call, or says what became of it when it was started before under the same `requestId`.
   * @param {Protocol.StartParams} params
   * @returns {Promise<Protocol.CallResult>} rejected with the host's refusal, with why there is no host, with `not-placed`
   *   when the host surely died before it wrote the call down, or with `outcome-unknown`
   */
  start(params) {
    const { requestId } = params;
    let running = this.#running.get(requestId);
    if (!running) {
      this.#host.hold(`start ${requestId}`);
      running = this.#start(params).finally(() => {
        this.#running.delete(requestId);
        this.#host.release(`start ${requestId}`);
      });
      this.#running.set(requestId, running);
    }
    return running;
  }

  /** Looks in the ledger for starts whose answers were lost; called whenever a host is connected. */
  async reconcile() {
    const ids = Object.entries(await this.#sent.get());
    for (const [requestId, { at }] of ids) {
      if (this.#running.has(requestId)) continue;
      if (this.#now() - at > GIVEN_UP_AFTER) await this.#settled(requestId);
      else await this.#look(requestId);
    }
  }

  /** @param {Protocol.StartParams} params @returns {Promise<Protocol.CallResult>} */
  async #start(params) {
    const { requestId } = params;
    const placed = await this.#calls.byRequest(requestId);
    if (placed) return { call: placed };
    if ((await this.#sent.get())[requestId]) return this.#settle(requestId, false);
    const rpc = await this.#host.open();
    await this.#sent.update((sent) => ({ ...sent, [requestId]: { at: this.#now() } }));
    if (rpc.closed) {
      await this.#settled(requestId);
      throw rpc.closed; // nothing was sent
    }
    try {
      const result = await rpc.request("calls.start", params);
      await this.#calls.update(result.call);
      await this.#settled(requestId);
      return result;
    } catch (error) {
      if (!refused(error)) return this.#settle(requestId, error instanceof Failed && error.code === "host-exited");
      await this.#settled(requestId);
      throw error;
    }
  }

  /**
   * @param {string} requestId
   * @param {boolean} dead whether the host that got the request is surely gone
   * @returns {Promise<Protocol.CallResult>}
   */
  async #settle(requestId, dead) {
    for (const delay of LOOKS) {
      await this.#wait(delay);
      const look = await this.#look(requestId);
      if (look.call) return { call: look.call };
      if (look.answered && dead) {
        await this.#settled(requestId);
        throw new Failed("not-placed");
      }
    }
    throw new Failed("outcome-unknown"); // still noted: should the call turn up, everyone is told
  }

  /** @param {string} requestId @returns {Promise<{answered: boolean, call?: Protocol.Call}>} */
  async #look(requestId) {
    try {
      const rpc = await this.#host.open();
      const { calls } = await rpc.request("calls.list", { limit: LIMIT });
      const call = calls.find((each) => each.requestId === requestId);
      if (!call) return { answered: true };
      await this.#calls.update(call);
      await this.#settled(requestId);
      return { answered: true, call };
    } catch {
      return { answered: false };
    }
  }

  /** @param {string} requestId */
  async #settled(requestId) {
    await this.#sent.update((sent) => without(sent, requestId));
  }
}
