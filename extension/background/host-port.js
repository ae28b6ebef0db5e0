// The one native connection to the host, in one of four states: closed, connecting, ready, failed.
// Opens only when asked, and tells apart every way in which it can fail. Knows nothing of calls.

import { Failed } from "./failures.js";
import { Rpc } from "./rpc.js";

export const HOST_NAME = "com.ringout.host";

/** @type {Protocol.Version} */
export const PROTOCOL = 1;

/** The host speaks first, before it loads anything; in milliseconds. */
export const READY_WITHIN = 5_000;

/**
 * What browsers say when a native connection ends, and what it means before and after the host has spoken. Firefox gives no
 * reason at all for a host that died, and "unexpected error" both for one it cannot run and for one that does not write JSON.
 */
const ENDINGS = /** @type {[RegExp, Messages.OwnCode, Messages.OwnCode][]} */ ([
  [/host not found|no such native application/i, "host-missing", "host-missing"],
  [/forbidden/i, "host-forbidden", "host-forbidden"],
  [/failed to start/i, "host-broken", "host-broken"],
  [/error when communicating|exceeds the limit/i, "host-garbled", "host-garbled"],
  [/unexpected error/i, "host-broken", "host-garbled"],
]);

/** Any other ending: a host that died. @type {[null, Messages.OwnCode, Messages.OwnCode]} */
const DIED = [null, "host-broken", "host-exited"];

/**
 * Why a native connection ended.
 * @param {string | undefined} text the browser's own words
 * @param {boolean} spoke whether the host had been ready
 * @returns {Messages.OwnCode}
 */
export function classify(text, spoke) {
  const [, before, after] = ENDINGS.find(([pattern]) => pattern.test(text ?? "")) ?? DIED;
  return spoke ? after : before;
}

/**
 * Which side is too old, if any.
 * @param {Partial<Protocol.ReadyParams>} ready
 * @returns {Failed | null}
 */
export function disagreement({ protocol }) {
  if (typeof protocol !== "number") return new Failed("host-garbled");
  if (protocol < PROTOCOL) return new Failed("outdated-host");
  return protocol > PROTOCOL ? new Failed("outdated-extension") : null;
}

/**
 * @typedef {Pick<chrome.runtime.Port, 'postMessage' | 'disconnect'> & {
 *   onMessage: {addListener(act: (message: any) => void): void},
 *   onDisconnect: {addListener(act: () => void): void}}} NativePort
 */

export class HostPort {
  /** @type {'closed' | 'connecting' | 'ready' | 'failed'} */
  state = "closed";
  /** @type {Failed | null} why the state is `failed` */
  error = null;
  /** The host's version, once it was heard. */
  version = "";
  /** @type {Promise<Rpc> | null} */
  #opening = null;
  /** @type {{port: NativePort, rpc: Rpc, end: (reason: Failed, state: 'closed' | 'failed') => void} | null} */
  #current = null;
  #connect;
  #ending;
  #clock;
  #onState;
  #onNotification;

  /**
   * @param {object} means
   * @param {() => NativePort} means.connect
   * @param {(port: NativePort) => string | undefined} means.ending the browser's words for why it ended, read in `onDisconnect`
   * @param {(state: HostPort['state']) => void} means.onState
   * @param {(method: string, params: any) => void} means.onNotification
   * @param {import('./rpc.js').Clock} [means.clock]
   */
  constructor({ connect, ending, onState, onNotification, clock = globalThis }) {
    this.#connect = connect;
    this.#ending = ending;
    this.#onState = onState;
    this.#onNotification = onNotification;
    this.#clock = clock;
  }

  /** Whether an answer is awaited. */
  get busy() {
    return this.#current?.rpc.busy ?? false;
  }

  /**
   * The connection, opened if it is not. One attempt serves all who ask while it lasts.
   * @returns {Promise<Rpc>} rejected with `Failed` when there is no host to talk to
   */
  open() {
    this.#opening ??= this.#attempt();
    return this.#opening;
  }

  /** Lets the host go: it sees the end of its input and finishes. */
  close() {
    this.#current?.end(new Failed("host-exited"), "closed");
  }

  /** @returns {Promise<Rpc>} */
  #attempt() {
    return new Promise((resolve, reject) => {
      this.#enter("connecting");
      /** @type {NativePort} */
      let port;
      try {
        port = this.#connect();
      } catch {
        this.#enter("failed", new Failed("host-broken"));
        reject(this.error);
        return;
      }
      const rpc = new Rpc({
        send: (message) => port.postMessage(message),
        onNotification: (method, params) => this.#notified(method, params, fail),
        onSilent: () => fail(new Failed("host-silent")),
        clock: this.#clock,
      });
      /** @type {(reason: Failed, state: 'closed' | 'failed') => void} */
      const end = (reason, state) => {
        if (this.#current?.port !== port) return;
        this.#clock.clearTimeout(timer);
        this.#current = null;
        port.disconnect();
        this.#enter(state, reason);
        rpc.close(reason);
        reject(reason);
      };
      const fail = (/** @type {Failed} */ reason) => end(reason, "failed");
      const timer = this.#clock.setTimeout(() => fail(new Failed("host-silent")), READY_WITHIN);
      this.#current = { port, rpc, end };
      port.onDisconnect.addListener(() => fail(new Failed(classify(this.#ending(port), this.state === "ready"))));
      port.onMessage.addListener((message) => {
        if (this.#current?.port !== port) return;
        if (this.state === "ready" || message?.method !== "host.ready") return rpc.receive(message);
        this.#clock.clearTimeout(timer);
        const reason = disagreement(message.params ?? {});
        if (reason) return fail(reason);
        this.version = String(message.params.version ?? "");
        resolve(rpc);
        this.#enter("ready");
      });
    });
  }

  /**
   * @param {string} method
   * @param {any} params
   * @param {(reason: Failed) => void} fail
   */
  #notified(method, params, fail) {
    if (method === "host.fatal") fail(new Failed(String(params.code ?? "internal"), { message: params.message }));
    else this.#onNotification(method, params);
  }

  /**
   * @param {HostPort['state']} state
   * @param {Failed} [reason]
   */
  #enter(state, reason) {
    if (state === "closed" || state === "failed") this.#opening = null;
    this.error = state === "failed" ? (reason ?? null) : null;
    if (this.state === state && state !== "failed") return;
    this.state = state;
    this.#onState(state);
  }
}
