import assert from "node:assert/strict";
import { test } from "node:test";

import { call, load } from "./fakes.mjs";

globalThis.chrome = { tabs: { get: async (id) => ({ url: `https://tab-${id}.example/` }) }, runtime: {}, i18n: { getMessage: () => "" } };
const { answer } = await load("messages.js");

const SELF = { id: "abc", base: "chrome-extension://abc/" };
const CONTENT = { id: "abc", url: "https://shop.example/contact", origin: "https://shop.example", frameId: 0, tab: { id: 5, active: true } };
const POPUP = { id: "abc", url: "chrome-extension://abc/pages/popup/popup.html", origin: "chrome-extension://abc" };
const CONFIRM = { ...POPUP, url: "chrome-extension://abc/pages/confirm/confirm.html?id=park-1", tab: { id: 9, active: true } };

const PARKED = { id: "park-1", request: { requestId: "r", text: "+442079460018", region: "US" }, origin: "https://shop.example" };

function worker() {
  const asked = [];
  const done = [];
  const seen = [];
  return {
    asked,
    done,
    seen,
    host: {
      hold: () => {},
      async request(method, params) {
        asked.push([method, params]);
        if (method === "calls.list") return { calls: [call("2", "ended"), { ...call("1", "ended"), to: { e164: "+442079460018" } }] };
        return method.startsWith("calls.") ? { call: call("1", "placing") } : {};
      },
    },
    starts: {
      async start(params) {
        asked.push(["start", params]);
        return { call: call("1", "placing") };
      },
    },
    calls: { async update() {}, forgetOver: async () => done.push("copies") },
    
    matches: { clear() {}, match: async (params) => ({ matches: params.texts }) },
    confirmations: {
      async open(request, origin) {
        asked.push(["park", request, origin]);
      },
      async get(id) {
        if (id !== "park-1") throw new Error("over");
        return PARKED;
      },
      async done(id) {
        done.push(id);
      },
    },
    preferences: {
      on: async (site) => ({ site, language: "auto" }),
      all: async () => ({}),
      async set(change) {
        asked.push(["prefs", change]);
      },
    },
    frames: {
      async seen(from) {
        seen.push([from.tabId, from.frameId]);
      },
    },
    broadcast: { post: ({ name }) => done.push(name) },
    session: async () => ({ connection: "ready" }),
  };
}

const send = (world, sender, name, params) => answer({ name, params }, sender, world, SELF);

const refusedAs = async (code, reply) => assert.equal((await reply).error?.code, code);

const START = { requestId: "r", text: "201 555 0123", region: "US" };

test("the origin is the sender's, never the message's", async () => {
  const world = worker();
  await send(world, CONTENT, "calls.start", START);
  assert.deepEqual(world.asked, [["start", { ...START, origin: "https://shop.example" }]]);
  await refusedAs("bad-request", send(world, CONTENT, "calls.start", { ...START, origin: "https://bank.example" }));
  await send(world, POPUP, "calls.start", START);
  assert.equal("origin" in world.asked.at(-1)[1], false);
});

test("nobody else is answered", async () => {
  const world = worker();
  for (const sender of [
    { ...CONTENT, id: "other" },
    { ...CONTENT, id: undefined },
    { ...CONTENT, tab: undefined },
    { id: "abc" },
  ]) await refusedAs("bad-request", send(world, sender, "session.get", {}));
});

for (const name of ["settings.update", "account.signIn", "account.signOut", "diagnostics.run", "prefs.list", "page.list", "numbers.confirm", "confirm.get"]) {
  test(`a content script may not send ${name}`, async () => {
    const params = { "page.list": { tabId: 1 }, "numbers.confirm": { text: "1" }, "confirm.get": { id: "park-1" } }[name] ?? {};
    await refusedAs("bad-request", send(worker(), CONTENT, name, params));
  });
}

test("a page that is like ours in name only is a web page", async () => {
  const fake = { ...CONTENT, url: "https://shop.example/pages/confirm/confirm.html?id=park-1" };
  await refusedAs("bad-request", send(worker(), fake, "numbers.confirm", { text: "+442079460018" }));
});

test("only the confirmation page confirms, and only what it was opened for", async () => {
  const world = worker();
  await refusedAs("bad-request", send(world, POPUP, "numbers.confirm", { text: "+442079460018", region: "US" }));
  await refusedAs("bad-request", send(world, CONFIRM, "numbers.confirm", { text: "+442079460019", region: "US" }));
  await refusedAs("bad-request", send(world, CONFIRM, "numbers.confirm", { text: "+442079460018", region: "GB" }));
  await refusedAs("bad-request", send(world, CONFIRM, "confirm.get", { id: "park-2" }));
  assert.deepEqual(world.asked, []);
  assert.ok((await send(world, CONFIRM, "numbers.confirm", { text: "+442079460018", region: "US" })).result);
  assert.ok((await send(world, CONFIRM, "confirm.get", { id: "park-1" })).result);
});

