import assert from "node:assert/strict";
import { test } from "node:test";

import { call, fakeArea, load } from "./fakes.mjs";

const { Confirmations, WAITS } = await load("confirmations.js");
const { Frames } = await load("frames.js");
const { LiveCalls } = await load("live-calls.js");
const { Stored, without } = await load("store.js");

test("changes at the same time all count", async () => {
  const area = fakeArea();
  const stored = new Stored(() => area, "list", []);
  await Promise.all([1, 2, 3].map((value) => stored.update((list) => [...list, value])));
  assert.deepEqual(area.items.list, [1, 2, 3]);
  assert.deepEqual(await new Stored(() => area, "list", []).get(), [1, 2, 3]);
});

test("a change that fails leaves the value, and the next one works", async () => {
  const stored = new Stored(() => fakeArea(), "n", 1);
  await assert.rejects(stored.update(() => { throw new Error("no"); }));
  assert.equal(await stored.update((n) => n + 1), 2);
});

test("what does not change is not written; what others wrote is read after a drop", async () => {
  const area = fakeArea();
  const stored = new Stored(() => area, "record", {});
  await stored.update((record) => without(record, "absent"));
  assert.equal(area.writes, 0);
  area.items.record = { theirs: 1 };
  stored.drop();
  assert.deepEqual(await stored.get(), { theirs: 1 });
});

test("calls: news is told once, old news never", async () => {
  const told = [];
  const calls = new LiveCalls(new Stored(() => fakeArea(), "calls", {}), (each, active) => told.push([each.phase, active.length]));
  await calls.update(call("1", "placing", { updatedAt: "2026-01-01T00:00:01.000Z" }));
  await calls.update(call("1", "ringing-you", { updatedAt: "2026-01-01T00:00:03.000Z" }));
  await calls.update(call("1", "ringing-you", { updatedAt: "2026-01-01T00:00:03.000Z" }));
  await calls.update(call("1", "placing", { updatedAt: "2026-01-01T00:00:02.000Z" }));
  await calls.update(call("2", "placing"));
  await calls.update(call("1", "ended", { updatedAt: "2026-01-01T00:00:09.000Z" }));
  assert.deepEqual(told, [["placing", 1], ["ringing-you", 1], ["placing", 2], ["ended", 1]]);
  assert.deepEqual((await calls.active()).map(({ id }) => id), ["2"]);
  assert.equal((await calls.byRequest("request-1")).phase, "ended");
});

test("calls: news does not wait until it is stored", async () => {
  const area = fakeArea();
  const told = [];
  const calls = new LiveCalls(new Stored(() => area, "calls", {}), ({ phase }) => told.push([phase, area.items.calls?.["1"].phase]));
  await calls.update(call("1", "placing", { updatedAt: "2026-01-01T00:00:01.000Z" }));
  await calls.update(call("1", "ringing-you", { updatedAt: "2026-01-01T00:00:03.000Z" }));
  assert.deepEqual(told, [["placing", undefined], ["ringing-you", "placing"]]);
  assert.equal(area.items.calls["1"].phase, "ringing-you");
});

test("calls: old ones go, active ones stay", async () => {
  const area = fakeArea();
  const calls = new LiveCalls(new Stored(() => area, "calls", {}), () => {});
  const at = (n) => ({ startedAt: `2026-01-01T00:00:${String(n).padStart(2, "0")}.000Z` });
  for (let n = 0; n < 40; n++) await calls.update(call(String(n), n === 3 ? "connected" : "ended", at(n)));
  assert.equal(Object.keys(area.items.calls).length, 31);
  assert.deepEqual((await calls.active()).map(({ id }) => id), ["3"]);
});

test("calls: a cleared history leaves no copy but of calls that go on", async () => {
  const area = fakeArea();
  const calls = new LiveCalls(new Stored(() => area, "calls", {}), () => {});
  for (const [id, phase] of [["1", "ended"], ["2", "connected"], ["3", "unknown"]]) await calls.update(call(id, phase));
  await calls.forgetOver();
  assert.deepEqual(Object.keys(area.items.calls), ["2"]);
});

test("frames: those that said something, and always the page itself", async () => {
  const frames = new Frames(new Stored(() => fakeArea(), "frames", {}));
  const from = (frameId, kind = "content") => ({ kind, tabId: 5, frameId });
  for (const each of [from(0), from(7), from(7), from(9), from(8, "page")]) await frames.seen(each);
  assert.deepEqual(await frames.of(5), [0, 7, 9]);
  for (let id = 100; id < 200; id++) await frames.seen(from(id));
  assert.equal((await frames.of(5)).length, 51);
  await frames.forget(5);
  assert.deepEqual(await frames.of(5), [0]);
});

function confirmations() {
  const world = { closed: [], opened: [], focused: [], now: 0 };
  globalThis.chrome = {
    windows: {
      async create({ url }) {
        world.opened.push(url);
        return { id: world.opened.length, tabs: [{ id: 100 + world.opened.length }] };
      },
      async update(id) {
        if (world.lost) throw new Error("No window with id");
        world.focused.push(id);
      },
    },
  };
  const stored = new Stored(() => fakeArea(), "confirmations", {});
  world.parked = new Confirmations(stored, (requestId, outcome) => world.closed.push([requestId, outcome]), () => world.now);
  return world;
}

const idOf = (url) => new URL(url, "https://x.example").searchParams.get("id");

test("confirmation: one request, one window", async () => {
  const { parked, opened, focused } = confirmations();
  const request = { requestId: "r", text: "+442079460018" };
  await Promise.all([parked.open(request, "https://a.example"), parked.open(request, "https://a.example")]);
  await parked.open(request, "https://a.example");
  assert.equal(opened.length, 1);
  assert.ok(focused.length >= 1);
  assert.deepEqual((await parked.get(idOf(opened[0]))).origin, "https://a.example");
});

test("confirmation: a window that got lost is shown again", async () => {
  const world = confirmations();
  const request = { requestId: "r", text: "+442079460018" };
  await world.parked.open(request, undefined);
  world.lost = true;
  await world.parked.open(request, undefined);
  assert.equal(world.opened.length, 2);
  assert.equal(idOf(world.opened[0]), idOf(world.opened[1]));
});

test("confirmation: a closed window dismisses, a started call confirms, time expires", async () => {
  const world = confirmations();
  for (const requestId of ["one", "two", "three"]) await world.parked.open({ requestId, text: "1" }, undefined);
  await world.parked.gone({ windowId: 1 });
  await world.parked.done(idOf(world.opened[1]));
  await world.parked.gone({ tabId: 102 });
  world.now = WAITS + 1;
  await assert.rejects(world.parked.get(idOf(world.opened[2])), { code: "confirmation-over" });
  assert.deepEqual(world.closed, [["one", "dismissed"], ["two", "confirmed"], ["three", "expired"]]);
});

test("confirmation: a page cannot fill the screen with windows", async () => {
  const { parked, opened } = confirmations();
  for (let n = 0; n < 5; n++) await parked.open({ requestId: `${n}`, text: "1" }, undefined);
  await assert.rejects(parked.open({ requestId: "6", text: "1" }, undefined), { code: "busy" });
  assert.equal(opened.length, 5);
});
