import assert from "node:assert/strict";
import test from "node:test";
import { classic, plain } from "./classic.mjs";

const FILES = ["lib/dom.js", "lib/i18n.js", "lib/regions.js", "lib/words.js", "lib/legs.js", "content/card/state.js", "content/card/screen.js"];
const { newCard, cardReducer, cardScreen, mayStart, firstPhone, legStates } = classic(FILES, ["newCard", "cardReducer", "cardScreen", "mayStart", "firstPhone", "legStates"]);

const number = { e164: "+442079460123", national: "020 7946 0123", international: "+44 20 7946 0123", region: "GB", type: "fixed-line" };
const phones = [{ phoneNumber: "+12015550100", label: "Mobile", type: "Mobile" }, { phoneNumber: "+12015550111", label: "Desk", type: "PhoneLine" }];
const session = (more = {}) => ({
  connection: "ready", account: { signedIn: true, from: phones, callerIds: [], notes: [] }, settings: { region: "US", playPrompt: true },
  policy: {}, simulator: false, activeCalls: [], ...more,
});
const call = (phase, more = {}) => ({ id: "c1", requestId: "r1", to: number, from: "+12015550100", phase, cancellable: false, startedAt: "2026-01-01T10:00:00Z", updatedAt: "2026-01-01T10:00:05Z", ...more });
const allow = { type: "inspected", inspection: { number, verdict: "allow" } };

const start = (...events) => events.reduce(cardReducer, newCard({ text: "020 7946 0123", region: "GB", number, requestId: "r1" }));
const ready = () => start({ type: "session", session: session() }, allow);

test("a card begins by loading and is ready once both answers are there", () => {
  assert.equal(cardScreen(start()), "loading");
  assert.equal(cardScreen(start({ type: "session", session: session() })), "loading");
  assert.equal(cardScreen(ready()), "ready");
});

test("what stands in the way is shown in order of what can be done about it", () => {
  const refuse = { type: "inspected", inspection: { number, verdict: "refuse", code: "premium-rate" } };
  const out = session({ account: { signedIn: false, from: [], callerIds: [], notes: [] } });
  assert.equal(cardScreen(start({ type: "session", session: session({ connection: "missing" }) }, refuse)), "setup");
  assert.equal(cardScreen(start({ type: "session", session: out }, refuse)), "refuse");
  assert.equal(cardScreen(start({ type: "session", session: out }, allow)), "signed-out");
  assert.equal(cardScreen(start({ type: "session", session: session() }, { type: "trouble", error: { code: "host-silent" } })), "trouble");
});

test("a call may be started only from ready or confirm, once", () => {
  assert.equal(mayStart(start()), false);
  assert.equal(mayStart(ready()), true);
  assert.equal(mayStart(cardReducer(ready(), { type: "starting" })), false);
  assert.equal(mayStart(cardReducer(ready(), { type: "parked" })), false);
  assert.equal(mayStart(cardReducer(ready(), { type: "call", call: call("placing") })), false);
  assert.equal(mayStart(cardReducer(ready(), { type: "refused", error: { code: "limit-minute", retryAfter: 5 }, now: 1000 })), false);
});

test("one attempt keeps its request id; a new one gets a new one", () => {
  const state = start({ type: "session", session: session() }, allow, { type: "starting" }, { type: "refused", error: { code: "service-unreachable" }, now: 0 });
  assert.equal(state.requestId, "r1");
  assert.equal(cardReducer(state, { type: "again", requestId: "r2" }).requestId, "r2");
});

test("the cap counts down to when it can be tried again", () => {
  const state = cardReducer(ready(), { type: "refused", error: { code: "limit-minute", retryAfter: 42 }, now: 1000 });
  assert.equal(state.refusedUntil, 43_000);
  assert.equal(cardReducer(state, { type: "retry" }).refusedUntil, null);
});

test("a card for a number with a live call shows that call", () => {
  const live = session({ activeCalls: [call("ringing-you", { requestId: "elsewhere" })] });
  assert.equal(cardScreen(start({ type: "session", session: live })), "calling");
  const other = session({ activeCalls: [call("ringing-you", { to: { ...number, e164: "+447700900123" } })] });
  assert.equal(cardScreen(start({ type: "session", session: other }, allow)), "ready");
});

test("two calls at once do not mix: only ours moves the card", () => {
  const state = cardReducer(ready(), { type: "call", call: call("ringing-you") });
  assert.equal(cardReducer(state, { type: "call", call: call("failed", { id: "c2", requestId: "r9" }) }).call.phase, "ringing-you");
  assert.equal(cardReducer(state, { type: "call", call: call("connected", { updatedAt: "2026-01-01T10:00:09Z" }) }).call.phase, "connected");
});

