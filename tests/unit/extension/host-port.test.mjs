import assert from "node:assert/strict";
import { test } from "node:test";

import { READY, fakeClock, fakePort, load, rejection, settle } from "./fakes.mjs";

const { HostPort, READY_WITHIN, classify } = await load("host-port.js");

function setUp() {
  const ports = [];
  const states = [];
  const heard = [];
  const clock = fakeClock();
  const host = new HostPort({
    connect: () => {
      ports.push(fakePort());
      return ports.at(-1);
    },
    ending: (port) => port.words,
    onState: (state) => states.push(state),
    onNotification: (method, params) => heard.push([method, params]),
    clock,
  });
  return { host, ports, states, heard, clock };
}

async function ready() {
  const world = setUp();
  const opening = world.host.open();
  world.ports[0].say(READY);
  return { ...world, rpc: await opening };
}

test("it opens once for all who ask, and is ready when the host has spoken", async () => {
  const { host, ports, states } = setUp();
  assert.equal(host.state, "closed");
  const [one, two] = [host.open(), host.open()];
  assert.equal(host.state, "connecting");
  ports[0].say(READY);
  assert.equal(await one, await two);
  assert.equal(await host.open(), await one);
  assert.equal(ports.length, 1);
  assert.deepEqual(states, ["connecting", "ready"]);
  assert.equal(host.version, "0.1.0");
});

const ENDINGS = [
  ["Specified native messaging host not found.", "host-missing", "host-missing"],
  ["No such native application com.ringout.host", "host-missing", "host-missing"],
  ["Access to the specified native messaging host is forbidden.", "host-forbidden", "host-forbidden"],
  ["Failed to start native messaging host.", "host-broken", "host-broken"],
  ["Error when communicating with the native messaging host.", "host-garbled", "host-garbled"],
  ["An unexpected error occurred", "host-broken", "host-garbled"],
  ["Native application tried to send a message of 1836017711 bytes, which exceeds the limit of 1048576 bytes.", "host-garbled", "host-garbled"],
  ["Native host has exited.", "host-broken", "host-exited"],
  [undefined, "host-broken", "host-exited"],
];

for (const [words, code, later] of ENDINGS) {
  test(`"${words}" is ${code}, and ${later} once the host has spoken`, async () => {
    assert.equal(classify(words, true), later);
    const { host, ports } = setUp();
    const opening = rejection(host.open());
    ports[0].die(words);
    assert.equal((await opening).code, code);
    assert.equal(host.state, "failed");
    assert.equal(host.error.code, code);
  });
}

test("a host that does not speak in time is silent, and is let go", async () => {
  const { host, ports, clock } = setUp();
  const opening = rejection(host.open());
  await clock.pass(READY_WITHIN);
  assert.equal((await opening).code, "host-silent");
  assert.equal(ports[0].disconnected, true);
});

for (const [protocol, code] of [[0, "outdated-host"], [2, "outdated-extension"], ["1", "host-garbled"], [undefined, "host-garbled"]]) {
  test(`protocol ${protocol} is ${code}`, async () => {
    const { host, ports } = setUp();
    const opening = rejection(host.open());
    ports[0].say({ ...READY, params: { protocol, version: "9" } });
    assert.equal((await opening).code, code);
    assert.equal(ports[0].disconnected, true);
  });
}

test("the host's last words are the reason, before and after it was ready", async () => {
  const fatal = { jsonrpc: "2.0", method: "host.fatal", params: { code: "config-invalid", message: "Line 3." } };
  const early = setUp();
  const opening = rejection(early.host.open());
  early.ports[0].say(fatal);
  assert.deepEqual([(await opening).code, (await opening).said], ["config-invalid", "Line 3."]);
  const late = await ready();
  late.ports[0].say(fatal);
  late.ports[0].die("Native host has exited.");
  assert.equal(late.host.error.code, "config-invalid");
  assert.equal(late.host.state, "failed");
});

test("a host that dies answers what was asked, and the next question starts another", async () => {
  const { host, ports, rpc, states } = await ready();
  const asked = rejection(rpc.request("session.get", {}));
  ports[0].die("Native host has exited.");
  assert.equal((await asked).code, "host-exited");
  const opening = host.open();
  ports[1].say(READY);
  assert.notEqual(await opening, rpc);
  assert.deepEqual(states, ["connecting", "ready", "failed", "connecting", "ready"]);
});

test("closing is no failure, and what an old port still says is not heard", async () => {
  const { host, ports, rpc, states, heard } = await ready();
  host.close();
  assert.equal(host.state, "closed");
  assert.equal(host.error, null);
  assert.equal(rpc.closed.code, "host-exited");
  ports[0].say({ jsonrpc: "2.0", method: "call.updated", params: {} });
  ports[0].die("Native host has exited.");
  assert.deepEqual(states, ["connecting", "ready", "closed"]);
  assert.deepEqual(heard, []);
});

test("closing while it opens rejects the opening", async () => {
  const { host, ports } = setUp();
  const opening = rejection(host.open());
  host.close();
  assert.equal((await opening).code, "host-exited");
  ports[0].say(READY);
  await settle();
  assert.equal(host.state, "closed");
});

test("a browser that refuses to connect at all is a broken host", async () => {
  const host = new HostPort({
    connect() {
      throw new Error("connectNative is not available");
    },
    ending: () => undefined,
    onState() {},
    onNotification() {},
  });
  assert.equal((await rejection(host.open())).code, "host-broken");
  assert.equal(host.state, "failed");
});

test("two requests without an answer end a host that hangs", async () => {
  const { host, rpc, clock, ports } = await ready();
  const asked = [rpc.request("calls.get", { id: "a" }), rpc.request("calls.get", { id: "b" })].map(rejection);
  await clock.pass(60_000);
  await Promise.all(asked);
  assert.equal(host.error.code, "host-silent");
  assert.equal(ports[0].disconnected, true);
});
