import assert from "node:assert/strict";
import { test } from "node:test";

import { call, fakeArea, fakeClock, load, settle } from "./fakes.mjs";

const { Failed } = await load("failures.js");
const { LiveCalls } = await load("live-calls.js");
const { Stored } = await load("store.js");
const { Watch } = await load("watch.js");

/** A worker whose host knows `ledger`; `area` is what an earlier worker left. */
function setUp({ area = fakeArea(), ledger = {}, active = [] } = {}) {
  const world = { posts: [], holds: new Set(), alarms: new Set(), opens: 0, broken: 0, reconciled: 0, shown: [] };
  globalThis.chrome = {
    alarms: {
      create: async (name) => world.alarms.add(name),
      clear: async (name) => world.alarms.delete(name),
    },
  };
  const clock = fakeClock();
  const host = {
    error: new Failed("host-exited"),
    hold: (reason) => world.holds.add(reason),
    release: (reason) => world.holds.delete(reason),
    async open() {
      world.opens += 1;
      if (world.broken-- > 0) throw new Failed("host-exited");
      watch.connection("ready");
    },
    async request(_, { id }) {
      if (!ledger[id]) throw new Failed("unknown-call", { answered: true });
      return { call: ledger[id] };
    },
  };
  const calls = new LiveCalls(new Stored(() => area, "calls", {}), (each, now) => watch.call(each, now));
  const watch = new Watch({
    host,
    calls,
    starts: {
      async reconcile() {
        world.reconciled += 1;
      },
    },
    matches: { clear: () => (world.cleared = true) },
    broadcast: { post: (update) => world.posts.push(update) },
    session: async () => ({ connection: "ready", activeCalls: active }),
    async show(each) {
      world.shown.push(each.phase);
    },
    wait: (ms) => new Promise((resolve) => clock.setTimeout(resolve, ms)),
  });
  return Object.assign(world, { watch, calls, clock });
}

const earlier = (...calls) => fakeArea({ calls: Object.fromEntries(calls.map((each) => [each.id, each])) });
const later = { updatedAt: "2026-01-01T00:09:00.000Z" };

test("a worker that starts in mid-call asks for the truth and tells everyone", async () => {
  const world = setUp({ area: earlier(call("1", "ringing-you"), call("2", "ended")), ledger: { 1: call("1", "ended", later) } });
  const resumed = world.watch.resume();
  await settle();
  await world.clock.pass(0);
  await resumed;
  assert.deepEqual(world.posts.map(({ name, call: each }) => [name, each?.phase]), [["session", undefined], ["call.updated", "ended"]]);
  assert.equal(world.opens, 1);
  assert.deepEqual([...world.alarms, ...world.holds], []);
});

test("without a call nothing is started", async () => {
  const world = setUp({ area: earlier(call("1", "ended")) });
  await world.watch.resume();
  await world.watch.alarm("calls");
  assert.equal(world.opens, 0);
});

test("a call that goes on holds the host and an alarm until it is over", async () => {
  const world = setUp();
  world.watch.heard("call.updated", { call: call("1", "ringing-you") });
  await settle();
  assert.deepEqual([...world.alarms, ...world.holds], ["calls", "calls"]);
  world.watch.heard("call.updated", { call: call("1", "ended", later) });
  await settle();
  assert.deepEqual([...world.alarms, ...world.holds], []);
  assert.deepEqual(world.shown, ["ringing-you", "ended"]);
});

test("a host that dies in mid-call is called again until it is there", async () => {
  const world = setUp({ area: earlier(call("1", "ringing-you")), active: [call("1", "connected", later)] });
  world.broken = 2;
  world.watch.connection("failed");
  await settle();
  assert.deepEqual(world.posts[0].name, "connection");
  assert.equal(world.posts[0].error.code, "host-exited");
  await world.clock.pass(10_000);
  assert.equal(world.opens, 3);
  assert.equal(world.posts.at(-1).call.phase, "connected");
  assert.ok(world.holds.has("calls"));
  assert.equal(world.reconciled, 1);
});

test("a host that never comes back is left to the alarm", async () => {
  const world = setUp({ area: earlier(call("1", "ringing-you")) });
  world.broken = 99;
  world.watch.connection("failed");
  await settle();
  await world.clock.pass(60_000);
  assert.equal(world.opens, 4);
  assert.ok(world.alarms.has("calls"));
});

test("without a call a dead host stays dead", async () => {
  const world = setUp();
  world.watch.connection("failed");
  await settle();
  await world.clock.pass(60_000);
  assert.equal(world.opens, 0);
});

test("a call that the ledger does not know is forgotten", async () => {
  const world = setUp({ area: earlier(call("1", "ringing-you")) });
  world.watch.connection("ready");
  await settle();
  assert.deepEqual(await world.calls.active(), []);
  assert.deepEqual([...world.holds], []);
});

test("a changed account ends the wait for it", async () => {
  const world = setUp();
  world.holds.add("sign-in");
  world.watch.heard("account.changed", { account: { signedIn: true } });
  assert.deepEqual([...world.holds], []);
  assert.equal(world.cleared, true);
  assert.deepEqual(world.posts, [{ name: "account.changed", account: { signedIn: true } }]);
});
