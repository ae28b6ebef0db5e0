import assert from "node:assert/strict";
import { test } from "node:test";

import { READY, fakeClock, fakePort, load, rejection, settle } from "./fakes.mjs";

const { HostPort } = await load("host-port.js");
const { Host, IDLE_AFTER, REST_AFTER_FAILURE } = await load("host.js");

function setUp() {
  const ports = [];
  const clock = fakeClock();
  const port = new HostPort({
    connect: () => {
      ports.push(fakePort());
      return ports.at(-1);
    },
    ending: (ended) => ended.words,
    onState() {},
    onNotification() {},
    clock,
  });
  return { ports, clock, port, host: new Host(port, { clock, now: clock.now }) };
}

async function ask({ host, ports }) {
  const before = ports.length;
  const asked = host.request("calls.list", { limit: 1 });
  await settle();
  if (ports.length > before) ports.at(-1).say(READY);
  await settle();
  ports.at(-1).answer({ calls: [] });
  await asked;
}

test("the host is let go after disuse, and started again by the next question", async () => {
  const world = setUp();
  await ask(world);
  await world.clock.pass(IDLE_AFTER - 1);
  assert.equal(world.port.state, "ready");
  await ask(world);
  await world.clock.pass(IDLE_AFTER - 1);
  assert.equal(world.port.state, "ready");
  await world.clock.pass(1);
  assert.equal(world.port.state, "closed");
  await ask(world);
  assert.equal(world.ports.length, 2);
});

test("it is kept while anything holds it", async () => {
  const world = setUp();
  world.host.hold("call");
  world.host.hold("page");
  await ask(world);
  world.host.release("call");
  await world.clock.pass(10 * IDLE_AFTER);
  assert.equal(world.port.state, "ready");
  world.host.release("page");
  world.host.release("page");
  await world.clock.pass(IDLE_AFTER);
  assert.equal(world.port.state, "closed");
});

test("an answer that is awaited keeps it too", async () => {
  const world = setUp();
  void world.host.request("diagnostics.run", {}).catch(() => {});
  await settle();
  world.ports[0].say(READY);
  await settle();
  await world.clock.pass(2 * IDLE_AFTER);
  assert.equal(world.port.state, "ready");
});

test("where there is no host, only a person's wish knocks again soon", async () => {
  const { host, ports, clock } = setUp();
  const first = rejection(host.request("numbers.match", { texts: [] }, { patient: true }));
  await settle();
  ports[0].die("Specified native messaging host not found.");
  assert.equal((await first).code, "host-missing");
  assert.equal((await rejection(host.request("numbers.match", { texts: [] }, { patient: true }))).code, "host-missing");
  assert.equal(ports.length, 1);
  void host.request("session.get", {}).catch(() => {});
  await settle();
  assert.equal(ports.length, 2);
  ports[1].die("Specified native messaging host not found.");
  await settle();
  await clock.pass(REST_AFTER_FAILURE);
  void host.request("numbers.match", { texts: [] }, { patient: true }).catch(() => {});
  await settle();
  assert.equal(ports.length, 3);
});