test("late news never undoes newer", () => {
  const state = cardReducer(ready(), { type: "call", call: call("connected", { updatedAt: "2026-01-01T10:00:09Z" }) });
  assert.equal(cardReducer(state, { type: "call", call: call("ringing-you") }).call.phase, "connected");
  const over = cardReducer(state, { type: "call", call: call("ended", { updatedAt: "2026-01-01T10:00:20Z" }) });
  assert.equal(cardReducer(over, { type: "call", call: call("connected", { updatedAt: "2026-01-01T10:00:30Z" }) }).call.phase, "ended");
});

test("signed out in mid-call, the call is still shown", () => {
  const state = cardReducer(ready(), { type: "call", call: call("ringing-them") });
  assert.equal(cardScreen(cardReducer(state, { type: "account", account: { signedIn: false, from: [] } })), "calling");
});

test("talking time counts from the first news of being connected", () => {
  let state = cardReducer(ready(), { type: "call", call: call("connected", { updatedAt: "2026-01-01T10:00:09Z" }) });
  state = cardReducer(state, { type: "call", call: call("connected", { updatedAt: "2026-01-01T10:01:09Z" }) });
  assert.equal(state.connectedAt, "2026-01-01T10:00:09Z");
});

test("another country makes the card ask again, and forgets what it knew of the number", () => {
  const state = cardReducer(ready(), { type: "region", region: "FR" });
  assert.deepEqual(plain([state.region, state.number, state.inspection, cardScreen(state)]), ["FR", null, null, "loading"]);
});

test("the slow sentence is not taken back by the earlier timer", () => {
  const state = start({ type: "wait", wait: "very-slow" }, { type: "wait", wait: "slow" });
  assert.equal(state.wait, "very-slow");
});

test("a stopped countdown does not begin again", () => {
  const state = [{ type: "countdown", running: true }, { type: "countdown", running: false }].reduce(cardReducer, ready());
  assert.deepEqual([state.countdown, state.stopped], [false, true]);
});

test("the phone that rings first: chosen here, else in the settings, else the first", () => {
  assert.equal(firstPhone(ready()).wanted, "+12015550100");
  const set = start({ type: "session", session: session({ settings: { region: "US", playPrompt: true, from: "+12015550111" } }) }, allow);
  assert.equal(firstPhone(set).phone.label, "Desk");
  assert.equal(firstPhone(cardReducer(set, { type: "from", from: "+12015550100" })).phone.label, "Mobile");
});

test("the two legs of every phase", () => {
  const status = (caller, callee) => ({ call: "InProgress", caller, callee });
  const table = [
    [call("placing"), "waiting", "waiting"],
    [call("ringing-you"), "ringing", "waiting"],
    [call("ringing-them"), "answered", "ringing"],
    [call("connected"), "answered", "answered"],
    [call("ended"), "over", "over"],
    [call("unknown"), "unclear", "unclear"],
    [call("failed", { status: status("NoAnswer", "InProgress"), reason: { leg: "you", code: "service-error" } }), "failed", "waiting"],
    [call("failed", { status: status("Success", "Busy"), reason: { leg: "them", code: "busy" } }), "answered", "failed"],
    [call("failed", { status: status("Finished", "NosuchUser"), reason: { leg: "them", code: "invalid-number" } }), "over", "waiting"],
    [call("failed", { status: status("InProgress", "NotEnoughFunds"), reason: { leg: "them", code: "no-credit" } }), "waiting", "waiting"],
    [call("failed", { status: status("Success", "NotEnoughFunds"), reason: { leg: "them", code: "no-credit" } }), "answered", "waiting"],
    [call("failed", { status: status("DestinationBlocked", "InProgress"), reason: { leg: "you", code: "from-not-allowed" } }), "waiting", "waiting"],
    [call("failed", { status: status("Rejected", "InProgress"), reason: { leg: "them", code: "service-error" } }), "over", "failed"],
    [call("failed", { status: status("GenericError", "Success"), reason: { leg: "you", code: "service-error" } }), "failed", "waiting"],
    [call("failed", { status: { call: "NosuchUser", caller: "Success", callee: "InProgress" }, reason: { leg: "them", code: "invalid-number" } }), "answered", "waiting"],
    [call("failed", { reason: { leg: "service", code: "service-error" } }), "waiting", "waiting"],
  ];
  for (const [given, you, them] of table) assert.deepEqual(plain(legStates(given)), { you, them }, JSON.stringify(given.status ?? given.phase));
});
