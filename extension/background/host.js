// The host as the rest of the worker uses it: connected when first needed, let go when nobody needs it any more.
// An open native port keeps the worker alive for ever, so it is held only while a call, a sign-in or somebody who looks needs it.

import { Failed } from "./failures.js";

/** How long the host stays after its last use; in milliseconds. */
export const IDLE_AFTER = 20_000;

/** How long a failed connection is not tried again for what nobody waits for; in milliseconds. */
export const REST_AFTER_FAILURE = 10_000;

export class Host {
  /** @type {Set<string>} */
  #holds = new Set();
  /** @type {any} */
  #idle = null;
  #failedAt = -Infinity;
  #port;
  #clock;
  #now;

  /**
   * @param {import('./host-port.js').HostPort} port
   * @param {{clock?: import('./rpc.js').Clock, now?: () => number}} [means]
   */
  constructor(port, { clock = globalThis, now = Date.now } = {}) {
    this.#port = port;
    this.#clock = clock;
    this.#now = now;
  }

  /** The version that the connected host named, or the last one heard. */
  get version() {
    return this.#port.version;
  }

  /** Why there is no host, when the last attempt or connection failed. */
  get error() {
    return this.#port.error;
  }

  /** @returns {Promise<import('./rpc.js').Rpc>} rejected with `Failed` */
  async open() {
    this.#rest();
    try {
      return await this.#port.open();
    } catch (error) {
      this.#failedAt = this.#now();
      throw error;
    }
  }

  /**
   * One request, on a connection that is opened for it if need be.
   * @template {keyof Protocol.Methods} M
   * @param {M} method
   * @param {Protocol.Methods[M]['params']} params
   * @param {{patient?: boolean}} [how] `patient`: nobody waits, so do not knock again soon where there was no host
   * @returns {Promise<Protocol.Methods[M]['result']>}
   */
  async request(method, params, { patient = false } = {}) {
    const resting = this.#now() - this.#failedAt < REST_AFTER_FAILURE;
    if (patient && resting && this.#port.error) throw this.#port.error;
    const rpc = await this.open();
    try {
      return await rpc.request(method, params);
    } finally {
      this.#rest();
    }
  }

  /** Keeps the connection, once open, until `release` of the same reason. @param {string} reason */
  hold(reason) {
    this.#holds.add(reason);
    this.#rest();
  }

  /** @param {string} reason */
  release(reason) {
    if (this.#holds.delete(reason)) this.#rest();
  }

  /** Begins the wait for disuse again. */
  #rest() {
    this.#clock.clearTimeout(this.#idle);
    if (this.#holds.size > 0) return;
    this.#idle = this.#clock.setTimeout(() => {
      if (this.#port.busy) this.#rest();
      else if (this.#port.state === "ready") this.#port.close();
    }, IDLE_AFTER);
  }
}

/** @param {unknown} error @returns {error is Failed} */
export function refused(error) {
  return error instanceof Failed && error.answered;
}
