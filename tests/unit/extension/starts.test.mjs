import assert from "node:assert/strict";
import { test } from "node:test";

import { call, fakeArea, fakeClock, load, rejection, settle } from "./fakes.mjs";

const { Failed } = await load("failures.js");
const { LiveCalls } = await load("live-calls.js");
const { Starts } = await load("starts.js");
const { Stored } = await load("store.js");

const PARAMS = { requestId: "request-1", text: "+12015550123", region: "US" };

/**
 * A worker whose host answers as scripted. `host.starts` counts what reached it; `area` outlives the worker.
 * @param script.start what becomes of `calls.start`: a call, or what it is rejected with
 * @param script.list what the ledger holds when it is asked, each time
 */
function setUp({ start, list = [], area = fakeArea() } = {}) {
  const clock = fakeClock();
  const host = { starts: [], lists: 0, holds: new Set(), opens: 0 };
  const rpc = {
    closed: null,
    async request(method, params) {
      if (method === "calls.start") {
        host.starts.push(params);
        host.noted = structuredClone(area.items.sent);
        if (start instanceof Error) throw start;
        return start;
      }
      const answer = typeof list === "function" ? list(host.lists) : list;
      host.lists += 1;
      if (answer instanceof Error) throw answer;
      return { calls: answer };
    },
  };
  const told = [];
  const calls = new LiveCalls(new Stored(() => area, "calls", {}), (each) => told.push(each.phase));
  const starts = new Starts({
    sent: new Stored(() => area, "sent", {}),
    host: {
      async open() {
        host.opens += 1;
        if (host.missing) throw host.missing;
        return rpc;
      },
      hold: (reason) => host.holds.add(reason),
      release: (reason) => host.holds.delete(reason),
    },
    calls,
    wait: (ms) => new Promise((resolve) => clock.setTimeout(resolve, ms)),
    now: clock.now,
  });
  return { starts, host, rpc, area, told, clock, calls };
}

/** Lets all waiting go by. */
async function outcome(clock, promise) {
  const over = promise.then(
    (result) => ({ result }),
    (error) => ({ code: error.code }),
  );
  await settle();
  await clock.pass(60_000);
  return over;
}

test("the request is on record before it leaves, and not after its answer", async () => {
  const { starts, host, area, told } = setUp({ start: { call: call("1", "placing") } });
  assert.equal((await starts.start(PARAMS)).call.id, "1");
  assert.ok("request-1" in host.noted);
  assert.deepEqual(area.items.sent, {});
  assert.deepEqual(told, ["placing"]);
  assert.equal(host.holds.size, 0);
});

test("asked twice at once, it is sent once", async () => {
  const { starts, host } = setUp({ start: { call: call("1", "placing") } });
  const [one, two] = await Promise.all([starts.start(PARAMS), starts.start(PARAMS)]);
  assert.deepEqual(one, two);
  assert.equal(host.starts.length, 1);
});

test("asked again later, the same call is named and nothing is sent", async () => {
  const { starts, host } = setUp({ start: { call: call("1", "placing") } });
  await starts.start(PARAMS);
  assert.equal((await starts.start(PARAMS)).call.id, "1");
  assert.equal(host.starts.length, 1);
});

test("a refusal is over: the same request may come again, confirmed", async () => {
  const { starts, host, area } = setUp({ start: new Failed("country-not-allowed", { answered: true }) });
  assert.equal((await rejection(starts.start(PARAMS))).code, "country-not-allowed");
  assert.deepEqual(area.items.sent, {});
  await rejection(starts.start({ ...PARAMS, confirmation: "token" }));
  assert.deepEqual(host.starts.map(({ confirmation }) => confirmation), [undefined, "token"]);
});

test("without a host nothing is on record", async () => {
  const { starts, host, area } = setUp({});
  host.missing = new Failed("host-missing");
  assert.equal((await rejection(starts.start(PARAMS))).code, "host-missing");
  assert.equal(area.items.sent, undefined);
});

test("a host that dies while the request is being written down never got it", async () => {
  const { starts, host, rpc, area } = setUp({});
  rpc.closed = new Failed("host-exited");
  assert.equal((await rejection(starts.start(PARAMS))).code, "host-exited");
  assert.equal(host.starts.length, 0);
  assert.deepEqual(area.items.sent, {});
});

test("the host died after it wrote the call down: the ledger says so", async () => {
  const { starts, host, clock } = setUp({ start: new Failed("host-exited"), list: [call("2", "ended"), call("1", "unknown")] });
  const { result } = await outcome(clock, starts.start(PARAMS));
  assert.equal(result.call.phase, "unknown");
  assert.equal(host.starts.length, 1);
});

test("the host died before it wrote the call down: nothing was dialled", async () => {
  const { starts, host, clock, area } = setUp({ start: new Failed("host-exited"), list: [call("2", "ended")] });
  assert.equal((await outcome(clock, starts.start(PARAMS))).code, "not-placed");
  assert.equal(host.starts.length, 1);
  assert.deepEqual(area.items.sent, {});
});

test("a host that fell silent may still dial: the outcome is unknown, and found later", async () => {
  let there = false;
  const { starts, host, clock, told, area } = setUp({
    start: new Failed("host-silent"),
    list: () => (there ? [call("1", "ringing-you")] : []),
  });
  assert.equal((await outcome(clock, starts.start(PARAMS))).code, "outcome-unknown");
  assert.ok(host.lists > 1);
  there = true;
  await starts.reconcile();
  assert.deepEqual(told, ["ringing-you"]);
  assert.deepEqual(area.items.sent, {});
  assert.equal(host.starts.length, 1);
});

test("the row that appears a moment later is the call", async () => {
  const { starts, clock } = setUp({
    start: new Failed("host-garbled"),
    list: (times) => (times < 2 ? [] : [call("1", "placing")]),
  });
  const { result } = await outcome(clock, starts.start(PARAMS));
  assert.equal(result.call.id, "1");
});

test("nobody can be asked: the outcome is unknown", async () => {
  const { starts, clock } = setUp({ start: new Failed("host-exited"), list: new Failed("host-exited") });
  assert.equal((await outcome(clock, starts.start(PARAMS))).code, "outcome-unknown");
});

test("a worker that was stopped in between does not send again: it looks", async () => {
  const area = fakeArea({ sent: { "request-1": { at: 0 } } });
  const found = setUp({ area, list: [call("1", "ringing-you")] });
  const { result } = await outcome(found.clock, found.starts.start(PARAMS));
  assert.equal(result.call.phase, "ringing-you");
  assert.equal(found.host.starts.length, 0);

  const lost = setUp({ area: fakeArea({ sent: { "request-1": { at: 0 } } }), list: [] });
  assert.equal((await outcome(lost.clock, lost.starts.start(PARAMS))).code, "outcome-unknown");
  assert.equal(lost.host.starts.length, 0);
});

test("a stopped worker that had its answer names the call without asking", async () => {
  const area = fakeArea({ calls: { 1: call("1", "connected") } });
  const { starts, host } = setUp({ area });
  assert.equal((await starts.start(PARAMS)).call.phase, "connected");
  assert.equal(host.opens, 0);
});

test("a lost start is given up after a while", async () => {
  const area = fakeArea({ sent: { "request-1": { at: -3_600_000 } } });
  const { starts, host } = setUp({ area });
  await starts.reconcile();
  assert.deepEqual(area.items.sent, {});
  assert.equal(host.lists, 0);
});
