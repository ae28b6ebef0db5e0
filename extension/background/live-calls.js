// The calls of this browser session, with the last that the host said of each: kept in session storage, so that a worker that
// was stopped in mid-call knows which calls to ask about. The host's ledger is the truth; this is only a copy.

import { without } from "./store.js";

/** So many calls are remembered, the newest. */
const KEPT = 30;

/** @type {ReadonlySet<Protocol.Phase>} */
const OVER = new Set(["ended", "failed", "cancelled", "unknown"]);

/** @param {Protocol.Call} call */
export const isOver = (call) => OVER.has(call.phase);

/** @typedef {Record<string, Protocol.Call>} Calls by id */

export class LiveCalls {
  #stored;
  #changed;

  /**
   * @param {import('./store.js').Stored<Calls>} stored
   * @param {(call: Protocol.Call, active: Protocol.Call[]) => void} changed told of every call that is new or different
   */
  constructor(stored, changed) {
    this.#stored = stored;
    this.#changed = changed;
  }

  /** Every remembered call, newest first. */
  async all() {
    return newestFirst(await this.#stored.get());
  }

  /** The calls that are not over, newest first. */
  async active() {
    return (await this.all()).filter((call) => !isOver(call));
  }

  /** @param {string} requestId @returns {Promise<Protocol.Call | undefined>} */
  async byRequest(requestId) {
    return (await this.all()).find((call) => call.requestId === requestId);
  }

  /**
   * Takes what the host says of a call. Older news than what is known changes nothing. Those who watch are told first and the copy is
   * stored after that: the browser takes its time, and the host has written the news down already.
   * @param {Protocol.Call} call
   */
  async update(call) {
    let news = false;
    await this.#stored.update(
      (before) => {
        const known = before[call.id];
        news = !known || (call.updatedAt >= known.updatedAt && JSON.stringify(known) !== JSON.stringify(call));
        return news ? trimmed({ ...before, [call.id]: call }) : before;
      },
      (calls) => news && this.#changed(call, newestFirst(calls).filter((each) => !isOver(each))),
    );
  }

  /** The history was cleared: calls that are over leave no copy here. */
  async forgetOver() {
    await this.#stored.update((before) => Object.fromEntries(Object.entries(before).filter(([, call]) => !isOver(call))));
  }

  /** @param {string} id */
  async forget(id) {
    await this.#stored.update((before) => without(before, id));
  }
}

/** @param {Calls} calls */
function newestFirst(calls) {
  return Object.values(calls).sort((a, b) => (a.startedAt < b.startedAt ? 1 : -1));
}

/** @param {Calls} calls @returns {Calls} */
function trimmed(calls) {
  const kept = newestFirst(calls).filter((call, place) => place < KEPT || !isOver(call));
  return Object.fromEntries(kept.map((call) => [call.id, call]));
}
