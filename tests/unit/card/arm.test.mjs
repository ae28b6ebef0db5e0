import assert from "node:assert/strict";
import test from "node:test";
import { classic, plain } from "./classic.mjs";

const { armStep } = classic(["content/card/arm.js"], ["armStep"]);

/** Looks every 16 ms from `from` on; `fault(now)` says what is wrong. */
function watch(until, fault = () => null, every = 16) {
  let progress = { began: 0, clean: -1, lookedAt: 0, state: "waiting" };
  const changes = [];
  for (let now = 0; now <= until; now += every) {
    const next = plain(armStep(progress, fault(now), now));
    if (next.state !== progress.state) changes.push([next.state, now]);
    progress = next;
  }
  return { progress, changes };
}

test("after 400 ms without a fault the button is armed, and not before", () => {
  const { changes } = watch(2000);
  assert.deepEqual(changes, [["armed", 400]]);
});

test("one fault begins the 400 ms again", () => {
  const { changes } = watch(2000, (now) => (now === 384 ? "covered" : null));
  assert.deepEqual(changes, [["armed", 800]]);
});

test("an armed button is disarmed by a fault at once", () => {
  const { changes } = watch(1200, (now) => (now === 608 ? "moved" : null));
  assert.deepEqual(changes, [["armed", 400], ["waiting", 608], ["armed", 1024]]);
});

test("a press that comes too early begins the 400 ms again", () => {
  const { Armer } = classic(["content/card/arm.js"], ["Armer"]);
  const armer = new Armer({}, () => {});
  armer.look = () => {};
  armer.progress = { began: 0, clean: 390, lookedAt: 390, state: "waiting" };
  armer.pressed({ isTrusted: true });
  assert.equal(armStep(plain(armer.progress), null, 400).clean, 0);
  armer.progress = { began: 0, clean: 400, lookedAt: 400, state: "armed" };
  armer.pressed({ isTrusted: true });
  assert.equal(armer.progress.clean, 400);
  assert.equal(armer.pressBad, false);
});

test("only a trusted event may do what the armed button says", () => {
  const { Armer } = classic(["content/card/arm.js"], ["Armer"]);
  const armer = new Armer({}, () => {});
  armer.look = () => {};
  armer.progress = { began: 0, clean: 400, lookedAt: 400, state: "armed" };
  assert.equal(armer.allows({ isTrusted: true }), true);
  assert.equal(armer.allows({ isTrusted: false }), false);
  armer.progress = { began: 0, clean: 390, lookedAt: 390, state: "waiting" };
  assert.equal(armer.allows({ isTrusted: true }), false);
});

test("a pause between two looks counts for little, and does not disarm", () => {
  const { changes } = watch(3000, () => null, 300);
  assert.deepEqual(changes, [["armed", 1200]]);
});

test("a page that never shows us honestly is doubted after two seconds", () => {
  const { changes } = watch(4000, () => "covered");
  assert.deepEqual(changes, [["doubtful", 2000]]);
});

test("a page that flickers just in time is doubted too", () => {
  const { changes } = watch(4000, (now) => (now % 320 === 0 ? "topped" : null));
  assert.deepEqual(changes.map(([state]) => state), ["doubtful"]);
});

test("a doubted button is armed when the page turns honest", () => {
  const { changes } = watch(4000, (now) => (now < 2400 ? "covered" : null));
  assert.deepEqual(changes.map(([state]) => state), ["doubtful", "armed"]);
});

test("in a frame that cannot be looked over, doubt is immediate", () => {
  assert.deepEqual(watch(500, () => "framed").changes, [["doubtful", 0]]);
});

test("while the person is elsewhere the button waits without doubt", () => {
  for (const fault of ["page-hidden", "page-unfocused", "off-screen"]) {
    const { changes } = watch(9000, (now) => (now < 8000 ? fault : null));
    assert.deepEqual(changes.map(([state]) => state), ["armed"], fault);
  }
});
