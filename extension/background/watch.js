// Keeps what the extension shows the same as what the host knows: takes the host's news, and whenever a host is connected,
// after its death or the worker's own, asks for the truth about every call that was going on.

import { isOver } from "./live-calls.js";
import { troubleOf } from "./session.js";

/** When a lost host is called again while a call is going on, in milliseconds; after that, the alarm. */
const AGAIN = [0, 1_000, 3_000, 10_000];

/** Wakes the worker while a call is going on, should the browser have stopped it. */
export const CALLS_ALARM = "calls";

/** Ends the wait for a sign-in that the person has given up. */
export const SIGN_IN_ALARM = "sign-in";

export class Watch {
  /** @type {Promise<void> | null} */
  #recovering = null;
  #means;

  /**
   * @param {object} means
   * @param {import('./host.js').Host} means.host
   * @param {import('./live-calls.js').LiveCalls} means.calls
   * @param {import('./starts.js').Starts} means.starts
   * @param {import('./match-cache.js').MatchCache} means.matches
   * @param {import('./broadcast.js').Broadcast} means.broadcast
   * @param {() => Promise<Messages.Session>} means.session
   * @param {(call: Protocol.Call, active: Protocol.Call[]) => Promise<void>} means.show
   * @param {(ms: number) => Promise<void>} means.wait
   */
  constructor(means) {
    this.#means = means;
  }

  /** The worker was started: calls that were going on when it was stopped are asked about. */
  async resume() {
    if ((await this.#means.calls.active()).length > 0) await this.#recover();
  }

  /** @param {string} name of an alarm */
  async alarm(name) {
    if (name === CALLS_ALARM) await this.resume();
    else if (name === SIGN_IN_ALARM) this.#means.host.release("sign-in");
  }

  /** The host said something unasked. @param {string} method @param {any} params */
  heard(method, params) {
    const { calls, broadcast, host, matches } = this.#means;
    if (method === "call.updated") void calls.update(params.call);
    if (method !== "account.changed") return;
    host.release("sign-in");
    matches.clear(); // home may be another country now
    broadcast.post({ name: "account.changed", account: params.account });
  }

  /** @param {import('./host-port.js').HostPort['state']} state */
  connection(state) {
    if (state === "ready") void this.#reconcile();
    else if (state === "failed") void this.#lost();
  }

  /** A call is new or different. @param {Protocol.Call} call @param {Protocol.Call[]} active */
  call(call, active) {
    const { broadcast, host, show } = this.#means;
    broadcast.post({ name: "call.updated", call });
    this.#keep(active);
    void show(call, active);
    if (isOver(call) && active.length === 0) host.release("calls");
  }

  /** Holds the host, and an alarm, exactly while a call is going on. @param {Protocol.Call[]} active */
  #keep(active) {
    const { host } = this.#means;
    if (active.length > 0) {
      host.hold("calls");
      void chrome.alarms.create(CALLS_ALARM, { periodInMinutes: 0.5 });
    } else {
      host.release("calls");
      void chrome.alarms.clear(CALLS_ALARM);
    }
  }

  async #lost() {
    const { broadcast, calls, host } = this.#means;
    const { connection, connectionError } = troubleOf(host.error);
    broadcast.post({ name: "connection", connection, error: connectionError });
    if ((await calls.active()).length > 0) await this.#recover();
  }

  /** Tries to have a host again; the reconciliation follows from its being ready. */
  #recover() {
    this.#recovering ??= this.#tryAgain().finally(() => {
      this.#recovering = null;
    });
    return this.#recovering;
  }

  async #tryAgain() {
    const { calls, host, wait } = this.#means;
    this.#keep(await calls.active());
    for (const pause of AGAIN) {
      await wait(pause);
      const found = await host.open().then(
        () => true,
        () => false,
      );
      if (found) return;
    }
  }

  /** A host is there: what it says of the calls is true, whatever was thought before. */
  async #reconcile() {
    const { calls, starts, session, broadcast } = this.#means;
    const current = await session();
    broadcast.post({ name: "session", session: current });
    if (current.connection !== "ready") return;
    for (const call of current.activeCalls) await calls.update(call);
    const active = new Set(current.activeCalls.map(({ id }) => id));
    for (const { id } of await calls.active()) {
      if (!active.has(id)) await this.#askAbout(id);
    }
    await starts.reconcile();
    this.#keep(await calls.active());
  }

  /** @param {string} id */
  async #askAbout(id) {
    const { calls, host } = this.#means;
    try {
      await calls.update((await host.request("calls.get", { id })).call);
    } catch (error) {
      if (/** @type {{code?: string}} */ (error).code === "unknown-call") await calls.forget(id);
    }
  }
}
