import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import vm from "node:vm";

import { fakeClock, fakePort } from "./fakes.mjs";

const SOURCE = readFileSync(new URL("../../../extension/lib/updates.js", import.meta.url), "utf8");

/** A page with the script in it. */
function setUp() {
  const ports = [];
  const clock = fakeClock();
  const document = Object.assign(new EventTarget(), { visibilityState: "visible" });
  const runtime = {
    connect() {
      ports.push(fakePort());
      return ports.at(-1);
    },
  };
  const world = vm.createContext({ document, chrome: { runtime }, setTimeout: clock.setTimeout, clearTimeout: clock.clearTimeout });
  vm.runInContext(SOURCE, world);
  const heard = [];
  const leaving = new AbortController();
  vm.runInContext("followUpdates", world)((update) => heard.push(update), leaving.signal);
  const look = (state) => {
    document.visibilityState = state;
    document.dispatchEvent(new Event("visibilitychange"));
  };
  return { ports, clock, heard, leaving, look };
}

test("it hears, and connects again when the worker was stopped", async () => {
  const { ports, clock, heard } = setUp();
  ports[0].say("one");
  ports[0].die();
  await clock.pass(0);
  ports[1].say("two");
  ports[0].say("late");
  assert.deepEqual(heard, ["one", "two"]);
});

test("a worker that cannot start is asked less and less often", async () => {
  const { ports, clock } = setUp();
  for (const pause of [0, 250, 1000, 4000, 4000]) {
    const before = ports.length;
    ports.at(-1).die();
    await clock.pass(pause - 1);
    assert.equal(ports.length, before);
    await clock.pass(1);
    assert.equal(ports.length, before + 1);
  }
});

test("a hidden page lets go and comes back", async () => {
  const { ports, clock, heard, look } = setUp();
  look("hidden");
  assert.equal(ports[0].disconnected, true);
  ports[0].die();
  await clock.pass(60_000);
  assert.equal(ports.length, 1);
  look("visible");
  look("visible");
  ports[1].say("news");
  assert.equal(ports.length, 2);
  assert.deepEqual(heard, ["news"]);
});

test("afterwards nothing is left", async () => {
  const { ports, clock, heard, leaving, look } = setUp();
  leaving.abort();
  assert.equal(ports[0].disconnected, true);
  ports[0].say("late");
  ports[0].die();
  look("hidden");
  look("visible");
  await clock.pass(60_000);
  assert.equal(ports.length, 1);
  assert.deepEqual(heard, []);
});
