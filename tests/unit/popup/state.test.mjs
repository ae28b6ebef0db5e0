import assert from "node:assert/strict";
import test from "node:test";
import { classic } from "../card/classic.mjs";

const NAMES = ["isOver", "phoneOf", "regionName"];
Object.assign(globalThis, classic(["lib/dom.js", "lib/i18n.js", "lib/regions.js", "lib/words.js", "lib/legs.js"], NAMES));
const { mayCall, merged, newPopup, popupReducer } = await import("../../../extension/pages/popup/state.js");
const { matching, older, wasCleared } = await import("../../../extension/pages/popup/recents.js");

const number = { e164: "+12015550123", national: "(201) 555-0123", international: "+1 201-555-0123", region: "US", type: "mobile" };
const session = (more = {}) => ({
  connection: "ready", account: { signedIn: true, from: [], callerIds: [], notes: [] }, settings: { region: "US", playPrompt: true },
  policy: { locked: [] }, simulator: false, activeCalls: [], ...more,
});
const call = (phase, more = {}) => ({ id: "c1", requestId: "r1", to: number, from: "+12015550100", phase, cancellable: false, startedAt: "2026-01-01T10:00:00Z", updatedAt: "2026-01-01T10:00:05Z", ...more });
const start = (...events) => events.reduce(popupReducer, newPopup("r1"));
const news = (phase, more) => ({ type: "call", call: call(phase, more), nextRequestId: "r2" });
const typed = { type: "typed", text: "2015550123" };
const allowed = { type: "inspected", text: "2015550123", region: null, inspection: { number, verdict: "allow" } };

test("only what the host allows, and only once signed in, may be called", () => {
  assert.equal(mayCall(start({ type: "session", session: session() }, typed, allowed)), true);
  assert.equal(mayCall(start(typed, allowed)), false);
  assert.equal(mayCall(start({ type: "session", session: session({ account: { signedIn: false, from: [] } }) }, typed, allowed)), false);
  assert.equal(mayCall(start({ type: "session", session: session() }, typed, { ...allowed, inspection: { verdict: "refuse" } })), false);
});

test("an opinion about what stood there before is not taken for one of what stands there now", () => {
  const state = start(typed, { type: "typed", text: "20155501" }, allowed);
  assert.equal(state.inspection, null);
  assert.equal(start(typed, allowed, { type: "typed", text: "20155501" }).stale, true);
});

test("when the attempt has become a call the box is free, under a new request", () => {
  const state = start(typed, allowed, news("placing"));
  assert.deepEqual([state.text, state.requestId, state.calls.length, state.attempt], ["", "r2", 1, "none"]);
  assert.equal(start(typed, allowed, news("placing", { requestId: "of-a-card" })).text, "2015550123");
});

test("late news does not undo newer", () => {
  const state = start(news("ended"), news("connected", { updatedAt: "2026-01-01T10:00:09Z" }), news("ringing-you", { updatedAt: "2026-01-01T10:00:01Z" }));
  assert.equal(state.calls[0].call.phase, "ended");
});

test("a call of somebody else that is over already is for the recents only", () => {
  const state = start({ type: "older", calls: [], end: true }, news("failed", { requestId: "of-a-card" }));
  assert.equal(state.calls.length, 0);
  assert.equal(state.recents.length, 1);
});

test("the time of the talk counts from when both had answered", () => {
  const state = start(news("connected"), news("connected", { updatedAt: "2026-01-01T10:00:50Z" }));
  assert.equal(state.calls[0].connectedAt, "2026-01-01T10:00:05Z");
});

test("lists are put together newest first, each call once", () => {
  const [a, b] = [call("ended", { id: "a" }), call("ended", { id: "b", startedAt: "2026-01-02T10:00:00Z" })];
  assert.deepEqual(merged([a], [b, { ...a, phase: "ringing-you" }]).map(({ id, phase }) => [id, phase]), [["b", "ended"], ["a", "ended"]]);
});

test("once the history is cleared only calls that go on are left, and nothing older is waited for", () => {
  const state = start({ type: "older", calls: [call("ended", { id: "a" }), call("connected", { id: "b" })], end: false }, news("failed"), news("connected", { id: "b" }), { type: "cleared" });
  assert.deepEqual([state.recents.map(({ id }) => id), state.calls.map((shown) => shown.call.id), state.recentsEnd], [["b"], ["b"], true]);
});

test("a history that was cleared unseen is told from one that has only grown", () => {
  const at = (n) => call("ended", { id: `c${n}`, startedAt: `2026-01-01T10:00:0${n}Z` });
  const known = [at(4), at(3), at(2)];
  for (const [calls, end, cleared] of [
    [[at(4), at(3), at(2)], true, false], [[at(5), at(4)], false, false], [[at(4), at(3)], false, false],
    [[], true, true], [[at(5)], true, true], [[at(4)], true, true], [[at(5), at(3)], false, true],
  ]) assert.equal(wasCleared(known, { calls, end }), cleared, JSON.stringify([calls.map(({ id }) => id), end]));
  assert.equal(wasCleared([{ ...at(4), phase: "connected" }], { calls: [], end: true }), false);
});

test("recents are found by digits in any writing, by country and by site", () => {
  const calls = [call("ended", { origin: "https://shop.example" }), call("ended", { to: { ...number, e164: "+442079460123", national: "020 7946 0123", international: "+44 20 7946 0123", region: "GB" } })];
  for (const [query, count] of [["", 2], ["(201) 555", 1], ["0207946", 1], ["555 0123", 1], ["kingdom", 1], ["shop.ex", 1], ["999", 0]]) {
    assert.equal(matching(calls, query).length, count, query);
  }
});

test("older calls are asked for from the last one that is known", async () => {
  const asked = [];
  const ask = async (name, params) => {
    asked.push(params);
    return { calls: [] };
  };
  assert.deepEqual(await older(ask, []), { calls: [], end: true });
  await older(ask, [call("ended", { id: "z" })]);
  assert.deepEqual(asked, [{ limit: 40 }, { limit: 200, before: "z" }]);
});
