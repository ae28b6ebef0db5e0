// What the address bar says of a number while it is typed: what Enter will do, or why nothing can be done.

import assert from "node:assert/strict";
import { test } from "node:test";

import { load } from "./fakes.mjs";

globalThis.chrome = {};
globalThis.say = (key, ...values) => [key, ...values].join(" ");
globalThis.sayOr = (key, fallback) => (key === "error_premium_rate" ? "Too dear." : fallback);
const { suggestion } = await load("omnibox.js");

const number = { international: "+1 201-555-0123" };
const found = (inspection) => suggestion("x", { request: async () => inspection });

test("a number that may be called", async () => {
  assert.equal(await found({ number, verdict: "allow" }), "omnibox_call +1 201-555-0123");
  assert.equal(await found({ number, verdict: "confirm", code: "country-not-allowed" }), "omnibox_call +1 201-555-0123");
});

test("a number that is refused says why, in the person's language where there are words for it", async () => {
  assert.equal(await found({ number, verdict: "refuse", code: "premium-rate", message: "English." }), "Too dear.");
  assert.equal(await found({ verdict: "refuse", code: "new-word", message: "Say <b>." }), "Say  b .");
});

test("nothing typed, and no host", async () => {
  assert.equal(await suggestion("  ", {}), "omnibox_hint");
  const gone = { request: () => Promise.reject(new Error("gone")) };
  assert.equal(await suggestion("1", gone), "omnibox_hint");
});
