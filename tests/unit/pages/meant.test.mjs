import assert from "node:assert/strict";
import test from "node:test";
import { meant } from "../../../extension/pages/confirm/meant.js";

/** Looks every 100 ms; `seen(now)` says what there is to see. */
function armedAt(until, seen) {
  let since = null;
  const armed = [];
  for (let now = 0; now <= until; now += 100) {
    const next = meant(since, { inFront: true, ...seen(now) }, now);
    since = next.since;
    if (next.armed) armed.push(now);
  }
  return armed;
}

test("a window is armed half a second after it came to the front, and stays so", () => {
  assert.deepEqual(armedAt(800, () => ({})), [500, 600, 700, 800]);
});

test("a window that is behind is not, and has to wait again", () => {
  assert.deepEqual(armedAt(1200, (now) => ({ inFront: now !== 600 })), [500, 1200]);
});

test("whoever clicks away at what was there before never meets an armed window", () => {
  assert.deepEqual(armedAt(3000, (now) => ({ pressed: now % 200 === 0 })), []);
  assert.deepEqual(armedAt(1000, (now) => ({ pressed: now === 400 })), [900, 1000]);
});

test("a press in an armed window leaves it armed", () => {
  assert.deepEqual(armedAt(700, (now) => ({ pressed: now >= 500 })), [500, 600, 700]);
});
