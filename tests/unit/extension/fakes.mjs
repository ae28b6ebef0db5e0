// Stand-ins for what the browser gives the worker: a clock that only moves when told, storage in memory, a native port.

export const BACKGROUND = new URL("../../../extension/background/", import.meta.url);

export const load = (name) => import(new URL(name, BACKGROUND).href);

/** A clock for timers; `pass` lets time go by and everything due happen. */
export function fakeClock() {
  let now = 0;
  let next = 1;
  const timers = new Map();
  return {
    setTimeout(act, ms) {
      timers.set(next, { act, at: now + ms });
      return next++;
    },
    clearTimeout(id) {
      timers.delete(id);
    },
    now: () => now,
    get waiting() {
      return timers.size;
    },
    async pass(ms) {
      const end = now + ms;
      for (;;) {
        const due = [...timers].filter(([, { at }]) => at <= end).sort((a, b) => a[1].at - b[1].at)[0];
        if (!due) break;
        timers.delete(due[0]);
        now = due[1].at;
        due[1].act();
        await settle();
      }
      now = end;
      await settle();
    },
  };
}

/** Lets every promise that can go on do so. */
export async function settle() {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
}

/** A storage area; `items` is what a restarted worker would find. */
export function fakeArea(items = {}) {
  return {
    items,
    writes: 0,
    async get(key) {
      return structuredClone(key in items ? { [key]: items[key] } : {});
    },
    async set(more) {
      this.writes += 1;
      Object.assign(items, structuredClone(more));
    },
  };
}

/** The browser's end of a native connection, and the hands of the host on the other. */
export function fakePort() {
  const heard = [];
  const ended = [];
  return {
    sent: [],
    disconnected: false,
    postMessage(message) {
      if (this.disconnected) throw new Error("Attempting to use a disconnected port object");
      this.sent.push(structuredClone(message));
    },
    disconnect() {
      this.disconnected = true;
    },
    onMessage: { addListener: (act) => heard.push(act) },
    onDisconnect: { addListener: (act) => ended.push(act) },
    say(message) {
      for (const act of heard) act(message);
    },
    die(text) {
      this.disconnected = true;
      this.words = text;
      for (const act of ended) act(this);
    },
    answer(result) {
      this.say({ jsonrpc: "2.0", id: this.sent.at(-1).id, result });
    },
  };
}

export const READY = { jsonrpc: "2.0", method: "host.ready", params: { protocol: 1, version: "0.1.0", pid: 7 } };

export function call(id, phase, more = {}) {
  return {
    id,
    requestId: `request-${id}`,
    to: { e164: "+12015550123", national: "(201) 555-0123", international: "+1 201-555-0123", region: "US", type: "fixed-line-or-mobile" },
    from: "+12015550100",
    phase,
    cancellable: false,
    startedAt: `2026-01-01T00:00:0${id}.000Z`,
    updatedAt: "2026-01-01T00:01:00.000Z",
    ...more,
  };
}

/** What a promise was rejected with. */
export async function rejection(promise) {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error("it was not rejected");
}
