// JSON-RPC 2.0 on one connection to the host: numbers the requests, matches the answers, gives up after a time.
// Pure: what carries the messages is handed in. Never sends anything twice.

import { Failed, fromHost } from "./failures.js";

/** How long each answer may take, in milliseconds: the host answers from memory and disk, a few from the network; a
 * long history takes a while to clear. */
export const TIMEOUTS = /** @type {const} */ ({
  "session.get": 10_000,
  "numbers.match": 10_000,
  "numbers.inspect": 10_000,
  "numbers.confirm": 10_000,
  "calls.start": 20_000,
  "calls.cancel": 20_000,
  "calls.get": 10_000,
  "calls.list": 10_000,
  "calls.clear": 120_000,
  "settings.update": 10_000,
  "account.signIn": 30_000,
  "account.signOut": 30_000,
  "diagnostics.run": 120_000,
});

/** So many requests in a row without any word from the host mean that it hangs. */
const SILENT_REQUESTS = 2;

/**
 * @typedef {{setTimeout: (act: () => void, ms: number) => any, clearTimeout: (timer: any) => void}} Clock
 * @typedef {{method: keyof Protocol.Methods, resolve: (result: any) => void, reject: (error: Failed) => void, timer: any}} Waiting
 */

export class Rpc {
  #next = 1;
  #unanswered = 0;
  /** @type {Map<number, Waiting>} */
  #waiting = new Map();
  /** @type {Failed | null} */
  #closed = null;
  #send;
  #onNotification;
  #onSilent;
  #clock;

  /**
   * @param {object} means
   * @param {(message: object) => void} means.send throws when the connection is gone
   * @param {(method: string, params: any) => void} [means.onNotification]
   * @param {() => void} [means.onSilent] the host does not answer any more
   * @param {Clock} [means.clock]
   */
  constructor({ send, onNotification = () => {}, onSilent = () => {}, clock = globalThis }) {
    this.#send = send;
    this.#onNotification = onNotification;
    this.#onSilent = onSilent;
    this.#clock = clock;
  }

  /** Why nothing more can be sent, or null. */
  get closed() {
    return this.#closed;
  }

  /** Whether an answer is awaited. */
  get busy() {
    return this.#waiting.size > 0;
  }

  /**
   * Sends one request, before this returns; its one answer comes later.
   * @template {keyof Protocol.Methods} M
   * @param {M} method
   * @param {Protocol.Methods[M]['params']} params
   * @returns {Promise<Protocol.Methods[M]['result']>} rejected with `Failed`: the host's refusal (`answered`), or why no answer came
   */
  request(method, params) {
    if (this.#closed) return Promise.reject(this.#closed);
    const id = this.#next++;
    return new Promise((resolve, reject) => {
      const timer = this.#clock.setTimeout(() => this.#giveUp(id), TIMEOUTS[method]);
      this.#waiting.set(id, { method, resolve, reject, timer });
      try {
        this.#send({ jsonrpc: "2.0", id, method, params });
      } catch {
        this.#take(id)?.reject(new Failed("host-exited"));
      }
    });
  }

  /**
   * Takes what the host sent. What is neither an answer that is awaited nor a notification is ignored.
   * @param {unknown} message
   */
  receive(message) {
    if (this.#closed || typeof message !== "object" || message === null) return;
    this.#unanswered = 0;
    const { id, method, params, result, error } = /** @type {Record<string, any>} */ (message);
    if (typeof method === "string" && id === undefined) return this.#onNotification(method, params ?? {});
    const waiting = this.#take(id);
    if (!waiting) return undefined;
    return error === undefined ? waiting.resolve(result) : waiting.reject(fromHost(error));
  }

  /**
   * The connection is gone: every open request is answered with `reason`, now and from now on.
   * @param {Failed} reason
   */
  close(reason) {
    if (this.#closed) return;
    this.#closed = reason;
    for (const id of [...this.#waiting.keys()]) this.#take(id)?.reject(reason);
  }

  /** @param {number} id */
  #giveUp(id) {
    this.#take(id)?.reject(new Failed("host-silent"));
    this.#unanswered += 1;
    if (this.#unanswered >= SILENT_REQUESTS) this.#onSilent();
  }

  /** @param {number} id */
  #take(id) {
    const waiting = this.#waiting.get(id);
    if (!waiting) return undefined;
    this.#waiting.delete(id);
    this.#clock.clearTimeout(waiting.timer);
    return waiting;
  }
}