test("a confirmed call is the one that was parked, from the page it was parked for", async () => {
  const world = worker();
  await refusedAs("bad-request", send(world, CONFIRM, "calls.start", { ...START, confirmation: "token" }));
  const given = { requestId: "r", text: "+442079460018", from: "+12015550199", confirmation: "token" };
  assert.ok((await send(world, CONFIRM, "calls.start", given)).result);
  assert.deepEqual(world.asked, [["start", { ...PARKED.request, confirmation: "token", origin: "https://shop.example" }]]);
  assert.deepEqual(world.done, ["park-1"]);
});

test("a confirmation from anywhere else is refused", async () => {
  for (const sender of [CONTENT, POPUP]) {
    await refusedAs("bad-request", send(worker(), sender, "calls.start", { ...START, confirmation: "token" }));
  }
});

test("a page that is not in front starts nothing and opens no window", async () => {
  const world = worker();
  const hidden = { ...CONTENT, tab: { id: 5, active: false } };
  const cached = { ...CONTENT, documentLifecycle: "cached" };
  for (const sender of [hidden, cached]) {
    await refusedAs("page-not-in-front", send(world, sender, "calls.start", START));
    await refusedAs("page-not-in-front", send(world, sender, "confirm.open", START));
    await refusedAs("page-not-in-front", send(world, sender, "page.open", { page: "options" }));
  }
  assert.deepEqual(world.asked, []);
});

test("a content script sets two things, on its own site alone", async () => {
  const world = worker();
  await send(world, CONTENT, "prefs.set", { key: "region", value: "GB" });
  assert.deepEqual(world.asked, [["prefs", { key: "region", value: "GB", site: "shop.example" }]]);
  await refusedAs("bad-request", send(world, CONTENT, "prefs.set", { key: "oneClick", value: true }));
  await refusedAs("bad-request", send(world, CONTENT, "prefs.set", { key: "region", value: "GB", site: "bank.example" }));
  await refusedAs("bad-request", send(world, { ...CONTENT, url: "about:blank", origin: "null" }, "prefs.set", { key: "region", value: "GB" }));
});

test("a frame shares the preferences of the page that the person sees", async () => {
  const world = worker();
  const frame = { ...CONTENT, frameId: 3, url: "https://ads.example/", origin: "https://ads.example" };
  assert.equal((await send(world, frame, "prefs.get", {})).result.site, "ads.example");
  frame.tab = { ...frame.tab, url: "https://top.example:8080/page" };
  assert.equal((await send(world, frame, "prefs.get", {})).result.site, "top.example:8080");
  assert.deepEqual(world.seen, [[5, 3], [5, 3]]);
  assert.equal((await send(world, POPUP, "prefs.get", { tabId: 5 })).result.site, "tab-5.example");
  assert.equal((await send(world, POPUP, "prefs.get", { site: "x.example" })).result.site, "x.example");
});

test("the calls to one number; the whole history is not for web pages", async () => {
  const world = worker();
  await refusedAs("bad-request", send(world, CONTENT, "calls.list", { limit: 5 }));
  assert.equal((await send(world, POPUP, "calls.list", { limit: 5 })).result.calls.length, 2);
  world.asked.length = 0;
  const { result } = await send(world, CONTENT, "calls.list", { limit: 5, to: "+442079460018" });
  assert.deepEqual(result.calls.map(({ id }) => id), ["1"]);
  assert.deepEqual(world.asked, [["calls.list", { limit: 200 }]]);
});

test("the history is cleared for pages of ours alone, the copies here with it, and everyone is told", async () => {
  const world = worker();
  await refusedAs("bad-request", send(world, CONTENT, "calls.clear", {}));
  await refusedAs("bad-request", send(world, POPUP, "calls.clear", { all: true }));
  assert.deepEqual(world.asked, []);
  await send(world, POPUP, "calls.clear", {});
  assert.deepEqual([world.asked, world.done], [[["calls.clear", {}]], ["copies", "calls.cleared"]]);
});

const MALFORMED = [
  undefined, null, 7, "calls.start", {}, { name: 1 }, { name: "__proto__", params: {} }, { name: "toString" },
  { name: "calls.start" }, { name: "calls.start", params: [] }, { name: "calls.start", params: { ...START, extra: 1 } },
  { name: "calls.start", params: { ...START, requestId: "" } }, { name: "calls.start", params: { ...START, text: "1".repeat(1001) } },
  { name: "calls.start", params: { ...START, text: 201 } }, { name: "calls.start", params: { ...START, region: "USA" } },
  { name: "numbers.match", params: { texts: {}, region: "US" } }, { name: "numbers.match", params: { texts: [{ text: "1" }] } },
  { name: "numbers.match", params: { texts: Array(2001).fill({ id: 1, text: "" }) } },
  { name: "calls.list", params: { limit: 0 } }, { name: "calls.list", params: { limit: 1.5 } }, { name: "ui.styles", params: { names: ["../manifest"] } },
];

test("malformed messages are refused before anything is done", async () => {
  const world = worker();
  for (const message of MALFORMED) {
    const { error } = await answer(message, CONTENT, world, SELF);
    assert.equal(error?.code, "bad-request", JSON.stringify(message));
  }
  assert.deepEqual(world.asked, []);
});
