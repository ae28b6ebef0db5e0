// From number to number through the frames of a page: in reading order, round and round, from where the person is.

import assert from "node:assert/strict";
import { test } from "node:test";

import { load } from "./fakes.mjs";

const messages = [];
const answers = new Map();
globalThis.chrome = {
  tabs: {
    async sendMessage(tabId, { name, params }, { frameId }) {
      messages.push([frameId, name, params]);
      if (!answers.has(frameId)) throw new Error("Receiving end does not exist.");
      return answers.get(frameId);
    },
  },
};
const { nextStop, walk } = await load("walk.js");

const here = (count, more = {}) => ({ count, current: null, inView: 0, inFront: false, path: [], frames: [], ...more });

/** Goes round once from the beginning; `frame:index` each. */
function round(documents, by = 1) {
  const all = new Map(Object.entries(documents).map(([id, one]) => [Number(id), one]));
  const seen = [];
  for (let next = nextStop(all, by); next && !seen.includes(`${next.frameId}:${next.index}`); next = nextStop(all, by)) {
    seen.push(`${next.frameId}:${next.index}`);
    for (const [id, one] of all) all.set(id, { ...one, current: id === next.frameId ? next.index : null });
  }
  return seen.join(" ");
}

test("a page without frames", () => {
  assert.equal(round({ 0: here(3) }), "0:0 0:1 0:2");
  assert.equal(round({ 0: here(3) }, -1), "0:2 0:1 0:0");
  assert.equal(nextStop(new Map([[0, here(0)]]), 1), null);
  assert.equal(nextStop(new Map(), 1), null);
});

test("it begins at what is in view, and goes round", () => {
  assert.equal(round({ 0: here(3, { inView: 1 }) }), "0:1 0:2 0:0");
  assert.equal(round({ 0: here(3, { inView: 1 }) }, -1), "0:0 0:2 0:1");
  assert.equal(round({ 0: here(3, { inView: 3 }) }), "0:0 0:1 0:2");
});

test("the numbers of a frame come where the frame stands", () => {
  const page = {
    0: here(2, { frames: [{ place: 0, before: 2 }, { place: 1, before: 1 }] }),
    7: here(2, { path: [1] }),
    9: here(1, { path: [0] }),
  };
  assert.equal(round(page), "0:0 7:0 7:1 0:1 9:0");
  assert.equal(round(page, -1), "9:0 0:1 7:1 7:0 0:0");
});

test("frames in frames, also within one that never said anything", () => {
  const page = {
    0: here(1, { frames: [{ place: 0, before: 0, above: false }, { place: 1, before: 1, above: false }] }),
    4: here(1, { path: [0], frames: [{ place: 0, before: 0 }] }),
    5: here(1, { path: [0, 0] }),
    6: here(1, { path: [1, 2] }),
    8: here(1, { path: [1, 0] }),
    3: here(1, { path: null }),
    2: here(1, { path: null }),
  };
  assert.equal(round(page), "5:0 4:0 0:0 8:0 6:0 2:0 3:0");
});

test("frames in shadow trees come where they stand, in the order in which they were made", () => {
  const page = {
    0: here(2, { frames: [{ place: -1, before: 0, above: false }, { place: 0, before: 1 }, { place: -2, before: 1 }] }),
    9: here(1, { path: [-1] }),
    4: here(1, { path: [-1], frames: [{ place: -1, before: 1 }] }),
    6: here(1, { path: [0] }),
    7: here(1, { path: [0, -1] }),
    8: here(1, { path: null }),
  };
  assert.equal(round(page), "4:0 0:0 6:0 7:0 9:0 0:1 8:0");
});

test("it begins at a frame that is in view, not at one above", () => {
  const page = (above) => ({ 0: here(1, { frames: [{ place: 0, before: 0, above }] }), 7: here(1, { path: [0] }) });
  assert.equal(round(page(false)), "7:0 0:0");
  assert.equal(round(page(true)), "0:0 7:0");
});

test("it begins in the frame that the keyboard is in", () => {
  const page = { 0: here(2, { frames: [{ place: 0, before: 1 }] }), 7: here(2, { path: [0], inFront: true, inView: 1 }) };
  assert.equal(round(page), "7:1 0:1 0:0 7:0");
});

test("where the page itself cannot be asked", () => {
  assert.equal(round({ 7: here(1, { path: [1] }), 8: here(1, { path: [0] }) }), "8:0 7:0");
});

test("the frame that is left lets go of its mark", async () => {
  answers.set(0, here(1, { current: 0, frames: [{ place: 0, before: 1 }] }));
  answers.set(7, here(1, { path: [0] }));
  await walk(5, [0, 7, 9], 1);
  assert.deepEqual(messages.slice(3), [
    [0, "steps.leave", {}],
    [7, "steps.goTo", { index: 0 }],
  ]);
});
