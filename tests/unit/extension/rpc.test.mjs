import assert from "node:assert/strict";
import { test } from "node:test";

import { fakeClock, load, rejection } from "./fakes.mjs";

const { Rpc, TIMEOUTS } = await load("rpc.js");

function setUp(more = {}) {
  const sent = [];
  const clock = fakeClock();
  return { sent, clock, rpc: new Rpc({ send: (message) => sent.push(message), clock, ...more }) };
}

test("answers find their requests, in whatever order they come", async () => {
  const { rpc, sent } = setUp();
  const first = rpc.request("calls.get", { id: "a" });
  const second = rpc.request("calls.get", { id: "b" });
  assert.deepEqual(sent[0], { jsonrpc: "2.0", id: 1, method: "calls.get", params: { id: "a" } });
  rpc.receive({ jsonrpc: "2.0", id: 2, result: "second" });
  rpc.receive({ jsonrpc: "2.0", id: 1, result: "first" });
  assert.deepEqual(await Promise.all([first, second]), ["first", "second"]);
  assert.equal(rpc.busy, false);
});

test("the host's refusal keeps its words and says that it was an answer", async () => {
  const { rpc } = setUp();
  const asked = rpc.request("session.get", {});
  const data = { code: "limit-minute", message: "Too many.", remedy: "Wait.", retryAfter: 12 };
  rpc.receive({ jsonrpc: "2.0", id: 1, error: { code: -32000, message: "x", data } });
  const { code, said, remedy, retryAfter, answered } = await rejection(asked);
  assert.deepEqual({ code, said, remedy, retryAfter, answered }, { code: "limit-minute", said: "Too many.", remedy: "Wait.", retryAfter: 12, answered: true });
});

test("an error without our data is internal, and still an answer", async () => {
  const { rpc } = setUp();
  const asked = rpc.request("session.get", {});
  rpc.receive({ jsonrpc: "2.0", id: 1, error: { code: -32603, message: "boom" } });
  const error = await rejection(asked);
  assert.equal(error.code, "internal");
  assert.equal(error.answered, true);
});

test("a request that is not answered in time is given up, and a late answer is ignored", async () => {
  const { rpc, clock } = setUp();
  const asked = rejection(rpc.request("calls.get", { id: "a" }));
  await clock.pass(TIMEOUTS["calls.get"]);
  assert.equal((await asked).code, "host-silent");
  rpc.receive({ jsonrpc: "2.0", id: 1, result: {} });
  assert.equal(clock.waiting, 0);
});

test("two unanswered requests in a row mean silence; any word in between does not", async () => {
  let silent = 0;
  const { rpc, clock } = setUp({ onSilent: () => (silent += 1) });
  const ask = async () => {
    const asked = rejection(rpc.request("calls.get", { id: "a" }));
    await clock.pass(TIMEOUTS["calls.get"]);
    await asked;
  };
  await ask();
  rpc.receive({ jsonrpc: "2.0", method: "call.updated", params: {} });
  await ask();
  assert.equal(silent, 0);
  await ask();
  assert.equal(silent, 1);
});

test("notifications are told apart from answers", () => {
  const heard = [];
  const { rpc } = setUp({ onNotification: (method, params) => heard.push([method, params]) });
  rpc.receive({ jsonrpc: "2.0", method: "account.changed", params: { account: {} } });
  rpc.receive({ jsonrpc: "2.0", id: null, error: { code: -32700, message: "" } });
  for (const nonsense of [null, 7, "x", [], {}, { id: 99, result: 1 }]) rpc.receive(nonsense);
  assert.deepEqual(heard, [["account.changed", { account: {} }]]);
});

test("a lost connection answers everything, once, and nothing is sent any more", async () => {
  const { rpc, sent, clock } = setUp();
  const asked = [rpc.request("session.get", {}), rpc.request("calls.list", { limit: 1 })].map(rejection);
  const reason = new Error("gone");
  rpc.close(reason);
  rpc.close(new Error("again"));
  assert.deepEqual(await Promise.all(asked), [reason, reason]);
  assert.equal(await rejection(rpc.request("session.get", {})), reason);
  assert.equal(sent.length, 2);
  assert.equal(clock.waiting, 0);
});

test("a port that closed in this very moment is a host that is gone", async () => {
  const { rpc } = setUp({
    send() {
      throw new Error("Attempting to use a disconnected port object");
    },
  });
  assert.equal((await rejection(rpc.request("session.get", {}))).code, "host-exited");
});
